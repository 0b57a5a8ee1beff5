"""How many API keys and access rules the declared applications take; both are limited for a cluster."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, ApplicationKind, Authentication
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.model.platform_answers import ConfluentSignIn
from kafka_scaffold.sizing.access.grants import grants
from kafka_scaffold.sizing.access.reach import reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """What signs in and what it may do, counted as the cluster counts it."""

    api_keys: int
    acls: int


def sign_in(answers: Answers) -> ConfluentSignIn:
    """Return how clients sign in; certificates may be asked for on any platform."""
    if answers.security.authentication is Authentication.MTLS:
        return ConfluentSignIn.MTLS
    return answers.confluent_cloud.sign_in


def identities(
    answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts, *, linked: bool = False
) -> Identities:
    """Return the keys and rules of every application: one rule for each operation on each resource.

    Managed connectors act as service accounts and bring no key of their own; a cluster link signs in as one that has.
    """
    keyed = [a for a in answers.applications if a.kind is not ApplicationKind.CONNECTOR]
    each = int(facts.number("confluent-cloud.identities.keys_per_application"))
    by_key = len(keyed) if sign_in(answers) is ConfluentSignIn.API_KEY else 0
    beside = int(facts.number("confluent-cloud.identities.keys_beside"))
    return Identities(
        api_keys=by_key * each + beside + (each if linked else 0),
        acls=sum(_acls(answers, topics, facts)),
    )


def _acls(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> list[int]:
    own = int(facts.number("confluent-cloud.identities.acls_per_connector"))
    counts = []
    for application in answers.applications:
        granted = sum(len(grant.operations) for grant in grants(reach(application, topics)))
        connector = application.kind is ApplicationKind.CONNECTOR
        counts.append(granted + (own if connector else 0))
    return counts
