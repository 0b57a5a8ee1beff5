"""What is not Kafka has machines that carry it, and the plan makes as many as the bill counts."""

from dataclasses import replace

import pytest

import builders
from builders import facts
from kafka_scaffold.model.answers import Survive
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import asked as asked_of
from kafka_scaffold.sizing.platforms.strimzi.fit.general import per_zone
from kafka_scaffold.sizing.platforms.strimzi.fit.shared import controller_machine, general_machine
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import topology_of
from kafka_scaffold.sizing.platforms.strimzi.machine_groups import machine_groups
from kafka_scaffold.sizing.platforms.strimzi.nodes import nodes
from strimzi_considered import answers, demand, fits, kubernetes, place


def small(zones):
    """Return answers for a few records a second in an environment that may be lost, without connectors."""
    base = builders.loaded(place(answers(), zones=zones, protect=False), peak_mb_s=0.5, hours=24)
    durability = replace(base.goals.durability, survive=Survive.BROKER)
    return replace(base, goals=replace(base.goals, durability=durability))


def wanted(base):
    """Return what everything beside the brokers asks for."""
    return asked_of(base, base.primary, demand(base), Variant.NETWORK_DISK, facts()).beside


def chosen(base):
    """Return the cheapest size."""
    return min(fits(base).values(), key=lambda item: item.cost.monthly_usd)


def test_requests_are_those_of_every_pod():
    """Operator and monitoring 1,500 and 4,096; two operators 200 and 1,024, exporter 100 and 256; the bridge is extra."""
    plain, bridged = wanted(small(3)), wanted(kubernetes(small(3), bridge=True))
    pods = facts().number("strimzi.bridge.replicas")

    assert (plain.cpu_milli, plain.memory_mib) == (1800, 5376)
    assert bridged.cpu_milli == 1800 + pods * 250
    assert bridged.memory_mib == 5376 + pods * 512


@pytest.mark.parametrize(
    ("zones", "count"),
    [
        pytest.param(1, 2, id="one-zone"),
        pytest.param(2, 1, id="two"),
        pytest.param(3, 1, id="three"),
    ],
)
def test_one_small_machine_does_not_carry_everything(zones, count):
    """1.8 cores on machines of which 1.5 are left: two in one zone, one in each of more."""
    base = small(zones)
    item = chosen(base)
    topology = topology_of(base, base.primary, demand(base), item, facts())

    assert topology.dual
    assert per_zone(general_machine(base, facts()), wanted(base), topology, facts()) == count


@pytest.mark.parametrize("provider", ["aws", "gcp", "azure"])
@pytest.mark.parametrize("protect", [True, False])
def test_the_bill_counts_the_machines_that_are_made(provider, protect):
    """Groups of machines, in every zone, are what the lines multiply."""
    base = place(answers(provider), protect=protect)
    item = chosen(base)
    on = nodes(base, base.primary, demand(base), item, facts())
    made = {
        group.name: (group.machine, group.per_zone * group.zones)
        for group in machine_groups(on, facts())
    }
    names = {"brokers": "broker", "controllers": "controller", "other machines": "general"}
    billed = {names[line.item]: line.formula for line in item.cost.lines if line.item in names}

    assert set(made) == set(billed)
    for name, (machine, count) in made.items():
        assert billed[name].startswith(f"{count} x {machine} x ")


def test_many_partitions_take_a_larger_controller_where_memory_is_short():
    """6 GiB for the metadata of 20,000 replicas fit on 8 GiB of AWS, which leaves 6.2, not on Azure's, which leaves 5.3."""
    on_aws, on_azure = answers("aws"), answers("azure")

    assert controller_machine(on_aws, 20_000, facts()).name == "m7g.large"
    assert controller_machine(on_azure, 19_999, facts()).name == "Standard_D2s_v5"
    assert controller_machine(on_azure, 20_000, facts()).name == "Standard_D4s_v5"
