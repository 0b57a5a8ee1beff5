"""Topics as one MSK variant holds them: only the settings that variant lets one set."""

from functools import partial

from kafka_scaffold.model.answers import Answers, Cleanup, Environment
from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Headroom, TopicPlan
from kafka_scaffold.sizing.prose import MIB, cite
from kafka_scaffold.sizing.topics import plan, settings
from kafka_scaffold.sizing.topics.partitions import PartitionRate
from kafka_scaffold.sizing.topics.plan import Replication, TopicRules


MB = 1_000_000


def plan_topics(
    answers: Answers, environment: Environment, demand: Demand, variant: str, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics of one environment, those of applications last; none for an aggregate workload."""
    return plan.plan_topics(
        answers, environment, demand, _rules(environment, variant, facts), facts
    )


def _rules(environment: Environment, variant: str, facts: Facts) -> TopicRules:
    serverless = variant == "serverless"
    return TopicRules(
        copies=replication(environment, variant, facts),
        rate=partition_rate(variant, facts),
        moves=partial(is_tiered, variant=variant, facts=facts),
        least_roll_ms=facts.number("msk.tiered.min_roll_s") * 1000,
        moved_segment_bytes=facts.number("msk.tiered.default_segment_bytes"),
        largest_batch=facts.number("msk.serverless.max_message_bytes") if serverless else None,
        names=facts.get(f"msk.topic_configuration.{variant}").items,
    )


def replication(environment: Environment, variant: str, facts: Facts) -> Replication:
    """Return the copies that an environment's topics keep.

    Two zones without protection are a place to try things: two copies, and one may be away. Everything else keeps
    three, two of which must hold a record before it counts, so that one may be away without loss or a stop.
    """
    if variant != "standard":
        factor, least = (
            facts.get(f"msk.{variant}.{name}") for name in ("replication", "min_insync")
        )
        reason = f"{variant.title()} fixes both: {factor.value} copies, {least.value} in sync"
        return _replication(factor.number, least.number, reason, cite(factor))
    if environment.zones == 2 and not environment.protect:
        factor = facts.get("kafka.replication.two_zones")
        reason = (
            "two zones without deletion protection: a copy in each; with two required in sync every broker "
            "restart would stop writes, so one is"
        )
        least = facts.get("kafka.min_insync.two_zones")
        return _replication(factor.number, least.number, reason, cite(factor))
    factor = facts.get("kafka.replication.standard")
    reason = "three copies, two must hold a record before it counts: one may be away without loss or a stop"
    if environment.zones == 2:
        reason += "; with two zones one of them holds two copies, and losing that one stops writes, not reads"
    return _replication(
        factor.number, facts.number("kafka.min_insync.standard"), reason, cite(factor)
    )


def _replication(factor: float, least: float, reason: str, source: str) -> Replication:
    return Replication(factor=int(factor), min_insync=int(least), reason=reason, source=source)


def is_tiered(topic: TopicDemand, variant: str, facts: Facts) -> bool:
    """Tell whether a topic moves old segments to tiered storage: Standard, deleting, kept 3 days or more."""
    return (
        variant == "standard"
        and topic.cleanup is Cleanup.DELETE
        and topic.hot_retention_hours < topic.retention_hours
        and settings.milliseconds(topic.retention_hours)
        >= facts.number("msk.tiered.min_retention_ms")
    )


def partition_rate(variant: str, facts: Facts) -> PartitionRate:
    """Return what one partition of a variant carries: the planning rate or the variant's limit, if that is less."""
    planning = facts.get("kafka.partitions.write_mib_s")
    limits = {
        "express": "msk.express.partition_ingress_mb_s",
        "serverless": "msk.serverless.partition_ingress_mb_s",
    }
    if variant not in limits:
        return PartitionRate(write_mib_s=planning.number, read_mib_s=None, source=cite(planning))
    limit = facts.get(limits[variant])
    write = limit.number * MB / MIB
    read = None
    if variant == "serverless":
        read = facts.number("msk.serverless.partition_egress_mb_s") * MB / MIB
    fact = limit if write < planning.number else planning
    return PartitionRate(
        write_mib_s=min(write, planning.number), read_mib_s=read, source=cite(fact)
    )


def partition_headroom(
    demand: Demand, topics: tuple[TopicPlan, ...], variant: str, facts: Facts
) -> tuple[Headroom, ...]:
    """Return the busiest partition against the variant's limit per partition; Standard has none."""
    names = {"ingress": 1.0, "egress": 0.0} if variant == "serverless" else {"ingress": 1.0}
    if variant == "standard" or not demand.topics:
        return ()
    counts = {topic.name: topic.partitions for topic in topics}
    return tuple(_busiest(demand, counts, name, variant, facts) for name in names)


def _busiest(
    demand: Demand, counts: dict[str, int], name: str, variant: str, facts: Facts
) -> Headroom:
    limit = facts.get(f"msk.{variant}.partition_{name}_mb_s")

    def rate(topic: TopicDemand) -> float:
        times = topic.consumer_groups if name == "egress" else 1
        return topic.ingress_peak_mib_s * times / counts[topic.name] * MIB / MB

    busiest = max(demand.topics, key=rate)
    return Headroom(
        name=f"partition {name}",
        need=rate(busiest),
        limit=limit.number,
        unit="MB/s",
        scope="partition",
        kind=limit.kind,
        source=cite(limit),
        note=f"busiest is {busiest.name} with {counts[busiest.name]} partitions",
    )
