"""What the sizing makes of answers for Strimzi; a test changes the answers or the size it is about."""

from dataclasses import replace
from typing import Any

import strimzi_fixture
from builders import facts
from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.plan import Candidate, Finding, TopicPlan
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.strimzi.describe import describe
from kafka_scaffold.sizing.platforms.strimzi.details import NodePool, StrimziDetails, User
from kafka_scaffold.sizing.platforms.strimzi.findings import find
from kafka_scaffold.sizing.platforms.strimzi.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.strimzi.topics import plan_topics


DEV, PROD = 0, 1


def kubernetes(asked: Answers, **changes: Any) -> Answers:
    """Return answers with other wishes for Kubernetes."""
    return replace(asked, kubernetes=replace(asked.kubernetes, **changes))


def secured(asked: Answers, **changes: Any) -> Answers:
    """Return answers with another security."""
    return replace(asked, security=replace(asked.security, **changes))


def candidate(asked: Answers, environment: Environment, **changes: Any) -> Candidate:
    """Return a chosen size: six machines of eight vCPU where it is protected, three where it is not."""
    made = strimzi_fixture.environment_plan(environment, asked, "eks", "scram").chosen
    return replace(made, **changes)


def demand(asked: Answers, environment: Environment) -> Demand:
    """Return what an environment asks of its brokers."""
    return as_stored(asked, to_demand(asked, environment))


def topics(asked: Answers, at: int = PROD, **changes: Any) -> tuple[TopicPlan, ...]:
    """Return the topics of an environment; ``changes`` are of the chosen size."""
    where = asked.environments[at]
    chosen = candidate(asked, where, **changes)
    return plan_topics(asked, where, demand(asked, where), chosen, facts())


def details(asked: Answers, at: int = PROD, **changes: Any) -> StrimziDetails:
    """Return an environment's Kafka; ``changes`` are of the chosen size."""
    where = asked.environments[at]
    chosen = candidate(asked, where, **changes)
    planned = plan_topics(asked, where, demand(asked, where), chosen, facts())
    return describe(asked, where, demand(asked, where), chosen, planned, facts())


def findings(asked: Answers, at: int = PROD, **changes: Any) -> tuple[Finding, ...]:
    """Return the findings of an environment."""
    where = asked.environments[at]
    chosen = candidate(asked, where, **changes)
    return find(asked, where, demand(asked, where), chosen, facts())


def pool(described: StrimziDetails, name: str) -> NodePool:
    """Return a pool by its name."""
    return next(p for p in described.pools if p.name == name)


def user(described: StrimziDetails, name: str) -> User:
    """Return a user by its name."""
    return next(u for u in described.users if u.name == name)


def granted(found: User) -> dict[tuple[str, str, str], set[str]]:
    """Return what a user may do, by type, name and pattern of what it may do it with."""
    return {(r.type, r.name, r.pattern): set(r.operations) for r in found.acls}
