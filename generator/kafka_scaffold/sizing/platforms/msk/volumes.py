"""Volumes of Standard brokers: how fast they are, and when their throughput must be paid for."""

from math import ceil

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts


def baseline_mib_s(volume_gib: float, facts: Facts) -> float:
    """Return what a volume carries without provisioned throughput."""
    least, most, slope = (
        facts.number(f"msk.storage.baseline_{name}")
        for name in ("min_mib_s", "max_mib_s", "mib_s_per_gib")
    )
    return min(most, max(least, slope * volume_gib))


def least_gib(size: str, facts: Facts) -> int:
    """Return the smallest volume that lets a size carry what the method counts on.

    The method uses half of a size's EBS throughput; larger sizes provision what a volume does not bring.
    """
    used = facts.number(f"msk.standard.{size}.ebs_mib_s") * facts.number(
        "msk.method.standard_utilisation"
    )
    wanted = min(used, facts.number("msk.storage.baseline_max_mib_s"))
    floor = facts.number("msk.volumes.gib_floor")
    if wanted <= facts.number("msk.storage.baseline_min_mib_s"):
        return int(floor)
    return max(int(floor), ceil(wanted / facts.number("msk.storage.baseline_mib_s_per_gib")))


def can_provision(size: str, facts: Facts) -> bool:
    """Tell whether MSK sells provisioned throughput for a size."""
    vcpu = facts.number(f"msk.standard.{size}.vcpu")
    return vcpu >= facts.number("msk.volumes.provisioned_vcpu_min")


def provisioned_mib_s(
    size: str, brokers: int, volume_gib: float, demand: Demand, facts: Facts, *, tiered: bool
) -> int | None:
    """Return the throughput to provision per broker, or ``None`` when the volumes bring enough.

    What is needed is the method's: each byte written costs a volume 6.5, with replication, lagging readers and
    rebalancing, and 1.5 more when old data is copied to tiered storage.
    """
    factor = facts.number("msk.method.storage_factor")
    factor += facts.number("msk.method.tiered_factor") if tiered else 0.0
    needed = demand.ingress_peak_mib_s / brokers * factor
    if needed <= baseline_mib_s(volume_gib, facts) or not can_provision(size, facts):
        return None
    least = facts.number("msk.storage.provisioned_min_mib_s")
    most = facts.number(f"msk.standard.{size}.ebs_mib_s")
    return ceil(min(most, max(least, needed)))
