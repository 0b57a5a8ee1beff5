"""Names in a Confluent organisation: unique in all of it, and cut where they are too long."""

from hashlib import sha256

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.sizing.access.names import free_name


LONGEST = 64  # display name of a service account
_DIGEST = 8


def fitted(name: str) -> str:
    """Return a name; one that is too long keeps its beginning and a digest of the whole."""
    if len(name) <= LONGEST:
        return name
    digest = sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{name[: LONGEST - _DIGEST - 1].rstrip('-')}-{digest}"


def environment_name(answers: Answers, environment: Environment) -> str:
    """Return what the Confluent environment, its cluster and its compute pool are called."""
    return fitted(f"{answers.name}-{environment.name}")


def account(answers: Answers, environment: Environment, who: str) -> str:
    """Return the display name of an application's identity."""
    return fitted(f"{answers.name}-{environment.name}-{who}")


def own_account(answers: Answers, environment: Environment, who: str) -> str:
    """Return the display name of an account of this repository, which no application's is."""
    return account(answers, environment, free_name(who, answers))


def standby(answers: Answers, environment: Environment) -> str:
    """Return what the environment and the cluster in the other region are called."""
    return fitted(f"{answers.name}-{environment.name}-standby")


def link(answers: Answers, environment: Environment) -> str:
    """Return what the cluster link and the exporter of schemas are called."""
    return fitted(f"{answers.name}-{environment.name}-to-standby")
