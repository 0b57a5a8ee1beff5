"""Users of a cluster: one for each application, and one for each component that runs beside the brokers."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.access.grants import grants
from kafka_scaffold.sizing.access.rates import Room, client_rates
from kafka_scaffold.sizing.access.reach import reach
from kafka_scaffold.sizing.platforms.strimzi.access.components import component_users
from kafka_scaffold.sizing.platforms.strimzi.access.rules import rules
from kafka_scaffold.sizing.platforms.strimzi.details import User, UserQuota
from kafka_scaffold.sizing.platforms.strimzi.names import signed_with


def users(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> tuple[User, ...]:
    """Return the users, applications first, in the answers' order; connectors share the user of their workers."""
    programs = (a for a in answers.applications if a.kind is not ApplicationKind.CONNECTOR)
    return (
        *(_user(a, answers, environment, demand, chosen, topics, facts) for a in programs),
        *component_users(answers, environment, topics, facts),
    )


def _user(
    application: Application,
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> User:
    reached = reach(application, topics)
    room = Room(
        write=facts.number("strimzi.access.quota_room_producer"),
        read=facts.number("strimzi.access.quota_room_consumer"),
    )
    rates = client_rates(reached, demand, chosen.units, topics, room)
    return User(
        name=application.name,
        role=application.kind.value,
        authentication=signed_with(answers),
        acls=rules(grants(reached)),
        quota=UserQuota(
            producer_byte_rate=rates.producer_byte_rate,
            consumer_byte_rate=rates.consumer_byte_rate,
            request_percentage=None,
            reason=rates.reason,
        )
        if rates is not None and has_client_quotas(environment)
        else None,
    )


def has_client_quotas(environment: Environment) -> bool:
    """Tell whether users have quotas of their own.

    Brokers take one quota plugin. Where data is protected it is the one that stops all producers before a disk is full,
    and knows no users; elsewhere it is Kafka's own, which keeps a test of one application from starving the others.
    """
    return not environment.protect
