"""Topics as a platform holds them: one formula for every platform, with the platform's rules as values."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from kafka_scaffold.model.answers import Answers, ApplicationKind, Environment, Topic
from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.model.facts import Facts, Scalar
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.prose import MIB
from kafka_scaffold.sizing.topics import settings
from kafka_scaffold.sizing.topics.internal import internal_topics
from kafka_scaffold.sizing.topics.partitions import PartitionRate, partitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """Copies of a partition, and how many must hold a record before it counts."""

    factor: int
    min_insync: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRules:
    """What a platform says about its topics.

    ``moves`` tells whether a topic's old segments go to tiered storage; those close not sooner than after
    ``least_roll_ms`` and are ``moved_segment_bytes`` by default. ``names`` are the settings that may be made.
    """

    copies: Replication
    rate: PartitionRate
    moves: Callable[[TopicDemand], bool]
    least_roll_ms: float
    moved_segment_bytes: float
    largest_batch: float | None
    names: tuple[Scalar, ...]


def plan_topics(
    answers: Answers, environment: Environment, demand: Demand, rules: TopicRules, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics of one environment, those of applications last; none for an aggregate workload."""
    if demand.aggregate:
        return ()
    asked = {topic.name: topic for topic in answers.topics}
    planned = tuple(
        _plan(answers, environment, asked[topic.name], topic, rules, facts)
        for topic in demand.topics
    )
    internal = internal_topics(answers, facts, rules.largest_batch)
    return (*planned, *(_internal(topic, rules) for topic in internal))


def records_per_second(topic: TopicDemand, answers: Answers) -> float:
    """Return a topic's records a second at peak; demand is on the wire, records are counted before compression."""
    workload = answers.workload
    return topic.ingress_peak_mib_s * MIB * workload.compression_ratio / workload.record_bytes


def _plan(
    answers: Answers,
    environment: Environment,
    asked: Topic,
    topic: TopicDemand,
    rules: TopicRules,
    facts: Facts,
) -> TopicPlan:
    group = _largest_group(answers, environment, asked)
    count = partitions(topic, group, records_per_second(topic, answers), rules.rate, facts)
    moves = rules.moves(topic)
    wanted = (
        *settings.retention(topic),
        *(settings.tiered(topic) if moves else ()),
        *_segments(topic, count.count, rules, facts, moves=moves),
        *settings.compaction(topic, facts),
        *settings.record_size(topic.max_record_bytes, facts, rules.largest_batch),
        settings.compression(),
        _min_insync(rules.copies),
    )
    return TopicPlan(
        name=topic.name,
        partitions=count.count,
        replication_factor=rules.copies.factor,
        min_insync_replicas=rules.copies.min_insync,
        cleanup=topic.cleanup,
        retention_hours=topic.retention_hours,
        settings=_allowed(wanted, rules),
        reason=count.reason,
        source=count.source,
        producers=asked.producers,
        consumers=asked.consumers,
    )


def _segments(
    topic: TopicDemand, count: int, rules: TopicRules, facts: Facts, *, moves: bool
) -> tuple[Setting, ...]:
    return settings.segments(
        topic,
        count,
        facts,
        moved_bytes=rules.moved_segment_bytes if moves else None,
        minimum_roll_ms=rules.least_roll_ms if moves else 0,
    )


def _allowed(wanted: tuple[Setting, ...], rules: TopicRules) -> tuple[Setting, ...]:
    return tuple(setting for setting in wanted if setting.name in rules.names)


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


def _internal(topic: TopicPlan, rules: TopicRules) -> TopicPlan:
    return replace(
        topic,
        replication_factor=rules.copies.factor,
        min_insync_replicas=rules.copies.min_insync,
        settings=_allowed((*topic.settings, _min_insync(rules.copies)), rules),
    )
