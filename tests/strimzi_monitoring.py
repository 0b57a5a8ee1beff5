"""The hand-made plan of Strimzi with the alerts that its environments really get, and what they are made of."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import strimzi_fixture
from builders import facts
from kafka_scaffold.model.plan import EnvironmentPlan, Plan
from kafka_scaffold.sizing.platforms.strimzi.alerts import alert_rules
from kafka_scaffold.sizing.platforms.strimzi.details import AlertRule, StrimziDetails


METRIC = re.compile(
    r"\b(?!by\b|on\b|or\b|and\b|unless\b)([a-z][a-z0-9_]*[a-z0-9])(?=\{|\[|\s*$|\s*[)/*+<>=-])"
)
LABELS = re.compile(r"\{[^{}]*\}")
NOT_METRICS = {"bool", "time", "vector", "group", "job"}


def with_alerts(plan: Plan, **details: Any) -> Plan:
    """Return a plan whose environments have their own alerts; ``details`` replace fields of all of them first."""

    def alerted(planned: EnvironmentPlan) -> EnvironmentPlan:
        assert isinstance(planned.details, StrimziDetails)
        changed = replace(planned.details, **details)
        alerts = alert_rules(changed, planned.topics, plan.answers, facts())
        return replace(planned, details=replace(changed, alerts=alerts))

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
    """Return the names of the metrics in an expression of PromQL."""
    bare = LABELS.sub("{}", expression)
    bare = re.sub(r"\b(by|on|without|group_left|ignoring)\s*(\([^)]*\))?", " ", bare)
    return {name for name in METRIC.findall(bare) if name not in NOT_METRICS}
