"""Units by Confluent's published method, ``max(ceil(max(need / unit) x 1.3), floor)``; each vector shows its arithmetic."""

from dataclasses import replace

import pytest

from builders import secured
from confluent_considered import (
    answers,
    asked,
    clients,
    confluent,
    considered,
    durable,
    fits,
    guarded,
    public,
    refused,
    stated,
)
from kafka_scaffold.model.answers import ApplicationKind, Cleanup, Exposure, Survive
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import ConfluentNetworking, Uptime
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import units_for


def quiet(base, connections=10):
    """Return answers with so few connections that they decide nothing."""
    return confluent(clients(base, 1, 1), connections=connections)


def open_to_all(base):
    """Return answers of an environment that nobody protects, reached over the internet."""
    return guarded(public(base), protect=False)


VECTORS = [
    # 100 / 60 = 1.667, x 1.3 = 2.167; 180 / 180 = 1; 800 / 3000 = 0.267: Confluent's own sample
    pytest.param("enterprise", stated(100, 180, 800), 3, "ingress", id="sample-of-the-planner"),
    # 500 / 180 = 2.778, x 1.3 = 3.611
    pytest.param("enterprise", quiet(stated(60, 500, 800)), 4, "egress", id="egress"),
    # 10,000 / 3,000 = 3.333, x 1.3 = 4.333
    pytest.param("enterprise", quiet(stated(1, 1, 10_000)), 5, "partitions", id="partitions"),
    # 12,000 / 7,500 = 1.6, x 1.3 = 2.08
    pytest.param(
        "enterprise",
        confluent(quiet(stated()), requests_per_second=12_000),
        3,
        "requests",
        id="requests-of-enterprise",
    ),
    # 12,000 / 15,000 = 0.8, x 1.3 = 1.04: a CKU takes twice the requests of Enterprise's eCKU
    pytest.param(
        "dedicated",
        confluent(quiet(stated()), requests_per_second=12_000),
        2,
        "requests",
        id="requests-of-dedicated",
    ),
    # 50 / 25 = 2, x 1.3 = 2.6
    pytest.param("standard", quiet(public(stated(50, 60, 200))), 3, "ingress", id="standard"),
    # 1,000 / 250 = 4, x 1.3 = 5.2
    pytest.param(
        "standard", quiet(public(stated(1, 1, 1_000))), 6, "partitions", id="standard-partitions"
    ),
    # 3,000 / 1,000 = 3, x 1.3 = 3.9
    pytest.param(
        "standard", quiet(public(stated()), 3_000), 4, "connections", id="standard-connections"
    ),
    # 10 / 5 = 2, x 1.3 = 2.6; 60 / 30 = 2, x 1.3 = 2.6; 12 / 15 = 0.8
    pytest.param("basic", quiet(open_to_all(stated(10, 12, 60))), 3, "ingress", id="basic"),
    # 10 clients x (6 brokers + 1) = 70 connections / 20 = 3.5, x 1.3 = 4.55
    pytest.param(
        "basic", clients(open_to_all(stated()), 5, 5), 5, "connections", id="basic-connections"
    ),
    # 3 new clients a second x 7 = 21 attempts / 5 = 4.2, x 1.3 = 5.46
    pytest.param(
        "basic",
        confluent(clients(open_to_all(stated()), 1, 1, 3), connections=10),
        6,
        "connection attempts",
        id="basic-attempts",
    ),
    # 900 / 180 = 5, x 1.3 = 6.5
    pytest.param("dedicated", quiet(stated(1, 900)), 7, "egress", id="dedicated"),
    # 10 x 60 / 60 = 10, x 1.3 = 13: more than 10 take private network interfaces, which Enterprise has on AWS
    pytest.param("enterprise", quiet(stated(600, 600)), 13, "ingress", id="enterprise-large"),
    # 10 / 60 = 0.167, x 1.3 = 0.217, and Freight has two at least
    pytest.param("freight", quiet(stated(10, 10)), 2, "uptime", id="freight-floor"),
    # 0.2 of a unit, and a protected environment is content with one: 99.9 % on Enterprise, 99.95 % on Dedicated
    pytest.param("enterprise", quiet(stated(10, 10)), 1, "one eCKU", id="enterprise-least"),
    pytest.param("dedicated", quiet(stated(10, 10)), 1, "one CKU", id="dedicated-least"),
]


@pytest.mark.parametrize(("variant", "base", "units", "decides"), VECTORS)
def test_units_follow_the_scarcest_dimension(variant, base, units, decides):
    """The largest quotient, a third more of it, rounded up; the reason names it."""
    item = fits(base)[variant]

    assert item.units == units
    assert item.units_reason.startswith(decides)


UPTIMES = [
    # Confluent's floors: 99.9 -> 1, 99.95 -> 1 (one zone of Dedicated), 99.99 -> 2
    pytest.param("enterprise", Uptime.STANDARD, 1, id="enterprise-99.9"),
    pytest.param("enterprise", Uptime.HIGH, 2, id="enterprise-99.99"),
    pytest.param("enterprise", Uptime.ZONE, 2, id="enterprise-has-no-99.95"),
    pytest.param("dedicated", Uptime.ZONE, 1, id="dedicated-99.95"),
    pytest.param("dedicated", Uptime.HIGH, 2, id="dedicated-99.99"),
    pytest.param("freight", Uptime.STANDARD, 2, id="freight-is-never-less"),
]


@pytest.mark.parametrize(("variant", "uptime", "floor"), UPTIMES)
def test_a_promised_uptime_takes_units(variant, uptime, floor):
    """However small the load is."""
    assert fits(confluent(quiet(stated()), uptime=uptime))[variant].units == floor


def test_surviving_a_zone_is_an_uptime():
    """Two units are in more than one zone; a load of three is not less than that."""
    zone = durable(quiet(stated()), survive=Survive.ZONE)

    assert fits(zone)["enterprise"].units == 2
    assert "goals.durability.survive zone" in fits(zone)["enterprise"].units_reason
    assert fits(durable(stated(100, 180, 800), survive=Survive.ZONE))["enterprise"].units == 3


def test_sizing_takes_the_95th_percentile():
    """30 / 60 x 1.3 = 0.65: one eCKU, which grows by itself; a CKU must carry the peak, 100 / 60 = 1.667: two."""
    mib = 1024**2
    spiky = confluent(
        quiet(stated(100, 100)), p95_write_bytes_s=30 * mib, p95_read_bytes_s=30 * mib
    )

    assert fits(spiky)["enterprise"].units == 1
    assert fits(spiky)["dedicated"].units == 2
    assert "units do not come by themselves" in fits(spiky)["dedicated"].units_reason
    assert any(note.startswith("spiky") for note in fits(spiky)["enterprise"].notes)


def test_a_percentile_is_compressed_and_scaled_as_the_peak_is():
    """35 MiB/s before compression are 10 on the wire at 3.5 to 1."""
    base = confluent(answers(), p95_write_bytes_s=35 * 1024**2)

    assert asked(base, "enterprise").load.steady_ingress_mb_s == pytest.approx(10)
    assert asked(base, "enterprise").load.peak_ingress_mb_s == pytest.approx(27.25, abs=0.01)


def test_compacted_partitions_have_limits_of_their_own():
    """800 compacted partitions / 360 an eCKU = 2.222, x 1.3 = 2.889; a CKU takes 4,500."""
    base = quiet(answers())
    compacting = replace(
        base.topics[0], cleanup=Cleanup.COMPACT, share=1.0, partitions=800, keys=1000
    )
    base = confluent(replace(base, topics=(compacting,)), requests_per_second=1)

    assert fits(base)["enterprise"].units == 3
    assert fits(base)["dedicated"].units == 1
    assert refused(base)["freight"].bottleneck == "compaction"


def test_kafka_streams_brings_partitions_of_its_own():
    """60 + 60 + 3 partitions become 60 + 60 without dead letters, and 2 x 60 of changelog and repartition topics."""
    base = answers()
    streams = replace(base.applications[1], kind=ApplicationKind.STREAMS)
    load = asked(replace(base, applications=(base.applications[0], streams)), "enterprise").load

    assert asked(base, "enterprise").load.partitions == 123
    assert (load.partitions, load.compacted_partitions) == (240, 120)


REFUSED = [
    # 200 / 25 x 1.3 = 10.4
    pytest.param("standard", quiet(public(stated(200, 200))), "ingress", 11, 10, id="standard"),
    # 1,400 / 30 x 1.3 = 60.67
    pytest.param(
        "basic", quiet(open_to_all(stated(1, 1, 1_400))), "partitions", 61, 50, id="basic"
    ),
    # 13 x 7 = 91 attempts / 5 x 1.3 = 23.66 units of 50, and a whole cluster takes 80
    pytest.param(
        "basic",
        confluent(clients(open_to_all(stated()), 1, 1, 13), connections=10),
        "connection attempts",
        91,
        80,
        id="basic-attempts-of-a-cluster",
    ),
    # 60,000 / 3,000 x 1.3 = 26 units of 152, and a whole cluster takes 50,000
    pytest.param(
        "freight",
        quiet(stated(10, 10, 60_000)),
        "partitions",
        60_000,
        50_000,
        id="freight-partitions-of-a-cluster",
    ),
    # 110,000 / 4,500 x 1.3 = 31.8 units of 152, and a whole cluster takes 100,000
    pytest.param(
        "dedicated",
        quiet(stated(10, 10, 110_000)),
        "partitions",
        110_000,
        100_000,
        id="dedicated-partitions-of-a-cluster",
    ),
    # 600 / 60 x 1.3 = 13, and private links end at 10
    pytest.param(
        "enterprise",
        secured(quiet(stated(600, 600)), exposure=Exposure.PRIVATE_LINK),
        "ingress",
        13,
        10,
        id="enterprise-by-private-link",
    ),
    # 2,000 / 60 x 1.3 = 43.3
    pytest.param("enterprise", quiet(stated(2000, 100)), "ingress", 44, 32, id="enterprise"),
    # 5,000 / 60 x 1.3 = 108.3: Azure ends at 100 CKU, AWS at 152
    pytest.param(
        "dedicated", quiet(stated(5000, 100, provider="azure")), "ingress", 109, 100, id="azure"
    ),
]


@pytest.mark.parametrize(("variant", "base", "bottleneck", "need", "limit"), REFUSED)
def test_a_type_ends_at_its_most_units_or_at_what_a_cluster_takes(
    variant, base, bottleneck, need, limit
):
    """The rejection holds both numbers and a source."""
    item = refused(base)[variant]

    assert (item.bottleneck, item.need, item.limit) == (bottleneck, pytest.approx(need), limit)
    assert item.source


def test_the_most_units_of_dedicated_depend_on_the_cloud():
    """109 CKU are too many on Azure and fit on AWS."""
    assert fits(quiet(stated(5000, 100)))["dedicated"].units == 109


def test_a_private_link_elsewhere_is_capped_by_assumption():
    """The documentation names AWS alone; Confluent's planner caps all of them."""
    item = refused(quiet(stated(600, 600, provider="gcp")))["enterprise"]

    assert item.kind is FactKind.ASSUMED
    assert "CONFLICT" in item.reason


def test_units_add_up_no_further_than_the_cluster():
    """45,000 partitions / 3,000 x 1.3 = 19.5: twenty eCKU of Freight would hold 60,000, a cluster holds 50,000."""
    item = fits(quiet(stated(10, 10, 45_000)))["freight"]
    row = next(row for row in item.headroom if row.name == "partitions")

    assert item.units == 20
    assert (row.need, row.limit) == (45_000, 50_000)


def test_a_peak_beyond_every_unit_is_refused_although_the_percentile_fits():
    """32 eCKU carry 1,920 MB/s; a peak of 2,500 is above it."""
    mib = 1024**2
    base = confluent(
        quiet(stated(2500, 100)), p95_write_bytes_s=30 * mib, p95_read_bytes_s=30 * mib
    )
    item = refused(base)["enterprise"]

    assert (item.need, item.limit) == (pytest.approx(2500), 1920)


def test_fewer_units_than_needed_may_not_be_all_that_is_allowed():
    """A bound of the user's own below the need is a clash, not a smaller cluster."""
    base = confluent(stated(100, 180, 800), max_units=2)

    assert refused(base)["enterprise"].source == "confluent_cloud.max_units"


def test_rounding_adds_no_unit():
    """10 / 13 of a unit with headroom of 0.3 is one unit, not one and a rounding error."""
    assert units_for(10, 13, 0.3) == 1
    assert units_for(10 / 1.3, 1, 0.3) == 10
    assert units_for(0, 60, 0.3) == 0


def test_every_type_is_considered_in_one_order():
    """From the smallest unit to the largest, on every cloud."""
    for provider in ("aws", "gcp", "azure"):
        found = considered(stated(provider=provider))
        assert [str(item.variant) for item in found] == [
            "basic", "standard", "enterprise", "freight", "dedicated",
        ]  # fmt: skip


def test_the_network_decides_how_far_enterprise_goes():
    """Private network interfaces are taken where private access is asked for, a link where that is."""
    base = quiet(stated())
    linked = confluent(base, networking=ConfluentNetworking.PRIVATE_LINK)

    assert asked(base, "enterprise").most.number == 32
    assert asked(linked, "enterprise").most.number == 10
    assert isinstance(considered(base)[2], Candidate)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "sized by the peak: give the 95th percentile (confluent_cloud.p95_write, p95_read)"),
        ({"p95_write_bytes_s": 1024**2 * 100}, "sized by the peak of reads: give"),
        ({"p95_read_bytes_s": 1024**2 * 180}, "sized by the peak of writes: give"),
        ({"p95_write_bytes_s": 1.0}, "confluent_cloud.p95_write is below the average"),
    ],
)
def test_the_rate_that_is_missing_is_named(given, words):
    """Who gave one percentile is not asked for it again; one below the average is a slip of the pen."""
    notes = fits(confluent(quiet(stated(100, 180)), **given))["enterprise"].notes

    assert any(note.startswith(words) for note in notes)


def test_a_rejection_by_the_peak_shows_the_sum_of_the_peak():
    """CKUs must carry 10,000 MB/s at peak: 167, not 30 / 60 x 1.3."""
    mib = 1024**2
    base = confluent(
        quiet(stated(10_000, 100)), p95_write_bytes_s=30 * mib, p95_read_bytes_s=30 * mib
    )

    reason = refused(base)["dedicated"].reason
    assert reason.startswith("ingress: 10,000 MB/s at peak / 60 a unit = 167 CKU")
