"""Partitions of a cluster with their replicas, as brokers count them."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, ApplicationKind, Cleanup
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.topics.plan import Replication


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionCount:
    """``replicas`` count on brokers; ``leaders`` and ``compacted`` are what Serverless counts and bills."""

    replicas: int
    leaders: int
    compacted: int


def count_partitions(
    answers: Answers,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    copies: Replication,
    facts: Facts,
) -> PartitionCount:
    """Return the partitions of topics and of Kafka's own bookkeeping.

    An aggregate workload states its replicas, and nothing is added to them.
    """
    if demand.partition_replicas is not None:
        leaders = ceil(demand.partition_replicas / copies.factor)
        return PartitionCount(replicas=demand.partition_replicas, leaders=leaders, compacted=0)
    own = facts.number("msk.internal.offsets_partitions")
    once = (a.exactly_once for a in answers.applications)
    if answers.goals.durability.exactly_once or any(once):
        own += facts.number("msk.internal.transaction_partitions")
    leaders = sum(topic.partitions for topic in topics)
    compacted = sum(t.partitions for t in topics if t.cleanup is not Cleanup.DELETE)
    workers = _workers(answers, facts)
    streams = _streams(answers, topics, facts)
    replicas = sum(topic.partitions * topic.replication_factor for topic in topics)
    return PartitionCount(
        replicas=replicas + int(own + workers + streams) * copies.factor,
        leaders=leaders + workers + streams,
        compacted=compacted + workers + streams,
    )


def _workers(answers: Answers, facts: Facts) -> int:
    connectors = sum(a.kind is ApplicationKind.CONNECTOR for a in answers.applications)
    return connectors * int(facts.number("msk.connect.compacted_partitions"))


def _streams(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> int:
    each = int(facts.number("msk.internal.streams_topics"))
    names = [a.name for a in answers.applications if a.kind is ApplicationKind.STREAMS]
    largest = (max((t.partitions for t in topics if n in t.consumers), default=0) for n in names)
    return each * sum(largest)
