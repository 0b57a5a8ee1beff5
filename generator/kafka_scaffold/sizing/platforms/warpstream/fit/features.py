"""What WarpStream does not offer, whatever the machine: clashes between answers and facts."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider, SchemaRegistry, Survive
from kafka_scaffold.model.facts import Fact
from kafka_scaffold.model.platform_answers import AgentPlace
from kafka_scaffold.sizing.clash import Clash, latency_clashes
from kafka_scaffold.sizing.platforms.warpstream.fit import tier
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.platforms.warpstream.fit.lightning import conditions
from kafka_scaffold.sizing.prose import cite, plural


PLACES = {
    AgentPlace.EKS: CloudProvider.AWS,
    AgentPlace.ECS: CloudProvider.AWS,
    AgentPlace.GKE: CloudProvider.GCP,
    AgentPlace.AKS: CloudProvider.AZURE,
}


def clashes(asked: Asked) -> tuple[Clash, ...]:
    """Return every clash of a variant with the answers, the plainest first; a variant that is not there has no other."""
    return tuple(_variant(asked)) or (
        *_place(asked),
        *_zones(asked),
        *_offered(asked),
        *_registries(asked),
        *_batch(asked),
        *latency_clashes(asked.answers, asked.environment, _at_batch(asked), asked.latency.goals),
        *conditions(asked),
        *_records(asked),
        *tier.clashes(asked.tier, asked.answers, asked.environment, asked.partitions, asked.facts),
    )


def _at_batch(asked: Asked) -> str:
    return f"{asked.variant} with a batch timeout of {asked.latency.batch_timeout_ms:g} ms"


def _variant(asked: Asked) -> Iterator[Clash]:
    if asked.variant.is_express and asked.answers.cloud.provider is not CloudProvider.AWS:
        yield Clash(
            bottleneck="variant",
            reason=f"cloud.provider {asked.answers.cloud.provider}: S3 Express One Zone is AWS's alone",
            source="cloud.provider",
        )


def _place(asked: Asked) -> Iterator[Clash]:
    provider = PLACES.get(asked.place, asked.answers.cloud.provider)
    if provider is not asked.answers.cloud.provider:
        yield Clash(
            bottleneck="agents",
            reason=f"warpstream.agents {asked.place} is not on {asked.answers.cloud.provider}",
            source="warpstream.agents",
        )
    linked = asked.facts.get("warpstream.features.private_link_clouds")
    wanted = asked.answers.warpstream.control_plane_private_link
    if wanted and asked.answers.cloud.provider not in linked.items:
        yield _clash("private link", "warpstream.control_plane_private_link", linked)


def _zones(asked: Asked) -> Iterator[Clash]:
    zones, name = asked.environment.zones, asked.environment.name
    survive = asked.answers.goals.durability.survive
    primary = name == asked.answers.primary.name
    if survive is Survive.REGION and primary:
        fact = asked.facts.get("warpstream.features.survive_region")
        yield _clash("durability", "goals.durability.survive region", fact)
    if survive is Survive.ZONE and primary and zones == 1:
        yield Clash(
            bottleneck="durability",
            reason="goals.durability.survive zone needs Agents in two zones; records survive in any case",
            source="goals.durability.survive",
            need=2,
            limit=zones,
            unit="zones",
        )
    express = asked.facts.get("warpstream.express.zones")
    if asked.variant.is_express and zones < express.number:
        yield Clash(
            bottleneck="zones",
            reason=f"environment {name} has {plural(zones, 'zone')}; {asked.variant} takes {express.number:g}: {express.note}",
            source=cite(express),
            kind=express.kind,
            need=express.number,
            limit=zones,
            unit="zones",
        )


def _offered(asked: Asked) -> Iterator[Clash]:
    """Yield answers that are not among what is offered."""
    security = asked.answers.security
    chosen = {
        "security.authentication": (security.authentication, "authentication"),
        "security.exposure": (security.exposure, "exposure"),
        "security.encryption_key": (security.encryption_key, "encryption_key"),
        "monitoring.stack": (asked.answers.monitoring.stack, "monitoring"),
    }
    for path, (value, name) in chosen.items():
        fact = asked.facts.get(f"warpstream.features.{name}")
        if value.value not in fact.items:
            yield _clash(name.replace("_", " "), f"{path} {value}", fact)
    wanted = {
        "cloud.dual_stack": (asked.answers.cloud.dual_stack, "dual_stack"),
        "cloud.dns": (asked.answers.cloud.dns is not None, "dns"),
        f"environments.{asked.environment.name}.adopt": (
            asked.environment.adopt is not None,
            "adopt",
        ),
    }
    for path, (is_wanted, name) in wanted.items():
        if is_wanted:
            yield _clash(name, path, asked.facts.get(f"warpstream.features.{name}"))


def _registries(asked: Asked) -> Iterator[Clash]:
    """Yield clashes of schemas: those of WarpStream's registry, and those with where others run."""
    schemas, formats = (
        asked.answers.schemas,
        asked.facts.get("warpstream.features.registry_formats"),
    )
    if asked.answers.warpstream.schema_registry and schemas.format.value not in formats.items:
        words = f"warpstream.schema_registry with schemas.format {schemas.format}"
        yield _clash("schemas", words, formats)
    glue = schemas.registry is SchemaRegistry.GLUE
    if glue and asked.answers.cloud.provider is not CloudProvider.AWS:
        yield Clash(
            bottleneck="schemas",
            reason="schemas.registry glue is AWS's; karapace runs beside the Agents",
            source="schemas.registry",
        )
    if schemas.registry is SchemaRegistry.KARAPACE and asked.place is AgentPlace.ECS:
        yield Clash(
            bottleneck="schemas",
            reason="schemas.registry karapace runs in Kubernetes; warpstream.agents ecs has glue or none",
            source="schemas.registry",
        )


def _batch(asked: Asked) -> Iterator[Clash]:
    least = asked.facts.get("warpstream.batch.least_ms")
    timeout = asked.latency.batch_timeout_ms
    if timeout < least.number:
        yield Clash(
            bottleneck="batch timeout",
            reason=f"warpstream.batch_timeout_ms {timeout:g} is below {least.number:g}: {least.note}",
            source=cite(least),
            kind=least.kind,
            need=timeout,
            limit=least.number,
            unit="ms",
        )


def _records(asked: Asked) -> Iterator[Clash]:
    most = asked.facts.get("warpstream.features.record_bytes")
    for topic in asked.answers.topics:
        largest = topic.max_record_bytes or 0
        if largest > most.number:
            yield Clash(
                bottleneck="record size",
                reason=f"topics.{topic.name}.max_record_size of {largest:,} bytes is above {most.number:,.0f}: {most.note}",
                source=cite(most),
                kind=most.kind,
                need=largest,
                limit=most.number,
                unit="bytes",
            )


def _clash(bottleneck: str, words: str, fact: Fact) -> Clash:
    return Clash(
        bottleneck=bottleneck,
        reason=f"{words} is not offered: {fact.note}",
        source=cite(fact),
        kind=fact.kind,
    )
