"""The hand-made plan of Confluent Cloud with the alerts and limits that its environments really get."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import confluent_fixture
from builders import facts
from kafka_scaffold import yaml_io
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import EnvironmentPlan, Plan
from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts import alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails
from kafka_scaffold.sizing.platforms.confluent_cloud.limits import metric_limits


METRIC = re.compile(r"(?<![\w$\"])(ALERTS|up|[a-z]\w*_\w+)(?=\{)")
LABELS = re.compile(r"\{[^{}]*\}")
FIXTURE = Path(__file__).parent / "fixtures" / "confluent-metrics.yaml"


def with_alerts(made: Plan) -> Plan:
    """Return a plan whose environments have their own alerts and limits."""

    def alerted(planned: EnvironmentPlan) -> EnvironmentPlan:
        assert isinstance(planned.details, ConfluentCloudDetails)
        asked = made.answers, planned.environment, planned.demand, planned.chosen
        return replace(
            planned,
            details=replace(
                planned.details,
                alerts=alerts(*asked, planned.topics, facts()),
                limits=metric_limits(*asked, facts()),
            ),
        )

    return replace(made, environments=tuple(alerted(each) for each in made.environments))


@cache
def plan(case: tuple[str, str, str, str]) -> Plan:
    """Return the hand-made plan of a case with its own alerts."""
    return with_alerts(confluent_fixture.plan(*case))


@cache
def tree(case: tuple[str, str, str, str]) -> RenderedTree:
    """Return the repository of a case."""
    return render(plan(case))


def rules(made: Plan, environment: str) -> dict[str, AlertRule]:
    """Return the alerts of one environment by name."""
    found = next(e for e in made.environments if e.environment.name == environment)
    assert isinstance(found.details, ConfluentCloudDetails)
    return {rule.name: rule for rule in found.details.alerts}


def metrics(expression: str) -> set[str]:
    """Return the names of the metrics in an expression of PromQL, each of which is given labels."""
    return set(METRIC.findall(LABELS.sub("{}", expression)))


def bare(expression: str) -> set[str]:
    """Return what looks like a metric without labels: a mistake, as it would be of every cluster."""
    return set(re.findall(r"\bconfluent_\w+\b(?![{\w])", LABELS.sub("{}", expression)))


def known() -> set[str]:
    """Return the metrics there are."""
    data = yaml_io.load(FIXTURE.read_bytes(), FIXTURE.name, own=True).data
    return {name for source in data.values() for name in source["metrics"]}


def dashboards(made: RenderedTree) -> dict[str, dict[str, Any]]:
    """Return the rendered dashboards by path."""
    return {
        file.path: json.loads(file.content)
        for file in made.files
        if file.path.startswith("monitoring/grafana/") and file.path.endswith(".json")
    }


def expressions(dashboard: dict[str, Any]) -> tuple[str, ...]:
    """Return the queries of a dashboard."""
    return tuple(
        target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())
    )
