"""Booleans for ``blueprint.yaml`` that say the same on every platform."""

from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    Authentication,
    Exposure,
    Language,
    NewNetwork,
)


def signing(answers: Answers) -> dict[str, bool]:
    """Return how clients sign in."""
    authentication = answers.security.authentication
    return {a.value: authentication is a for a in (Authentication.SCRAM, Authentication.MTLS)}


def network(answers: Answers) -> dict[str, bool]:
    """Return whether networks are made here, and whether the internet leads to the brokers."""
    new = [isinstance(e.network, NewNetwork) for e in answers.environments]
    return {
        "network_new": any(new),
        "network_existing": not all(new),
        "public": answers.security.exposure is Exposure.PUBLIC,
    }


def guarding(answers: Answers) -> dict[str, bool]:
    """Return whether something is protected from deletion, and whether anybody is told when it breaks."""
    return {
        "protected": any(e.protect for e in answers.environments),
        "alerts": bool(answers.monitoring.alerts),
    }


def applications(answers: Answers) -> dict[str, bool]:
    """Return what kinds of applications there are, and in which languages."""
    kinds = {application.kind for application in answers.applications}
    languages = {application.language for application in answers.applications}
    return {
        "connect": ApplicationKind.CONNECTOR in kinds,
        "streams": ApplicationKind.STREAMS in kinds,
        "clients_java": Language.JAVA in languages,
        "clients_librdkafka": bool(languages - {Language.JAVA, None}),
    }
