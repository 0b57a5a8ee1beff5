"""What clients of a Strimzi cluster need to know to reach it and to sign in."""

from kafka_scaffold.model.answers import Answers, Authentication, Environment
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.sign_in import Certificate, Scram, SignIn


DOCS = "Strimzi 1.2 documentation"


def client_access(answers: Answers, environment: Environment) -> ClientAccess:
    """Return how clients reach the cluster of an environment, inside or outside of Kubernetes."""
    namespace = f"{answers.name}-{environment.name}"
    zones = environment.zones > 1
    return ClientAccess(
        sign_in=_sign_in(answers.security.authentication, namespace),
        bootstrap=f"{answers.name}-kafka-bootstrap.{namespace}.svc:9093 in the cluster, and outside of it to what "
        f"`kubectl -n {namespace} get kafka {answers.name} -o jsonpath="
        "'{.status.listeners[*].bootstrapServers}'` prints",
        bootstrap_source=f"{DOCS}, listeners",
        trust=f"key ca.crt of the secret {answers.name}-cluster-ca-cert in namespace {namespace}",
        trust_source=f"{DOCS}, KafkaUser",
        zone="set KAFKA_RACK to the zone of the machine the client runs on (label topology.kubernetes.io/zone)"
        if zones
        else None,
        zone_source=f"{DOCS}, rack awareness",
    )


def _sign_in(authentication: Authentication, namespace: str) -> SignIn:
    if authentication is Authentication.MTLS:
        held = "keys user.crt and user.key of the secret {application} in namespace "
        return Certificate(handed=f"{held}{namespace} hold it")
    return Scram(
        mechanism="the one that Strimzi's users have",
        credential="key password of the secret {application} in namespace " + namespace,
        source=f"{DOCS}, KafkaUser",
    )
