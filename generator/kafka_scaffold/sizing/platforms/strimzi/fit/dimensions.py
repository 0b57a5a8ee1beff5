"""What one broker must carry, dimension by dimension, while a zone or a broker is away at peak.

With I written and E read, RF copies, B brokers of which L live on: a broker takes in I x RF / B, sends out
I x (RF x L / B - 1 + E / I) / L, because the copies that are away are not followed, and serves E / L of the reads.
Every need is therefore one part that all B brokers share and one that the L live ones do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Fact, FactKind, Facts
from kafka_scaffold.sizing.prose import SECOND_MS, cite


MINUTE = 60
KIB_PER_MIB = 1024
MIB_PER_GIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One need of the whole cluster: ``spread`` over every broker, ``survivors`` over those that live on."""

    name: str
    spread: float
    survivors: float
    unit: str
    kind: FactKind
    source: str
    note: str

    def per_broker(self, brokers: int, live: int) -> float:
        """Return what one broker must carry; with few readers that is more while every copy is followed."""
        left = live if self.survivors > 0 else brokers
        return self.spread / brokers + self.survivors / left


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is asked of the cluster in all. ``written`` and ``read`` are at peak, in MiB/s, with room above it."""

    written: float
    written_average: float
    read: float
    copies: int
    hot_gib: float
    replicas: int
    moves: bool


def load(demand: Demand, copies: int, replicas: int, spare: float) -> Load:
    """Return the load of a demand.

    Args:
        demand: As the brokers store it.
        copies: Replication factor.
        replicas: Partitions with their copies.
        spare: What is planned for above peak, as a fraction of it.
    """
    return Load(
        written=demand.ingress_peak_mib_s * (1 + spare),
        written_average=demand.ingress_avg_mib_s,
        read=demand.egress_peak_mib_s * (1 + spare),
        copies=copies,
        hot_gib=hot_gib(demand),
        replicas=replicas,
        moves=demand.tiered,
    )


def hot_gib(demand: Demand) -> float:
    """Return one copy of what stays on the brokers' disks."""
    if not demand.aggregate:
        return sum(topic.hot_gib for topic in demand.topics)
    kept = min(demand.hot_retention_hours, demand.retention_hours)
    return demand.stored_gib * kept / demand.retention_hours if demand.retention_hours else 0.0


def dimensions(
    asked: Load, provider: CloudProvider, facts: Facts, *, local: bool
) -> tuple[Dimension, ...]:
    """Return every dimension, in the order in which `limits.limits` has them.

    Args:
        asked: What the cluster must carry.
        provider: On Google Cloud writes to network disks leave through the network as well.
        facts: Factors and where they come from.
        local: Brokers keep their data on the disks of their machines.
    """
    return (
        *_network(asked, facts, through_network=provider is CloudProvider.GCP and not local),
        *_disk(asked, facts),
        _cpu(asked, facts),
        _memory(asked, facts),
        *_data(asked, facts),
    )


def _network(asked: Load, facts: Facts, *, through_network: bool) -> Iterator[Dimension]:
    room = facts.get("strimzi.sizing.network_headroom")
    note = f"times {room.number:g} this is within the machine's baseline: {room.note}"
    copied = asked.written * asked.copies
    yield _dimension("network in", room, "MiB/s", note, spread=copied)
    to_disk = 0.0
    if through_network:
        factor = facts.get("strimzi.sizing.gcp_disk_egress")
        to_disk = copied * factor.number
        note = f"{note}; {factor.note}"
    leaves = asked.read - asked.written + _moved(asked)
    yield _dimension("network out", room, "MiB/s", note, spread=copied + to_disk, survivors=leaves)


def _disk(asked: Load, facts: Facts) -> Iterator[Dimension]:
    use, hit = (
        facts.get(f"strimzi.sizing.{name}") for name in ("disk_throughput_target", "page_cache_hit")
    )
    copied = asked.written * asked.copies
    late = asked.read * (1 - hit.number) + _moved(asked)
    note = f"writes and the {1 - hit.number:.0%} of reads that are late: {use.note}"
    yield _dimension("disk throughput", use, "MiB/s", note, spread=copied, survivors=late)
    each = facts.get("strimzi.sizing.io_kib")
    times = KIB_PER_MIB / each.number
    note = f"of {each.number:g} KiB each: {each.note}"
    spread, survivors = copied * times, late * times
    yield _dimension("disk operations", each, "IOPS", note, spread=spread, survivors=survivors)


def _moved(asked: Load) -> float:
    """Return what leaders read and send to object storage."""
    return asked.written if asked.moves else 0.0


def _cpu(asked: Load, facts: Facts) -> Dimension:
    write, read, use = (
        facts.get(f"strimzi.sizing.{name}")
        for name in ("cpu_ms_per_mib_written", "cpu_ms_per_mib_read", "cpu_target")
    )
    cores = (asked.written * write.number + asked.read * read.number) / SECOND_MS
    note = f"{write.number:g} ms per MiB written and {read.number:g} per MiB read, all brokers up: {use.note}"
    return _dimension("CPU", read, "cores", note, spread=cores)


def _memory(asked: Load, facts: Facts) -> Dimension:
    minutes = facts.get("strimzi.sizing.page_cache_minutes")
    copied = asked.written_average * asked.copies
    cached = copied * minutes.number * MINUTE / MIB_PER_GIB
    note = f"{minutes.number:g} minutes of writes on average: {minutes.note}"
    return _dimension("page cache", minutes, "GiB", note, spread=cached)


def _data(asked: Load, facts: Facts) -> Iterator[Dimension]:
    stored = asked.hot_gib * asked.copies
    fill = facts.get("strimzi.sizing.disk_fill_target")
    note = f"planned to be {fill.number:.0%} of the disk: {fill.note}"
    yield _dimension("stored data", fill, "GiB", note, spread=stored)
    hours = facts.get("strimzi.sizing.recovery_hours")
    note = f"what {hours.number:g} h bring back: {hours.note}"
    yield _dimension("recovery", hours, "GiB", note, spread=stored)
    most = facts.get("strimzi.sizing.partition_replicas_per_broker")
    yield _dimension("partition replicas", most, "replicas", most.note, spread=asked.replicas)


def _dimension(
    name: str, fact: Fact, unit: str, note: str, *, spread: float = 0.0, survivors: float = 0.0
) -> Dimension:
    return Dimension(
        name=name,
        spread=spread,
        survivors=survivors,
        unit=unit,
        kind=fact.kind,
        source=cite(fact),
        note=note,
    )
