"""More load never takes fewer units or less money on any cluster type of Confluent Cloud, and no limit is broken."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import facts, goals, loaded
from confluent_considered import (
    REGIONS,
    answers,
    asked,
    clients,
    confluent,
    considered,
    fits,
    guarded,
    public,
    stated,
)
from kafka_scaffold.model.answers import Objective
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import Uptime
from kafka_scaffold.sizing.platforms.confluent_cloud.considered import preference
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.scaling import max_units
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import dimensions
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.ranking import choose


FEW = settings(max_examples=80, deadline=None)
CLOUDS = st.sampled_from(sorted(REGIONS))
REACHED = st.booleans()
UPTIMES = st.sampled_from([None, *Uptime])
OBJECTIVES = st.sampled_from(list(Objective))
CENT = 0.01
MORE = st.floats(min_value=1, max_value=6)
GUIDES = {"basic": (5, 15), "standard": (5, 15), "enterprise": (6, 18), "freight": (6, 18)}


@st.composite
def pairs(draw):
    """Draw a stated workload and one that is at least as much in everything."""
    ingress = draw(st.floats(min_value=0.1, max_value=600))
    egress = draw(st.floats(min_value=0, max_value=2000))
    partitions = draw(st.integers(min_value=1, max_value=20_000))
    hours = draw(st.floats(min_value=1, max_value=1000))
    people = draw(st.integers(min_value=1, max_value=800))
    asks = draw(st.floats(min_value=0, max_value=20_000))
    percentile = draw(st.one_of(st.none(), st.floats(min_value=0.1, max_value=1)))
    more = [draw(MORE) for _ in range(6)]
    cloud, open_, uptime = draw(CLOUDS), draw(REACHED), draw(UPTIMES)

    def make(factors):
        rate = ingress * factors[0]
        base = stated(
            rate,
            egress * factors[1],
            int(partitions * factors[2]),
            provider=cloud,
            hours=hours * factors[3],
            average=0.5,
        )
        base = clients(base, int(people * factors[4]), int(people * factors[4]), 1)
        steady = None if percentile is None else rate * percentile * 1024**2
        base = confluent(
            base,
            requests_per_second=asks * factors[5],
            uptime=uptime,
            p95_write_bytes_s=steady,
        )
        return guarded(public(base) if open_ else base, protect=not open_)

    return make([1.0] * 6), make(more)


@FEW
@given(pair=pairs())
def test_more_load_never_takes_less(pair):
    """Every type keeps or raises units and cost; what did not fit still does not."""
    before, after = (fits(base) for base in pair)

    for variant, item in after.items():
        assert variant in before
        assert item.units >= before[variant].units
        assert item.cost.monthly_usd >= before[variant].cost.monthly_usd - CENT
        assert item.cost.upper_usd >= before[variant].cost.upper_usd - CENT


@FEW
@given(pair=pairs(), objective=OBJECTIVES)
def test_more_load_never_makes_the_chosen_cheaper(pair, objective):
    """The choice is the cheapest of types that only become fewer."""
    costs = []
    for base in pair:
        wished = goals(base, optimise_for=objective)
        cap = preference(wished, facts())
        ranked = choose(considered(wished), cap.max_units, cap.exempt, cap.reason, cap.even_units)
        best = [c for c in ranked if isinstance(c, Candidate) and c.chosen]
        costs.append(best[0].cost.monthly_usd if best else float("inf"))

    assert costs[1] >= costs[0] - CENT


@FEW
@given(pair=pairs())
def test_no_limit_is_broken(pair):
    """Whatever fits has room in every limit, in fewer units than the type's most, at the uptime that is wanted."""
    for base in pair:
        for variant, item in fits(base).items():
            wanted = asked(base, variant)
            assert all(row.left >= -1e-9 for row in item.headroom), item
            assert 1 <= item.units <= wanted.most.number
            assert item.units >= wanted.promise.least_units
            assert wanted.promise.percent >= wanted.wanted.percent


@FEW
@given(pair=pairs())
def test_units_leave_the_headroom_of_the_method(pair):
    """Three tenths above the 95th percentile in every dimension, and one unit less would not."""
    for base in pair:
        for variant, item in fits(base).items():
            wanted = asked(base, variant)
            found = dimensions(wanted.load, Variant(variant), facts())
            assert all(d.need * 1.3 <= d.each.number * item.units * (1 + 1e-9) for d in found)
            fewer = item.units - 1
            enough = all(
                d.need * 1.3 <= d.each.number * fewer * (1 - 1e-9)
                and (wanted.variant.is_elastic or d.peak <= d.each.number * fewer * (1 - 1e-9))
                for d in found
            )
            assert not enough or fewer < max(1, wanted.promise.least_units)


@FEW
@given(pair=pairs())
def test_an_elastic_cluster_may_carry_its_peak(pair):
    """The bound on growth is never below what is planned, nor above what the type has."""
    for base in pair:
        for variant, item in fits(base).items():
            wanted = asked(base, variant)
            bound = int(max_units(wanted, item.units).value)
            found = dimensions(wanted.load, Variant(variant), facts())
            assert item.units <= bound <= wanted.most.number
            assert all(d.peak <= d.each.number * bound * (1 + 1e-9) for d in found)


@FEW
@given(
    peak=st.floats(min_value=0.5, max_value=800),
    fan_out=st.floats(min_value=0, max_value=8),
    hours=st.floats(min_value=24, max_value=500),
    more=MORE,
    cloud=CLOUDS,
    open_=REACHED,
    objective=OBJECTIVES,
)
def test_more_traffic_of_topics_never_costs_less(
    peak, fan_out, hours, more, cloud, open_, objective
):
    """With partitions, estimated requests and surroundings, as a plan has them."""
    base = goals(answers(cloud), optimise_for=objective)
    base = guarded(public(base) if open_ else base, protect=not open_)
    small, large = (
        fits(loaded(base, peak_mb_s=peak * factor, fan_out=fan_out, hours=hours))
        for factor in (1, more)
    )

    for variant, item in large.items():
        assert item.units >= small[variant].units
        assert item.partitions >= small[variant].partitions
        assert item.cost.monthly_usd >= small[variant].cost.monthly_usd - CENT


@FEW
@given(peak=st.floats(min_value=0.5, max_value=2000), consumers=st.integers(1, 300))
def test_computed_partitions_stay_within_the_guide(peak, consumers):
    """What one partition carries is never passed by a count of ours."""
    base = clients(loaded(answers(), peak_mb_s=peak), 10, consumers)
    for variant, (written, read) in GUIDES.items():
        wanted = asked(base, variant)
        counts = {topic.name: topic.partitions for topic in wanted.topics}
        for topic in wanted.demand.topics:
            each = topic.ingress_peak_mib_s / counts[topic.name]
            assert each <= written
            assert each * topic.consumer_groups <= read


@FEW
@given(data=st.data(), cloud=CLOUDS)
def test_a_missing_price_is_never_zero(data, cloud):
    """Taking a price away rejects a type or leaves a line unknown; the rest costs the same."""
    base = confluent(answers(cloud), flink_cfu=2)
    whole = fits(base)
    keys = [
        key for key in facts().prices if key[0].startswith("confluent.") and ".high" not in key[0]
    ]
    gone = data.draw(st.sampled_from(keys))
    kept = {key: facts().prices[key] for key in facts().prices if key != gone}
    partly = fits(base, replace(facts(), prices=kept))

    for variant, item in partly.items():
        lost = set(item.cost.unknown) - set(whole[variant].cost.unknown)
        known = sum(
            line.monthly_usd
            for line in whole[variant].cost.lines
            if line.item not in lost and line.monthly_usd is not None
        )
        assert item.cost.monthly_usd == pytest.approx(known)


@FEW
@given(pair=pairs())
def test_the_same_answers_give_the_same_types(pair):
    """Nothing depends on chance or order."""
    assert considered(pair[0]) == considered(pair[0])
