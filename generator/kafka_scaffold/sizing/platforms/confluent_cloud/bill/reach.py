"""What the user's own cloud bills so that clients reach the cluster: private endpoints, and a key of one's own."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider, EncryptionKey
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked


SURROUNDINGS = CostScope.SURROUNDINGS
HOURS, DATA = "private endpoint", "private endpoint, data"


def reach_lines(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines of private endpoints; private network interfaces and peering have no hours of their own."""
    if asked.network is ConfluentNetworking.PNI:
        yield from _between_zones(asked, tariff)
    if asked.network is not ConfluentNetworking.PRIVATE_LINK:
        return
    demand, provider = asked.demand, asked.answers.cloud.provider
    moved = tariff.monthly_gib(demand.ingress_avg_mib_s + demand.egress_avg_mib_s)
    yield from endpoint_hours(asked, tariff)
    if provider is CloudProvider.AWS:
        yield tariff.line(
            "aws.interface-endpoint.data",
            DATA,
            moved,
            "GB",
            scope=SURROUNDINGS,
            note="both directions, in the first price tier",
        )
        return
    yield tariff.flat(
        asked.facts.get(f"confluent-cloud.endpoint.{provider}.usd_gb"), DATA, moved, "GB"
    )


def _between_zones(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what AWS charges on the way to interfaces in other zones: they are in the user's own account."""
    zones = asked.environment.zones
    if zones == 1:
        return
    away = (zones - 1) / zones
    read = tariff.monthly_gib(asked.demand.egress_avg_mib_s) * away
    for whose, moved, note in (
        (
            "producers",
            tariff.monthly_gib(asked.demand.ingress_avg_mib_s) * away,
            f"the leader is in another zone {away:.0%} of the time; charged at the client and at the interface",
        ),
        (
            "consumers",
            0.0,
            f"consumers read in their own zone; without client.rack {read:,.0f} GB would cross zones",
        ),
    ):
        yield tariff.line(
            "aws.cross-az",
            f"traffic between zones, {whose}",
            moved,
            "GB",
            times=2,
            scope=SURROUNDINGS,
            note=note,
        )


def endpoint_hours(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the hours of a private endpoint; nothing where clients come another way."""
    provider = asked.answers.cloud.provider
    if asked.network is not ConfluentNetworking.PRIVATE_LINK:
        return
    if provider is not CloudProvider.AWS:
        hour = asked.facts.get(f"confluent-cloud.endpoint.{provider}.usd_hour")
        yield tariff.flat(hour, HOURS, tariff.hours, "hours")
        return
    zones = asked.environment.zones
    yield tariff.line(
        "aws.interface-endpoint.hour",
        HOURS,
        zones * tariff.hours,
        "endpoint-zone-hours",
        scope=SURROUNDINGS,
        count=f"{zones} zones x {tariff.hours:g} h",
    )


def key_lines(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the key that Confluent encrypts with, when it is the user's own."""
    if asked.answers.security.encryption_key is not EncryptionKey.OWN:
        return
    provider = asked.answers.cloud.provider
    if provider is CloudProvider.AWS:
        yield tariff.line("aws.kms.key", "encryption key", 1.0, "key-months", scope=SURROUNDINGS)
        return
    fact = asked.facts.get(f"confluent-cloud.keys.usd_month.{provider}")
    yield tariff.flat(fact, "encryption key", 1.0, "key-months")
