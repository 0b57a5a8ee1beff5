"""What one application may write and read per second, on a broker or on all: its share of the traffic, with room."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.prose import MIB, size


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many times its share a writer and a reader may take."""

    write: float
    read: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRates:
    """Bytes per second and broker; ``None`` where an application moves nothing."""

    producer_byte_rate: int | None
    consumer_byte_rate: int | None
    reason: str


def client_rates(
    reached: Reach,
    demand: Demand,
    brokers: int,
    topics: tuple[TopicPlan, ...],
    room: Room,
    where: str = " per broker",
) -> ClientRates | None:
    """Return the rates of one application, or ``None`` when it moves nothing that was asked for.

    A topic with fewer partitions than brokers loads only some of them, so its rate is shared by that many. Where rates
    are counted for the whole cluster it counts as one broker, and ``where`` is empty.
    """
    written = _per_broker(reached.writes, demand, brokers, topics, shared=True)
    read = _per_broker(reached.reads, demand, brokers, topics, shared=False)
    if not written and not read:
        return None
    if reached.streams:
        written += read  # changelogs and repartition topics take about what is read once more
    return ClientRates(
        producer_byte_rate=ceil(written * room.write) if written else None,
        consumer_byte_rate=ceil(read * room.read) if read else None,
        reason=_reason(written, read, room, where),
    )


def _per_broker(
    names: tuple[str, ...],
    demand: Demand,
    brokers: int,
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
            sharers = max(1, len(plan.producers)) if shared else 1
            total += (
                topic.ingress_peak_mib_s * MIB / sharers / max(1, min(brokers, plan.partitions))
            )
    return total


def _reason(written: float, read: float, room: Room, where: str) -> str:
    parts = []
    if written:
        parts.append(f"writes {size(written)}/s{where} at peak, x {room.write:g} room")
    if read:
        parts.append(f"reads {size(read)}/s{where} at peak, x {room.read:g} to catch up")
    return "; ".join(parts)
