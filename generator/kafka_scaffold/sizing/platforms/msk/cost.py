"""The monthly bill of an MSK cluster and its traffic, line by line; a missing price stays missing."""

from dataclasses import dataclass
from datetime import date

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.model.plan import Cost, CostLine, CostScope
from kafka_scaffold.sizing.platforms.msk.capacity import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """Where and when to look prices up."""

    facts: Facts
    region: str
    on: date

    def line(
        self,
        item: str,
        label: str,
        quantity: float,
        unit: str,
        *,
        times: float = 1.0,
        note: str = "",
    ) -> CostLine:
        """Return ``quantity`` of an item at ``times`` its price."""
        price = self.facts.price(item, self.region, self.on)
        if price is None:
            return CostLine(
                item=label,
                quantity=quantity,
                unit=unit,
                unit_price_usd=None,
                monthly_usd=None,
                scope=CostScope.CLUSTER,
                formula=f"{quantity:,.2f} {unit} x unknown price",
                source=f"no price of {item} in {self.region}",
                kind=FactKind.ASSUMED,
                note=note,
            )
        usd = price.usd * times
        return CostLine(
            item=label,
            quantity=quantity,
            unit=unit,
            unit_price_usd=usd,
            monthly_usd=quantity * usd,
            scope=CostScope.CLUSTER,
            formula=f"{quantity:,.2f} {unit} x {usd:g}",
            source=price.source.title,
            kind=price.kind,
            note=note,
        )


def cluster_cost(
    capacity: Capacity, demand: Demand, tariff: Tariff, *, rack_aware: bool = True
) -> Cost:
    """Return the cost of the cluster, its storage and its traffic.

    Args:
        capacity: The brokers and what they store.
        demand: Average rates decide traffic.
        tariff: Prices of a region on a day.
        rack_aware: Consumers read from their own zone, so only producers pay for crossing zones.
    """
    hours = tariff.facts.number("msk.method.hours_per_month")
    family = "Express" if capacity.size.startswith("express.") else "Kafka"
    shape = capacity.size.removeprefix("express.").removeprefix("kafka.")
    broker_hours = capacity.brokers * hours
    lines = [tariff.line(f"{family}.{shape}", "brokers", broker_hours, "broker-hours")]
    if family == "Kafka":
        lines.append(tariff.line("Kafka.Storage.GP2", "storage", capacity.volumes_gib, "GB-month"))
        if capacity.tiered_gib:
            item = "Kafka.Storage.Tiered"
            lines.append(tariff.line(item, "tiered storage", capacity.tiered_gib, "GB-month"))
    else:
        lines.append(tariff.line("Express.Storage", "storage", capacity.managed_gib, "GB-month"))
        written = _monthly_gib(demand.ingress_avg_mib_s, hours)
        lines.append(tariff.line("Express.In-Bytes", "data in", written, "GB"))
    crossing = demand.ingress_avg_mib_s + (0 if rack_aware else demand.egress_avg_mib_s)
    share = tariff.facts.number("msk.method.cross_zone_share")
    gib = _monthly_gib(crossing, hours) * share
    note = "charged at the sender and at the receiver"
    lines.append(
        tariff.line("aws.cross-az", "traffic between zones", gib, "GB", times=2, note=note)
    )
    return Cost(lines=tuple(lines))


def _monthly_gib(mib_s: float, hours: float) -> float:
    return mib_s * 3600 * hours / 1024
