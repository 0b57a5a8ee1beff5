"""What a cluster is asked for, in the dimensions in which Confluent counts."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, ApplicationKind, Cleanup, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.platforms.confluent_cloud.fit import requests
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.prose import MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Rates in MB of 1,048,576 bytes; ``steady`` is the 95th percentile, or the peak where nobody gave one."""

    steady_ingress_mb_s: float
    steady_egress_mb_s: float
    peak_ingress_mb_s: float
    peak_egress_mb_s: float
    partitions: int
    compacted_partitions: int
    connections: float
    connection_attempts_s: float
    requests_s: float
    estimated: frozenset[str]  # what nobody counted, by name

    def is_spiky(self, times: float) -> bool:
        """Tell whether a peak is more than so many times the 95th percentile."""
        return (
            self.peak_ingress_mb_s > times * self.steady_ingress_mb_s
            or self.peak_egress_mb_s > times * self.steady_egress_mb_s
        )


def load_of(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Load:
    """Return the load of one environment; a cluster link to a standby reads everything once more.

    An aggregate workload states traffic and partitions; requests are not estimated for it, as Confluent's planner
    does not either.
    """
    asked = answers.confluent_cloud
    wire = environment.scale / MIB
    if not demand.aggregate:
        wire /= answers.workload.compression_ratio
    partitions, compacted = _partitions(answers, demand, topics, facts)
    steady = _steady(asked.p95_write_bytes_s, wire, demand.ingress_peak_mib_s)
    linked = standby_region(answers, environment) is not None
    return Load(
        steady_ingress_mb_s=steady,
        steady_egress_mb_s=_steady(asked.p95_read_bytes_s, wire, demand.egress_peak_mib_s)
        + (steady if linked else 0.0),
        peak_ingress_mb_s=demand.ingress_peak_mib_s,
        peak_egress_mb_s=demand.egress_peak_mib_s + (demand.ingress_peak_mib_s if linked else 0.0),
        partitions=partitions,
        compacted_partitions=compacted,
        connections=_connections(answers, environment, demand, facts),
        connection_attempts_s=demand.new_connections_per_second * per_client(facts),
        requests_s=_requests(answers, environment, demand, facts),
        estimated=_estimated(answers),
    )


def _estimated(answers: Answers) -> frozenset[str]:
    counted = answers.confluent_cloud
    names = {
        "connections": counted.connections is None,
        "connection attempts": True,
        "requests": counted.requests_per_second is None,
    }
    return frozenset(name for name, estimated in names.items() if estimated)


def _steady(stated: float | None, wire: float, peak: float) -> float:
    return peak if stated is None else min(peak, stated * wire)


def per_client(facts: Facts) -> float:
    """Return the connections that one client holds: one to begin with, and one for each broker it reaches."""
    brokers = facts.number("confluent-cloud.clients.brokers_reached")
    return brokers + facts.number("confluent-cloud.clients.bootstrap")


def _partitions(
    answers: Answers, demand: Demand, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[int, int]:
    """Return partitions before replication, and those of them that are compacted."""
    if demand.partition_replicas is not None:
        copies = facts.number("confluent-cloud.topic.replication")
        return ceil(demand.partition_replicas / copies), 0
    streams = _streams(answers, topics, facts)
    compacted = sum(t.partitions for t in topics if t.cleanup is not Cleanup.DELETE)
    return sum(topic.partitions for topic in topics) + streams, compacted + streams


def _streams(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> int:
    """Return partitions of what Kafka Streams creates by itself, all of them counted as compacted."""
    widest = [
        max((t.partitions for t in topics if application.name in t.consumers), default=0)
        for application in answers.applications
        if application.kind is ApplicationKind.STREAMS
    ]
    return sum(widest) * int(facts.number("confluent-cloud.clients.stream_topics"))


def _connections(answers: Answers, environment: Environment, demand: Demand, facts: Facts) -> float:
    counted = answers.confluent_cloud.connections
    if counted is not None:
        return ceil(counted * environment.scale)
    return demand.connections * per_client(facts)


def _requests(answers: Answers, environment: Environment, demand: Demand, facts: Facts) -> float:
    counted = answers.confluent_cloud.requests_per_second
    if counted is not None:
        return counted * environment.scale
    return 0.0 if demand.aggregate else estimated_requests(answers, demand, facts)


def estimated_requests(answers: Answers, demand: Demand, facts: Facts) -> float:
    """Return requests at peak of clients that are set up as the goals ask for."""
    goal = f"clients.tuning.objectives.{answers.goals.optimise_for}"
    batch = facts.number(f"{goal}.batch_floor_bytes")
    brokers = facts.number("confluent-cloud.clients.brokers_reached")
    written = demand.ingress_peak_mib_s * MIB
    each = written / max(1, demand.producers) / brokers
    shared = facts.number("confluent-cloud.clients.partitions_per_broker")
    linger = facts.number(f"{goal}.linger_ms")
    carried = requests.effective_batch_bytes(batch, shared, each, linger)
    record = answers.workload.record_bytes / answers.workload.compression_ratio
    wait = facts.number(f"{goal}.fetch_wait_ms")
    commit = facts.number("confluent-cloud.clients.commit_ms")
    return (
        requests.produce_requests_s(written, record, carried)
        + requests.fetch_requests_s(
            demand.egress_peak_mib_s * MIB, batch, demand.consumers, brokers, wait
        )
        + requests.commit_requests_s(1, demand.consumers, commit)
        + requests.metadata_requests_s(
            demand.connections, facts.number("confluent-cloud.clients.metadata_ms")
        )
    )
