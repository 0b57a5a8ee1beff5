"""The hand-made plan of Strimzi with the alerts that its environments really get, and what they are made of."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import strimzi_fixture
from builders import facts
from kafka_scaffold import yaml_io
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import EnvironmentPlan, Plan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts import alert_rules
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails


METRIC = re.compile(r"(?<![\w$\"])(ALERTS|up|[a-z]\w*_\w+)(?=\{)")
LABELS = re.compile(r"\{[^{}]*\}")
FIXTURE = Path(__file__).parent / "fixtures" / "strimzi-metrics.yaml"
# What the sizing weighs, by its own names; the capacity dashboard has a graph for each.
WEIGHED = (
    ("network in", "MiB/s"),
    ("network out", "MiB/s"),
    ("disk throughput", "MiB/s"),
    ("disk operations", "IOPS"),
    ("CPU", "cores"),
    ("page cache", "GiB"),
    ("stored data", "GiB"),
    ("recovery", "GiB"),
    ("partition replicas", "replicas"),
    ("partition replicas of the cluster", "replicas"),
    ("brokers", "brokers"),
)


def with_alerts(plan: Plan, **details: Any) -> Plan:
    """Return a plan whose environments have their own alerts; ``details`` replace fields of all of them first."""

    def alerted(planned: EnvironmentPlan) -> EnvironmentPlan:
        assert isinstance(planned.details, StrimziDetails)
        changed = replace(planned.details, **details)
        alerts = alert_rules(changed, planned.topics, plan.answers, facts())
        weighed = tuple(
            replace(planned.chosen.headroom[0], name=name, unit=unit) for name, unit in WEIGHED
        )
        return replace(
            planned,
            chosen=replace(planned.chosen, headroom=weighed),
            details=replace(changed, alerts=alerts),
        )

    return replace(plan, environments=tuple(alerted(each) for each in plan.environments))


@cache
def plan(kubernetes: str = "eks", authentication: str = "scram") -> Plan:
    """Return the hand-made plan with its own alerts."""
    return with_alerts(strimzi_fixture.plan(kubernetes, authentication))


def rules(environment: str, kubernetes: str = "eks", **details: Any) -> dict[str, AlertRule]:
    """Return the alerts of one environment by name; ``details`` replace fields before alerts are made."""
    made = with_alerts(strimzi_fixture.plan(kubernetes), **details) if details else plan(kubernetes)
    found = next(e for e in made.environments if e.environment.name == environment)
    assert isinstance(found.details, StrimziDetails)
    return {rule.name: rule for rule in found.details.alerts}


def metrics(expression: str) -> set[str]:
    """Return the names of the metrics in an expression of PromQL, each of which is given labels."""
    return set(METRIC.findall(LABELS.sub("{}", expression)))


def bare(expression: str) -> set[str]:
    """Return what looks like a metric without labels: a mistake, as it would be of every namespace."""
    return set(re.findall(r"\b[a-z]+_\w+_\w+\b(?![{(\w])", LABELS.sub("{}", expression)))


def dashboards(made: Plan) -> dict[str, dict[str, Any]]:
    """Return the rendered dashboards by path."""
    return {
        file.path: json.loads(content)
        for file in render(made).files
        if "/dashboard-" in file.path
        for content in yaml_io.load(file.content, file.path, own=True).data["data"].values()
    }


def expressions(dashboard: dict[str, Any]) -> tuple[str, ...]:
    """Return the queries of a dashboard."""
    return tuple(
        target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())
    )


def sources() -> dict[str, dict[str, Any]]:
    """Return which metrics there are, by who gives them."""
    data: dict[str, dict[str, Any]] = yaml_io.load(
        FIXTURE.read_bytes(), FIXTURE.name, own=True
    ).data
    return data
