"""What traffic between zones costs: copies, producers, and consumers that read in their own zone."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.tariff import free, monthly_gib


ITEMS = {CloudProvider.AWS: "aws.cross-az", CloudProvider.GCP: "gcp.cross-zone"}
SURROUNDINGS = CostScope.SURROUNDINGS


def crossing(
    demand: Demand, provider: CloudProvider, copies: int, tariff: Tariff
) -> Iterator[CostLine]:
    """Yield what crosses zones in a month, at average rates."""
    zones = demand.zones
    if zones == 1:
        return
    away = (zones - 1) / zones
    copied = monthly_gib(demand.ingress_avg_mib_s, tariff) * copies_away(copies, zones)
    written = monthly_gib(demand.ingress_avg_mib_s, tariff) * away
    read = monthly_gib(demand.egress_avg_mib_s, tariff) * away
    yield _line(
        provider,
        "copies",
        copied,
        f"of {copies} copies {copies_away(copies, zones):.3g} are in another zone than the leader",
        tariff,
    )
    yield _line(
        provider,
        "producers",
        written,
        f"the leader is in another zone {away:.0%} of the time",
        tariff,
    )
    yield _line(provider, "consumers", 0.0, _saved(provider, read, tariff), tariff)


def copies_away(copies: int, zones: int) -> float:
    """Return how many copies of a record are in another zone than its leader, copies spread evenly."""
    whole, more = divmod(copies, zones)
    held = [whole + 1] * more + [whole] * (zones - more)
    return copies - sum(n * n for n in held) / copies


def _saved(provider: CloudProvider, read: float, tariff: Tariff) -> str:
    words = (
        f"consumers read in their own zone; without client.rack {read:,.0f} GiB would cross zones"
    )
    item = ITEMS.get(provider)
    if item is None:
        return words
    price = tariff.price(item)
    elsewhere = (
        "unknown" if price is None else f"{read * price.usd * _ends(provider, tariff):,.2f} USD"
    )
    return f"{words}: {elsewhere}"


def _ends(provider: CloudProvider, tariff: Tariff) -> float:
    return tariff.facts.number(f"strimzi.cross_zone.ends.{provider}")


def _line(provider: CloudProvider, whose: str, gib: float, note: str, tariff: Tariff) -> CostLine:
    label = f"traffic between zones, {whose}"
    item = ITEMS.get(provider)
    if item is None:
        return free(tariff.facts.get(f"strimzi.cross_zone.free.{provider}"), label, gib, note)
    ends = tariff.facts.get(f"strimzi.cross_zone.ends.{provider}")
    note = f"{note}; {ends.note}"
    return tariff.line(item, label, gib, "GiB", times=ends.number, scope=SURROUNDINGS, note=note)
