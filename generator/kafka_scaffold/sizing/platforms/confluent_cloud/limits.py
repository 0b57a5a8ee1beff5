"""Limits of the whole cluster that its dashboard draws beside what is true now."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.capacity import LOAD, UNITS
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.limits import held
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import Scope, scope_of
from kafka_scaffold.sizing.platforms.confluent_cloud.details import MetricLimit
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import asked_of
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


TITLES = {
    "ingress": "Written",
    "egress": "Read",
    "partitions": "Partitions",
    "connections": "Connections",
    "connection attempts": "Sign-ins that succeed",
    "requests": "Requests",
}


def metric_limits(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[MetricLimit, ...]:
    """Return what each metric is held against, in the metric's unit; of counts by the minute, a second."""
    topics = asked_of(answers, environment, demand, Variant(chosen.variant), facts).topics
    scope = scope_of(answers, environment, demand, chosen, topics, facts)
    rows = tuple(
        MetricLimit(
            metric=one.watched.metric,
            title=TITLES[one.watched.dimension],
            limit=one.limit,
            unit=one.watched.unit,
            reason=one.reason,
            source=cite(one.decides),
        )
        for one in held(scope)
    )
    return (_units(scope) if scope.variant.is_elastic else _load(scope), *rows)


def _units(scope: Scope) -> MetricLimit:
    setting = scope.size.max_ecku
    return MetricLimit(
        metric=UNITS,
        title="eCKU",
        limit=scope.most_units,
        unit="short",
        reason=setting.reason if setting else scope.chosen.units_reason,
        source=setting.source if setting else "",
    )


def _load(scope: Scope) -> MetricLimit:
    fact = scope.facts.get("confluent-cloud.alerts.load_at")
    return MetricLimit(
        metric=LOAD,
        title="Load",
        limit=fact.number,
        unit="percentunit",
        reason=fact.note,
        source=cite(fact),
    )
