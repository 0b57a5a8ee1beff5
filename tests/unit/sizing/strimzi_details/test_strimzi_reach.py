"""Listeners: inside first, outside as was asked, each with the words of its provider."""

from dataclasses import replace

import pytest

import strimzi_asked
import strimzi_fixture
from kafka_scaffold.model.answers import Exposure
from kafka_scaffold.model.platform_answers import ListenerKind
from strimzi_asked import DEV, details, kubernetes


EVERY = tuple(ListenerKind)


def outside(kind, kubernetes_of="eks", **security):
    """Return the one listener of a kind."""
    answers = strimzi_asked.secured(strimzi_fixture.answers(kubernetes_of), **security)
    answers = kubernetes(
        answers,
        listeners=(ListenerKind.INTERNAL, kind),
        domain="kafka.example.com",
        ingress_class="nginx",
        gateway=("gateways", "kafka"),
    )
    found = details(answers).listeners
    assert len(found) == 2
    return found[1]


@pytest.mark.parametrize("authentication", ["scram", "mtls"])
def test_inside_is_always_there_and_first(authentication):
    """Applications in the cluster use port 9093; every listener authenticates, so that no one is anonymous."""
    answers = kubernetes(strimzi_fixture.answers("eks", authentication), listeners=())
    made = details(answers)
    signed = {"scram": "scram-sha-512", "mtls": "tls"}[authentication]

    assert [(li.type, li.port, li.authentication) for li in made.listeners] == [
        ("internal", 9093, signed)
    ]
    assert made.bootstrap == "clickstream-kafka-bootstrap.clickstream-prod.svc:9093"


def test_every_kind_has_a_name_and_a_port_of_its_own():
    """Strimzi takes eleven characters and keeps ports 9404 and 9999 for itself."""
    answers = kubernetes(
        strimzi_fixture.answers(),
        listeners=EVERY,
        domain="kafka.example.com",
        ingress_class="nginx",
        gateway=("gateways", "kafka"),
    )
    found = details(answers).listeners

    assert len(found) == len(EVERY)
    assert len({li.name for li in found}) == len({li.port for li in found}) == len(EVERY)
    assert all(len(li.name) <= 11 and li.name.isalnum() and li.name.islower() for li in found)
    assert [li.port for li in found] == [9093, 9094, 9095, 9096, 9097, 9098]


@pytest.mark.parametrize(
    ("kubernetes_of", "annotations", "configuration"),
    [
        (
            "eks",
            {
                "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
                "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
            },
            {"class": "service.k8s.aws/nlb"},
        ),
        (
            "gke",
            {"networking.gke.io/load-balancer-type": "Internal"},
            {"externalTrafficPolicy": "Local"},
        ),
        (
            "aks",
            {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"},
            {"externalTrafficPolicy": "Local"},
        ),
    ],
)
def test_private_load_balancers_stay_in_the_network(kubernetes_of, annotations, configuration):
    """Without the annotation every provider makes one that the internet sees."""
    found = outside(ListenerKind.LOAD_BALANCER, kubernetes_of)

    assert dict(found.annotations) == annotations
    assert dict(found.configuration) == configuration
    assert found.source_ranges == ("10.0.0.0/8",)


@pytest.mark.parametrize("kubernetes_of", ["eks", "gke", "aks"])
def test_public_load_balancers_let_in_who_is_named(kubernetes_of):
    """The internet sees the address; only the asked ranges get an answer."""
    found = outside(
        ListenerKind.LOAD_BALANCER,
        kubernetes_of,
        exposure=Exposure.PUBLIC,
        allowed_cidrs=("198.51.100.0/24",),
    )

    assert "internal" not in dict(found.annotations).values()
    assert "Internal" not in dict(found.annotations).values()
    assert "true" not in dict(found.annotations).values()
    assert found.source_ranges == ("198.51.100.0/24",)
    assert "internet" in found.purpose


@pytest.mark.parametrize("kind", [ListenerKind.INGRESS, ListenerKind.TLS_ROUTE])
def test_named_listeners_tell_brokers_apart_on_one_level(kind):
    """One wildcard of DNS leads to all of them, and two environments share the domain without a clash."""
    found = outside(kind)

    assert found.bootstrap_host == "clickstream-prod-bootstrap.kafka.example.com"
    assert found.host_template == "clickstream-prod-{nodeId}.kafka.example.com"
    assert found.source_ranges == ()


def test_a_tls_route_names_its_gateway():
    """And an ingress its class; neither has the other's."""
    route, ingress = outside(ListenerKind.TLS_ROUTE), outside(ListenerKind.INGRESS)

    assert (route.gateway, route.configuration) == (("gateways", "kafka"), ())
    assert (ingress.gateway, ingress.configuration) == (None, (("class", "nginx"),))


def test_openshift_names_its_routes_itself():
    """The router knows its domain."""
    found = outside(ListenerKind.ROUTE)

    assert (found.type, found.bootstrap_host, found.host_template) == ("route", None, None)


def test_node_ports_are_reached_inside_the_network():
    """A machine's internal address, as its external one is seldom open."""
    assert dict(outside(ListenerKind.NODE_PORT).configuration) == {
        "preferredNodePortAddressType": "InternalIP"
    }


def test_every_environment_listens_alike():
    """What a client tries in development works in production."""
    answers = strimzi_fixture.answers()
    shapes = [
        [(li.name, li.type, li.port) for li in details(answers, at).listeners]
        for at in (DEV, strimzi_asked.PROD)
    ]

    assert shapes[0] == shapes[1]


def test_the_rack_is_the_zone():
    """Brokers learn it from their machine; with one zone there is nothing to learn."""
    answers = strimzi_fixture.answers()
    one = replace(answers, environments=(replace(answers.environments[DEV], zones=1),))

    assert details(answers).rack_key == "topology.kubernetes.io/zone"
    assert details(one, DEV).rack_key is None
    assert not any(p.spread_zones for p in details(one, DEV).pools)
