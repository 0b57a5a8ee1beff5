"""CloudWatch alarms with thresholds from the sizing; only on metrics that the variant and level emit."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.platforms.msk.alarms.broker import broker_alarms
from kafka_scaffold.sizing.platforms.msk.alarms.lag import lag_alarms
from kafka_scaffold.sizing.platforms.msk.alarms.serverless import serverless_alarms
from kafka_scaffold.sizing.platforms.msk.details import Alarm, Storage


AUDIT_LEVEL = "PER_TOPIC_PER_BROKER"
LEVELS = ("DEFAULT", "PER_BROKER", AUDIT_LEVEL)


def monitoring_level(answers: Answers, environment: Environment, variant: str) -> Setting | None:
    """Return the level of detail of the metrics; Serverless has a single one.

    An audit wants metrics per topic; a protected environment those per broker, which most alarms need; an
    environment to try things in makes do with the free ones.
    """
    if variant == "serverless":
        return None
    if answers.security.audit:
        return _level(
            AUDIT_LEVEL,
            "Security Hub's control MSK.2 asks for metrics per topic and broker",
            "security.audit",
        )
    if environment.protect:
        return _level(
            "PER_BROKER",
            "The alarms on threads, network and volumes need it; it is AWS's minimum for production",
            "environments.*.protect",
        )
    return _level(
        "DEFAULT",
        "Free metrics are enough where nothing is protected; alarms on threads and volumes are left out",
        "environments.*.protect",
    )


def _level(value: str, reason: str, source: str) -> Setting:
    return Setting(name="enhanced_monitoring", value=value, reason=reason, source=source)


def emitted(variant: str, level: str, facts: Facts) -> frozenset[str]:
    """Return the names of the metrics that a variant emits at a level."""
    if variant == "serverless":
        return _names("msk.monitoring.serverless", facts)
    names = _names("msk.monitoring.default", facts)
    if level != "DEFAULT":
        names |= _names("msk.monitoring.per_broker", facts)
    if variant == "express":
        names |= _names("msk.monitoring.express_only", facts)
        names -= _names("msk.monitoring.not_on_express", facts)
    return names


def _names(fact: str, facts: Facts) -> frozenset[str]:
    return frozenset(str(name) for name in facts.get(fact).items)


def alarms(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    storage: Storage | None,
    facts: Facts,
) -> tuple[Alarm, ...]:
    """Return the alarms of one environment, those that wake somebody first within each subject."""
    if chosen.variant == "serverless":
        return serverless_alarms(environment, topics, facts)
    level = monitoring_level(answers, environment, chosen.variant)
    known = emitted(chosen.variant, str(level.value) if level else "DEFAULT", facts)
    wanted = (
        *broker_alarms(answers, demand, chosen, storage, facts),
        *lag_alarms(answers, topics, facts),
    )
    return tuple(alarm for alarm in wanted if set(alarm.metrics) <= known)
