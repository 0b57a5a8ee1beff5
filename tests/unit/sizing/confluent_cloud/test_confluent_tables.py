"""Every cell of Confluent's tables decides something: written down here a second time, from the documentation."""

import pytest

from builders import facts
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.load import Load
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import Dimension, dimensions, size
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


NAMES = (
    "ingress", "egress", "partitions", "compacted partitions", "connections", "connection attempts", "requests",
)  # fmt: skip
FIELDS = (
    "steady_ingress_mb_s", "steady_egress_mb_s", "partitions", "compacted_partitions", "connections",
    "connection_attempts_s", "requests_s",
)  # fmt: skip
UNITS = {
    "basic": (5, 15, 30, 30, 20, 5, 100),
    "standard": (25, 75, 250, 250, 1_000, 50, 1_500),
    "enterprise": (60, 180, 3_000, 360, 18_000, 500, 7_500),
    "freight": (60, 180, 3_000, None, 18_000, 500, 15_000),
    "dedicated": (60, 180, 4_500, 4_500, 18_000, 500, 15_000),
}
CLUSTERS = {
    "basic": (250, 750, 1_500, 1_500, 1_000, 80, 15_000),
    "standard": (250, 750, 2_500, 2_500, 10_000, 500, 15_000),
    "enterprise": (1_920, 5_760, 96_000, 11_520, 576_000, 16_000, 240_000),
    "freight": (9_120, 27_360, 50_000, None, 2_736_000, 76_000, 2_280_000),
    "dedicated": (9_120, 27_360, 100_000, 100_000, 2_736_000, 76_000, 2_280_000),
}
MIB = 1024**2
REST = {
    # largest record, API keys, ACLs, partitions made in five minutes, connector tasks, MB/s in and out of a partition
    "basic": (8 * MIB, 50, 1_000, 250, 250, 5, 15),
    "standard": (8 * MIB, 100, 1_000, 500, 250, 5, 15),
    "enterprise": (20 * MIB, 500, 4_000, 500, 250, 6, 18),
    "freight": (20 * MIB, 500, 10_000, 500, 0, 6, 18),
    "dedicated": (20 * MIB, 2_000, 10_000, 5_000, 250, 12, 36),
}
CELLS = [
    pytest.param(variant, at, each, id=f"{variant}-{NAMES[at].replace(' ', '-')}")
    for variant, row in UNITS.items()
    for at, each in enumerate(row)
    if each is not None
]


def load(**changes):
    """Return a load of nothing but what is given."""
    nothing = dict.fromkeys((*FIELDS, "peak_ingress_mb_s", "peak_egress_mb_s"), 0)
    return Load(**{**nothing, "estimated": frozenset(), **changes})


def found(variant, at, need):
    """Return what is counted of a load in one dimension."""
    return dimensions(load(**{FIELDS[at]: need}), Variant(variant), facts())


def one(variant, at, need) -> Dimension:
    """Return that dimension."""
    return next(d for d in found(variant, at, need) if d.name == NAMES[at])


@pytest.mark.parametrize(("variant", "at", "each"), CELLS)
def test_twice_what_a_unit_carries_takes_three(variant, at, each):
    """2 x 1.3 = 2.6; and 2.3 units' worth are 2.99: three still, while 2.4 x 1.3 = 3.12 takes four."""
    units = [size(found(variant, at, each * times), 0.3, 1) for times in (2, 2.3, 2.4)]

    assert [sized.units for sized in units] == [3, 3, 4]
    assert units[0].decides is not None
    assert units[0].decides.name == NAMES[at]


@pytest.mark.parametrize(("variant", "at", "each"), CELLS)
def test_a_cluster_carries_no_more_than_its_ceiling(variant, at, each):
    """min(unit x count, ceiling), however many there are."""
    dimension, ceiling = one(variant, at, 1), CLUSTERS[variant][at]

    assert dimension.limit(1) == min(each, ceiling)
    assert dimension.limit(1000) == ceiling


@pytest.mark.parametrize("variant", UNITS)
def test_what_units_do_not_move_is_as_published(variant):
    """Records, identities, creation of partitions, tasks, and what one partition carries."""
    row = f"confluent-cloud.cluster.{variant}"
    columns = ("message_bytes", "api_keys", "acls", "partition_changes", "connector_tasks")
    guide = f"confluent-cloud.partition.{variant}"
    ways = ("ingress_mb_s", "egress_mb_s")

    assert REST[variant] == (
        *(facts().number(f"{row}.{column}") for column in columns),
        *(facts().number(f"{guide}.{way}") for way in ways),
    )


def test_freight_counts_no_compacted_partitions():
    """It has none."""
    assert NAMES[3] not in {d.name for d in found("freight", 0, 1)}


@pytest.mark.parametrize(
    ("variant", "least", "high", "units"),
    [
        ("basic", 99.5, 99.5, 1),
        ("standard", 99.9, 99.99, 2),
        ("enterprise", 99.9, 99.99, 2),
        ("freight", 99.99, 99.99, 2),
        ("dedicated", 99.95, 99.99, 2),
    ],
)
def test_uptimes_are_as_promised(variant, least, high, units):
    """With the fewest units, and with high availability."""
    row = f"confluent-cloud.sla.{variant}"

    assert facts().number(f"{row}.least") == least
    assert facts().number(f"{row}.high") == high
    assert facts().number(f"{row}.high_units") == units


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("basic", 50),
        ("standard", 10),
        ("freight", 152),
        ("enterprise.pni", 32),
        ("enterprise.private-link.aws", 10),
        ("enterprise.private-link.gcp", 10),
        ("enterprise.private-link.azure", 10),
        ("dedicated.aws", 152),
        ("dedicated.gcp", 152),
        ("dedicated.azure", 100),
    ],
)
def test_types_end_where_confluent_says(name, units):
    """Enterprise by its network, Dedicated by its cloud."""
    assert facts().number(f"confluent-cloud.most.{name}") == units


def test_topic_bounds_are_as_published():
    """Segments from 50 MiB to 1 GiB and 4 h, compaction within 6 h at the earliest, 5 TB in a partition of Basic."""
    bounds = {
        "segment_bytes_least": 50 * MIB,
        "segment_bytes_most": 1024 * MIB,
        "segment_bytes_default": 100 * MIB,
        "segment_ms_least": 4 * 3_600_000,
        "compaction_lag_least_ms": 6 * 3_600_000,
        "delete_retention_most_ms": 60_566_400_000,
        "basic_partition_tb": 5,
        "message_bytes_default": 2_097_164,
    }
    for name, value in bounds.items():
        assert facts().number(f"confluent-cloud.topic.{name}") == value
