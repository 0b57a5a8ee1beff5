"""Names in Kubernetes: one Kafka per namespace, and what runs beside it is called after what it does."""

from kafka_scaffold.model.answers import Answers, Authentication, Environment
from kafka_scaffold.sizing.access.names import free_name


OPERATOR_NAMESPACE = "strimzi"
CONNECT = "connect"
MIRROR = "mirror"
BRIDGE = "bridge"
REGISTRY = "registry"
MIRROR_GROUP = "__mirror"  # two underscores, so that filters of other mirrors skip its topics
REGISTRY_PORT = 8081


def namespace(answers: Answers, environment: Environment) -> str:
    """Return the namespace of one environment, which is also the name of its Kubernetes cluster."""
    return f"{answers.name}-{environment.name}"


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
