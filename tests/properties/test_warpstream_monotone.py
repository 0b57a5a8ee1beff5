"""WarpStream over many answers: monotone in load, within every limit, the same for the same answers."""

from dataclasses import replace
from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import facts, goals, loaded
from kafka_scaffold.model.answers import Objective, Survive
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.sizing.machines import machine_of
from kafka_scaffold.sizing.platforms.warpstream.considered import preference
from kafka_scaffold.sizing.platforms.warpstream.fit.latency import latency_at
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from kafka_scaffold.sizing.ranking import choose
from strimzi_considered import aggregated, place
from warpstream_considered import (
    KINDS,
    REGIONS,
    answers,
    asks,
    considered,
    durable,
    quick,
    unordered,
)


FEW = settings(max_examples=60, deadline=None)
CLOUDS = st.sampled_from(sorted(REGIONS))
OBJECTIVES = st.sampled_from(list(Objective))
PLACES = st.sampled_from([(3, True), (3, False), (2, True), (1, False)])
PEAKS = st.floats(min_value=0.5, max_value=2000)
FAN_OUTS = st.floats(min_value=0.0, max_value=8)
HOURS = st.floats(min_value=1, max_value=2000)
MORE = st.floats(min_value=1, max_value=4)
TIMEOUTS = st.sampled_from([None, 25, 50, 100, 250])
CENT = 0.01


@st.composite
def pairs(draw):
    """Draw a stated workload and one that is at least as much in everything."""
    peak, fan_out, hours = draw(PEAKS), draw(FAN_OUTS), draw(HOURS)
    replicas = draw(st.integers(min_value=3, max_value=100_000))
    more = [draw(MORE) for _ in range(4)]

    def vector(rate, out, kept, count):
        return (rate / 2, rate, rate * out / 2, rate * out, count, kept, kept)

    small = vector(peak, fan_out, hours, replicas)
    large = vector(peak * more[0], fan_out * more[1], hours * more[2], int(replicas * more[3]))
    return small, large


def placed(base, where):
    """Return unordered answers, all variants open, in so many zones; in one zone a broker is survived."""
    zones, protect = where
    moved = replace(place(unordered(base), zones=zones, protect=protect), variant="lightning")
    return moved if zones > 1 else durable(moved, survive=Survive.BROKER)


def fitting(base):
    """Return every size of every variant that fits."""
    return {(c.variant, c.size): c for c in considered(base) if isinstance(c, Candidate)}


@FEW
@given(pair=pairs(), cloud=CLOUDS, where=PLACES, objective=OBJECTIVES, timeout=TIMEOUTS)
def test_more_load_never_takes_less(pair, cloud, where, objective, timeout):
    """Every size keeps or raises Agents and cost; what did not fit still does not."""
    before, after = (
        fitting(
            asks(
                goals(placed(aggregated(vector, cloud), where), optimise_for=objective),
                batch_timeout_ms=timeout,
            )
        )
        for vector in pair
    )

    for key, item in after.items():
        assert key in before
        assert item.units >= before[key].units
        assert item.partitions >= before[key].partitions
        assert item.cost.monthly_usd >= before[key].cost.monthly_usd - CENT


@FEW
@given(pair=pairs(), cloud=CLOUDS, objective=OBJECTIVES)
def test_more_load_never_makes_the_chosen_cheaper(pair, cloud, objective):
    """The choice is the cheapest within a cap on Agents, which more load only narrows."""
    costs = []
    for vector in pair:
        base = goals(placed(aggregated(vector, cloud), (3, True)), optimise_for=objective)
        cap = preference(base, facts())
        ranked = choose(considered(base), cap.max_units, cap.exempt, cap.reason, cap.even_units)
        best = [c for c in ranked if isinstance(c, Candidate) and c.chosen]
        costs.append(best[0].cost.monthly_usd if best else float("inf"))

    assert costs[1] >= costs[0] - CENT


@FEW
@given(peak=PEAKS, fan_out=FAN_OUTS, hours=HOURS, more=MORE, cloud=CLOUDS, where=PLACES)
def test_more_traffic_of_topics_never_costs_less(peak, fan_out, hours, more, cloud, where):
    """With partitions, tiers and surroundings, as a plan has them."""
    base = placed(answers(cloud), where)
    small, large = (
        fitting(loaded(base, peak_mb_s=peak * factor, fan_out=fan_out, hours=hours))
        for factor in (1, more)
    )

    for key, item in large.items():
        assert item.units >= small[key].units
        assert item.partitions >= small[key].partitions
        assert item.cost.monthly_usd >= small[key].cost.monthly_usd - CENT


@FEW
@given(pair=pairs(), cloud=CLOUDS, where=PLACES, goal=st.floats(min_value=10, max_value=1000))
def test_no_size_breaks_a_limit(pair, cloud, where, goal):
    """Whatever fits has room in every limit and meets its goals; Agents are the same in every zone."""
    base = quick(placed(aggregated(pair[0], cloud), where), produce_ms=goal)
    zones, protect = where

    for item in fitting(base).values():
        assert all(row.left >= -1e-9 for row in item.headroom), item
        assert item.units <= 120
        assert item.units % zones == 0
        assert item.units >= (3 if protect else 1)


@FEW
@given(pair=pairs(), cloud=CLOUDS)
def test_two_zones_carry_the_peak(pair, cloud):
    """Cores are at most 0.9 in use and networks within their baseline when a zone is away."""
    vector = pair[0]
    base = placed(aggregated(vector, cloud), (3, True))
    ratio = base.workload.compression_ratio

    for (variant, size), item in fitting(base).items():
        machine, left = machine_of(base, size, facts()), item.units * 2 / 3
        copies = 1 if variant == KINDS[0] else 3

        assert (vector[1] + vector[3]) * ratio / 20 / left <= 0.9 * (machine.vcpu - 1) + 1e-9
        assert (vector[1] * copies + vector[3]) / left <= machine.network_mib_s


@FEW
@given(
    timeouts=st.lists(st.integers(min_value=25, max_value=250), min_size=2, max_size=2),
    cloud=CLOUDS,
)
def test_a_shorter_batch_timeout_is_quicker_and_never_cheaper(timeouts, cloud):
    """Agents write more files, and records wait less."""
    short, long = sorted(timeouts)
    quickly, slowly = (
        fitting(asks(placed(answers(cloud), (3, True)), batch_timeout_ms=timeout))
        for timeout in (short, long)
    )

    for key, item in slowly.items():
        assert quickly[key].units == item.units
        assert quickly[key].cost.monthly_usd >= item.cost.monthly_usd - CENT
    for variant in Variant:
        at = [latency_at(variant, timeout, facts()) for timeout in (short, long)]
        assert at[0].produce_p99.number <= at[1].produce_p99.number
        assert at[0].produce_p50.number <= at[0].produce_p99.number


@FEW
@given(cloud=CLOUDS, data=st.data())
def test_a_missing_price_is_never_zero(cloud, data):
    """Taking a price away rejects sizes or leaves lines unknown; the rest of the same size costs the same."""
    base = placed(answers(cloud), (3, True))
    keys = sorted(key for key in facts().prices if key[1] == REGIONS[cloud])
    gone = data.draw(st.sampled_from(keys))
    kept = {key: facts().prices[key] for key in keys if key != gone}
    whole = fitting(base)
    found = considered(base, replace(facts(), prices=kept))
    partly = [c for c in found if isinstance(c, Candidate)]

    for item in partly:
        lost = item.cost.unknown
        lines = whole[item.variant, item.size].cost.lines
        known = sum(
            line.monthly_usd
            for line in lines
            if line.item not in lost and line.monthly_usd is not None
        )
        assert isclose(item.cost.monthly_usd, known, abs_tol=CENT)


@FEW
@given(pair=pairs(), cloud=CLOUDS, where=PLACES)
def test_the_same_answers_give_the_same_sizes(pair, cloud, where):
    """Nothing depends on chance or order."""
    base = placed(aggregated(pair[0], cloud), where)

    assert considered(base) == considered(base)
