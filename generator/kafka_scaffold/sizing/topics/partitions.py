"""How many partitions a topic gets: rate, consumers and order decide; the count has many divisors."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Ordering
from kafka_scaffold.model.demand import TopicDemand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.prose import cite, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRate:
    """What one partition of a platform carries, in and out, in MiB/s on the wire."""

    write_mib_s: float
    read_mib_s: float | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partitions:
    """A count with the reason for it."""

    count: int
    reason: str
    source: str


def partitions(
    topic: TopicDemand, consumers: int, records_s: float, rate: PartitionRate, facts: Facts
) -> Partitions:
    """Return the partitions of one topic.

    Args:
        topic: Its traffic and order; a pinned count and total order are respected as they are.
        consumers: Instances of its largest consumer group.
        records_s: Records a second at peak, which its consumers must keep up with.
        rate: What one partition carries.
        facts: Room, floor and the counts to round up to.
    """
    if topic.pinned_partitions is not None:
        reason = f"pinned in the answers; each carries {_each(topic, topic.pinned_partitions)}"
        return Partitions(
            count=topic.pinned_partitions, reason=reason, source="topics[].partitions"
        )
    if topic.ordering is Ordering.TOTAL:
        reason = f"total order takes a single partition; it carries {_each(topic, 1)}"
        return Partitions(count=1, reason=reason, source="topics[].order")
    return _computed(topic, consumers, records_s, rate, facts)


def _computed(
    topic: TopicDemand, consumers: int, records_s: float, rate: PartitionRate, facts: Facts
) -> Partitions:
    handled = facts.get("kafka.partitions.consumer_records_s")
    room = facts.get("kafka.partitions.room")
    floor = facts.get("kafka.partitions.floor")
    written = topic.ingress_peak_mib_s * room.number / rate.write_mib_s
    reasons = [
        (
            ceil(written),
            f"{topic.ingress_peak_mib_s:.4g} MiB/s at peak x {room.number:g} room / "
            f"{rate.write_mib_s:.4g} MiB/s per partition = {written:.3g}",
            rate.source,
        ),
        (
            ceil(records_s / handled.number) if topic.consumer_groups else 0,
            f"{records_s:,.0f} records/s at peak / {handled.number:,.0f} that one consumer handles = "
            f"{records_s / handled.number:.3g}",
            cite(handled),
        ),
        (
            consumers,
            f"{plural(consumers, 'consumer instance')} of one group, each with a partition",
            "applications.*.instances",
        ),
        (
            int(floor.number),
            f"at least {floor.number:g} on any topic without total order",
            cite(floor),
        ),
    ]
    if rate.read_mib_s is not None:
        read = topic.ingress_peak_mib_s * topic.consumer_groups * room.number / rate.read_mib_s
        words = (
            f"{plural(topic.consumer_groups, 'group')} read {topic.ingress_peak_mib_s:.4g} MiB/s each "
            f"at peak x {room.number:g} room / {rate.read_mib_s:.4g} MiB/s per partition = {read:.3g}"
        )
        reasons.insert(1, (ceil(read), words, rate.source))
    need, words, source = max(reasons, key=lambda reason: reason[0])
    count = _round_up(need, facts)
    rounded = "" if count == need else f", rounded up to {count}, which divides evenly"
    return Partitions(count=count, reason=f"{words}{rounded}", source=source)


def _round_up(need: int, facts: Facts) -> int:
    counts = [int(str(count)) for count in facts.get("kafka.partitions.counts").items]
    step = counts[-1]
    return next((count for count in counts if count >= need), ceil(need / step) * step)


def _each(topic: TopicDemand, count: int) -> str:
    return f"{topic.ingress_peak_mib_s / count:.3g} MiB/s at peak"
