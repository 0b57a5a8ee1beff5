"""Confluent's own network has addresses that nobody else here has."""

from dataclasses import replace
from ipaddress import ip_network
from itertools import combinations

import pytest

import confluent_fixture
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.model.answers import ExistingNetwork, NewNetwork
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.peer_networks import (
    interfaces,
    peer_cidr,
    zones,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


FACTS = load_facts()


def everywhere(answers):
    """Return Confluent's network of each side of each environment."""
    return [
        ip_network(peer_cidr(answers, FACTS, environment.name, standby=standby))
        for environment in answers.environments
        for standby in (False, True)
    ]


@pytest.mark.parametrize(
    ("provider", "networking"),
    [("aws", "peering"), ("aws", "transit-gateway"), ("azure", "peering"), ("gcp", "peering")],
)
def test_networks_overlap_nothing(provider, networking):
    """No two of them overlap, nor any network of the answers, nor what Confluent keeps for itself."""
    answers = confluent_fixture.answers("dedicated", provider, networking)
    answers = replace(
        answers,
        environments=tuple(
            replace(e, network=NewNetwork(cidr=f"10.25{4 - i}.0.0/16"))
            for i, e in enumerate(answers.environments)
        ),
    )
    reserved = FACTS.get(f"confluent-cloud.networks.reserved_{provider}").items
    given = [ip_network(e.network.cidr) for e in answers.environments]
    given.append(ip_network(answers.disaster_recovery.network.cidr))
    found = everywhere(answers)

    for one, other in combinations([*found, *given], 2):
        assert not one.overlaps(other)
    assert not any(one.overlaps(ip_network(r)) for one in found for r in reserved)
    assert {one.prefixlen for one in found} == {16}


def test_the_highest_free_network_is_taken():
    """On AWS 10.255.0.0/16 is Confluent's own, so the first environment gets the one below it."""
    answers = confluent_fixture.answers("dedicated", "aws", "peering")
    first = min(e.name for e in answers.environments)

    assert peer_cidr(answers, FACTS, first, standby=False) == "10.254.0.0/16"


def test_existing_networks_have_no_addresses_to_avoid():
    """The answers hold no addresses of a network that is read."""
    answers = confluent_fixture.answers("dedicated", "gcp", "peering")
    existing = ExistingNetwork(vpc="kafka", subnets=("kafka",))
    answers = replace(
        answers, environments=tuple(replace(e, network=existing) for e in answers.environments)
    )

    assert len(set(everywhere(answers))) == 2 * len(answers.environments)


def test_other_kinds_bring_no_network():
    """Private links and interfaces use addresses of the user's own subnets."""
    answers = confluent_fixture.answers("enterprise", "aws", "pni")

    assert peer_cidr(answers, FACTS, "prod", standby=False) is None
    assert interfaces(FACTS).value == 17


@pytest.mark.parametrize(
    ("variant", "kind", "spanned"),
    [
        (Variant.FREIGHT, ConfluentNetworking.PNI, 3),
        (Variant.DEDICATED, ConfluentNetworking.PRIVATE_LINK, 3),
        (Variant.ENTERPRISE, ConfluentNetworking.PRIVATE_LINK, 2),
        (Variant.DEDICATED, ConfluentNetworking.PEERING, 2),
    ],
)
def test_some_networks_span_three_zones_always(variant, kind, spanned):
    """Interfaces and Dedicated's private links are in three zones, whatever the environment asks for."""
    environment = replace(confluent_fixture.answers().environments[0], zones=2)

    assert zones(environment, variant, kind, FACTS) == spanned
