"""Principals: one for each application, with what it needs and no more."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.model.platform_answers import ConfluentSignIn
from kafka_scaffold.sizing.access.reach import reach
from kafka_scaffold.sizing.platforms.confluent_cloud.bindings import (
    acls,
    bindings,
    needs,
    subject_bindings,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Identity
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import sign_in
from kafka_scaffold.sizing.platforms.confluent_cloud.names import account
from kafka_scaffold.sizing.platforms.confluent_cloud.quotas import quota
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


def has_roles(variant: str, facts: Facts) -> bool:
    """Tell whether a type has roles on topics; where it has none, applications get ACLs."""
    return bool(facts.get(f"confluent-cloud.features.{variant}.topic_roles").value)


def identities(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    variant: Variant,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> tuple[Identity, ...]:
    """Return the principals in the answers' order."""
    roles = has_roles(variant, facts)
    return tuple(
        _identity(a, answers, environment, demand, topics, facts, roles=roles)
        for a in answers.applications
    )


def _identity(
    application: Application,
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
    *,
    roles: bool,
) -> Identity:
    reached = reach(application, topics)
    wanted = needs(reached)
    connector = application.kind is ApplicationKind.CONNECTOR
    subjects = subject_bindings(reached, topics, answers)
    limited = answers.confluent_cloud.client_quotas and not connector
    return Identity(
        name=application.name,
        role=application.kind.value,
        display_name=account(answers, environment, application.name),
        keyed=sign_in(answers) is ConfluentSignIn.API_KEY and not connector,
        bindings=(*(bindings(wanted) if roles else ()), *subjects),
        acls=() if roles else acls(wanted),
        quota=quota(reached, demand, topics, facts) if limited else None,
    )
