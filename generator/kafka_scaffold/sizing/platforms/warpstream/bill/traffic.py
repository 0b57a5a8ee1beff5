"""What traffic between zones costs: nothing where clients name their zone, and what it would be where they do not."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.tariff import free, monthly_gib


ITEMS = {CloudProvider.AWS: "aws.cross-az", CloudProvider.GCP: "gcp.cross-zone"}


def crossing(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the traffic of producers and of consumers, at average rates."""
    if asked.demand.zones == 1:
        return
    yield _line("producers", asked.demand.ingress_avg_mib_s, asked, tariff)
    yield _line("consumers", asked.demand.egress_avg_mib_s, asked, tariff)


def _line(whose: str, mib_s: float, asked: Asked, tariff: Tariff) -> CostLine:
    provider, zones = asked.answers.cloud.provider, asked.demand.zones
    label, crossed = (
        f"traffic between zones, {whose}",
        monthly_gib(mib_s, tariff) * (zones - 1) / zones,
    )
    item = ITEMS.get(provider)
    if item is None:
        return free(asked.facts.get(f"strimzi.cross_zone.free.{provider}"), label, crossed)
    ends = asked.facts.get(f"strimzi.cross_zone.ends.{provider}")
    price = tariff.price(item)
    would = "unknown" if price is None else f"{crossed * price.usd * ends.number:,.2f} USD"
    aware = asked.answers.warpstream.zone_aware_clients
    stays = asked.facts.get("warpstream.zones.free").note
    return tariff.line(
        item,
        label,
        0.0 if aware else crossed,
        "GiB",
        times=ends.number,
        scope=CostScope.SURROUNDINGS,
        note=f"{stays}; without, {crossed:,.0f} GiB would cross zones: {would}"
        if aware
        else f"warpstream.zone_aware_clients false: the Agent is in another zone {(zones - 1) / zones:.0%} of the time",
    )
