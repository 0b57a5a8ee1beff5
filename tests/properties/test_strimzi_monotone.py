"""Kafka on Kubernetes over many answers: monotone in load, within every limit, able to lose what is to be survived."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import facts, goals, loaded
from kafka_scaffold.model.answers import Objective, Survive
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.sizing.machines import machine_of
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import asked as asked_of
from kafka_scaffold.sizing.platforms.strimzi.fit.consider import consider
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import disk_kind
from kafka_scaffold.sizing.platforms.strimzi.fit.limits import disk_rates, factors
from kafka_scaffold.sizing.platforms.strimzi.fit.preference import preference
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import topology_of
from kafka_scaffold.sizing.ranking import choose
from strimzi_considered import REGIONS, TODAY, aggregated, answers, demand, fits, place


FEW = settings(max_examples=60, deadline=None)
CLOUDS = st.sampled_from(sorted(REGIONS))
OBJECTIVES = st.sampled_from(list(Objective))
PEAKS = st.floats(min_value=0.5, max_value=3000)
FAN_OUTS = st.floats(min_value=0.0, max_value=8)
HOURS = st.floats(min_value=1, max_value=1000)
PLACES = st.sampled_from([(3, True), (3, False), (2, False), (1, False)])
CENT = 0.01


def placed(base, where):
    """Return answers in so many zones; where there are not three a broker is what is survived."""
    zones, protect = where
    moved = place(base, zones=zones, protect=protect)
    weak = replace(moved.goals.durability, survive=Survive.BROKER)
    return moved if zones == 3 else goals(moved, durability=weak)


@st.composite
def vectors(draw):
    """Draw a stated workload and one that is at least as much in everything."""
    peak, fan_out, hours = draw(PEAKS), draw(FAN_OUTS), draw(HOURS)
    replicas = draw(st.integers(min_value=3, max_value=20_000))
    hot = draw(st.sampled_from([1.0, 0.5, 0.1]))
    more = [draw(st.floats(min_value=1, max_value=4)) for _ in range(4)]

    def vector(rate, out, kept, count):
        return (rate / 2, rate, rate * out / 2, rate * out, count, kept, kept * hot)

    small = vector(peak, fan_out, hours, replicas)
    large = vector(peak * more[0], fan_out * more[1], hours * more[2], int(replicas * more[3]))
    return small, large


@FEW
@given(pair=vectors(), cloud=CLOUDS, where=PLACES, objective=OBJECTIVES)
def test_more_load_never_takes_less(pair, cloud, where, objective):
    """Every machine type keeps or raises brokers, disks and cost; what did not fit still does not."""

    def sized(vector):
        return fits(placed(goals(aggregated(vector, cloud), optimise_for=objective), where))

    before, after = (sized(vector) for vector in pair)
    for size, item in after.items():
        assert size in before
        least = before[size]
        assert item.units >= least.units
        step = 10 * item.units
        disks = item.storage_gib_per_unit * item.units
        assert item.cost.monthly_usd >= least.cost.monthly_usd - CENT
        if item.units == least.units:
            assert disks >= least.storage_gib_per_unit * least.units
        elif (
            cloud != "gcp"
        ):  # a disk that grows to be quick is smaller where more brokers share the load
            assert disks >= least.storage_gib_per_unit * least.units - step


@FEW
@given(pair=vectors(), cloud=CLOUDS, objective=OBJECTIVES)
def test_more_load_never_makes_the_chosen_cheaper(pair, cloud, objective):
    """The choice is the cheapest within a cap on brokers, which more load only narrows."""
    costs = []
    for vector in pair:
        base = goals(aggregated(vector, cloud), optimise_for=objective)
        cap = preference(base, facts())
        found = tuple(consider(base, base.primary, demand(base), facts(), TODAY))
        ranked = choose(found, cap.max_units, cap.exempt, cap.reason, cap.even_units)
        best = [c for c in ranked if isinstance(c, Candidate) and c.chosen]
        costs.append(best[0].cost.monthly_usd if best else float("inf"))

    assert costs[1] >= costs[0] - CENT


@FEW
@given(
    peak=PEAKS,
    fan_out=FAN_OUTS,
    hours=st.floats(min_value=24, max_value=500),
    more=st.floats(min_value=1, max_value=5),
    cloud=CLOUDS,
    where=PLACES,
)
def test_more_traffic_of_topics_never_costs_less(peak, fan_out, hours, more, cloud, where):
    """With partitions and surroundings, as a plan has them."""
    base = placed(answers(cloud), where)
    small, large = (
        fits(loaded(base, peak_mb_s=peak * factor, fan_out=fan_out, hours=hours))
        for factor in (1, more)
    )

    for size, item in large.items():
        assert item.units >= small[size].units
        assert item.partitions >= small[size].partitions
        assert item.cost.monthly_usd >= small[size].cost.monthly_usd - CENT


@FEW
@given(pair=vectors(), cloud=CLOUDS, where=PLACES, objective=OBJECTIVES)
def test_no_size_breaks_a_limit(pair, cloud, where, objective):
    """Whatever fits has room in every limit; brokers are whole zones, or three nodes that are both."""
    base = placed(goals(aggregated(pair[0], cloud), optimise_for=objective), where)

    for item in fits(base).values():
        assert all(row.left >= -1e-9 for row in item.headroom), item
        assert item.units <= 100
        dual = not where[1] and item.units == 3
        assert dual or item.units % where[0] == 0
        assert item.units >= 3
        assert item.storage_gib_per_unit <= 16384 + 10


@FEW
@given(pair=vectors(), cloud=CLOUDS)
def test_a_zone_lost_at_peak_is_carried_by_two_thirds(pair, cloud):
    """Traffic, copies and cores of all that is asked for fit on the brokers of two zones, without the room kept for more."""
    vector = pair[0]
    written, read = vector[1], vector[3]
    for item in fits(aggregated(vector, cloud)).values():
        machine = machine_of(aggregated(vector, cloud), item.size, facts())
        left = item.units * 2 / 3
        out = written * (2 - 1) + read  # of three copies two are left, and one of them follows

        assert written * 2 / left <= machine.network_mib_s
        assert out / left <= machine.network_mib_s
        assert written * 2 / left <= machine.disk_mib_s
        assert (written * 0.030 + read * 0.040) / left <= machine.vcpu


@FEW
@given(pair=vectors(), cloud=CLOUDS, objective=OBJECTIVES)
def test_no_disk_is_quicker_than_its_machine(pair, cloud, objective):
    """What is bought above what a machine carries would be money for nothing, and what is needed is bought."""
    base = goals(aggregated(pair[0], cloud), optimise_for=objective)
    wanted = asked_of(base, base.primary, demand(base), Variant.NETWORK_DISK, facts())
    for item in fits(base).values():
        machine = machine_of(base, item.size, facts())
        kind = disk_kind(base, machine, facts())
        most = disk_rates(machine, kind, factors(facts())).mib_s
        bought = [line for line in item.cost.lines if line.item == "broker disks, throughput"]
        each = bought[0].quantity / item.units + kind.mib_s if bought else kind.mib_s
        nodes = topology_of(base, base.primary, wanted.demand, item, facts())
        need = wanted.dimensions[2].per_broker(nodes.brokers, nodes.live)

        assert each <= max(most + 1, kind.mib_s)
        if kind.bought:
            assert each >= need


@FEW
@given(cloud=CLOUDS, data=st.data())
def test_a_missing_price_is_never_zero(cloud, data):
    """Taking a price away rejects sizes or leaves lines unknown; the rest of the same size costs the same."""
    base = answers(cloud)
    whole = fits(base)
    keys = sorted(key for key in facts().prices if key[1] == REGIONS[cloud])
    gone = data.draw(st.sampled_from(keys))
    kept = {key: facts().prices[key] for key in keys if key != gone}
    partly = fits(base, replace(facts(), prices=kept))

    for size, item in partly.items():
        lost = set(item.cost.unknown) - set(whole[size].cost.unknown)
        known = sum(
            line.monthly_usd
            for line in whole[size].cost.lines
            if line.item not in lost and line.monthly_usd is not None
        )
        substitute = gone[0].startswith(("aws.ec2.", "gcp.gce.", "azure.vm."))
        assert substitute or item.cost.monthly_usd == pytest.approx(known)


@FEW
@given(vector=vectors(), cloud=CLOUDS)
def test_the_same_answers_give_the_same_sizes(vector, cloud):
    """Nothing depends on chance or order."""
    base = aggregated(vector[0], cloud)

    assert fits(base) == fits(base)
