"""What the reader of an MSK plan must know: assumptions that moved it, sources that conflict, risks."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, ApplicationKind, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding, Severity
from kafka_scaffold.sizing import cautions
from kafka_scaffold.sizing.platforms.msk.details import Variant
from kafka_scaffold.sizing.platforms.msk.topics import replication
from kafka_scaffold.sizing.prose import cite


def find(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[Finding, ...]:
    """Return the findings of one environment, warnings first."""
    found = (
        *_streams(answers, chosen, facts),
        *_copies(environment, chosen, facts),
        *cautions.total_order(demand),
        *cautions.derived_prices(chosen),
        *cautions.assumptions(_used(answers, demand, chosen), facts),
        *_conflicts(chosen, facts),
    )
    return cautions.warnings_first(found)


def _streams(answers: Answers, chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    fact = facts.find(f"msk.{chosen.variant}.streams")
    if fact is None or fact.value:
        return
    for application in answers.applications:
        if application.kind is ApplicationKind.STREAMS:
            yield Finding(
                rule="streams",
                severity=Severity.WARNING,
                message=f"{application.name} uses Kafka Streams: {fact.note}",
                where=f"applications.{application.name}",
                hint="test its internal topics first, or pin variant: standard",
                source=cite(fact),
            )


def _copies(environment: Environment, chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    if chosen.variant != Variant.STANDARD:
        return
    copies = replication(environment, chosen.variant, facts)
    if copies.factor - copies.min_insync >= 1 and copies.min_insync > 1 and environment.zones > 2:
        return
    yield Finding(
        rule="durability",
        severity=Severity.WARNING,
        message=f"{copies.factor} copies, {copies.min_insync} in sync: {copies.reason}",
        where=f"environments.{environment.name}.zones",
        source=copies.source,
    )


def _used(answers: Answers, demand: Demand, chosen: Candidate) -> Iterator[str]:
    """Yield the facts that moved this plan and may be assumptions."""
    objective = answers.goals.optimise_for
    lines = {line.item for line in chosen.cost.lines}
    if objective != "cost":
        yield f"msk.preference.spare.{objective}"
        yield f"msk.preference.brokers_per_zone.{objective}"
    if answers.goals.operations.max_brokers is None and chosen.units:
        yield f"msk.preference.brokers.{answers.goals.operations.team}"
    for goal in ("produce_p99", "end_to_end_p99"):
        if getattr(answers.goals.latency, f"{goal}_ms") is not None:
            yield f"msk.latency.{chosen.variant}.{goal}_ms"
    if any(row.name == "connections" for row in chosen.headroom) and chosen.units:
        yield "msk.clients.connections_per_broker"
    if demand.topics:
        yield "kafka.partitions.write_mib_s"
        yield "kafka.partitions.room"
    if any(a.kind is ApplicationKind.STREAMS for a in answers.applications):
        yield "msk.internal.streams_topics"
    if chosen.variant == Variant.STANDARD and not demand.aggregate:
        yield "msk.volumes.gib_floor"
    by_line = {
        "tiered retrieval": "msk.tiered.read_share",
        "logs taken in": "msk.logs.gib_per_broker_month",
        "metrics": "msk.monitoring.metrics_per_topic_and_broker",
        "MSK Connect": "msk.connect.mcu_mib_s",
        "uses of the key": "msk.kms.requests_per_broker_month",
    }
    yield from (name for line, name in by_line.items() if line in lines)
    yield f"aws.regions.{answers.cloud.region}.zones"


def _conflicts(chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    lines = {line.item for line in chosen.cost.lines}
    express = chosen.variant == Variant.EXPRESS
    wanted = {
        "tiered_price": "tiered storage" in lines,
        "express_storage": express,
        "express_egress": express,
        "m5_24xlarge": chosen.size == "kafka.m5.24xlarge",
        "provisioned_sizes": chosen.size == "kafka.m7g.2xlarge",
        "provisioned_price": "provisioned throughput" in lines,
    }
    for name, concerned in wanted.items():
        fact = facts.get(f"msk.conflicts.{name}")
        if concerned:
            yield Finding(
                rule="conflict",
                severity=Severity.NOTE,
                message=fact.text,
                where=fact.name,
                source=cite(fact),
            )
