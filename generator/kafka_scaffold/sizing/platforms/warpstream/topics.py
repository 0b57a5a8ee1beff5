"""Topics as WarpStream holds them: few settings, no replicas, and a type that says when a record counts."""

from dataclasses import replace

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.topics import plan
from kafka_scaffold.sizing.topics.partitions import PartitionRate
from kafka_scaffold.sizing.topics.plan import Replication, TopicRules


def plan_topics(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics of one environment as the chosen variant holds them."""
    return topics_on(answers, environment, demand, Variant(chosen.variant), facts)


def topics_on(
    answers: Answers, environment: Environment, demand: Demand, variant: Variant, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics as a variant holds them; none for an aggregate workload."""
    planning = facts.get("kafka.partitions.write_mib_s")
    rules = TopicRules(
        copies=replication(facts),
        rate=PartitionRate(write_mib_s=planning.number, read_mib_s=None, source=cite(planning)),
        moves=lambda _: False,
        least_roll_ms=0,
        moved_segment_bytes=facts.number("kafka.segment.default_bytes"),
        largest_batch=facts.number("warpstream.features.record_bytes"),
        names=facts.get("warpstream.topic_configuration").items,
    )
    topics = plan.plan_topics(answers, environment, demand, rules, facts)
    if variant is not Variant.LIGHTNING:
        return topics
    return tuple(replace(t, settings=(*t.settings, lightning(facts))) for t in topics)


def replication(facts: Facts) -> Replication:
    """Return what Agents say of copies to whoever asks; it decides nothing."""
    factor = facts.get("warpstream.partitions.replication")
    least = facts.get("warpstream.partitions.min_insync")
    return Replication(
        factor=int(factor.number),
        min_insync=int(least.number),
        reason=factor.note,
        source=cite(factor),
    )


def lightning(facts: Facts) -> Setting:
    """Return the setting that makes a Lightning Topic."""
    fact = facts.get("warpstream.topic_type")
    return Setting(
        name=fact.text,
        value="lightning",
        reason="Acknowledged when the file is written, before the control plane has put it in order",
        source=cite(fact),
    )
