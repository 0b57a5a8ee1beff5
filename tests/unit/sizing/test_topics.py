"""Topics: partitions by rate, consumers and order; copies by zones; only settings that a variant takes."""

from dataclasses import replace

import pytest

import asked
from builders import facts
from kafka_scaffold.model.answers import Cleanup, Ordering, Rate
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.msk.topics import is_tiered, partition_headroom


DAY_MS = 86_400_000
VARIANTS = ("standard", "express", "serverless")


def one(answers, variant="standard", name="page-views", environment=None):
    """Return one planned topic."""
    return next(t for t in asked.topics(answers, variant, environment) if t.name == name)


def written(answers, peak_bytes_s, **workload):
    """Return answers with another peak rate."""
    rate = Rate(average_bytes_s=peak_bytes_s / 2, peak_bytes_s=peak_bytes_s)
    return replace(answers, workload=replace(answers.workload, write=rate, **workload))


@pytest.mark.parametrize(
    ("peak_mib_s", "record_bytes", "instances", "partitions"),
    [
        pytest.param(10, 100_000, 1, 6, id="floor: 0.7 x 10 x 2 / 10 = 1.4, two per zone"),
        pytest.param(100, 100_000, 1, 24, id="rate: 0.7 x 100 x 2 / 10 = 14, next is 24"),
        pytest.param(100, 1024, 1, 24, id="records: 0.7 x 102400 / 5000 = 14.3, next is 24"),
        pytest.param(100, 256, 1, 60, id="small records: 0.7 x 409600 / 5000 = 57.3, next is 60"),
        pytest.param(10, 100_000, 40, 48, id="consumers: 40 instances, next is 48"),
    ],
)
def test_partitions_follow_the_greatest_need(peak_mib_s, record_bytes, instances, partitions):
    """The rate with room, what consumers handle, and their number compete; the count has many divisors."""
    answers = asked.answers(
        applications=tuple(
            replace(a, instances=instances) if a.connector is None else a
            for a in asked.answers().applications
        )
    )
    answers = written(
        answers, peak_mib_s * asked.MIB, compression_ratio=1.0, record_bytes=record_bytes
    )
    assert one(answers).partitions == partitions


def test_serverless_counts_what_every_group_reads():
    """4 groups x 0.7 x 20 MiB/s x 2 over 10 MB/s (9.54 MiB/s) per partition are 11.7: 12 partitions."""
    answers = written(asked.answers(), 20 * asked.MIB, compression_ratio=1.0, record_bytes=100_000)
    planned = one(answers, "serverless")

    assert planned.partitions == 12
    assert "4 groups" in planned.reason


def test_a_pinned_count_is_kept():
    """Whoever pins partitions knows why, even seven."""
    assert one(asked.with_topics(asked.answers(), partitions=7)).partitions == 7


def test_total_order_is_one_partition():
    """There is no order between partitions."""
    answers = asked.with_topics(asked.answers(), ordering=Ordering.TOTAL)

    assert one(answers).partitions == 1


def test_an_environment_scales_its_consumers():
    """40 instances in production are 4 in an environment of a tenth, so that six partitions are enough."""
    answers = asked.answers()
    many = tuple(replace(a, instances=40) for a in answers.applications)
    answers = replace(answers, applications=many)

    assert one(answers).partitions == 48
    assert one(answers, environment=answers.environments[0]).partitions == 6


def test_two_zones_to_try_things_keep_two_copies():
    """Two required of two would stop writes at every restart, so one is; and the reason says so."""
    answers = asked.answers()
    planned = one(answers, environment=answers.environments[0])

    assert (planned.replication_factor, planned.min_insync_replicas) == (2, 1)
    reason = next(s.reason for s in planned.settings if s.name == "min.insync.replicas")
    assert "restart" in reason


def test_a_protected_environment_keeps_three_copies_in_two_zones():
    """Protection is what tells production."""
    answers = asked.answers()
    protected = replace(answers.environments[0], protect=True)
    planned = one(answers, environment=protected)

    assert (planned.replication_factor, planned.min_insync_replicas) == (3, 2)


@pytest.mark.parametrize("variant", ["express", "serverless"])
def test_variants_that_fix_copies_fix_them_everywhere(variant):
    """Also where Standard would keep two."""
    answers = asked.answers()
    planned = one(answers, variant, environment=answers.environments[0])

    assert (planned.replication_factor, planned.min_insync_replicas) == (3, 2)


@pytest.mark.parametrize("cleanup", Cleanup)
@pytest.mark.parametrize("variant", VARIANTS)
def test_only_settings_that_the_variant_takes(variant, cleanup):
    """Express and Serverless refuse a topic with a setting they do not offer."""
    answers = asked.with_topics(asked.answers(), cleanup=cleanup, max_record_bytes=5_000_000)
    allowed = set(facts().get(f"msk.topic_configuration.{variant}").items)

    for topic in asked.topics(answers, variant):
        assert set(asked.named(topic.settings)) <= allowed
        assert all(s.reason and s.source for s in topic.settings)


def test_standard_tiers_what_is_kept_three_days_and_hot_less():
    """Seven days kept, twelve hours hot: segments close hourly and only twelve hours stay on volumes."""
    given = asked.named(one(asked.answers()).settings)

    assert given["remote.storage.enable"] is True
    assert given["local.retention.ms"] == DAY_MS // 2
    assert given["retention.ms"] == 7 * DAY_MS
    assert given["segment.ms"] == 3_600_000


@pytest.mark.parametrize(
    ("changes", "tiers"),
    [
        pytest.param({}, True, id="delete"),
        pytest.param({"retention_s": 2 * 86400.0}, False, id="two-days"),
        pytest.param({"retention_s": 3 * 86400.0}, True, id="three-days"),
        pytest.param({"cleanup": Cleanup.COMPACT}, False, id="compact"),
        pytest.param({"hot_retention_s": 7 * 86400.0}, False, id="all-hot"),
    ],
)
def test_tiering_follows_msks_rules(changes, tiers):
    """Compacted topics and short retention cannot be tiered; what is hot throughout need not be."""
    answers = asked.with_topics(asked.answers(), **changes)
    topic = to_demand(answers, answers.primary).topics[0]

    assert is_tiered(topic, "standard", facts()) is tiers
    assert is_tiered(topic, "express", facts()) is False
    assert ("remote.storage.enable" in asked.named(one(answers).settings)) is tiers


def test_segments_are_a_tenth_of_the_retention():
    """A day kept: 2.4 h; 0.7 x 1.2 MiB/s over 6 partitions fill 1.18 GiB in 2.4 h, so the default size stands."""
    answers = asked.with_topics(asked.answers(), retention_s=86400.0, hot_retention_s=86400.0)
    answers = written(answers, 2.4 * asked.MIB, compression_ratio=1.0, record_bytes=100_000)
    given = asked.named(one(answers).settings)

    assert given["segment.ms"] == 8_640_000
    assert "segment.bytes" not in given


def test_small_traffic_gets_small_segments():
    """0.7 x 0.05 MiB/s over 6 partitions fill 50 MiB in 2.4 h: the least, 64 MiB."""
    answers = asked.with_topics(asked.answers(), retention_s=86400.0, hot_retention_s=86400.0)
    answers = written(answers, 0.1 * asked.MIB, compression_ratio=1.0, record_bytes=100_000)

    assert asked.named(one(answers).settings)["segment.bytes"] == 64 * asked.MIB


def test_compaction_is_bounded_on_both_sides():
    """A change stays an hour, a replaced value goes within a week, a deletion stays a weekend."""
    answers = asked.with_topics(asked.answers(), cleanup=Cleanup.COMPACT)
    given = asked.named(one(answers).settings)

    assert given["min.compaction.lag.ms"] == 3_600_000
    assert given["max.compaction.lag.ms"] == 7 * DAY_MS
    assert given["delete.retention.ms"] == 3 * DAY_MS
    assert given["min.cleanable.dirty.ratio"] == pytest.approx(0.3)
    assert "retention.ms" not in given


def test_a_deletion_is_not_kept_longer_than_the_topic():
    """With both policies a day's retention bounds the tombstones."""
    changes = {
        "cleanup": Cleanup.COMPACT_DELETE,
        "retention_s": 86400.0,
        "hot_retention_s": 86400.0,
    }
    given = asked.named(one(asked.with_topics(asked.answers(), **changes)).settings)

    assert given["delete.retention.ms"] == DAY_MS
    assert given["retention.ms"] == DAY_MS


def test_large_records_raise_the_limit_in_whole_kib():
    """5,000,000 bytes and 1 KiB of overhead are 4,883.8 KiB: 4,884."""
    given = asked.named(
        one(asked.with_topics(asked.answers(), max_record_bytes=5_000_000)).settings
    )

    assert given["max.message.bytes"] == 4884 * 1024


def test_small_records_leave_the_limit_alone():
    """The limit is of a batch: a low one would forbid batching."""
    given = asked.named(one(asked.with_topics(asked.answers(), max_record_bytes=2000)).settings)

    assert "max.message.bytes" not in given


def test_dead_letters_hold_the_largest_record_and_its_headers():
    """A record that is set aside has headers that say why, so its topic takes a little more."""
    answers = asked.with_topics(asked.answers(), max_record_bytes=5_000_000)
    limits = {
        t.name: asked.named(t.settings).get("max.message.bytes") for t in asked.topics(answers)
    }

    assert limits["sessions-dead-letters"] > limits["page-views"]


def test_applications_get_their_internal_topics():
    """Those that can set records aside, and the heartbeat of a capture; streams create their own."""
    internal = {t.name: t.producers for t in asked.topics(asked.answers()) if t.internal}

    assert internal == {
        "sessions-dead-letters": ("sessions",),
        "enrich-dead-letters": ("enrich",),
        "lake-dead-letters": ("lake",),
        "__debezium-heartbeat.capture": ("capture",),
    }


def test_a_topic_that_is_asked_for_is_not_planned_twice():
    """The answers may declare a dead-letter topic themselves."""
    answers = asked.answers()
    own = replace(answers.topics[0], name="sessions-dead-letters", consumers=())
    answers = replace(answers, topics=(*answers.topics, own))
    names = [topic.name for topic in asked.topics(answers)]

    assert len(set(names)) == len(names)


def test_the_busiest_partition_is_held_against_the_limit():
    """Seven partitions pinned for 0.7 x 70 MiB/s carry 7.34 MB/s each, above Serverless' 5."""
    answers = asked.with_topics(asked.answers(), partitions=7)
    answers = written(answers, 70 * asked.MIB, compression_ratio=1.0)
    demand = to_demand(answers, answers.primary)
    rows = partition_headroom(demand, asked.topics(answers, "serverless"), "serverless", facts())

    ingress = next(row for row in rows if row.name == "partition ingress")
    assert ingress.need == pytest.approx(7.34, rel=0.01)
    assert ingress.left < 0
    assert partition_headroom(demand, asked.topics(answers), "standard", facts()) == ()
