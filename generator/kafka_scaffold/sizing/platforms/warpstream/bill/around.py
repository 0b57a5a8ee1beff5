"""What a plan pays for around the Agents: Kubernetes, monitoring, ways out, keys, a registry."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider, NewNetwork
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.model.platform_answers import AgentPlace
from kafka_scaffold.sizing.machines import machine_of
from kafka_scaffold.sizing.platforms.warpstream.bill.fees import registry_fee
from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Sized


AROUND = CostScope.SURROUNDINGS
CONTROL_PLANES = {
    AgentPlace.EKS: "aws.eks.hour",
    AgentPlace.GKE: "gcp.gke.hour",
    AgentPlace.AKS: "azure.aks.hour",
}
NATS = {
    CloudProvider.AWS: "aws.nat-gateway",
    CloudProvider.GCP: "gcp.nat",
    CloudProvider.AZURE: "azure.nat",
}
DISKS = {CloudProvider.AWS: "aws.ebs.gp3.storage", CloudProvider.GCP: "gcp.pd-balanced.storage"}


def around(sized: Sized, asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what surrounds so many Agents; nothing of a Kubernetes cluster that is there already."""
    if asked.answers.warpstream.schema_registry:
        yield registry_fee(tariff)
        yield _registry_agents(sized, asked, tariff)
    if asked.answers.warpstream.control_plane_private_link:
        yield _private_link(asked, tariff)
    if asked.place is AgentPlace.EXISTING:
        return
    if asked.place in CONTROL_PLANES:
        yield tariff.hourly(CONTROL_PLANES[asked.place], "Kubernetes control plane", 1, "")
        yield _general(asked, tariff)
    yield _system_disks(sized, asked, tariff)
    yield from _nat(sized, asked, tariff)
    if asked.answers.cloud.provider is CloudProvider.AWS:
        note = "for secrets and logs"
        yield tariff.line(
            "aws.kms.key", "encryption key", 1.0, "key-months", scope=AROUND, note=note
        )
        yield tariff.line(
            "aws.secret", "secrets", 1.0, "secret-months", scope=AROUND, note="the Agents' key"
        )


def _general(asked: Asked, tariff: Tariff) -> CostLine:
    """Return the machines for monitoring: one in each zone, none on ECS."""
    fact = asked.facts.get(f"warpstream.general.machine.{asked.answers.cloud.provider}")
    item = machine_of(asked.answers, fact.text, asked.facts).price_item
    return tariff.hourly(item, "other machines", asked.environment.zones, fact.note)


def _registry_agents(sized: Sized, asked: Asked, tariff: Tariff) -> CostLine:
    fact = asked.facts.get("warpstream.agents.registry_per_zone")
    count = asked.environment.zones * int(fact.number)
    item = sized.agent.machine.price_item
    return tariff.hourly(item, "Agents of the schema registry", count, fact.note)


def _private_link(asked: Asked, tariff: Tariff) -> CostLine:
    note = "to WarpStream's control plane, in each zone; its metadata is little"
    zones = asked.environment.zones
    return tariff.hourly("aws.interface-endpoint.hour", "PrivateLink", zones, note)


def _machines(sized: Sized, asked: Asked) -> int:
    return sized.fleet.agents + (asked.environment.zones if asked.place in CONTROL_PLANES else 0)


def _system_disks(sized: Sized, asked: Asked, tariff: Tariff) -> CostLine:
    count, gib = _machines(sized, asked), asked.facts.get("warpstream.agents.os_disk_gib")
    item = DISKS.get(asked.answers.cloud.provider)
    if item is None:
        note = "Premium SSD of 128 GiB, the smallest whose price is known"
        return tariff.line(
            "azure.premium-ssd.p10",
            "system disks",
            float(count),
            "disk-months",
            scope=AROUND,
            note=note,
        )
    return tariff.line(
        item,
        "system disks",
        count * gib.number,
        "GiB-month",
        scope=AROUND,
        assumed=True,
        count=f"{count} x {gib.number:g} GiB",
        note=gib.note,
    )


def _nat(sized: Sized, asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the way to the control plane out of a network that is made here."""
    if not isinstance(asked.environment.network, NewNetwork):
        return
    provider, moved = (
        asked.answers.cloud.provider,
        asked.facts.get("warpstream.network.egress_gib_month"),
    )
    count, item, note = 1, f"{NATS[provider]}.hour", ""
    if provider is CloudProvider.GCP:
        most = asked.facts.get("strimzi.network.gcp_nat_machines")
        if _machines(sized, asked) <= most.number:
            count, item, note = _machines(sized, asked), "gcp.nat.machine-hour", most.note
    else:
        each_zone = asked.environment.protect and provider is CloudProvider.AWS
        count = asked.environment.zones if each_zone else 1
        yield tariff.hourly(f"{provider}.public-ipv4", "NAT, addresses", count, "")
    yield tariff.hourly(item, "NAT", count, note)
    yield tariff.line(
        f"{NATS[provider]}.data",
        "NAT, data",
        moved.number,
        "GiB",
        scope=AROUND,
        assumed=True,
        note=moved.note,
    )
