"""What old segments cost in object storage: once, not in every copy, and what is written and read there."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import CostLine
from kafka_scaffold.sizing.object_storage import STORES
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import hot_gib
from kafka_scaffold.sizing.tariff import monthly_gib


def tiered_lines(demand: Demand, provider: CloudProvider, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines of tiered storage; none where everything stays on the brokers' disks."""
    if not demand.tiered:
        return
    store, facts = STORES[provider], tariff.facts
    yield tariff.line(
        store.storage,
        "tiered storage",
        max(0.0, demand.stored_gib - hot_gib(demand)),
        "GiB-month",
        note="one copy, whatever the brokers keep",
    )
    put = facts.get("strimzi.tiered.put_per_gib")
    moved = monthly_gib(moved_mib_s(demand), tariff)
    yield tariff.line(
        store.write,
        "tiered storage, writes",
        moved * put.number / store.requests,
        f"{store.requests:,} requests",
        assumed=True,
        note=f"{put.number:g} for each of {moved:,.0f} GiB: {put.note}",
    )
    share, get = facts.get("strimzi.tiered.read_share"), facts.get("strimzi.tiered.get_per_gib")
    read = monthly_gib(demand.egress_avg_mib_s, tariff) * share.number
    yield tariff.line(
        store.read,
        "tiered storage, reads",
        read * get.number / store.requests,
        f"{store.requests:,} requests",
        assumed=True,
        note=f"{get.number:g} for each of {read:,.0f} GiB, {share.number:.0%} of reads: {share.note}",
    )


def moved_mib_s(demand: Demand) -> float:
    """Return what goes to object storage: everything that is written to topics of which a part is kept there."""
    if demand.aggregate:
        return demand.ingress_avg_mib_s
    moving = (topic for topic in demand.topics if topic.hot_gib < topic.stored_gib)
    return sum(topic.ingress_avg_mib_s for topic in moving)
