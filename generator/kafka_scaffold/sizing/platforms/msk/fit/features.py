"""What a variant does not offer at all: clashes between answers and facts, whatever the size."""

from collections.abc import Iterator
from dataclasses import dataclass

from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    EncryptionKey,
    Environment,
    Exposure,
    MonitoringStack,
    Survive,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.platforms.msk.fit.headroom import connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One answer that a variant cannot meet; numbers where there are any."""

    bottleneck: str
    reason: str
    fact: Fact
    need: float | None = None
    limit: float | None = None
    unit: str = ""


def clashes(
    answers: Answers, environment: Environment, demand: Demand, variant: str, facts: Facts
) -> tuple[Clash, ...]:
    """Return every clash of a variant with the answers, the plainest first."""
    found = [
        *_zones(answers, environment, variant, facts),
        *_latency(answers, environment, variant, facts),
        *_streams(answers, variant, facts),
    ]
    if variant == "serverless":
        found += _serverless(answers, facts)
    else:
        found += _public(answers, facts)
        found += _connections(answers, demand, facts)
    return tuple(found)


def _zones(
    answers: Answers, environment: Environment, variant: str, facts: Facts
) -> Iterator[Clash]:
    fact = facts.get(f"msk.zones.{variant}")
    zones = environment.zones
    if zones not in fact.items:
        choices = " or ".join(str(item) for item in fact.items)
        reason = f"environment {environment.name} has {_count(zones, 'zone')}; {variant.title()} takes {choices}"
        limit = _nearest(zones, fact)
        yield Clash(
            bottleneck="zones", reason=reason, fact=fact, need=zones, limit=limit, unit="zones"
        )
    survive = answers.goals.durability.survive
    primary = environment.name == answers.primary.name
    three = facts.get("kafka.replication.standard")
    if primary and survive is not Survive.BROKER and variant == "standard" and zones < three.number:
        reason = (
            f"goals.durability.survive {survive} needs {three.number:g} zones: with {zones} the loss of one "
            "either stops writes or loses records"
        )
        yield Clash(
            bottleneck="durability",
            reason=reason,
            fact=three,
            need=three.number,
            limit=zones,
            unit="zones",
        )


def _nearest(zones: int, fact: Fact) -> float:
    numbers = [float(item) for item in fact.items]
    return min(numbers, key=lambda number: abs(number - zones))


def _latency(
    answers: Answers, environment: Environment, variant: str, facts: Facts
) -> Iterator[Clash]:
    if environment.name != answers.primary.name:
        return
    latency = answers.goals.latency
    goals = {
        "produce_p99": latency.produce_p99_ms,
        "end_to_end_p99": latency.end_to_end_p99_ms,
    }
    for name, goal in goals.items():
        fact = facts.get(f"msk.latency.{variant}.{name}_ms")
        if goal is not None and goal < fact.number:
            yield Clash(
                bottleneck="latency",
                reason=f"goals.latency.{name} {goal:g} ms is below the {fact.number:g} ms taken for {variant.title()}",
                fact=fact,
                need=fact.number,
                limit=goal,
                unit="ms",
            )


def _streams(answers: Answers, variant: str, facts: Facts) -> Iterator[Clash]:
    """Yield the clash with Kafka Streams; who pins Express is warned instead (`findings`)."""
    fact = facts.find(f"msk.{variant}.streams")
    names = [a.name for a in answers.applications if a.kind is ApplicationKind.STREAMS]
    if fact is None or fact.value or not names:
        return
    if variant == "express" and answers.variant == variant:
        return
    hint = "; variant: express takes it nevertheless" if variant == "express" else ""
    reason = f"applications.{names[0]} uses Kafka Streams, which {variant.title()} does not fully support{hint}"
    yield Clash(bottleneck="streams", reason=reason, fact=fact)


def _public(answers: Answers, facts: Facts) -> Iterator[Clash]:
    fact = facts.get("msk.public.open_monitoring")
    public = answers.security.exposure is Exposure.PUBLIC
    if public and answers.monitoring.stack is MonitoringStack.PROMETHEUS and not fact.value:
        reason = "security.exposure public and monitoring.stack prometheus exclude each other"
        yield Clash(bottleneck="monitoring", reason=reason, fact=fact)


def _connections(answers: Answers, demand: Demand, facts: Facts) -> Iterator[Clash]:
    for row in connections(answers, demand, facts):
        if row.need > row.limit:
            yield _over(row, facts)


def _over(row: Headroom, facts: Facts) -> Clash:
    names = {
        "connections": "msk.quotas.iam_connections_per_broker",
        "new connections": "msk.quotas.iam_new_connections_per_second",
    }
    return Clash(
        bottleneck=row.name,
        reason=f"{row.need:,.0f} {row.name} for a broker, IAM allows {row.limit:,.0f}; "
        "security.authentication scram and mtls have no such limit",
        fact=facts.get(names[row.name]),
        need=row.need,
        limit=row.limit,
        unit=row.unit,
    )


def _serverless(answers: Answers, facts: Facts) -> Iterator[Clash]:
    security = answers.security
    authentication = facts.get("msk.serverless.authentication")
    if security.authentication.value not in authentication.items:
        reason = f"security.authentication {security.authentication}: Serverless offers IAM alone"
        yield Clash(bottleneck="authentication", reason=reason, fact=authentication)
    wanted = (
        ("own_key", security.encryption_key is EncryptionKey.OWN, "security.encryption_key own"),
        (
            "open_monitoring",
            answers.monitoring.stack is MonitoringStack.PROMETHEUS,
            "monitoring.stack prometheus",
        ),
        ("public", security.exposure is Exposure.PUBLIC, "security.exposure public"),
        (
            "private_link",
            security.exposure is Exposure.PRIVATE_LINK,
            "security.exposure private-link",
        ),
        ("dual_stack", answers.cloud.dual_stack, "cloud.dual_stack"),
        ("dns", answers.cloud.dns is not None, "cloud.dns"),
    )
    for name, asked, words in wanted:
        fact = facts.get(f"msk.serverless.{name}")
        if asked and not fact.value:
            bottleneck = name.replace("_", " ")
            yield Clash(bottleneck=bottleneck, reason=f"{words} is not offered", fact=fact)
    yield from _records(answers, facts)


def _records(answers: Answers, facts: Facts) -> Iterator[Clash]:
    limit = facts.get("msk.serverless.max_message_bytes")
    for topic in answers.topics:
        largest = topic.max_record_bytes or answers.workload.record_bytes
        if largest > limit.number:
            yield Clash(
                bottleneck="record size",
                reason=f"topics.{topic.name} takes records of {largest:,} bytes; Serverless takes {limit.number:,g}",
                fact=limit,
                need=largest,
                limit=limit.number,
                unit="bytes",
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
