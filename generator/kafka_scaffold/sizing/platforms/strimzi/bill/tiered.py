"""What old segments cost in object storage: once, not in every copy, and what is written and read there."""

from collections.abc import Iterator
from dataclasses import dataclass

from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import CostLine
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.strimzi.bill.traffic import monthly_gib
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import hot_gib


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What a cloud's object storage is called in the price book; requests are sold by so many."""

    storage: str
    write: str
    read: str
    requests: int


STORES = {
    CloudProvider.AWS: Store(
        storage="aws.s3.storage", write="aws.s3.put", read="aws.s3.get", requests=1_000
    ),
    CloudProvider.GCP: Store(
        storage="gcp.gcs.storage", write="gcp.gcs.class-a", read="gcp.gcs.class-b", requests=10_000
    ),
    CloudProvider.AZURE: Store(
        storage="azure.blob.storage",
        write="azure.blob.write",
        read="azure.blob.read",
        requests=10_000,
    ),
}


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
