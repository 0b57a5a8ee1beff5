"""The monthly bill of an MSK cluster and its traffic, line by line; a missing price stays missing."""

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import Cost, CostLine, CostScope
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.fit.capacity import Capacity
from kafka_scaffold.sizing.tariff import monthly_gib


def cluster_cost(
    capacity: Capacity, demand: Demand, tariff: Tariff, *, rack_aware: bool = True
) -> Cost:
    """Return the cost of the cluster, its storage and its traffic, as AWS's program counts it.

    Args:
        capacity: The brokers and what they store.
        demand: Average rates decide traffic.
        tariff: Prices of a region on a day.
        rack_aware: Consumers read from their own zone, so only producers pay for crossing zones.
    """
    express = capacity.size.startswith("express.")
    family = "Express" if express else "Kafka"
    shape = capacity.size.removeprefix("express.").removeprefix("kafka.")
    brokers = tariff.line(
        f"{family}.{shape}",
        "brokers",
        capacity.brokers * tariff.hours,
        "broker-hours",
        count=f"{capacity.brokers} brokers x {tariff.hours:g} h",
    )
    stored = _express(capacity, demand, tariff) if express else _standard(capacity, tariff)
    return Cost(lines=(brokers, *stored, *crossing(demand, tariff, rack_aware=rack_aware)))


def _standard(capacity: Capacity, tariff: Tariff) -> tuple[CostLine, ...]:
    item = "Kafka.Storage.GP2"
    volumes = tariff.line(item, "storage", capacity.billed_gib, "GB-month")
    if not capacity.tiered_gib:
        return (volumes,)
    item = "Kafka.Storage.Tiered"
    note = "one copy, priced from the list; AWS's sizing program uses the price of S3"
    tiered = tariff.line(item, "tiered storage", capacity.tiered_gib, "GB-month", note=note)
    return (volumes, tiered)


def _express(capacity: Capacity, demand: Demand, tariff: Tariff) -> tuple[CostLine, ...]:
    upper = tariff.facts.number("msk.express.storage_copies_upper")
    return (
        tariff.line(
            "Express.Storage",
            "storage",
            capacity.managed_gib,
            "GB-month",
            note="one copy counted; at most, if AWS counts all three",
            upper_times=upper,
        ),
        tariff.line(
            "Express.In-Bytes", "data in", monthly_gib(demand.ingress_avg_mib_s, tariff), "GB"
        ),
    )


def crossing(demand: Demand, tariff: Tariff, *, rack_aware: bool) -> tuple[CostLine, CostLine]:
    """Return what producers and consumers pay for traffic between zones, at both of its ends."""
    share = (demand.zones - 1) / demand.zones
    item, both = "aws.cross-az", 2
    written = monthly_gib(demand.ingress_avg_mib_s, tariff) * share
    read = monthly_gib(demand.egress_avg_mib_s, tariff) * share
    price = tariff.price(item)
    elsewhere = "unknown" if price is None else f"{read * price.usd * both:,.2f} USD"
    saved = f"without client.rack {read:,.0f} GB would cross zones: {elsewhere}"
    return (
        tariff.line(
            item,
            "traffic between zones, producers",
            written,
            "GB",
            times=both,
            scope=CostScope.SURROUNDINGS,
            note="charged at the sender and at the receiver",
        ),
        tariff.line(
            item,
            "traffic between zones, consumers",
            0.0 if rack_aware else read,
            "GB",
            times=both,
            scope=CostScope.SURROUNDINGS,
            note=f"consumers read in their own zone; {saved}"
            if rack_aware
            else "consumers read from leaders in every zone",
        ),
    )
