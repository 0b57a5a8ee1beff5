"""How many brokers of one machine type a demand takes, what decides it, and the disk each of them gets."""

from bisect import bisect_left
from dataclasses import dataclass

from kafka_scaffold.sizing.machines import Machine
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import Dimension
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import Disk, DiskKind, disk
from kafka_scaffold.sizing.platforms.strimzi.fit.limits import Factors, limits, local_gib
from kafka_scaffold.sizing.platforms.strimzi.fit.pod import Room, room
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology


THROUGHPUT, OPERATIONS, STORED = 2, 3, 6  # places among the dimensions


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Brokers on machines of one type. ``needs`` and ``limits`` are per broker, in the order of the dimensions.

    ``decides`` is the dimension that fewer brokers would not have carried; ``None`` when the least there may be is enough.
    """

    machine: Machine
    room: Room
    topology: Topology
    needs: tuple[float, ...]
    limits: tuple[float, ...]
    decides: Dimension | None
    disk: Disk | None

    @property
    def brokers(self) -> int:
        """Return the number of brokers."""
        return self.topology.brokers

    @property
    def disk_gib(self) -> int:
        """Return the size of one broker's disk, bought or built in."""
        return self.disk.gib if self.disk else local_gib(self.machine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """A machine type of which even the most brokers do not carry the demand."""

    dimension: Dimension
    topology: Topology
    need: float
    limit: float


def capacity(
    machine: Machine,
    wanted: tuple[Dimension, ...],
    choices: tuple[Topology, ...],
    kind: DiskKind | None,
    factors: Factors,
) -> Capacity | Overload:
    """Return the fewest brokers on a machine type that carry everything, or what the most of them do not.

    Args:
        machine: The machine type.
        wanted: What the cluster must carry.
        choices: The numbers of brokers there may be, from few to many; every need falls from one to the next.
        kind: The kind of network disk; ``None`` for the machine's own.
        factors: Shares that are planned with.
    """
    left = room(machine, factors.pod)
    most = limits(machine, left, kind, factors)

    def is_enough(chosen: Topology) -> bool:
        brokers, live = chosen.brokers, chosen.live
        return all(
            dimension.per_broker(brokers, live) <= limit
            for dimension, limit in zip(wanted, most, strict=True)
        )

    at = 0 if is_enough(choices[0]) else bisect_left(choices, True, lo=1, key=is_enough)
    if at == len(choices):
        dimension, need, limit = _tightest(wanted, most, choices[-1])
        return Overload(dimension=dimension, topology=choices[-1], need=need, limit=limit)
    needs = per_broker(wanted, choices[at])
    return Capacity(
        machine=machine,
        room=left,
        topology=choices[at],
        needs=needs,
        limits=most,
        decides=_tightest(wanted, most, choices[at - 1])[0] if at else None,
        disk=None if kind is None else broker_disk(kind, needs, factors),
    )


def per_broker(wanted: tuple[Dimension, ...], chosen: Topology) -> tuple[float, ...]:
    """Return what one broker of a topology must carry, in the order of the dimensions."""
    brokers, live = chosen.brokers, chosen.live
    return tuple(dimension.per_broker(brokers, live) for dimension in wanted)


def broker_disk(kind: DiskKind, needs: tuple[float, ...], factors: Factors) -> Disk:
    """Return one broker's disk: filled to the target, as quick as is planned and no quicker."""
    gib = max(factors.gib_least, needs[STORED] / factors.disk_fill)
    used = factors.disk_use
    return disk(kind, gib, needs[THROUGHPUT] / used, needs[OPERATIONS] / used, factors.gib_step)


def _tightest(
    wanted: tuple[Dimension, ...], most: tuple[float, ...], chosen: Topology
) -> tuple[Dimension, float, float]:
    """Return the dimension that is overstepped most, with its need and its limit."""
    rows = zip(wanted, per_broker(wanted, chosen), most, strict=True)
    return max(rows, key=lambda row: row[1] / row[2] if row[2] else float("inf"))
