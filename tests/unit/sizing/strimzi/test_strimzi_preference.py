"""How many brokers a team runs, and which machines may be more."""

from dataclasses import replace

import pytest

from builders import facts, goals
from kafka_scaffold.model.answers import CloudProvider, Team
from kafka_scaffold.sizing.platforms.strimzi.fit.preference import biggest, preference
from strimzi_considered import answers


@pytest.mark.parametrize(
    ("team", "most"), [(Team.SMALL, 9), (Team.MEDIUM, 18), (Team.LARGE, 45)], ids=str
)
def test_a_larger_team_runs_more_brokers(team, most):
    """Who runs Kafka on Kubernetes also runs Kubernetes: fewer than on a service."""
    asked = goals(answers(), operations=replace(answers().goals.operations, team=team))

    assert preference(asked, facts()).max_units == most
    assert preference(asked, facts()).reason == f"goals.operations.team {team}"


def test_a_number_in_the_answers_wins():
    """The team's cap is only what is taken when none is given."""
    asked = goals(answers(), operations=replace(answers().goals.operations, max_brokers=21))

    assert preference(asked, facts()).max_units == 21
    assert preference(asked, facts()).reason == "goals.operations.max_brokers"


@pytest.mark.parametrize(("zones", "least"), [(1, 3), (2, 4), (3, 3)])
def test_nobody_is_held_to_fewer_brokers_than_there_can_be(zones, least):
    """A cap below the fewest would set every machine aside but the biggest, which costs more for as many brokers."""
    asked = goals(answers(), operations=replace(answers().goals.operations, max_brokers=1))
    (only,) = asked.environments
    asked = replace(asked, environments=(replace(only, zones=zones),))

    assert preference(asked, facts()).max_units == least


@pytest.mark.parametrize(
    ("provider", "names"),
    [
        pytest.param("aws", {"m7g.8xlarge", "r8gb.4xlarge", "i3en.6xlarge"}, id="aws"),
        pytest.param("gcp", {"n2-standard-32", "n2-highmem-32", "c3-standard-22"}, id="gcp"),
        pytest.param("azure", {"Standard_D32ps_v6", "Standard_E32s_v5"}, id="azure"),
    ],
)
def test_the_biggest_of_a_family_is_never_set_aside(provider, names):
    """Nothing bigger could take its place, so that a workload that fits always gets a plan."""
    found = biggest(CloudProvider(provider), facts())

    assert names <= found
    assert not {"m7g.4xlarge", "n2-standard-16", "Standard_D16ps_v6"} & found
