"""The smallest number of brokers on each machine type, and what decides it."""

from dataclasses import replace

import pytest

from builders import facts
from kafka_scaffold.model.answers import Objective, Survive
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Candidate, Rejection
from strimzi_considered import aggregated, answers, considered, existing, fits, place
from strimzi_vectors import VECTORS


SMALL = (1, 2, 2, 4, 300, 24, 24)


def optimised(base, objective):
    """Return answers with another objective."""
    return replace(base, goals=replace(base.goals, optimise_for=objective))


def row(item, name):
    """Return a limit by its name."""
    return next(each for each in item.headroom if each.name == name)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_brokers_are_what_was_worked_out_by_hand(vector):
    """Number, disk and deciding dimension follow from the machine's row and the factors."""
    item = fits(aggregated(vector.workload, vector.provider))[vector.machine]

    assert (item.units, item.storage_gib_per_unit) == (vector.brokers, vector.gib), vector.because
    assert item.units_reason.startswith(f"{vector.decides} decides") is bool(vector.decides)


def test_the_reason_has_both_numbers():
    """What fewer brokers would each take, what one carries, and what is left of it."""
    item = fits(aggregated((20, 80, 40, 160, 900, 24, 24), "gcp"))["n2-highmem-4"]

    assert item.units_reason == (
        "CPU decides: 3 brokers would each take 2.933 of 2.1 cores, 6 take 1.467, a multiple of 3 zones"
    )


def test_every_dimension_has_its_limit_source_and_kind():
    """Nothing is planned without saying by what."""
    item = fits(aggregated(SMALL))["r7g.large"]

    assert [each.name for each in item.headroom] == [
        "network in",
        "network out",
        "disk throughput",
        "disk operations",
        "CPU",
        "page cache",
        "stored data",
        "recovery",
        "partition replicas",
        "partition replicas of the cluster",
        "brokers",
    ]
    assert all(each.source and each.limit > 0 and each.note for each in item.headroom)


def test_the_disk_is_planned_to_be_sixty_per_cent_full():
    """The rest is for rebalances and for the days until a volume has grown."""
    stored = row(fits(aggregated((50, 50, 150, 150, 600, 24, 24)))["r7g.2xlarge"], "stored data")

    assert stored.need == pytest.approx(4218.75)
    assert stored.limit == 7040
    assert 0.4 <= stored.left < 0.41


def test_small_machines_carry_no_protected_brokers():
    """8 GiB are less than the 12 of a broker of its own; where data may be lost they do."""
    asked = aggregated(SMALL)
    (item,) = [each for each in considered(asked) if each.size == "m7g.large"]

    assert isinstance(item, Rejection)
    assert (item.need, item.limit, item.unit) == (12, 8, "GiB of memory")
    assert "m7g.large" in fits(place(asked, protect=False))


def test_shared_cores_carry_no_protected_brokers():
    """Google lends the cores of e2 to others."""
    asked = aggregated(SMALL, "gcp")
    (item,) = [each for each in considered(asked) if each.size == "e2-highmem-4"]

    assert isinstance(item, Rejection)
    assert "shares its cores" in item.reason
    assert "e2-highmem-4" in fits(place(asked, protect=False))


def test_a_machine_of_which_the_disk_rate_is_not_known_is_not_offered():
    """N4, C4 and C4A take Hyperdisk alone, and no cap of theirs was found: it is said, not guessed."""
    found = considered(aggregated(SMALL, "gcp"))
    unknown = [
        each for each in found if isinstance(each, Rejection) and each.bottleneck == "unknown limit"
    ]

    assert {each.size.partition("-")[0] for each in unknown} == {"n4", "c4", "c4a", "t2d"}
    assert all(each.kind is FactKind.ASSUMED and "is not known" in each.reason for each in unknown)


def test_more_than_the_most_brokers_is_a_rejection_with_both_numbers():
    """Ten minutes of 4,000 MiB/s in three copies are 7,031 GiB, 71 for each of 99 brokers that keep 9.98 in memory."""
    found = considered(aggregated((4000, 8000, 4000, 8000, 600, 1, 1)))
    (item,) = [each for each in found if each.size == "m7g.xlarge"]

    assert isinstance(item, Rejection)
    assert item.units == 99
    assert (item.bottleneck, item.unit) == ("page cache", "GiB")
    assert item.need == pytest.approx(4000 * 3 * 600 / 1024 / 99)
    assert item.need > item.limit


def test_machines_with_disks_of_their_own_are_asked_for_by_name():
    """They are quick and die with their disks: one line says how to get them."""
    found = considered(aggregated(SMALL))
    local = [each for each in found if each.variant == "local-disk"]

    assert len(local) == 1
    assert "variant local-disk" in local[0].reason
    assert not any(each.size.startswith("i4i") for each in found)


def test_disks_of_the_machine_hold_the_data_and_cost_nothing_more():
    """i4i.xlarge has 937 GB, 872 GiB, of which 60 % are 523: 2,109 GiB in three copies take 15."""
    found = fits(aggregated((25, 25, 25, 25, 600, 8, 8), variant="local-disk"))
    local = {name: each for name, each in found.items() if each.variant == "local-disk"}
    item = local["i4i.xlarge"]

    assert all(name[0] == "i" for name in local)
    assert item.storage_gib_per_unit == 872
    assert item.units == 6
    assert not any("broker disks" in line.item for line in item.cost.lines)
    assert any("lost machine" in note for note in item.notes)


def test_durability_puts_two_brokers_in_every_zone():
    """With one the loss of a machine takes every copy of its zone along."""
    item = fits(optimised(aggregated(SMALL), Objective.DURABILITY))["r7g.large"]

    assert item.units == 6
    assert item.units_reason.startswith("goals.optimise_for durability asks for 6 brokers")


def test_throughput_plans_half_above_peak():
    """80 in and out take 1.867 of 2.1 cores; half above are 2.8, which takes six."""
    asked = aggregated((10, 80, 10, 80, 600, 24, 24))

    assert fits(asked)["m7g.xlarge"].units == 3
    assert fits(optimised(asked, Objective.THROUGHPUT))["m7g.xlarge"].units == 6


def test_latency_takes_the_quicker_disks_of_google():
    """pd-ssd instead of pd-balanced; other clouds have one kind."""
    item = fits(optimised(aggregated(SMALL, "gcp"), Objective.LATENCY))["n2-highmem-4"]

    assert any("pd-ssd" in line.formula for line in item.cost.lines)


def test_a_zone_lost_at_peak_is_carried_by_the_others():
    """Where a zone is to be survived two thirds carry everything; where a broker is, all but one."""
    asked = aggregated((20, 60, 60, 180, 600, 12, 12))
    durability = replace(asked.goals.durability, survive=Survive.BROKER)
    weaker = replace(asked, goals=replace(asked.goals, durability=durability))
    zone = row(fits(asked)["r7g.2xlarge"], "network out")
    broker = row(fits(optimised(weaker, Objective.DURABILITY))["r7g.2xlarge"], "network out")

    assert zone.need == pytest.approx(60 + 120 / 2)
    assert broker.need == pytest.approx(30 + 120 / 5)


def test_notes_say_what_is_assumed():
    """Factors that nobody has measured here, limits that are no promise, and who pays on an existing cluster."""
    on_google = fits(aggregated(SMALL, "gcp"))["n2-highmem-4"].notes
    there_already = fits(existing(aggregated(SMALL)))["r7g.large"].notes

    assert any("cpu_ms_per_mib_read" in note for note in on_google)
    assert any("limits of machines are assumed" in note for note in on_google)
    assert any("kubernetes.cluster existing" in note for note in there_already)


def test_topics_count_with_what_kafka_keeps_for_itself():
    """Three copies of every partition, of 50 offsets and of the 65 of Cruise Control."""
    item = fits(answers())["m7g.xlarge"]

    assert isinstance(item, Candidate)
    assert item.partitions % 3 == 0
    assert item.partitions > 3 * (50 + 65)


def test_every_machine_of_a_region_is_considered():
    """What is not offered says why."""
    sizes = [each.size for each in considered(aggregated(SMALL)) if each.variant == "network-disk"]

    assert sizes == [
        name
        for name in facts().rows("aws.machines")
        if not facts().number(f"aws.machines.{name}.local_disk_gb")
    ]
