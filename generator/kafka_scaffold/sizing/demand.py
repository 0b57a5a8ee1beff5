"""Answers to demand: what one environment asks of a cluster, on the wire, whatever the platform."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Aggregate, Answers, Cleanup, Environment, Topic
from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.units import GIB, HOUR, MIB


# Kafka cleans a compacted log when half of it is superseded (min.cleanable.dirty.ratio 0.5), so that it may
# hold every key twice.
COMPACTED_LOG_PER_KEY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """One copy of what a topic keeps, and the part of it that must be quick to read."""

    gib: float
    hot_gib: float


def to_demand(answers: Answers, environment: Environment) -> Demand:
    """Return what an environment asks of a cluster.

    Rates are divided by the compression ratio and multiplied by the environment's scale, and so are the numbers of
    clients and keys. Aggregates are on the wire already.
    """
    if answers.workload.aggregate is not None:
        return _aggregate(answers, answers.workload.aggregate, environment)
    workload = answers.workload
    wire = environment.scale / workload.compression_ratio / MIB
    ingress = workload.write.average_bytes_s * wire
    topics = tuple(_topic(answers, environment, topic, wire) for topic in answers.topics)
    stored = sum(topic.stored_gib for topic in topics)
    hot = sum(topic.hot_gib for topic in topics)
    return Demand(
        ingress_avg_mib_s=ingress,
        ingress_peak_mib_s=workload.write.peak_bytes_s * wire,
        egress_avg_mib_s=workload.read.average_bytes_s * wire,
        egress_peak_mib_s=workload.read.peak_bytes_s * wire,
        retention_hours=_hours(stored, ingress),
        hot_retention_hours=_hours(hot, ingress),
        stored_gib=stored,
        record_bytes=workload.record_bytes,
        producers=ceil(workload.clients.producers * environment.scale),
        consumers=ceil(workload.clients.consumers * environment.scale),
        new_connections_per_second=workload.clients.connections_per_second * environment.scale,
        zones=environment.zones,
        topics=topics,
        partition_replicas=None,
        aggregate=False,
    )


def _aggregate(answers: Answers, aggregate: Aggregate, environment: Environment) -> Demand:
    workload = answers.workload
    wire = environment.scale / MIB
    ingress = aggregate.incoming.average_bytes_s * wire
    hours = workload.retention_s / HOUR
    return Demand(
        ingress_avg_mib_s=ingress,
        ingress_peak_mib_s=aggregate.incoming.peak_bytes_s * wire,
        egress_avg_mib_s=aggregate.outgoing.average_bytes_s * wire,
        egress_peak_mib_s=aggregate.outgoing.peak_bytes_s * wire,
        retention_hours=hours,
        hot_retention_hours=min(workload.hot_retention_s / HOUR, hours),
        stored_gib=_gib(ingress, hours),
        record_bytes=workload.record_bytes,
        producers=ceil(workload.clients.producers * environment.scale),
        consumers=ceil(workload.clients.consumers * environment.scale),
        new_connections_per_second=workload.clients.connections_per_second * environment.scale,
        zones=environment.zones,
        topics=(),
        partition_replicas=ceil(aggregate.partition_replicas * environment.scale),
        aggregate=True,
    )


def _topic(answers: Answers, environment: Environment, topic: Topic, wire: float) -> TopicDemand:
    average = answers.workload.write.average_bytes_s * wire * topic.share
    stored = _stored(answers, environment, topic, average)
    return TopicDemand(
        name=topic.name,
        ingress_avg_mib_s=average,
        ingress_peak_mib_s=answers.workload.write.peak_bytes_s * wire * topic.share,
        consumer_groups=len(topic.consumers),
        consumer_instances=_instances(answers, environment, topic),
        retention_hours=topic.retention_s / HOUR,
        hot_retention_hours=min(topic.hot_retention_s, topic.retention_s) / HOUR,
        stored_gib=stored.gib,
        hot_gib=stored.hot_gib,
        cleanup=topic.cleanup,
        ordering=topic.ordering,
        pinned_partitions=topic.partitions,
        max_record_bytes=topic.max_record_bytes,
    )


def _stored(
    answers: Answers, environment: Environment, topic: Topic, average_mib_s: float
) -> _Stored:
    """Return what a topic keeps; a compacted one keeps keys, not a time, and all of it on the brokers.

    Without a number of keys its retention stands for the time in which each key is written once.
    """
    by_time = _gib(average_mib_s, topic.retention_s / HOUR)
    if topic.cleanup is Cleanup.DELETE:
        hot = _gib(average_mib_s, min(topic.hot_retention_s, topic.retention_s) / HOUR)
        return _Stored(gib=by_time, hot_gib=hot)
    kept = by_time
    if topic.keys is not None:
        workload = answers.workload
        record = workload.record_bytes / workload.compression_ratio
        by_keys = topic.keys * environment.scale * record * COMPACTED_LOG_PER_KEY / GIB
        kept = by_keys if topic.cleanup is Cleanup.COMPACT else min(by_keys, by_time)
    return _Stored(gib=kept, hot_gib=kept)


def _instances(answers: Answers, environment: Environment, topic: Topic) -> int:
    """Return instances over all groups of a topic; those not stated share the consumers evenly."""
    workload = answers.workload
    readers = {name for t in answers.topics for name in t.consumers}
    share = workload.clients.consumers / max(1, len(readers))
    stated = (answers.application(name).instances for name in topic.consumers)
    return ceil(sum(share if n is None else n for n in stated) * environment.scale)


def _gib(mib_s: float, hours: float) -> float:
    return mib_s * hours * HOUR / 1024


def _hours(gib: float, mib_s: float) -> float:
    return gib * 1024 / HOUR / mib_s if mib_s else 0.0
