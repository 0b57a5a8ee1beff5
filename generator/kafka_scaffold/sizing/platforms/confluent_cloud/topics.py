"""Topics as a cluster type of Confluent Cloud holds them: three copies, and only the settings that may be made."""

from dataclasses import replace

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite, clamp, size, span
from kafka_scaffold.sizing.topics import plan
from kafka_scaffold.sizing.topics.partitions import PartitionRate
from kafka_scaffold.sizing.topics.plan import Replication, TopicRules


BOUNDS = {
    "segment.bytes": ("topic.segment_bytes_least", "topic.segment_bytes_most", size),
    "segment.ms": ("topic.segment_ms_least", None, span),
    "max.compaction.lag.ms": ("topic.compaction_lag_least_ms", None, span),
    "delete.retention.ms": (None, "topic.delete_retention_most_ms", span),
}


def plan_topics(
    answers: Answers, environment: Environment, demand: Demand, variant: str, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics of one environment, those of applications last; none for an aggregate workload."""
    planned = plan.plan_topics(answers, environment, demand, _rules(variant, facts), facts)
    return tuple(_as_taken(topic, answers, variant, facts) for topic in planned)


def _rules(variant: str, facts: Facts) -> TopicRules:
    return TopicRules(
        copies=replication(facts),
        rate=partition_rate(variant, facts),
        moves=lambda _: False,
        least_roll_ms=0,
        moved_segment_bytes=facts.number("confluent-cloud.topic.segment_bytes_default"),
        largest_batch=facts.number(f"confluent-cloud.cluster.{variant}.message_bytes"),
        names=facts.get(f"confluent-cloud.topic_configuration.{variant}").items,
    )


def replication(facts: Facts) -> Replication:
    """Return the copies of a partition, which Confluent Cloud fixes."""
    factor = facts.get("confluent-cloud.topic.replication")
    least = facts.get("confluent-cloud.topic.min_insync")
    return Replication(
        factor=int(factor.number),
        min_insync=int(least.number),
        reason=f"Confluent Cloud fixes {factor.number:g} copies; {least.number:g} must hold a record before it counts, "
        "so that one may be away without loss or a stop",
        source=cite(factor),
    )


def partition_rate(variant: str, facts: Facts) -> PartitionRate:
    """Return what one partition carries: the planning rate or the type's guide, if that is less."""
    planning = facts.get("kafka.partitions.write_mib_s")
    guide = facts.get(f"confluent-cloud.partition.{variant}.ingress_mb_s")
    lower = min(planning, guide, key=lambda fact: fact.number)
    return PartitionRate(
        write_mib_s=lower.number,
        read_mib_s=facts.number(f"confluent-cloud.partition.{variant}.egress_mb_s"),
        source=cite(lower),
    )


def _as_taken(topic: TopicPlan, answers: Answers, variant: str, facts: Facts) -> TopicPlan:
    """Return a topic whose settings stay within what Confluent Cloud takes."""
    settings = [_bounded(setting, facts) for setting in topic.settings]
    if answers.confluent_cloud.schema_validation and not topic.internal:
        settings += _validation(variant, facts)
    kept = tuple(s for s in settings if not _is_default(s, facts))
    return replace(topic, settings=kept)


def _bounded(setting: Setting, facts: Facts) -> Setting:
    if setting.name not in BOUNDS:
        return setting
    least, most, words = BOUNDS[setting.name]
    low = facts.number(f"confluent-cloud.{least}") if least else 0
    high = facts.number(f"confluent-cloud.{most}") if most else float("inf")
    asked = float(setting.value)
    taken = int(clamp(asked, low, high))
    if taken == asked:
        return setting
    bound = facts.get(f"confluent-cloud.{least if taken > asked else most}")
    word = "least" if taken > asked else "most"
    reason = f"{setting.reason}; Confluent Cloud takes {words(taken)} at {word}"
    return replace(setting, value=taken, reason=reason, source=cite(bound))


def _is_default(setting: Setting, facts: Facts) -> bool:
    """Tell whether a batch size is below what every topic takes anyway."""
    default = facts.number("confluent-cloud.topic.message_bytes_default")
    return setting.name == "max.message.bytes" and float(setting.value) <= default


def _validation(variant: str, facts: Facts) -> tuple[Setting, ...]:
    """Return broker-side checks of schema ids, which Dedicated alone makes."""
    if variant != Variant.DEDICATED:
        return ()
    fact = facts.get("confluent-cloud.topic.validation_settings")
    return (
        Setting(
            name="confluent.value.schema.validation",
            value=True,
            reason="Brokers refuse values whose schema id is not registered for the topic; they do not read the payload",
            source=cite(fact),
        ),
    )
