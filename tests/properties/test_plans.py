"""Whole plans over many answers: deterministic, monotone in load, within every limit, never cheaper by not knowing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import aggregated, answers, facts, goals, loaded, secured
from kafka_scaffold.model.answers import (
    Authentication,
    Environment,
    Exposure,
    NewNetwork,
    Objective,
    Survive,
)
from kafka_scaffold.model.plan import Candidate, NoFit, Plan, Rejection
from kafka_scaffold.sizing.planner import make_plan


TODAY = date(2026, 11, 24)
FEW = settings(max_examples=60, deadline=None)
VARIANTS = st.sampled_from([None, "standard", "express", "serverless"])
PEAKS = st.floats(min_value=0.5, max_value=3000)
FAN_OUTS = st.floats(min_value=0.1, max_value=8)
HOURS = st.floats(min_value=72, max_value=1000)
OBJECTIVES = st.sampled_from(list(Objective))
CENT = 0.01


def plan_of(asked):
    """Return the plan of today."""
    return make_plan(asked, facts(), TODAY)


def fits(outcome):
    """Return the sizes of the primary environment that fit, by name."""
    found = outcome.considered if isinstance(outcome, NoFit) else outcome.primary.considered
    return {item.size: item for item in found if isinstance(item, Candidate)}


@st.composite
def loads(draw):
    """Draw a load and one that is at least as much in everything."""
    peak, fan_out, hours = draw(PEAKS), draw(FAN_OUTS), draw(HOURS)
    more = [draw(st.floats(min_value=1, max_value=4)) for _ in range(3)]
    hot = draw(st.sampled_from([None, 12.0, 48.0]))
    small = {"peak_mb_s": peak, "fan_out": fan_out, "hours": hours, "hot_hours": hot}
    large = {
        "peak_mb_s": peak * more[0],
        "fan_out": fan_out * more[1],
        "hours": hours * more[2],
        "hot_hours": hot,
    }
    return small, large


@FEW
@given(load=loads(), objective=OBJECTIVES)
def test_the_same_answers_give_the_same_plan(load, objective):
    """Nothing in a plan depends on chance or order."""
    asked = goals(loaded(answers(), **load[0]), optimise_for=objective)

    assert plan_of(asked) == plan_of(asked)


@FEW
@given(load=loads(), objective=OBJECTIVES, variant=VARIANTS)
def test_more_load_never_costs_less(load, objective, variant):
    """Every size keeps or raises brokers, storage and cost, and so does the chosen one; what does not fit stays out."""
    base = goals(answers(variant=variant), optimise_for=objective)
    small, large = (plan_of(loaded(base, **one)) for one in load)
    before, after = fits(small), fits(large)

    for size, item in after.items():
        assert size in before
        assert item.units >= before[size].units
        assert item.partitions >= before[size].partitions
        total = item.storage_gib_per_unit * item.units
        assert total >= before[size].storage_gib_per_unit * before[size].units - item.units
        assert item.cost.monthly_usd >= before[size].cost.monthly_usd - CENT
    if isinstance(large, Plan):
        assert isinstance(small, Plan)
        dearer = large.primary.chosen.cost.monthly_usd
        assert dearer >= small.primary.chosen.cost.monthly_usd - CENT


@FEW
@given(
    rates=st.tuples(PEAKS, FAN_OUTS),
    replicas=st.integers(min_value=1, max_value=60_000),
    more=st.integers(min_value=0, max_value=60_000),
)
def test_more_partitions_never_cost_less(rates, replicas, more):
    """Partitions are stated by aggregate workloads; brokers follow them."""
    peak, fan_out = rates
    small, large = (
        plan_of(aggregated((peak / 2, peak, peak * fan_out / 2, peak * fan_out, count, 24, 24)))
        for count in (replicas, replicas + more)
    )

    for size, item in fits(large).items():
        assert item.units >= fits(small)[size].units
        assert item.cost.monthly_usd >= fits(small)[size].cost.monthly_usd - CENT


@FEW
@given(
    load=loads(),
    objective=OBJECTIVES,
    variant=VARIANTS,
    authentication=st.sampled_from([Authentication.IAM, Authentication.SCRAM]),
    clients=st.integers(min_value=1, max_value=6000),
)
def test_no_plan_breaks_a_limit(load, objective, variant, authentication, clients):
    """Whatever fits has room in every limit; brokers are a multiple of the zones and within the quota."""
    base = secured(answers(variant=variant), authentication=authentication)
    counts = replace(base.workload.clients, producers=clients)
    base = replace(base, workload=replace(base.workload, clients=counts))
    outcome = plan_of(loaded(goals(base, optimise_for=objective), **load[1]))

    for item in fits(outcome).values():
        assert all(row.left >= -1e-9 for row in item.headroom), item
        assert item.units <= 60
        assert item.units % 3 == 0
        assert item.storage_gib_per_unit <= 16384
    if isinstance(outcome, Plan):
        assert isinstance(outcome.primary.chosen, Candidate)
        assert variant in (None, outcome.variant)


@FEW
@given(load=loads(), zones=st.sampled_from([2, 3]), protect=st.booleans())
def test_stricter_durability_never_keeps_fewer_copies(load, zones, protect):
    """Surviving a zone asks for at least what surviving a broker does; more zones and protection as well."""

    def copies(survive, many, guarded):
        base = loaded(answers(), **load[0])
        durability = replace(base.goals.durability, survive=survive)
        network = NewNetwork(cidr="10.0.0.0/16")
        environment = Environment(
            name="prod", scale=1.0, zones=many, protect=guarded, network=network
        )
        asked = replace(goals(base, durability=durability), environments=(environment,))
        outcome = plan_of(asked)
        if isinstance(outcome, NoFit):
            return None
        topics = outcome.primary.topics
        return [(t.replication_factor, t.min_insync_replicas) for t in topics]

    weak = copies(Survive.BROKER, zones, protect)
    for stricter in (copies(Survive.ZONE, zones, protect), copies(Survive.ZONE, 3, True)):
        if weak is None or stricter is None:
            continue
        pairs = zip(weak, stricter, strict=True)
        assert all(s[0] >= w[0] and s[1] >= w[1] for w, s in pairs)


@FEW
@given(load=loads(), missing=st.sampled_from(range(40)), variant=VARIANTS)
def test_a_missing_price_is_never_zero(load, missing, variant):
    """Taking a price away rejects a size or leaves its line unknown; it never makes the same size cheaper silently."""
    asked = loaded(answers(variant=variant), **load[0])
    items = sorted(key for key in facts().prices if key[1] == "eu-west-1")
    gone = items[missing % len(items)]
    prices = {key: facts().prices[key] for key in items if key != gone}
    whole, partly = plan_of(asked), make_plan(asked, replace(facts(), prices=prices), TODAY)

    for size, item in fits(partly).items():
        listed = fits(whole)[size]
        lost = {line.item for line in listed.cost.lines} & set(item.cost.unknown)
        known = sum(line.monthly_usd for line in listed.cost.lines if line.item not in lost)
        assert item.cost.monthly_usd == pytest.approx(known)
        assert all(line.monthly_usd is None for line in item.cost.lines if line.item in lost)


@FEW
@given(load=loads(), budget=st.floats(min_value=100, max_value=100_000))
def test_a_budget_is_kept_or_nothing_is_planned(load, budget):
    """Sizes above it are rejected with both numbers, and none of them is chosen."""
    outcome = plan_of(goals(loaded(answers(), **load[0]), budget_usd_month=budget))
    found = outcome.considered if isinstance(outcome, NoFit) else outcome.primary.considered

    for item in found:
        if isinstance(item, Rejection) and item.bottleneck == "budget":
            assert item.need > item.limit == budget
        if isinstance(item, Candidate):
            assert item.cost.monthly_usd <= budget
    if isinstance(outcome, Plan):
        assert outcome.primary.chosen.cost.monthly_usd <= budget


@FEW
@given(load=loads(), exposure=st.sampled_from(list(Exposure)))
def test_an_open_door_never_costs_less_than_a_closed_one(load, exposure):
    """Private link and public access add lines and take none away."""
    base = loaded(answers(variant="express"), **load[0])
    closed, opened = plan_of(base), plan_of(secured(base, exposure=exposure))

    for size, item in fits(opened).items():
        assert item.cost.monthly_usd >= fits(closed)[size].cost.monthly_usd - CENT
