"""Who is broker and who is controller, and what a failure leaves."""

from dataclasses import replace

import pytest

from builders import facts
from kafka_scaffold.model.answers import Survive
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import choices, may_share, topology
from strimzi_considered import answers, demand, place


def survive(base, what):
    """Return answers that survive a zone or a broker."""
    durability = replace(base.goals.durability, survive=what)
    return replace(base, goals=replace(base.goals, durability=durability))


def counts(zones, *, shared=False, least=0):
    """Return the first numbers of brokers there may be, with whether they are controllers too."""
    asked = place(answers(), zones=zones, protect=not shared)
    found = choices(asked.primary, asked, facts(), shared=shared, least=least)
    return [(each.brokers, each.dual) for each in found[:3]]


@pytest.mark.parametrize(
    ("zones", "first"),
    [
        pytest.param(1, [(3, False), (4, False), (5, False)], id="one-zone"),
        pytest.param(2, [(4, False), (6, False), (8, False)], id="two-zones"),
        pytest.param(3, [(3, False), (6, False), (9, False)], id="three-zones"),
    ],
)
def test_brokers_are_a_multiple_of_the_zones_and_hold_three_copies(zones, first):
    """A zone that holds more than another would carry more of everything."""
    assert counts(zones) == first


@pytest.mark.parametrize(
    ("zones", "first"),
    [
        pytest.param(1, [(3, True), (4, False), (5, False)], id="one-zone"),
        pytest.param(2, [(3, True), (4, False), (6, False)], id="two-zones"),
        pytest.param(3, [(3, True), (6, False), (9, False)], id="three-zones"),
    ],
)
def test_three_nodes_may_be_both_where_an_environment_is_small(zones, first):
    """From the fourth broker on controllers have machines of their own."""
    assert counts(zones, shared=True) == first


def test_an_objective_may_ask_for_more_than_the_least():
    """Two brokers in a zone keep a copy there when one of them is away."""
    assert counts(3, least=6)[0] == (6, False)


def test_a_hundred_brokers_are_the_most():
    """As many node ids as the pool of brokers has, 100 to 199, in whole zones."""
    asked = place(answers(), zones=3)
    found = choices(asked.primary, asked, facts(), shared=False, least=0)

    assert found[-1].brokers == 99


@pytest.mark.parametrize(
    ("zones", "what", "brokers", "live"),
    [
        pytest.param(3, Survive.ZONE, 9, 6, id="a-zone-of-three"),
        pytest.param(3, Survive.BROKER, 9, 8, id="a-broker"),
        pytest.param(2, Survive.ZONE, 4, 3, id="two-zones-cannot-lose-one"),
        pytest.param(1, Survive.BROKER, 3, 2, id="one-zone"),
    ],
)
def test_what_is_to_be_survived_decides_who_is_left(zones, what, brokers, live):
    """A zone takes a third of the brokers with it, but only where each zone has a copy."""
    asked = survive(place(answers(), zones=zones, protect=False), what)

    assert topology(asked.primary, asked, brokers, facts(), shared=False).live == live


@pytest.mark.parametrize(
    ("zones", "brokers", "controllers"),
    [pytest.param(2, 4, 4, id="two-zones"), pytest.param(3, 3, 3, id="three-zones")],
)
def test_machines_are_the_same_number_in_every_zone(zones, brokers, controllers):
    """Three nodes in two zones stand on four machines."""
    asked = place(answers(), zones=zones, protect=False)
    of_both = topology(asked.primary, asked, 3, facts(), shared=True)
    apart = topology(asked.primary, asked, 6, facts(), shared=True)

    assert (of_both.dual, of_both.controllers, of_both.controller_machines) == (True, 0, 0)
    assert of_both.broker_machines == brokers
    assert (apart.dual, apart.controllers, apart.controller_machines) == (False, 3, controllers)


def test_only_small_environments_without_protection_share_nodes():
    """20 MiB/s and 3,000 replicas are the most for nodes that are both."""
    loose, guarded = (place(answers(), protect=protect) for protect in (False, True))
    small = replace(demand(loose), ingress_peak_mib_s=20.0)

    assert may_share(loose.primary, small, 3000, facts())
    assert not may_share(guarded.primary, small, 3000, facts())
    assert not may_share(loose.primary, small, 3001, facts())
    assert not may_share(loose.primary, replace(small, ingress_peak_mib_s=20.1), 3000, facts())
