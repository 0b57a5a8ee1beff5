"""What may leave the brokers' disks: a demand as a platform stores it."""

from collections.abc import Callable
from dataclasses import replace

from kafka_scaffold.model.demand import Demand, TopicDemand


def as_stored(demand: Demand, moves: Callable[[TopicDemand], bool], *, whole: bool) -> Demand:
    """Return a demand in which everything that cannot move to tiered storage is hot.

    Args:
        demand: What is asked for.
        moves: Whether a topic's old segments can move.
        whole: Whether those of an aggregate workload can, whose topics are not known.
    """
    if demand.aggregate:
        return demand if whole else replace(demand, hot_retention_hours=demand.retention_hours)
    topics = tuple(topic if moves(topic) else _hot(topic) for topic in demand.topics)
    hot = sum(topic.hot_gib for topic in topics)
    share = hot / demand.stored_gib if demand.stored_gib else 1.0
    if all(topic.hot_gib >= topic.stored_gib for topic in topics):
        share = 1.0
    return replace(demand, topics=topics, hot_retention_hours=demand.retention_hours * share)


def _hot(topic: TopicDemand) -> TopicDemand:
    return replace(topic, hot_retention_hours=topic.retention_hours, hot_gib=topic.stored_gib)
