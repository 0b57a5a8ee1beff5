"""The disks of a cloud's network: which kind a cluster uses, and how large and quick one broker's is."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, CloudProvider, Objective
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import Machine


QUICKER = {"pd-balanced": "pd-ssd"}
ROUNDING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskKind:
    """A kind of disk. ``mib_s`` and ``iops`` come with every disk; more is bought, or grows with the size."""

    name: str
    price: str  # the prefix of its prices, e.g. ``aws.ebs.gp3``
    mib_s: float
    mib_s_most: float
    mib_s_per_gib: float
    mib_s_per_iops: float
    iops: float
    iops_most: float
    iops_per_gib: float
    gib_most: float
    bought: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """One broker's disk. Throughput and operations are what is set on it, with what comes with it counted in."""

    kind: DiskKind
    gib: int
    mib_s: int
    iops: int

    @property
    def bought_mib_s(self) -> float:
        """Return the throughput that is paid for beside the size."""
        return max(0.0, self.mib_s - self.kind.mib_s) if self.kind.bought else 0.0

    @property
    def bought_iops(self) -> float:
        """Return the operations a second that are paid for beside the size."""
        return max(0.0, self.iops - self.kind.iops) if self.kind.bought else 0.0


def disk_kind(answers: Answers, machine: Machine, facts: Facts) -> DiskKind:
    """Return the kind of disk that brokers get: what the machine takes, or a quicker kind where latency counts."""
    name = machine.volume
    if answers.goals.optimise_for is Objective.LATENCY:
        name = QUICKER.get(name, name)
    return kind(name, answers.cloud.provider, facts)


def kind(name: str, provider: CloudProvider, facts: Facts) -> DiskKind:
    """Return a kind of disk of a cloud."""
    fact = f"strimzi.volumes.{name}"
    bought = facts.find(f"{fact}.mib_s_included") is not None
    comes = "included" if bought else "base"
    endless = float("inf")

    def optional(column: str, otherwise: float) -> float:
        found = facts.find(f"{fact}.{column}")
        return otherwise if found is None else found.number

    return DiskKind(
        name=name,
        price=f"{provider}.ebs.{name}" if provider is CloudProvider.AWS else f"{provider}.{name}",
        mib_s=facts.number(f"{fact}.mib_s_{comes}"),
        mib_s_most=optional("mib_s_max", endless),
        mib_s_per_gib=optional("mib_s_per_gib", 0.0),
        mib_s_per_iops=optional("mib_s_per_iops", endless),
        iops=facts.number(f"{fact}.iops_{comes}"),
        iops_most=optional("iops_max", endless),
        iops_per_gib=facts.number(f"{fact}.iops_per_gib"),
        gib_most=facts.number(f"{fact}.gib_max"),
        bought=bought,
    )


def disk(kind: DiskKind, gib: float, mib_s: float, iops: float, step_gib: float) -> Disk:
    """Return the smallest disk that holds and carries so much.

    Where speed grows with size the disk grows; where it is bought no more is bought than is needed, and not more
    throughput than its operations allow.
    """
    if kind.bought:
        quick = int(kind.mib_s) if mib_s <= kind.mib_s else _up(mib_s)
        often = _up(max(kind.iops, iops, quick / kind.mib_s_per_iops))
        whole = _whole(max(gib, often / kind.iops_per_gib), step_gib)
        return Disk(kind=kind, gib=whole, mib_s=quick, iops=often)
    size = max(gib, max(0.0, mib_s - kind.mib_s) / kind.mib_s_per_gib)
    whole = _whole(max(size, max(0.0, iops - kind.iops) / kind.iops_per_gib), step_gib)
    return Disk(
        kind=kind,
        gib=whole,
        mib_s=int(kind.mib_s + kind.mib_s_per_gib * whole),
        iops=int(kind.iops + kind.iops_per_gib * whole),
    )


def _whole(gib: float, step: float) -> int:
    return _up(gib / step) * int(step)


def _up(value: float) -> int:
    """Return the next whole number; what floating point adds does not count."""
    return ceil(round(value, ROUNDING))
