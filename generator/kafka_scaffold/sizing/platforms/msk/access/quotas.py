"""Client quotas (SCRAM and mTLS): what one application may write and read, per second and broker."""

from kafka_scaffold.model.answers import Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.access.rates import Room, client_rates
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.msk.access.acls import principal
from kafka_scaffold.sizing.platforms.msk.details import Quota


def quota(
    reached: Reach,
    signed: Authentication,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Quota | None:
    """Return the quota of one application, or ``None`` when it moves nothing that was asked for."""
    room = Room(
        write=facts.number("msk.access.quota_room_producer"),
        read=facts.number("msk.access.quota_room_consumer"),
    )
    rates = client_rates(reached, demand, chosen.units, topics, room)
    if rates is None:
        return None
    return Quota(
        principal=principal(reached.name, signed).removeprefix("User:"),
        producer_byte_rate=rates.producer_byte_rate,
        consumer_byte_rate=rates.consumer_byte_rate,
        reason=rates.reason,
    )
