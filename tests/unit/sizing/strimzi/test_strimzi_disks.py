"""Disks are as large and quick as is needed, within what their makers allow."""

import pytest

from builders import facts
from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import disk, kind


def made(provider, name, gib, mib_s, iops=100):
    """Return a disk for a need, in steps of 10 GiB."""
    return disk(kind(name, CloudProvider(provider), facts()), gib, mib_s, iops, 10)


def test_what_comes_with_a_disk_is_not_bought():
    """gp3 has 125 MiB/s and 3,000 operations whatever its size."""
    small = made("aws", "gp3", 45.1, 100)

    assert (small.gib, small.mib_s, small.iops) == (50, 125, 3000)
    assert (small.bought_mib_s, small.bought_iops) == (0, 0)


def test_more_is_bought_to_the_next_whole_number():
    """400.2 MiB/s are 401, of which 276 are paid for."""
    quick = made("aws", "gp3", 100, 400.2, 3200.5)

    assert (quick.mib_s, quick.iops) == (401, 3201)
    assert (quick.bought_mib_s, quick.bought_iops) == (276, 201)


def test_throughput_takes_operations_along():
    """gp3 gives a quarter of a MiB/s for each operation: 1,600 MiB/s need 6,400."""
    quick = made("aws", "gp3", 100, 1600)

    assert quick.iops == pytest.approx(1600 / 0.25)


def test_operations_take_size_along():
    """At most 500 for each GiB: 60,000 need 120 GiB."""
    busy = made("aws", "gp3", 50, 100, 60_000)

    assert busy.gib == 120


@pytest.mark.parametrize(
    ("name", "mib_s", "gib"),
    [
        pytest.param("pd-balanced", 140, 50, id="balanced-comes-with-140"),
        pytest.param("pd-balanced", 280, 500, id="balanced-grows-by-0.28"),
        pytest.param("pd-ssd", 240, 50, id="ssd-comes-with-240"),
        pytest.param("pd-ssd", 480, 500, id="ssd-grows-by-0.48"),
    ],
)
def test_persistent_disks_grow_to_be_quick(name, mib_s, gib):
    """(280 - 140) / 0.28 = 500 GiB; nothing beside size is bought."""
    grown = made("gcp", name, 50, mib_s)

    assert grown.gib == gib
    assert grown.mib_s >= mib_s
    assert (grown.bought_mib_s, grown.bought_iops) == (0, 0)


def test_azure_counts_in_mib_what_it_sells_in_mb():
    """125 MB/s are 119.2 MiB/s: they come with the disk."""
    calm, quick = (made("azure", "premium-ssd-v2", 50, mib_s) for mib_s in (119.2, 200))

    assert (calm.mib_s, calm.bought_mib_s) == (119, 0)
    assert quick.bought_mib_s == pytest.approx(200 - 119.2)
