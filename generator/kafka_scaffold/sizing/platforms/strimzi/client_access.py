"""What clients of a Strimzi cluster need to know to reach it and to sign in."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.sizing.clients.access import ClientAccess


DOCS = "Strimzi 1.2 documentation"


def client_access(answers: Answers, environment: Environment) -> ClientAccess:
    """Return how clients reach the cluster of an environment, inside or outside of Kubernetes."""
    namespace = f"{answers.name}-{environment.name}"
    zones = environment.zones > 1
    return ClientAccess(
        authentication=answers.security.authentication,
        bootstrap=f"{answers.name}-kafka-bootstrap.{namespace}.svc:9093 in the cluster, and outside of it to what "
        f"`kubectl -n {namespace} get kafka {answers.name} -o jsonpath="
        "'{.status.listeners[*].bootstrapServers}'` prints",
        bootstrap_source=f"{DOCS}, listeners",
        scram="the one that Strimzi's users have",
        credential="key password of the secret {application} in namespace " + namespace,
        certificate="keys user.crt and user.key of the secret {application} in namespace "
        f"{namespace} hold it",
        source=f"{DOCS}, KafkaUser",
        trust=f"key ca.crt of the secret {answers.name}-cluster-ca-cert in namespace {namespace}",
        zone="set KAFKA_RACK to the zone of the machine the client runs on (label topology.kubernetes.io/zone)"
        if zones
        else None,
        zone_source=f"{DOCS}, rack awareness",
    )
