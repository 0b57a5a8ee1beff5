"""Names in Kubernetes: one Kafka per namespace, and what runs beside it is called after what it does."""

from hashlib import sha256

from kafka_scaffold.model.answers import Answers, Authentication, Environment
from kafka_scaffold.sizing.access.names import free_name


OPERATOR_NAMESPACE = "strimzi"
CONNECT = "connect"
MIRROR = "mirror"
BRIDGE = "bridge"
REGISTRY = "registry"
MIRROR_GROUP = "__mirror"  # two underscores, so that filters of other mirrors skip its topics
REGISTRY_PORT = 8081
LONGEST_CLUSTER = 40  # GKE's limit, the shortest of the three clouds


def namespace(answers: Answers, environment: Environment) -> str:
    """Return the namespace of one environment."""
    return f"{answers.name}-{environment.name}"


def cluster(answers: Answers, environment: Environment) -> str:
    """Return the name of the Kubernetes cluster: the namespace's, which ends in a digest where it is too long."""
    whole = namespace(answers, environment)
    if len(whole) <= LONGEST_CLUSTER:
        return whole
    digest = sha256(whole.encode()).hexdigest()[:8]
    return f"{whole[: LONGEST_CLUSTER - 9].rstrip('-')}-{digest}"


def user_of(component: str, answers: Answers) -> str:
    """Return the user of a component, which no application bears."""
    return free_name(component, answers)


def principal(user: str, answers: Answers) -> str:
    """Return a user's principal: its SCRAM name, or its certificate's distinguished name."""
    mtls = answers.security.authentication is Authentication.MTLS
    return f"User:CN={user}" if mtls else f"User:{user}"


def signed_with(answers: Answers) -> str:
    """Return how listeners and users authenticate, in Strimzi's words."""
    mtls = answers.security.authentication is Authentication.MTLS
    return "tls" if mtls else "scram-sha-512"
