"""What the cluster itself costs: the machines and disks of brokers and controllers."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import CostLine
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import Capacity
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import Disk, DiskKind, kind
from kafka_scaffold.sizing.platforms.strimzi.fit.shared import controller_machine
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology


CONTROLLERS = (
    "controllers"  # the line of their machines; there is none where brokers are controllers
)


def broker_lines(capacity: Capacity, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what brokers cost: their machines, and their disks where those are not built in."""
    topology = capacity.topology
    count = topology.broker_machines
    yield tariff.line(
        capacity.machine.price_item,
        "brokers",
        count * tariff.hours,
        "machine-hours",
        count=f"{count} x {capacity.machine.name} x {tariff.hours:g} h",
        note=_spare(topology),
    )
    if capacity.disk is not None:
        yield from disk_lines(capacity.disk, topology.brokers, "broker", tariff)


def _spare(topology: Topology) -> str:
    if topology.broker_machines == topology.brokers:
        return ""
    return f"the same number in each of {topology.zones} zones for {topology.brokers} brokers"


def disk_lines(disk: Disk, count: int, whose: str, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines of so many equal disks; throughput and operations only where they are bought."""
    name = disk.kind.name
    yield tariff.line(
        f"{disk.kind.price}.storage",
        f"{whose} disks",
        float(disk.gib * count),
        "GiB-month",
        count=f"{count} x {disk.gib} GiB of {name}",
    )
    if disk.bought_mib_s:
        yield tariff.line(
            f"{disk.kind.price}.throughput",
            f"{whose} disks, throughput",
            disk.bought_mib_s * count,
            "MiB/s-month",
            count=f"{count} x {disk.bought_mib_s:g} MiB/s above {disk.kind.mib_s:g}",
        )
    if disk.bought_iops:
        yield tariff.line(
            f"{disk.kind.price}.iops",
            f"{whose} disks, operations",
            disk.bought_iops * count,
            "IOPS-month",
            count=f"{count} x {disk.bought_iops:g} IOPS above {disk.kind.iops:g}",
        )


def controller_lines(topology: Topology, asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what controllers cost that have machines of their own."""
    if not topology.controllers:
        return
    facts = asked.facts
    machine = controller_machine(asked.answers, asked.replicas, facts)
    count = topology.controller_machines
    yield tariff.line(
        machine.price_item,
        CONTROLLERS,
        count * tariff.hours,
        "machine-hours",
        count=f"{count} x {machine.name} x {tariff.hours:g} h",
    )
    gib = int(facts.number("strimzi.sizing.controller.disk_gib"))
    volume = plain(kind(machine.volume, asked.answers.cloud.provider, facts), gib)
    yield from disk_lines(volume, topology.controllers, "controller", tariff)


def plain(of: DiskKind, gib: int) -> Disk:
    """Return a disk with no more than what comes with it."""
    return Disk(kind=of, gib=gib, mib_s=int(of.mib_s), iops=int(of.iops))
