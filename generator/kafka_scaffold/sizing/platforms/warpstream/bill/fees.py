"""What WarpStream asks for: the cluster by its tier, and every byte before compression, written and stored."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.model.platform_answers import WarpStreamTier
from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.tariff import banded, monthly_gib


QUARTERS = 4  # of an hour, which clusters are sold by
GIB_PER_TIB = 1024


def fees(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the fees of a cluster."""
    yield _cluster(asked, tariff)
    demand = asked.demand
    written = monthly_gib(demand.ingress_avg_mib_s, tariff)
    yield _bytes("written", written * asked.ratio, asked, tariff)
    yield _bytes("stored", demand.stored_gib * asked.ratio, asked, tariff)


def registry_fee(tariff: Tariff) -> CostLine:
    """Return the fee of a registry of WarpStream's."""
    fact = tariff.facts.get("warpstream.fees.registry.usd_quarter_hour")
    quarters = tariff.hours * QUARTERS
    return tariff.flat(fact, "WarpStream schema registry", quarters, "quarter-hours")


def _cluster(asked: Asked, tariff: Tariff) -> CostLine:
    quarters, name = tariff.hours * QUARTERS, asked.tier.name
    label = f"WarpStream cluster, {name}"
    note = f"{asked.tier.reason}; {asked.tier.promise.text}"
    if name is WarpStreamTier.ENTERPRISE:  # sold by quote alone
        return tariff.line(f"warpstream.tier.{name}", label, quarters, "quarter-hours", note=note)
    fact = tariff.facts.get(f"warpstream.tiers.{name}.usd_quarter_hour")
    return tariff.flat(fact, label, quarters, "quarter-hours", note, scope=CostScope.CLUSTER)


def _bytes(what: str, gib: float, asked: Asked, tariff: Tariff) -> CostLine:
    """Return the fee on what is written or stored, whose price falls with volume."""
    ends = [
        float(n) * GIB_PER_TIB for n in tariff.facts.get(f"warpstream.fees.{what}.up_to_tib").items
    ]
    widths = tuple(end - start for start, end in zip((0.0, *ends), ends, strict=False))
    fact = tariff.facts.get(f"warpstream.fees.{what}.usd_gib")
    prices = tuple(float(usd) for usd in fact.items)
    usd = banded(gib, widths, prices)
    mean = usd / gib if gib else prices[0]
    return CostLine(
        item=f"WarpStream, {what}",
        quantity=gib,
        unit="GiB",
        unit_price_usd=mean,
        monthly_usd=usd,
        scope=CostScope.CLUSTER,
        formula=f"{gib:,.2f} GiB x {mean:.4g}, by price tier",
        source=cite(fact),
        kind=fact.kind,
        note=f"{asked.ratio:g} times what is on the wire, as it was before compression",
        price_seen=fact.source.seen,
    )
