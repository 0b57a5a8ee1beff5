"""Partitions as a tier counts them: there are no replicas, and no topic of Kafka's own."""

from math import ceil

from kafka_scaffold.model.answers import Answers, ApplicationKind
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.topics.internal import streams_partitions


def partitions(
    answers: Answers, demand: Demand, topics: tuple[TopicPlan, ...], facts: Facts
) -> int:
    """Return the partitions of a cluster; a stated workload counts replicas of three copies."""
    if demand.partition_replicas is not None:
        return ceil(demand.partition_replicas / facts.number("kafka.replication.standard"))
    connects = any(a.kind is ApplicationKind.CONNECTOR for a in answers.applications)
    workers = int(facts.number("strimzi.connect.compacted_partitions")) if connects else 0
    asked = sum(topic.partitions for topic in topics)
    return asked + workers + streams_partitions(answers, topics, facts)
