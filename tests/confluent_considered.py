"""Answers for Confluent Cloud as sizing tests change them, and what is considered for them."""

from dataclasses import replace
from datetime import date
from typing import Any

import builders
from kafka_scaffold.model.answers import (
    Answers,
    Authentication,
    CloudProvider,
    Exposure,
    Objective,
    Platform,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import Candidate, Considered, Rejection
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.confluent_cloud.considered import consider
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked, asked_of
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


TODAY = date(2026, 11, 24)
REGIONS = {"aws": "us-east-1", "gcp": "us-central1", "azure": "eastus"}


def on_confluent(base: Answers, provider: str = "aws") -> Answers:
    """Return answers taken to Confluent Cloud: private, API keys, no zone to survive, no audit."""
    cloud = replace(
        base.cloud, provider=CloudProvider(provider), region=REGIONS[provider], dns=None
    )
    durability = replace(base.goals.durability, survive=Survive.BROKER, exactly_once=False)
    return replace(
        base,
        platform=Platform.CONFLUENT_CLOUD,
        variant=None,
        cloud=cloud,
        goals=replace(base.goals, optimise_for=Objective.COST, durability=durability),
        applications=tuple(replace(a, exactly_once=False) for a in base.applications),
        security=replace(
            base.security,
            authentication=Authentication.SCRAM,
            exposure=Exposure.PRIVATE,
            audit=False,
        ),
        schemas=replace(base.schemas, registry=SchemaRegistry.NONE),
    )


def answers(provider: str = "aws", **changes: Any) -> Answers:
    """Return answers with topics and applications."""
    return replace(on_confluent(builders.answers(), provider), **changes)


def stated(
    ingress: float = 1,
    egress: float = 1,
    partitions: int = 30,
    *,
    provider: str = "aws",
    hours: float = 24,
    average: float = 1.0,
) -> Answers:
    """Return answers that state MB/s at peak and partitions before replication, as Confluent's planner takes them."""
    vector = (
        ingress * average, ingress, egress * average, egress, partitions * 3, hours, hours
    )  # fmt: skip
    return on_confluent(builders.aggregated(vector), provider)


def clients(base: Answers, producers: int, consumers: int, attempts: float = 0) -> Answers:
    """Return answers with other clients."""
    counts = replace(
        base.workload.clients,
        producers=producers,
        consumers=consumers,
        connections_per_second=attempts,
    )
    return replace(base, workload=replace(base.workload, clients=counts))


def confluent(base: Answers, **changes: Any) -> Answers:
    """Return answers with other wishes for Confluent Cloud."""
    return replace(base, confluent_cloud=replace(base.confluent_cloud, **changes))


def public(base: Answers) -> Answers:
    """Return answers whose clients come over the internet."""
    return builders.secured(base, exposure=Exposure.PUBLIC)


def guarded(base: Answers, *, protect: bool) -> Answers:
    """Return answers with one environment that is protected or not."""
    return replace(base, environments=(replace(base.environments[0], protect=protect),))


def durable(base: Answers, **changes: Any) -> Answers:
    """Return answers with other goals of durability."""
    return builders.goals(base, durability=replace(base.goals.durability, **changes))


def demand(base: Answers) -> Demand:
    """Return what the primary environment asks for."""
    return to_demand(base, base.primary)


def asked(base: Answers, variant: str) -> Asked:
    """Return what one type is asked for."""
    return asked_of(base, base.primary, demand(base), Variant(variant), builders.facts())


def considered(base: Answers, facts: Any = None) -> tuple[Considered, ...]:
    """Return every type as it is considered for the primary environment."""
    return consider(base, base.primary, demand(base), facts or builders.facts(), TODAY)


def fits(base: Answers, facts: Any = None) -> dict[str, Candidate]:
    """Return the types that fit."""
    found = considered(base, facts)
    return {str(item.variant): item for item in found if isinstance(item, Candidate)}


def refused(base: Answers, facts: Any = None) -> dict[str, Rejection]:
    """Return the types that do not fit."""
    found = considered(base, facts)
    return {str(item.variant): item for item in found if isinstance(item, Rejection)}
