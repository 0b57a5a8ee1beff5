"""Answers for Strimzi as sizing tests change them, and what is considered for them."""

from dataclasses import replace
from datetime import date
from typing import Any

import builders
from kafka_scaffold.model.answers import (
    Answers,
    Authentication,
    Cloud,
    CloudProvider,
    Environment,
    MonitoringStack,
    NewNetwork,
    Objective,
    Platform,
    SchemaRegistry,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import Candidate, Considered
from kafka_scaffold.model.platform_answers import KubernetesCluster, ListenerKind
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.strimzi.fit.consider import consider


TODAY = date(2026, 11, 24)
REGIONS = {"aws": "us-east-1", "gcp": "us-central1", "azure": "eastus"}


def answers(provider: str = "aws", **changes: Any) -> Answers:
    """Return answers that Strimzi can meet: one protected environment, no spare, listeners inside Kubernetes."""
    return replace(on_strimzi(builders.answers(), provider), **changes)


def on_strimzi(base: Answers, provider: str = "aws") -> Answers:
    """Return answers taken to Kubernetes on a cloud."""
    cloud: Cloud = replace(
        base.cloud, provider=CloudProvider(provider), region=REGIONS[provider], dns=None
    )
    return replace(
        base,
        platform=Platform.STRIMZI,
        variant=None,
        cloud=cloud,
        goals=replace(base.goals, optimise_for=Objective.COST),
        security=replace(base.security, authentication=Authentication.SCRAM),
        schemas=replace(base.schemas, registry=SchemaRegistry.NONE),
        monitoring=replace(base.monitoring, stack=MonitoringStack.PROMETHEUS),
    )


def aggregated(vector: tuple[float, ...], provider: str = "aws", **changes: Any) -> Answers:
    """Return answers that state a workload as a whole (`builders.aggregated`)."""
    return replace(on_strimzi(builders.aggregated(vector), provider), **changes)


def place(base: Answers, *, zones: int = 3, protect: bool = True) -> Answers:
    """Return answers with one environment of so many zones."""
    network = NewNetwork(cidr="10.40.0.0/16")
    environment = Environment(name="prod", scale=1.0, zones=zones, protect=protect, network=network)
    return replace(base, environments=(environment,))


def kubernetes(base: Answers, **changes: Any) -> Answers:
    """Return answers with other wishes for Kubernetes."""
    return replace(base, kubernetes=replace(base.kubernetes, **changes))


def existing(base: Answers) -> Answers:
    """Return answers for a Kubernetes cluster that is there already."""
    return kubernetes(base, cluster=KubernetesCluster.EXISTING)


def balanced(base: Answers) -> Answers:
    """Return answers with a load balancer for every broker."""
    return kubernetes(base, listeners=(ListenerKind.INTERNAL, ListenerKind.LOAD_BALANCER))


def demand(asked: Answers) -> Demand:
    """Return what the primary environment asks for."""
    return to_demand(asked, asked.primary)


def considered(asked: Answers, facts: Any = None) -> tuple[Considered, ...]:
    """Return everything that is considered for the primary environment."""
    found = consider(asked, asked.primary, demand(asked), facts or builders.facts(), TODAY)
    return tuple(found)


def fits(asked: Answers, facts: Any = None) -> dict[str, Candidate]:
    """Return the sizes that fit, by machine."""
    found = considered(asked, facts)
    return {item.size: item for item in found if isinstance(item, Candidate)}
