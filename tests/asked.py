"""Answers with an application of every kind, and what the sizing makes of them; a test changes what it is about."""

from dataclasses import replace
from typing import Any

import plan_fixture
from builders import facts
from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    ConnectorPlugin,
    Environment,
    Language,
    LatencyGoals,
    Objective,
    Topic,
)
from kafka_scaffold.model.plan import Candidate, ClientConfig, Cost, TopicPlan
from kafka_scaffold.sizing.clients import client_configs
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.msk.client_access import client_access
from kafka_scaffold.sizing.platforms.msk.describe import describe
from kafka_scaffold.sizing.platforms.msk.details import MskDetails
from kafka_scaffold.sizing.platforms.msk.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.msk.topics import plan_topics


MIB = 1024 * 1024
SIZES = {"standard": "kafka.m7g.large", "express": "express.m7g.large", "serverless": "serverless"}
WRITERS = ("web", "enrich", "count")
READERS = ("sessions", "enrich", "count", "lake")


def app(name: str, kind: str, **changes: Any) -> Application:
    """Return an application; a program is in Java, a connector writes JSON to S3."""
    connector = kind == "connector"
    base = Application(
        name=name,
        kind=ApplicationKind(kind),
        language=None if connector else Language.JAVA,
        exactly_once=False,
        connector=ConnectorPlugin.S3 if connector else None,
        format="json" if connector else None,
    )
    return replace(base, **changes)


def answers(
    authentication: str = "iam", *, language: Language = Language.JAVA, **changes: Any
) -> Answers:
    """Return answers with a producer, consumer, processor, streams application, sink and change capture."""
    base = plan_fixture.answers(authentication)
    applications = (
        app("web", "producer", language=language, instances=20),
        app("sessions", "consumer", language=language, instances=6),
        app("enrich", "processor", language=language, instances=4),
        app("count", "streams", instances=3),
        app("lake", "connector"),
        app("capture", "connector", connector=ConnectorPlugin.DEBEZIUM_POSTGRES, format=None),
    )
    written = (replace(topic, producers=WRITERS, consumers=READERS) for topic in base.topics)
    topics = (*written, _captured(base.topics[0]))
    return replace(base, **{"applications": applications, "topics": topics} | changes)


def _captured(like: Topic) -> Topic:
    return replace(like, name="accounts", share=0.0, producers=("capture",), consumers=("count",))


def optimise(asked: Answers, objective: str, latency: LatencyGoals | None = None) -> Answers:
    """Return answers that optimise for something, without latency goals unless they are given."""
    goals = replace(
        asked.goals, optimise_for=Objective(objective), latency=latency or LatencyGoals()
    )
    return replace(asked, goals=goals)


def exactly_once(asked: Answers) -> Answers:
    """Return answers in which every program writes in transactions."""
    programs = tuple(replace(a, exactly_once=a.connector is None) for a in asked.applications)
    return replace(asked, applications=programs)


def with_topics(asked: Answers, **changes: Any) -> Answers:
    """Return answers in which every topic has these changes."""
    return replace(asked, topics=tuple(replace(topic, **changes) for topic in asked.topics))


def topics(
    asked: Answers, variant: str = "standard", environment: Environment | None = None
) -> tuple[TopicPlan, ...]:
    """Return the topics of an environment, the primary one unless another is given."""
    where = environment or asked.primary
    stored = as_stored(to_demand(asked, where), variant, facts())
    return plan_topics(asked, where, stored, variant, facts())


def candidate(variant: str, **changes: Any) -> Candidate:
    """Return a chosen size of six brokers with 1000 GiB."""
    serverless = variant == "serverless"
    base = replace(
        plan_fixture.environment_plan(plan_fixture.answers().primary, variant, "iam").chosen,
        size=SIZES[variant],
        units=0 if serverless else 6,
        storage_gib_per_unit=1000 if variant == "standard" else 0,
        cost=Cost(lines=()),
    )
    return replace(base, **changes)


def details(
    asked: Answers,
    variant: str = "standard",
    environment: Environment | None = None,
    **changes: Any,
) -> MskDetails:
    """Return the cluster of an environment; ``changes`` are of the chosen size."""
    where = environment or asked.primary
    stored = as_stored(to_demand(asked, where), variant, facts())
    planned = topics(asked, variant, where)
    return describe(asked, where, stored, candidate(variant, **changes), planned, facts())


def clients(asked: Answers, variant: str = "standard") -> tuple[ClientConfig, ...]:
    """Return the client settings of the primary environment."""
    where = asked.primary
    return client_configs(
        asked,
        where,
        to_demand(asked, where),
        topics(asked, variant),
        facts(),
        client_access(asked.security.authentication, variant),
    )


def client(asked: Answers, application: str, role: str, variant: str = "standard") -> ClientConfig:
    """Return one client's settings."""
    found = (c for c in clients(asked, variant) if (c.application, c.role) == (application, role))
    return next(found)


def named(settings: tuple[Any, ...]) -> dict[str, Any]:
    """Return the values of settings by name."""
    return {setting.name: setting.value for setting in settings}
