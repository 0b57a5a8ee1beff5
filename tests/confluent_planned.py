"""Plans of Confluent Cloud as tests ask for them: the hand-made answers, taken through the sizing."""

from dataclasses import replace
from datetime import date
from typing import Any

import confluent_fixture
from builders import facts
from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    Cleanup,
    LatencyGoals,
    Objective,
    Survive,
)
from kafka_scaffold.model.plan import NoFit, Plan
from kafka_scaffold.sizing.planner import make_plan
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails, Identity


TODAY = date(2026, 12, 1)
# Over peered networks no link leads to a standby, so these are planned without one.
PEERED = frozenset({"peering"})


def answers(
    variant: str = "enterprise",
    provider: str = "aws",
    networking: str = "private-link",
    sign_in: str = "api-key",
    **changes: Any,
) -> Answers:
    """Return answers that the cluster type can carry: modest clients, and nothing that it lacks."""
    base = confluent_fixture.answers(variant, provider, networking, sign_in)
    basic, freight = variant == "basic", variant == "freight"
    goals = replace(
        base.goals,
        budget_usd_month=None,
        optimise_for=Objective.COST,
        latency=LatencyGoals(),
        durability=replace(
            base.goals.durability, survive=Survive.BROKER if basic else Survive.ZONE
        ),
    )
    own = replace(base.confluent_cloud, connections=100, requests_per_second=500)
    asked = replace(base, goals=goals, confluent_cloud=own)
    if basic:
        asked = replace(
            asked, environments=tuple(replace(e, protect=False) for e in asked.environments)
        )
    if freight:
        asked = _for_freight(asked)
    if networking in PEERED:
        asked = replace(asked, disaster_recovery=type(asked.disaster_recovery)())
    return replace(asked, **changes)


def _for_freight(asked: Answers) -> Answers:
    """Return answers without what Freight lacks: compaction, transactions, changelogs."""
    applications = tuple(
        replace(
            a,
            exactly_once=False,
            kind=ApplicationKind.CONSUMER if a.kind is ApplicationKind.STREAMS else a.kind,
        )
        for a in asked.applications
    )
    topics = tuple(replace(t, cleanup=Cleanup.DELETE, keys=None) for t in asked.topics)
    return replace(asked, applications=applications, topics=topics)


def plan(asked: Answers) -> Plan:
    """Return the plan of answers that fit."""
    made = make_plan(asked, facts(), TODAY)
    assert not isinstance(made, NoFit), [
        item.reason for item in made.considered if item.variant == asked.variant
    ]
    return made


def details(*case: str, **changes: Any) -> ConfluentCloudDetails:
    """Return what is decided for the primary environment."""
    found = plan(answers(*case, **changes)).primary.details
    assert isinstance(found, ConfluentCloudDetails)
    return found


def identity(found: ConfluentCloudDetails, name: str) -> Identity:
    """Return one application's principal."""
    return next(each for each in found.identities if each.name == name)
