"""How many Agents there are, what each of them gets, and how far they scale."""

from dataclasses import replace

import pytest

from builders import facts
from kafka_scaffold.model.answers import Objective, Survive
from kafka_scaffold.model.plan import Rejection
from kafka_scaffold.model.platform_answers import AgentPlace
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.machines import machine_of
from kafka_scaffold.sizing.platforms.warpstream.considered import preference, title
from kafka_scaffold.sizing.platforms.warpstream.fit.agents import agent, shares
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Fleet
from kafka_scaffold.sizing.platforms.warpstream.fit.scaling import scaling
from strimzi_considered import place
from warpstream_considered import answers, asks, considered, durable, fits, objective, stated
from warpstream_vectors import VECTORS


def asked(vector):
    """Return the answers of a vector; in one zone a broker is what is survived."""
    base = stated(
        vector.mib_s, fan_out=vector.fan_out, ratio=vector.ratio, provider=vector.provider
    )
    placed = place(base, zones=vector.zones, protect=vector.protect)
    return placed if vector.zones > 1 else durable(placed, survive=Survive.BROKER)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_agents_are_as_many_as_worked_out(vector):
    """The arithmetic is in each vector."""
    base = asked(vector)
    item = fits(base, vector.variant)[vector.machine]
    one = agent(machine_of(base, vector.machine, facts()), shares(AgentPlace.EKS, facts()))

    assert item.units == vector.agents, vector.because
    assert one.vcpu == vector.vcpu, vector.because
    if vector.decides:
        assert item.units_reason.startswith(vector.decides)
        assert "decides" in item.units_reason
    else:
        assert f"{vector.agents} Agent" in item.units_reason
        assert "are the least" in item.units_reason


def test_what_120_agents_do_not_carry_is_rejected_with_the_numbers():
    """5,120 x 2 / 20 = 512 vCPU on 120 Agents are 4.27 each, of 0.6 x 3 = 1.8."""
    (item,) = [
        c
        for c in considered(stated(5120))
        if (c.size, c.variant) == ("m7g.xlarge", "object-storage")
    ]

    assert isinstance(item, Rejection)
    assert item.units == 120
    assert item.need == pytest.approx(512 / 120)
    assert item.limit == pytest.approx(1.8)


def test_ecs_keeps_memory_for_its_host():
    """64 - 4 = 60 GiB on m7g.4xlarge are enough for 15 vCPU, where Kubernetes leaves 14."""
    machine = machine_of(answers(), "m7g.4xlarge", facts())
    on_ecs = agent(machine, shares(AgentPlace.ECS, facts()))

    assert (on_ecs.vcpu, on_ecs.memory_gib) == (15, 60)


def test_an_agent_has_four_gib_for_each_vcpu():
    """A machine with more memory gives it to nobody: 3 x 4 GiB on r7g.xlarge of 32."""
    machine = machine_of(answers(), "r7g.xlarge", facts())

    assert agent(machine, shares(AgentPlace.EKS, facts())).memory_gib == 12


@pytest.mark.parametrize(
    ("zones", "protect", "least"),
    [
        pytest.param(3, True, 3, id="one-in-each-zone"),
        pytest.param(2, True, 4, id="three-in-two-zones"),
        pytest.param(1, True, 3, id="three-in-one-zone"),
        pytest.param(2, False, 2, id="what-may-be-lost"),
    ],
)
def test_production_has_three_agents_at_least(zones, protect, least):
    """The same number in every zone; an environment that may be lost has one there."""
    base = durable(place(stated(1), zones=zones, protect=protect), survive=Survive.BROKER)

    assert fits(base)["m7g.xlarge"].units == least


def test_the_least_agents_carry_the_average_and_the_most_are_twice_the_peak():
    """12 Agents at peak, a third of it on average: 4 of 12, in three zones 6; at most 24."""
    base = answers()
    demand = replace(
        to_demand(base, base.primary),
        ingress_avg_mib_s=10,
        egress_avg_mib_s=10,
        ingress_peak_mib_s=30,
        egress_peak_mib_s=30,
    )
    least = Fleet(agents=3, zones=3, lost_zone=True)
    found = scaling(demand, 12, least, AgentPlace.EKS, facts())

    assert (found.least.value, found.most.value, found.cpu_percent.value) == (6, 24, 60)


def test_autoscaling_keeps_what_production_needs():
    """A hundredth of 12 Agents is one in each of two zones; three in two zones are four."""
    base = answers()
    demand = replace(
        to_demand(base, base.primary),
        ingress_avg_mib_s=0.1,
        egress_avg_mib_s=0.1,
        ingress_peak_mib_s=10,
        egress_peak_mib_s=10,
    )
    least = Fleet(agents=4, zones=2, lost_zone=True)

    assert scaling(demand, 12, least, AgentPlace.EKS, facts()).least.value == 4


def test_autoscaling_ends_where_the_chart_does():
    """Twice 90 Agents are 180, and the chart stops at 120."""
    base = answers()
    demand = to_demand(base, base.primary)
    found = scaling(demand, 90, Fleet(agents=3, zones=3, lost_zone=True), AgentPlace.EKS, facts())

    assert found.most.value == 120


def test_spare_is_sized_for():
    """Throughput plans for half as much again: 15 vCPU instead of 10 take 9 Agents instead of 6."""
    item = fits(objective(stated(100), Objective.THROUGHPUT))["m7g.xlarge"]

    assert item.units == 9
    assert any("50% above peak" in note for note in item.notes)


def test_small_and_shared_machines_are_told_why():
    """Two vCPU are too few, and shared cores are for what may be lost."""
    reasons = {
        c.size: c.reason for c in considered(stated(10, provider="gcp")) if isinstance(c, Rejection)
    }

    assert reasons["e2-standard-4"].startswith("machines of a family that shares its cores")
    assert reasons["n2-standard-2"].startswith("has 2 vCPU")
    loose = place(stated(10, provider="gcp"), protect=False)
    assert "e2-standard-4" in fits(loose)


def test_machines_with_disks_of_their_own_are_not_offered():
    """An Agent keeps nothing on disk."""
    assert not any(
        c.size.startswith(("i4i", "i8g", "i3en", "im4gn")) for c in considered(stated(10))
    )


def test_the_cap_on_agents_is_the_answers_or_the_teams():
    """30 for a small team; the biggest machines are exempt."""
    base = answers()
    own = replace(base.goals.operations, max_brokers=5)

    assert preference(base, facts()).max_units == 30
    assert "m7g.8xlarge" in preference(base, facts()).exempt
    assert (
        preference(replace(base, goals=replace(base.goals, operations=own)), facts()).max_units == 5
    )


@pytest.mark.parametrize(
    ("provider", "variant", "name"),
    [
        ("aws", "object-storage", "WarpStream on S3"),
        ("gcp", "object-storage", "WarpStream on Cloud Storage"),
        ("azure", "object-storage", "WarpStream on Azure Blob Storage"),
        ("aws", "s3-express", "WarpStream on S3 Express One Zone"),
        ("aws", "lightning", "WarpStream on S3 Express One Zone with Lightning Topics"),
    ],
)
def test_the_title_names_the_storage(provider, variant, name):
    """What a reader compares is where records are."""
    assert title(answers(provider), variant) == name


def test_where_agents_run_changes_what_surrounds_them():
    """ECS has no control plane to pay, a Kubernetes cluster that is there nothing at all around it."""
    eks, ecs, there = (
        fits(asks(answers(), agents=where))["m7g.2xlarge"]
        for where in (AgentPlace.EKS, AgentPlace.ECS, AgentPlace.EXISTING)
    )
    names = [{line.item for line in item.cost.lines} for item in (eks, ecs, there)]

    assert "Kubernetes control plane" in names[0]
    assert "Kubernetes control plane" not in names[1]
    assert "NAT" in names[1]
    assert "NAT" not in names[2]
