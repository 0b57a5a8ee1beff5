"""Topics of Confluent Cloud: three copies, and only the settings that a type lets one make."""

from dataclasses import replace

import pytest

from builders import facts
from confluent_considered import answers, asked, confluent, stated
from kafka_scaffold.model.answers import Cleanup


VARIANTS = ("basic", "standard", "enterprise", "freight", "dedicated")


def topics(base, variant="enterprise"):
    """Return the topics as a type holds them, by name."""
    return {topic.name: topic for topic in asked(base, variant).topics}


def settings(topic):
    """Return a topic's settings by name."""
    return {setting.name: setting.value for setting in topic.settings}


def changed(**changes):
    """Return answers whose first topic is another."""
    base = answers()
    return replace(base, topics=(replace(base.topics[0], **changes), *base.topics[1:]))


@pytest.mark.parametrize("variant", VARIANTS)
def test_three_copies_are_fixed_and_two_in_sync(variant):
    """On every type, for the topics of applications too."""
    for topic in topics(answers(), variant).values():
        assert (topic.replication_factor, topic.min_insync_replicas) == (3, 2)
        assert settings(topic)["min.insync.replicas"] == 2


@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_is_set_that_confluent_refuses(variant):
    """No codec, no dirty ratio, no tiering."""
    allowed = set(facts().get(f"confluent-cloud.topic_configuration.{variant}").items)
    for base in (answers(), changed(cleanup=Cleanup.COMPACT, keys=10**6)):
        for topic in topics(base, variant).values():
            assert set(settings(topic)) <= allowed


def test_segments_are_no_younger_than_four_hours():
    """A tenth of 24 h is 2.4 h; Confluent Cloud takes 4 h and says so."""
    topic = topics(changed(retention_s=86_400.0, hot_retention_s=86_400.0))["page-views"]
    setting = next(s for s in topic.settings if s.name == "segment.ms")

    assert setting.value == 14_400_000
    assert "4 h" in setting.reason


def test_records_up_to_the_default_need_no_setting():
    """Topics take 2 MiB anyway; 3 MiB and a header are set."""
    assert "max.message.bytes" not in settings(
        topics(changed(max_record_bytes=2_000_000))["page-views"]
    )
    large = settings(topics(changed(max_record_bytes=3 * 1024**2))["page-views"])
    assert large["max.message.bytes"] == 3 * 1024**2 + 1024


def test_brokers_check_schemas_on_dedicated_alone():
    """Elsewhere the setting is refused."""
    base = confluent(answers(), schema_validation=True)
    name = "confluent.value.schema.validation"

    assert settings(topics(base, "dedicated")["page-views"])[name] is True
    assert name not in settings(topics(base, "dedicated")["sessions-dead-letters"])
    assert name not in settings(topics(base, "enterprise")["page-views"])
    assert name not in settings(topics(answers(), "dedicated")["page-views"])


def test_partitions_follow_what_one_carries():
    """19.07 MB/s at peak x 2 room: / 5 = 7.63 on Basic, / 6 = 6.36 on Enterprise, / 10 = 3.81 on Dedicated.

    Without consumers to keep up with, that is 12, 12 and the floor of 6.
    """
    base = answers()
    alone = replace(base.topics[0], share=1.0, consumers=())
    write = replace(base.workload.write, average_bytes_s=1e7, peak_bytes_s=7e7)
    base = replace(base, topics=(alone,), workload=replace(base.workload, write=write))
    counts = [
        topics(base, v)["page-views"].partitions for v in ("basic", "enterprise", "dedicated")
    ]

    assert counts == [12, 12, 6]


def test_a_stated_workload_has_no_topics():
    """It says how many partitions there are, not which."""
    assert topics(stated()) == {}
