"""Client quotas: what one application may write and read on the whole cluster, with room above its peak."""

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.access.rates import Room, client_rates
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Quota
from kafka_scaffold.sizing.prose import size


def quota(
    reached: Reach, demand: Demand, topics: tuple[TopicPlan, ...], facts: Facts
) -> Quota | None:
    """Return the quota of one application, or ``None`` when it moves nothing that was asked for.

    Confluent counts for the whole cluster, and takes both directions: what an application does not do gets the least.
    """
    room = Room(
        write=facts.number("confluent-cloud.quotas.room_producer"),
        read=facts.number("confluent-cloud.quotas.room_consumer"),
    )
    rates = client_rates(reached, demand, 1, topics, room, where="")
    if rates is None:
        return None
    least = int(facts.number("confluent-cloud.quotas.least_bytes_s"))
    return Quota(
        ingress_byte_rate=max(least, rates.producer_byte_rate or 0),
        egress_byte_rate=max(least, rates.consumer_byte_rate or 0),
        reason=f"{rates.reason}; at least {size(least)}/s each way",
    )
