"""What each application may do, and no more: IAM statements, or Kafka ACLs with quotas."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.access.names import free_name
from kafka_scaffold.sizing.access.reach import reach
from kafka_scaffold.sizing.platforms.msk.access.acls import admin_acls, application_acls, principal
from kafka_scaffold.sizing.platforms.msk.access.iam import connector_statements, statements
from kafka_scaffold.sizing.platforms.msk.access.quotas import quota
from kafka_scaffold.sizing.platforms.msk.details import ApplicationAccess, IamStatement


def access(
    answers: Answers,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> tuple[ApplicationAccess, ...]:
    """Return the access of every application in the answers' order; with ACLs an administrator comes last."""
    grants = tuple(
        _application(application, answers, demand, chosen, topics, facts)
        for application in answers.applications
    )
    if answers.security.authentication is Authentication.IAM or demand.aggregate:
        return grants
    return (*grants, _administrator(answers))


def administrator(answers: Answers) -> str:
    """Return the name of the principal that manages ACLs: one that no application bears."""
    return free_name("kafka-admin", answers)


def _application(
    application: Application,
    answers: Answers,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> ApplicationAccess:
    reached = reach(application, topics)
    signed = answers.security.authentication
    if application.kind is ApplicationKind.CONNECTOR:
        granted = connector_statements(reached)
        return _grant(application, statements=granted)
    if signed is Authentication.IAM:
        return _grant(application, statements=statements(reached))
    who = principal(application.name, signed)
    return ApplicationAccess(
        application=application.name,
        role=application.kind.value,
        statements=(),
        acls=application_acls(reached, who),
        quota=quota(reached, signed, demand, chosen, topics, facts),
    )


def _grant(application: Application, statements: tuple[IamStatement, ...]) -> ApplicationAccess:
    return ApplicationAccess(
        application=application.name,
        role=application.kind.value,
        statements=statements,
        acls=(),
        quota=None,
    )


def _administrator(answers: Answers) -> ApplicationAccess:
    name = administrator(answers)
    who = principal(name, answers.security.authentication)
    return ApplicationAccess(
        application=name, role="admin", statements=(), acls=admin_acls(who), quota=None
    )
