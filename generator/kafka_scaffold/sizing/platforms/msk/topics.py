"""Topics as one MSK variant holds them: only the settings that variant lets one set."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, ApplicationKind, Cleanup, Environment, Topic
from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Headroom, Setting, TopicPlan
from kafka_scaffold.sizing.prose import MIB, cite
from kafka_scaffold.sizing.topics import settings
from kafka_scaffold.sizing.topics.internal import internal_topics
from kafka_scaffold.sizing.topics.partitions import PartitionRate, partitions


MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """Copies of a partition, and how many must hold a record before it counts."""

    factor: int
    min_insync: int
    reason: str
    source: str


def plan_topics(
    answers: Answers, environment: Environment, demand: Demand, variant: str, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics of one environment, those of applications last; none for an aggregate workload."""
    if demand.aggregate:
        return ()
    copies = replication(environment, variant, facts)
    asked = {topic.name: topic for topic in answers.topics}
    planned = tuple(
        _plan(answers, environment, asked[topic.name], topic, copies, variant, facts)
        for topic in demand.topics
    )
    limit = _largest_batch(variant, facts)
    internal = internal_topics(answers, facts, limit)
    return (*planned, *(_internal(topic, copies, variant, facts) for topic in internal))


def _largest_batch(variant: str, facts: Facts) -> float | None:
    return facts.number("msk.serverless.max_message_bytes") if variant == "serverless" else None


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


def records_per_second(topic: TopicDemand, answers: Answers) -> float:
    """Return a topic's records a second at peak; demand is on the wire, records are counted before compression."""
    workload = answers.workload
    return topic.ingress_peak_mib_s * MIB * workload.compression_ratio / workload.record_bytes


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


def _plan(
    answers: Answers,
    environment: Environment,
    asked: Topic,
    topic: TopicDemand,
    copies: Replication,
    variant: str,
    facts: Facts,
) -> TopicPlan:
    group = _largest_group(answers, environment, asked)
    records_s = records_per_second(topic, answers)
    count = partitions(topic, group, records_s, partition_rate(variant, facts), facts)
    moves = is_tiered(topic, variant, facts)
    wanted = (
        *settings.retention(topic),
        *(settings.tiered(topic) if moves else ()),
        *_segments(topic, count.count, facts, moves=moves),
        *settings.compaction(topic, facts),
        *settings.record_size(topic.max_record_bytes, facts, _largest_batch(variant, facts)),
        settings.compression(),
        _min_insync(copies),
    )
    return TopicPlan(
        name=topic.name,
        partitions=count.count,
        replication_factor=copies.factor,
        min_insync_replicas=copies.min_insync,
        cleanup=topic.cleanup,
        retention_hours=topic.retention_hours,
        settings=allowed(wanted, variant, facts),
        reason=count.reason,
        source=count.source,
        producers=asked.producers,
        consumers=asked.consumers,
    )


def _segments(topic: TopicDemand, count: int, facts: Facts, *, moves: bool) -> tuple[Setting, ...]:
    roll_ms = facts.number("msk.tiered.min_roll_s") * 1000 if moves else 0
    return settings.segments(topic, count, facts, is_tiered=moves, minimum_roll_ms=roll_ms)


def allowed(wanted: tuple[Setting, ...], variant: str, facts: Facts) -> tuple[Setting, ...]:
    """Return the settings that a variant lets one set on a topic."""
    names = facts.get(f"msk.topic_configuration.{variant}").items
    return tuple(setting for setting in wanted if setting.name in names)


def _min_insync(copies: Replication) -> Setting:
    return Setting(
        name="min.insync.replicas",
        value=copies.min_insync,
        reason=f"{copies.factor} copies: {copies.reason}",
        source=copies.source,
    )


def _largest_group(answers: Answers, environment: Environment, asked: Topic) -> int:
    """Return the instances of a topic's largest consumer group; those without a number share what is asked for.

    Connectors count only when they state instances: their tasks follow the partitions, not the other way round.
    """
    readers = {name for topic in answers.topics for name in topic.consumers}
    shared = answers.workload.clients.consumers / max(1, len(readers))
    groups = [answers.application(name) for name in asked.consumers]
    sizes = [
        app.instances if app.instances is not None else shared
        for app in groups
        if app.instances is not None or app.kind is not ApplicationKind.CONNECTOR
    ]
    return ceil(max(sizes, default=0) * environment.scale)


def _internal(topic: TopicPlan, copies: Replication, variant: str, facts: Facts) -> TopicPlan:
    return TopicPlan(
        name=topic.name,
        partitions=topic.partitions,
        replication_factor=copies.factor,
        min_insync_replicas=copies.min_insync,
        cleanup=topic.cleanup,
        retention_hours=topic.retention_hours,
        settings=allowed((*topic.settings, _min_insync(copies)), variant, facts),
        reason=topic.reason,
        source=topic.source,
        producers=topic.producers,
        consumers=topic.consumers,
        internal=True,
    )
