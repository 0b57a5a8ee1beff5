"""How many brokers of one size a demand takes, and what binds: AWS's published method.

Source: aws/agent-toolkit-for-aws, msk_sizing.py, 2026-08-20 (factors in ``msk.method.*``). The factors hold room for
one zone lost, rebalancing and lagging readers. Units are MiB/s and GiB; a month has 730 hours.
"""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One dimension: what is needed in all, what one broker carries, and the brokers that takes."""

    name: str
    need: float
    per_broker: float
    unit: str
    brokers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Brokers of one size. ``volume_gib`` is per broker (Standard), ``tiered_gib`` and ``managed_gib`` for the cluster."""

    size: str
    bounds: tuple[Bound, ...]
    volumes_gib: float = 0.0
    tiered_gib: float = 0.0
    managed_gib: float = 0.0

    @property
    def brokers(self) -> int:
        """Return the broker count that satisfies every bound."""
        return max(bound.brokers for bound in self.bounds)

    @property
    def binding(self) -> Bound:
        """Return the bound that asks for the most brokers; the first of equals."""
        return max(self.bounds, key=lambda bound: bound.brokers)

    @property
    def volume_gib(self) -> int:
        """Return the volume size per broker in whole GiB."""
        return ceil(self.volumes_gib / self.brokers)


def standard(
    size: str, demand: Demand, partition_replicas: int, replication: int, facts: Facts
) -> Capacity:
    """Return the Standard brokers of one size that carry the demand."""
    method = _method(facts)
    tiered = method["tiered_factor"] if demand.tiered else 0.0
    by_volume = facts.number(f"msk.standard.{size}.ebs_mib_s") / (method["storage_factor"] + tiered)
    by_network = facts.number(f"msk.standard.{size}.network_mib_s") / (
        method["network_factor"] + tiered + method["network_factor_per_fan_out"] * demand.fan_out
    )
    ingress = min(by_volume, by_network) * method["standard_utilisation"]
    hot_gib = demand.ingress_avg_mib_s * demand.hot_retention_hours * 3600 / 1024
    volumes_gib = hot_gib * replication * method["storage_headroom"]
    return Capacity(
        size=size,
        bounds=(
            _bound("ingress", demand.ingress_peak_mib_s, ingress, "MiB/s", method),
            _bound("egress", demand.egress_peak_mib_s, ingress * demand.fan_out, "MiB/s", method),
            _bound(
                "partitions", partition_replicas, _partitions("standard", size, facts), "", method
            ),
            _bound(
                "storage", volumes_gib, facts.number("msk.quotas.volume_gib_max"), "GiB", method
            ),
        ),
        volumes_gib=volumes_gib,
        tiered_gib=demand.stored_gib - hot_gib if demand.tiered else 0.0,
    )


def express(size: str, demand: Demand, partition_replicas: int, facts: Facts) -> Capacity:
    """Return the Express brokers of one size that carry the demand."""
    method = _method(facts)
    sustained = facts.number(f"msk.express.{size}.ingress_sustained_mb_s")
    egress = sustained * method["express_egress_per_ingress"]
    ingress = sustained * method["express_utilisation"]
    return Capacity(
        size=size,
        bounds=(
            _bound("ingress", demand.ingress_peak_mib_s, ingress, "MiB/s", method),
            _bound("egress", demand.egress_peak_mib_s, egress, "MiB/s", method),
            _bound(
                "partitions", partition_replicas, _partitions("express", size, facts), "", method
            ),
        ),
        managed_gib=demand.stored_gib,
    )


def _method(facts: Facts) -> dict[str, float]:
    names = (
        "zones",
        "standard_utilisation",
        "express_utilisation",
        "storage_factor",
        "network_factor",
        "network_factor_per_fan_out",
        "tiered_factor",
        "storage_headroom",
        "express_egress_per_ingress",
    )
    return {name: facts.number(f"msk.method.{name}") for name in names}


def _partitions(table: str, size: str, facts: Facts) -> float:
    return facts.number(f"msk.{table}.{size}.partitions_recommended")


def _bound(name: str, need: float, per_broker: float, unit: str, method: dict[str, float]) -> Bound:
    zones = int(method["zones"])
    raw = ceil(need / per_broker) if need else 0
    brokers = max(ceil(raw / zones), 1) * zones
    return Bound(name=name, need=need, per_broker=per_broker, unit=unit, brokers=brokers)
