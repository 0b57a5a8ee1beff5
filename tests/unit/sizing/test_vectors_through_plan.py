"""A plan of plain aggregates is what AWS's program answers, for every size, through the whole of `make_plan`."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from builders import aggregated
from kafka_scaffold.model.answers import Cloud, CloudProvider, NewNetwork
from kafka_scaffold.model.plan import Candidate, NoFit, Rejection
from kafka_scaffold.sizing.planner import make_plan
from unit.sizing.aws_vectors import VECTORS
from unit.sizing.test_msk_capacity import aws_prices


TODAY = date(2026, 11, 24)
VIRGINIA = Cloud(
    provider=CloudProvider.AWS, region="us-east-1", zones=3, network=NewNetwork(cidr="10.0.0.0/16")
)
CASES = [
    pytest.param(vector, size, id=f"{vector[0]}-{vector[5]}h-{vector[6]}h-{size}")
    for vector, sizes in VECTORS.items()
    for size in sizes
]


@cache
def outcome(vector):
    """Return the plan of a vector on AWS's prices."""
    return make_plan(aggregated(vector, cloud=VIRGINIA), aws_prices(), TODAY)


def considered(vector, size):
    """Return one size of a plan."""
    plan = outcome(vector)
    found = plan.considered if isinstance(plan, NoFit) else plan.primary.considered
    return next(item for item in found if item.size == size)


@pytest.mark.parametrize(("vector", "size"), CASES)
def test_every_size_has_the_brokers_and_the_bill_of_aws(vector, size):
    """Sizes that do not fit are priced too, so that the comparison holds for all of them."""
    brokers, usd = VECTORS[vector][size]
    item = considered(vector, size)

    assert item.units == brokers
    assert item.cost.monthly_usd == pytest.approx(usd, rel=0.005)


@pytest.mark.parametrize(("vector", "size"), CASES)
def test_more_brokers_than_a_cluster_may_have_are_rejected_with_both_numbers(vector, size):
    """60 is the quota of a KRaft cluster; the rejection says how many it would take and what for."""
    brokers, _ = VECTORS[vector][size]
    item = considered(vector, size)

    assert isinstance(item, Rejection) is (brokers > 60)
    if isinstance(item, Rejection):
        assert (item.need, item.limit, item.unit) == (brokers, 60, "brokers")
        assert f"takes {brokers} brokers" in item.reason


def test_an_aggregate_pays_for_the_cluster_and_its_traffic_alone():
    """No logs, alarms or keys: other calculators do not count them."""
    chosen = outcome((20, 50, 40, 100, 600, 72, 72)).primary.chosen

    assert [line.item for line in chosen.cost.lines] == [
        "brokers",
        "storage",
        "data in",
        "traffic between zones, producers",
        "traffic between zones, consumers",
    ]


def test_few_big_brokers_beat_many_small_ones_of_nearly_the_same_price():
    """AWS's cheapest is 45 brokers; ours is at most twelve, for 2 % more."""
    vector = (500, 1000, 1000, 2000, 12000, 168, 168)
    cheapest = VECTORS[vector]["express.m7g.large"][1]
    chosen = outcome(vector).primary.chosen

    assert chosen.units <= 12
    assert chosen.cost.monthly_usd < cheapest * 1.04


def test_a_large_team_may_run_more():
    """The cap is the team's, and the answers may name their own."""
    base = aggregated((500, 1000, 1000, 2000, 12000, 168, 168), cloud=VIRGINIA)
    operations = replace(base.goals.operations, max_brokers=50)
    free = replace(base, goals=replace(base.goals, operations=operations))
    chosen = make_plan(free, aws_prices(), TODAY).primary.chosen

    assert isinstance(chosen, Candidate)
    assert chosen.units > 12
