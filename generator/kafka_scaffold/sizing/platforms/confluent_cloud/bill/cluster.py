"""The cluster's own lines: units by the hour, data in and out, data stored."""

from collections.abc import Iterator

from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


COUNTED = frozenset({ConfluentNetworking.PRIVATE_LINK, ConfluentNetworking.PNI})  # `reach`
UNCOUNTED = "; what the clients' own cloud charges for sending is not counted"


def cluster_lines(asked: Asked, units: int, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what Confluent bills for the cluster."""
    yield unit_line(asked, units, tariff)
    yield from _data(asked, tariff)
    yield storage_line(asked, tariff)


def unit_line(asked: Asked, units: int, tariff: Tariff) -> CostLine:
    """Return the units by the hour, at a price of the user's own where there is one."""
    own = asked.answers.confluent_cloud.cku_usd_hour
    if asked.variant is Variant.DEDICATED and own is not None:
        return _own_price(units, own, tariff)
    name, free = asked.variant.unit, 0
    notes = []
    if asked.variant.is_elastic:
        notes.append("as if all of them ran all month; idle ones are not billed")
    if asked.variant is Variant.BASIC:
        free = int(asked.facts.number("confluent-cloud.bill.basic_free_units"))
        notes.append(f"the first {name} is free")
    if asked.variant is Variant.DEDICATED:
        notes.append(
            "no price of a CKU is public: give that of your contract as confluent_cloud.cku_price"
        )
    paid = max(0, units - free)
    return tariff.charge(
        f"confluent.{asked.variant}.unit",
        name,
        paid * tariff.hours,
        f"{name}-hours",
        count=f"{paid} {name} x {tariff.hours:g} h",
        note="; ".join(notes),
    )


def _own_price(units: int, usd: float, tariff: Tariff) -> CostLine:
    hours = units * tariff.hours
    return CostLine(
        item="CKU",
        quantity=hours,
        unit="CKU-hours",
        unit_price_usd=usd,
        monthly_usd=hours * usd,
        scope=CostScope.CLUSTER,
        formula=f"{units} CKU x {tariff.hours:g} h x {usd:g}",
        source="confluent_cloud.cku_price",
        kind=FactKind.LISTED,
        note="your own price",
    )


def _data(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    rates = {
        "in": asked.demand.ingress_avg_mib_s,
        "out": asked.demand.egress_avg_mib_s,
    }
    network = asked.network.value if asked.network else ""
    for way, rate in rates.items():
        yield tariff.charge(
            f"confluent.{asked.variant}.network-{way}.{network}",
            f"data {way}",
            tariff.monthly_gib(rate),
            "GB",
            note=f"over {network}{'' if asked.network in COUNTED else UNCOUNTED}",
        )


def storage_line(asked: Asked, tariff: Tariff) -> CostLine:
    """Return what is stored, once for each copy that is billed."""
    copies = asked.facts.get("confluent-cloud.bill.storage_copies")
    return tariff.charge(
        f"confluent.{asked.variant}.storage",
        "storage",
        asked.demand.stored_gib * copies.number,
        "GB-month",
        count=f"{asked.demand.stored_gib:,.2f} GB-month x {copies.number:g} billed",
        note=copies.note,
        assumed=copies.kind is FactKind.ASSUMED and not copies.overridden,
    )
