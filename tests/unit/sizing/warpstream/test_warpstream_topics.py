"""Topics as WarpStream holds them."""

from dataclasses import replace

import pytest

from builders import facts
from kafka_scaffold.model.answers import ApplicationKind, Cleanup
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.warpstream.considered import plan_topics
from warpstream_considered import answers, fits, stated, unordered


def topics(base, variant="object-storage"):
    """Return the topics of the primary environment."""
    chosen = fits(replace(base, variant=variant), variant)["m7g.xlarge"]
    demand = to_demand(base, base.primary)
    return plan_topics(base, base.primary, demand, chosen, facts())


def test_only_what_acts_is_set():
    """Unknown settings are ignored without a word: the policy and the retention are all there is."""
    for topic in topics(answers()):
        assert {setting.name for setting in topic.settings} <= {"cleanup.policy", "retention.ms"}


def test_copies_are_as_agents_tell_them():
    """Three and one, whatever is asked for: object storage keeps the copies."""
    for topic in topics(answers()):
        assert (topic.replication_factor, topic.min_insync_replicas) == (3, 1)


def test_lightning_topics_have_their_type():
    """Every one of them, those of applications too."""
    for topic in topics(unordered(answers()), "lightning"):
        assert topic.settings[-1].name == "warpstream.topic.type"
        assert topic.settings[-1].value == "lightning"


def test_partitions_are_counted_once():
    """A tier counts no replicas, and no topic of Kafka's own: the topics' partitions are all there are."""
    base = answers()
    item = fits(base)["m7g.xlarge"]

    assert item.partitions == sum(topic.partitions for topic in topics(base))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        pytest.param(ApplicationKind.CONNECTOR, 31, id="offsets-25-status-5-configuration-1"),
        pytest.param(ApplicationKind.STREAMS, None, id="a-changelog-and-a-repartition-topic"),
    ],
)
def test_topics_that_applications_make_count_too(kind, more):
    """Connect's own topics, and for Kafka Streams twice the partitions of the largest topic that it reads."""
    base = answers()
    web, reader = base.applications
    changed = replace(base, applications=(web, replace(reader, kind=kind, instances=1)))
    planned = topics(changed)
    largest = max(topic.partitions for topic in planned if "sessions" in topic.consumers)

    own = fits(changed)["m7g.xlarge"].partitions - sum(topic.partitions for topic in planned)
    assert own == (2 * largest if more is None else more)


def test_a_stated_workload_counts_three_replicas():
    """3,000 replicas are 1,000 partitions, and there are no topics to plan."""
    assert fits(stated(10))["m7g.xlarge"].partitions == 1000
    assert topics(stated(10)) == ()


@pytest.mark.parametrize("cleanup", [Cleanup.COMPACT, Cleanup.COMPACT_DELETE])
def test_compaction_is_not_tuned(cleanup):
    """Its pace cannot be set."""
    base = answers()
    compacted = replace(base, topics=tuple(replace(t, cleanup=cleanup) for t in base.topics))

    for topic in topics(compacted):
        assert not any("compaction" in setting.name for setting in topic.settings)
