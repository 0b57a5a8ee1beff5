"""What one broker on a machine may carry, in the order of `dimensions.dimensions`."""

from dataclasses import dataclass

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import Machine
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import KIB_PER_MIB, MIB_PER_GIB
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import DiskKind
from kafka_scaffold.sizing.platforms.strimzi.fit.pod import PodFactors, Room, heap_mib, pod_factors
from kafka_scaffold.units import GIB, HOUR


GB = 10**9
GB_PER_TB = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """Shares of a machine that are planned with, read once for all of them."""

    network_headroom: float
    disk_use: float
    cpu_use: float
    disk_fill: float
    recovery_hours: float
    recovery_share: float
    replicas_per_vcpu: float
    replicas_least: float
    replicas_most: float
    io_kib: float
    local_mib_s_per_tb: float
    gib_least: float
    gib_most: float
    gib_most_local: float
    gib_step: float
    pod: PodFactors


def factors(facts: Facts) -> Factors:
    """Return the shares that are planned with."""
    names = {
        "network_headroom": "network_headroom",
        "disk_use": "disk_throughput_target",
        "cpu_use": "cpu_target",
        "disk_fill": "disk_fill_target",
        "recovery_hours": "recovery_hours",
        "recovery_share": "recovery_share",
        "replicas_per_vcpu": "partition_replicas_per_vcpu",
        "replicas_least": "partition_replicas_least",
        "replicas_most": "partition_replicas_per_broker",
        "io_kib": "io_kib",
        "local_mib_s_per_tb": "local_disk_mib_s_per_tb",
        "gib_least": "min_disk_gib_per_broker",
        "gib_most": "max_disk_gib_per_broker",
        "gib_most_local": "max_disk_gib_per_broker_local",
        "gib_step": "disk_step_gib",
    }
    numbers = {field: facts.number(f"strimzi.sizing.{name}") for field, name in names.items()}
    return Factors(pod=pod_factors(facts), **numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskRates:
    """What a broker's disk sustains and holds at most."""

    mib_s: float
    iops: float
    gib: float


def limits(
    machine: Machine, room: Room, kind: DiskKind | None, factors: Factors
) -> tuple[float, ...]:
    """Return the limits of one broker; ``kind`` is ``None`` for the machine's own disks."""
    rates = disk_rates(machine, kind, factors)
    network = machine.network_mib_s / factors.network_headroom
    back = min(machine.network_mib_s, rates.mib_s) * factors.recovery_share
    replicas = min(factors.replicas_most, machine.vcpu * factors.replicas_per_vcpu)
    replicas = max(factors.replicas_least, replicas)
    cache_mib = room.memory_mib - heap_mib(room.memory_mib, replicas, factors.pod)
    return (
        network,
        network,
        rates.mib_s * factors.disk_use,
        rates.iops * factors.disk_use,
        room.cpu * factors.cpu_use,
        max(0.0, cache_mib) / MIB_PER_GIB,
        rates.gib * factors.disk_fill,
        back * factors.recovery_hours * HOUR / MIB_PER_GIB,
        replicas,
    )


def disk_rates(machine: Machine, kind: DiskKind | None, factors: Factors) -> DiskRates:
    """Return what a disk may do on a machine: the lesser of what both take."""
    if kind is None:
        mib_s = machine.local_disk_gb / GB_PER_TB * factors.local_mib_s_per_tb
        return DiskRates(
            mib_s=mib_s,
            iops=mib_s * KIB_PER_MIB / factors.io_kib,
            gib=min(local_gib(machine), factors.gib_most_local),
        )
    return DiskRates(
        mib_s=min(machine.disk_mib_s, kind.mib_s_most),
        iops=min(machine.disk_iops or kind.iops_most, kind.iops_most),
        gib=min(kind.gib_most, factors.gib_most),
    )


def local_gib(machine: Machine) -> int:
    """Return the size of a machine's own disks."""
    return int(machine.local_disk_gb * GB / GIB)
