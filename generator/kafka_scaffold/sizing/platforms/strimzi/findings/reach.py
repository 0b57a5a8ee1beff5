"""Findings on how clients outside the Kubernetes cluster reach the brokers."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, CloudProvider, Exposure
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.model.platform_answers import ListenerKind
from kafka_scaffold.sizing.platforms.strimzi.findings.say import note, warning


DOCS = "Strimzi 1.2 documentation, listeners"
WHERE = "kubernetes.listeners"


def reaching(answers: Answers, chosen: Candidate) -> Iterator[Finding]:
    """Yield what each kind of listener asks of its owner."""
    kinds = answers.kubernetes.listeners
    balanced = ListenerKind.LOAD_BALANCER in kinds
    if answers.security.exposure is Exposure.PUBLIC and not balanced:
        yield warning(
            "not-public",
            "security.exposure public opens load balancers to the internet, and no listener has any",
            WHERE,
            "add load-balancer to kubernetes.listeners, or make the exposure private",
        )
    if balanced:
        yield from _balanced(answers, chosen)
    if ListenerKind.INGRESS in kinds:
        yield warning(
            "ingress-deprecated",
            "Strimzi deprecates listeners of type ingress since 0.51, and the controller most of them use, ingress-nginx, "
            "was archived in March 2026",
            WHERE,
            "take tls-route with a gateway, or load-balancer",
            "Strimzi 1.2 changelog",
        )
    if ListenerKind.NODE_PORT in kinds:
        yield warning(
            "node-port",
            "brokers at node ports are reached by the addresses of machines, which no certificate names: clients must "
            "switch the check of host names off, and everybody who reaches the machines reaches the brokers",
            WHERE,
            "for clients in the same network take an internal load-balancer",
            DOCS,
        )
    if ListenerKind.TLS_ROUTE in kinds:
        yield note(
            "tls-route",
            "TLS routes need the Gateway API 1.5 or later, a gateway that passes TLS through, and DNS names that lead to it; "
            "Strimzi waits for the gateway to accept each route",
            WHERE,
            source=DOCS,
        )
    if ListenerKind.ROUTE in kinds:
        yield note(
            "route", "routes are OpenShift's: no other cluster knows them", WHERE, source=DOCS
        )


def _balanced(answers: Answers, chosen: Candidate) -> Iterator[Finding]:
    count = chosen.units + 1
    yield note(
        "load-balancers",
        f"{count} load balancers, one for each broker and one for all: a client must reach the very broker that leads "
        "a partition, and each of them is billed by the hour",
        WHERE,
        "one gateway with tls-route serves all brokers",
        DOCS,
    )
    if answers.cloud.provider is CloudProvider.AWS:
        yield note(
            "load-balancer-controller",
            "network load balancers are made by the AWS Load Balancer Controller, which must run in the cluster",
            WHERE,
            source="AWS Load Balancer Controller documentation, network load balancers",
        )
