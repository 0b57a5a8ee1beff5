"""Findings on the cluster type: who cannot have it as it is described here, where it is, what it does not promise."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, ApplicationKind, Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import note, warning
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.network import networking
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.uptime import promise, wanted_uptime
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


def on_type(
    answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
) -> Iterator[Finding]:
    """Yield what the chosen type brings with it."""
    variant = Variant(chosen.variant)
    if variant in {Variant.BASIC, Variant.STANDARD}:
        yield _legacy(facts)
    if variant is Variant.FREIGHT:
        yield from _freight(answers, facts)
    else:
        where = f"{answers.cloud.provider} {answers.cloud.region}"
        yield note(
            "region",
            f"which regions Confluent Cloud is in is not known here: check {where}",
            "cloud.region",
            "confluent kafka region list shows them",
        )
    yield from _zones(answers, environment, variant, facts)
    yield from _fixed(answers, variant, facts)


def _legacy(facts: Facts) -> Finding:
    fact = facts.get("confluent-cloud.legacy.until")
    return warning(
        "legacy-organisation",
        f"{fact.note.replace('this day', str(fact.value))}",
        "platform",
        "an older organisation asks Confluent to move it, or starts a new one",
        cite(fact),
    )


def _freight(answers: Answers, facts: Facts) -> Iterator[Finding]:
    where, plain = (
        facts.get(f"confluent-cloud.freight.{name}") for name in ("regions", "idempotence")
    )
    added = facts.get("confluent-cloud.latency.freight.produce_p99_ms")
    yield warning(
        "freight-region",
        f"{where.note}: check {answers.cloud.region}",
        "cloud.region",
        "confluent kafka region list shows them",
        cite(where),
    )
    yield warning(
        "freight-duplicates",
        f"{plain.note}: a retry may write a record twice or out of order; acks=all still loses nothing that was "
        "acknowledged",
        "variant",
        "consumers must take a record twice",
        cite(plain),
    )
    yield note("freight-latency", added.note, "variant", source=cite(added))


def _zones(
    answers: Answers, environment: Environment, variant: Variant, facts: Facts
) -> Iterator[Finding]:
    """Yield that the loss of a zone stops the service where no more than one was promised."""
    promised = promise(variant, wanted_uptime(answers, environment), facts)
    if promised.high or not environment.protect:
        return
    words = (
        "a Dedicated cluster in one zone stops with its zone, and zones are fixed when it is made"
        if not variant.is_elastic
        else "Confluent does not say in how many zones a cluster of low availability is"
    )
    yield warning(
        "one-zone",
        f"{promised.percent:g} % are promised: {words}",
        "confluent_cloud.uptime",
        "goals.durability.survive zone, or confluent_cloud.uptime 99.99",
        promised.source,
    )


def _fixed(answers: Answers, variant: Variant, facts: Facts) -> Iterator[Finding]:
    """Yield what cannot be changed once the cluster is there."""
    network = networking(answers, variant, facts)
    other = (
        "; between private link and interfaces of its own an Enterprise cluster on AWS can change"
        if variant is Variant.ENTERPRISE and answers.cloud.provider.value == "aws"
        else ""
    )
    upwards = (
        "Basic becomes Standard in place"
        if variant is Variant.BASIC
        else f"no type follows {variant.title()} in place"
    )
    yield note(
        "fixed",
        f"cloud, region, availability and network ({network}) are fixed when the cluster is made{other}; {upwards}: anything "
        "else is a new cluster and a move",
        "variant",
        source="Confluent Cloud documentation, networking FAQ",
    )
    if any(a.kind is ApplicationKind.STREAMS for a in answers.applications):
        own = facts.get("confluent-cloud.clients.stream_topics")
        yield note(
            "streams",
            f"partitions of Kafka Streams count towards the limits: {own.number:g} topics are assumed for each "
            "application",
            "applications",
            source=cite(own),
        )
