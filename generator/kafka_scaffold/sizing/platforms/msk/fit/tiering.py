"""What may leave the brokers' disks: a demand as a variant stores it."""

from dataclasses import replace

from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.msk.details import Variant
from kafka_scaffold.sizing.platforms.msk.topics import is_tiered
from kafka_scaffold.sizing.prose import HOUR_MS


def as_stored(demand: Demand, variant: str, facts: Facts) -> Demand:
    """Return a demand in which everything that cannot be tiered is hot.

    Only Standard has tiered storage, for deleting topics kept three days or more. Express and Serverless keep one
    kind of storage, where hot and cold cost the same, so that nothing is hot by itself.
    """
    if demand.aggregate:
        least = facts.number("msk.tiered.min_retention_ms") / HOUR_MS
        tiered = variant == Variant.STANDARD and demand.retention_hours >= least
        return demand if tiered else replace(demand, hot_retention_hours=demand.retention_hours)
    topics = tuple(_topic(topic, variant, facts) for topic in demand.topics)
    hot = sum(topic.hot_gib for topic in topics)
    share = hot / demand.stored_gib if demand.stored_gib else 1.0
    if all(topic.hot_gib >= topic.stored_gib for topic in topics):
        share = 1.0
    return replace(demand, topics=topics, hot_retention_hours=demand.retention_hours * share)


def _topic(topic: TopicDemand, variant: str, facts: Facts) -> TopicDemand:
    if is_tiered(topic, variant, facts):
        return topic
    return replace(topic, hot_retention_hours=topic.retention_hours, hot_gib=topic.stored_gib)
