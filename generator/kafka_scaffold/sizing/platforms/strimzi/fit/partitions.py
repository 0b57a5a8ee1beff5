"""Partitions of a cluster with their copies, as brokers hold them."""

from kafka_scaffold.model.answers import Answers, ApplicationKind
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.topics.internal import streams_partitions


def partition_replicas(
    answers: Answers, demand: Demand, topics: tuple[TopicPlan, ...], copies: int, facts: Facts
) -> int:
    """Return the copies of all partitions, Kafka's own and those of what surrounds it counted in.

    An aggregate workload states them, and nothing is added.
    """
    if demand.partition_replicas is not None:
        return demand.partition_replicas
    own = _bookkeeping(answers, demand, facts) + streams_partitions(answers, topics, facts)
    return sum(t.partitions * t.replication_factor for t in topics) + own * copies


def _bookkeeping(answers: Answers, demand: Demand, facts: Facts) -> int:
    applications = answers.applications
    once = any(a.exactly_once for a in applications)
    connects = any(a.kind is ApplicationKind.CONNECTOR for a in applications)
    wanted = {
        "internal.offsets_partitions": True,
        "internal.cruise_control_partitions": True,
        "internal.transaction_partitions": once or answers.goals.durability.exactly_once,
        "internal.remote_log_partitions": demand.tiered,
        "connect.compacted_partitions": connects,
    }
    return sum(int(facts.number(f"strimzi.{name}")) for name, there in wanted.items() if there)
