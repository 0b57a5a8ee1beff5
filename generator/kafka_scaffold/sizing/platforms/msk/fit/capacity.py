"""How many brokers of one size a demand takes, and what binds: AWS's published method.

Source: aws/agent-toolkit-for-aws, msk_sizing.py, 2026-08-20 (factors in ``msk.method.*``). The factors hold room for
one zone lost, rebalancing and lagging readers. Units are MiB/s and GiB; a month has 730 hours.
"""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.units import MIB


MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One dimension: what is needed in all, what one broker carries, and the brokers that takes."""

    name: str
    need: float
    per_broker: float
    unit: str
    brokers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked beyond the method: spare throughput, and a number of brokers never gone below."""

    spare: float = 0.0
    least_brokers: int = 0
    least_volume_gib: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Brokers of one size. ``volume_gib`` is per broker (Standard), ``tiered_gib`` and ``managed_gib`` for the cluster."""

    size: str
    bounds: tuple[Bound, ...]
    volumes_gib: float = 0.0
    least_volume_gib: int = 0
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
        return max(ceil(self.volumes_gib / self.brokers), self.least_volume_gib)

    @property
    def billed_gib(self) -> float:
        """Return what is billed for volumes; the method bills what it needs, a plan what it makes."""
        return self.volume_gib * self.brokers if self.least_volume_gib else self.volumes_gib

    def bound(self, name: str) -> Bound:
        """Return the bound of a dimension."""
        return next(bound for bound in self.bounds if bound.name == name)


METHOD = Wish()


def standard(
    size: str,
    demand: Demand,
    partition_replicas: int,
    replication: int,
    facts: Facts,
    wish: Wish = METHOD,
) -> Capacity:
    """Return the Standard brokers of one size that carry the demand."""
    method = _method(facts)
    tiered = method["tiered_factor"] if demand.tiered else 0.0
    volume = facts.number(f"msk.standard.{size}.ebs_mib_s") * method["standard_utilisation"]
    network = facts.number(f"msk.standard.{size}.network_mib_s") * method["standard_utilisation"]
    per_read = method["network_factor_per_fan_out"]
    per_write = method["network_factor"] + tiered + per_read * demand.fan_out
    ingress = min(volume / (method["storage_factor"] + tiered), network / per_write)
    egress = ingress * demand.fan_out if demand.fan_out else network / per_read
    hot_gib = demand.ingress_avg_mib_s * demand.hot_retention_hours * 3600 / 1024
    volumes_gib = hot_gib * replication * method["storage_headroom"]
    most_gib = facts.number("msk.quotas.volume_gib_max")
    return Capacity(
        size=size,
        bounds=(
            *_common(demand, ingress, egress, partition_replicas, "standard", size, facts, wish),
            _bound("storage", volumes_gib, most_gib, "GiB", demand.zones),
            _least(wish, demand.zones),
        ),
        volumes_gib=volumes_gib,
        least_volume_gib=wish.least_volume_gib,
        tiered_gib=max(0.0, demand.stored_gib - hot_gib) if demand.tiered else 0.0,
    )


def express(
    size: str, demand: Demand, partition_replicas: int, facts: Facts, wish: Wish = METHOD
) -> Capacity:
    """Return the Express brokers of one size that carry the demand.

    The sizing program reads the quota for ingress as MiB/s. What goes out is held to the documented sustained quota.
    """
    sustained = facts.number(f"msk.express.{size}.ingress_sustained_mb_s")
    ingress = sustained * facts.number("msk.method.express_utilisation")
    egress = facts.number(f"msk.express.{size}.egress_sustained_mb_s") * MB / MIB
    return Capacity(
        size=size,
        bounds=(
            *_common(demand, ingress, egress, partition_replicas, "express", size, facts, wish),
            _least(wish, demand.zones),
        ),
        managed_gib=demand.stored_gib,
    )


def _method(facts: Facts) -> dict[str, float]:
    names = (
        "standard_utilisation",
        "storage_factor",
        "network_factor",
        "network_factor_per_fan_out",
        "tiered_factor",
        "storage_headroom",
    )
    return {name: facts.number(f"msk.method.{name}") for name in names}


def _common(
    demand: Demand,
    ingress: float,
    egress: float,
    partition_replicas: int,
    table: str,
    size: str,
    facts: Facts,
    wish: Wish,
) -> tuple[Bound, ...]:
    more = 1 + wish.spare
    partitions = facts.number(f"msk.{table}.{size}.partitions_recommended")
    zones = demand.zones
    return (
        _bound("ingress", demand.ingress_peak_mib_s * more, ingress, "MiB/s", zones),
        _bound("egress", demand.egress_peak_mib_s * more, egress, "MiB/s", zones),
        _bound("partitions", partition_replicas, partitions, "partitions", zones),
    )


def _bound(name: str, need: float, per_broker: float, unit: str, zones: int) -> Bound:
    raw = ceil(need / per_broker) if need else 0
    brokers = max(ceil(raw / zones), 1) * zones
    return Bound(name=name, need=need, per_broker=per_broker, unit=unit, brokers=brokers)


def _least(wish: Wish, zones: int) -> Bound:
    return _bound("brokers", wish.least_brokers, 1, "brokers", zones)
