"""Client quotas (SCRAM and mTLS): what one application may write and read, per second and broker."""

from math import ceil

from kafka_scaffold.model.answers import Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.msk.access.acls import principal
from kafka_scaffold.sizing.platforms.msk.details import Quota
from kafka_scaffold.sizing.prose import MIB, size


def quota(
    reached: Reach,
    signed: Authentication,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Quota | None:
    """Return the quota of one application, or ``None`` when it moves nothing that was asked for.

    A topic with fewer partitions than brokers loads only some of them, so its rate is shared by that many.
    """
    written = _per_broker(reached.writes, demand, chosen, topics, shared=True)
    read = _per_broker(reached.reads, demand, chosen, topics, shared=False)
    if not written and not read:
        return None
    if reached.streams:
        written += read  # changelogs and repartition topics take about what is read once more
    write_room = facts.number("msk.access.quota_room_producer")
    read_room = facts.number("msk.access.quota_room_consumer")
    return Quota(
        principal=principal(reached.name, signed).removeprefix("User:"),
        producer_byte_rate=ceil(written * write_room) if written else None,
        consumer_byte_rate=ceil(read * read_room) if read else None,
        reason=_reason(written, write_room, read, read_room),
    )


def _per_broker(
    names: tuple[str, ...],
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    *,
    shared: bool,
) -> float:
    """Return bytes per second on one broker at peak; writers of a topic share its rate, each reader reads all."""
    plans = {topic.name: topic for topic in topics}
    total = 0.0
    for topic in demand.topics:
        if topic.name in names:
            plan = plans[topic.name]
            brokers = max(1, min(chosen.units, plan.partitions))
            sharers = max(1, len(plan.producers)) if shared else 1
            total += topic.ingress_peak_mib_s * MIB / sharers / brokers
    return total


def _reason(written: float, write_room: float, read: float, read_room: float) -> str:
    parts = []
    if written:
        parts.append(f"writes {size(written)}/s per broker at peak, x {write_room:g} room")
    if read:
        parts.append(f"reads {size(read)}/s per broker at peak, x {read_room:g} to catch up")
    return "; ".join(parts)
