"""Topics and broker properties on Kubernetes: copies by brokers, names that Kubernetes takes, no name Strimzi drops."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import asked
import strimzi_asked
import strimzi_fixture
from builders import aggregated, facts
from kafka_scaffold.model.answers import Cleanup, Ordering, Platform
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.rules.topics import Limits, check_properties, check_topics
from kafka_scaffold.sizing.platforms.strimzi.topics import replication, topic_resources
from strimzi_asked import DEV, PROD, details, kubernetes, topics


RFC_1123 = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
KAFKA_NAME = st.text("abzABZ019._-", min_size=1, max_size=249).filter(
    lambda name: name not in (".", "..")
)
VARIANTS = {"network-disk": {}, "local-disk": {"size": "i4i.2xlarge"}}


def plans(names):
    """Return topics with these names."""
    like = topics(strimzi_fixture.answers())[0]
    return tuple(replace(like, name=name) for name in names)


@given(st.lists(KAFKA_NAME, min_size=1, max_size=8, unique=True))
def test_every_topic_has_a_resource_that_kubernetes_takes(names):
    """Kafka allows capitals and underscores, Kubernetes neither; no two topics may share a resource."""
    made = topic_resources(plans(names))

    assert [r.topic for r in made] == names
    assert len({r.resource for r in made}) == len(names)
    assert all(RFC_1123.fullmatch(r.resource) and len(r.resource) <= 253 for r in made)


@pytest.mark.parametrize("name", ["page-views", "outbox.event.order", "a" * 249, "0.9"])
def test_a_legal_name_is_kept(name):
    """Most topics have the name that Kubernetes has for them too."""
    assert topic_resources(plans([name]))[0].resource == name


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Page_Views", "page-views-"),
        ("_schemas", "schemas-"),
        ("a..b", "a.b-"),
        ("-", "topic-"),
        ("B" * 249, "b" * 242 + "-"),
    ],
)
def test_another_name_is_resembled(name, begins):
    """It ends in a digest of the topic's name, so that a topic keeps its resource whatever stands beside it."""
    made = topic_resources(plans([name]))[0].resource

    assert re.fullmatch(rf"{re.escape(begins)}[0-9a-f]{{10}}", made)
    assert topic_resources(plans(["other", name]))[1].resource == made


def test_a_made_up_name_gives_way():
    """A topic that happens to be called like another's resource keeps its own name."""
    first = topic_resources(plans(["A"]))[0].resource
    both = topic_resources(plans(["A", first]))

    assert both[1].resource == first
    assert both[0].resource != first


@pytest.mark.parametrize(
    ("brokers", "expected"), [(1, (1, 1)), (2, (2, 1)), (3, (3, 2)), (9, (3, 2))]
)
def test_copies_by_brokers(brokers, expected):
    """Three, or one on each; and one broker may always restart without a stop of writes."""
    kept = replication(brokers, facts())

    assert (kept.factor, kept.min_insync) == expected
    assert kept.reason


@pytest.mark.parametrize("cleanup", Cleanup)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("at", [DEV, PROD])
def test_kafka_takes_every_topic(cleanup, variant, at):
    """Only settings of Kafka 4.3, and none that contradict one another."""
    answers = asked.with_topics(
        strimzi_fixture.answers(), cleanup=cleanup, max_record_bytes=5_000_000
    )
    made = topics(answers, at, variant=variant)
    limits = Limits(platform=Platform.STRIMZI, variant=variant, facts=facts())

    assert [f for f in check_topics(made, limits) if f.severity is Severity.ERROR] == []
    assert all(t.replication_factor == 3 and t.min_insync_replicas == 2 for t in made)
    assert all(s.reason and s.source for t in made for s in t.settings)


def test_old_segments_of_deleting_topics_move():
    """Seven days kept, twelve hours hot; internal topics stay on disks."""
    made = {t.name: asked.named(t.settings) for t in topics(strimzi_fixture.answers())}

    assert made["page-views"]["remote.storage.enable"] is True
    assert made["page-views"]["local.retention.ms"] == 12 * 3_600_000
    assert "remote.storage.enable" not in made["lake-dead-letters"]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(strimzi_fixture.answers("existing"), id="no-bucket-of-ours"),
        pytest.param(
            asked.with_topics(strimzi_fixture.answers(), hot_retention_s=7 * 86400.0), id="all-hot"
        ),
        pytest.param(
            asked.with_topics(strimzi_fixture.answers(), cleanup=Cleanup.COMPACT), id="compacted"
        ),
    ],
)
def test_what_cannot_move_stays(answers):
    """Kafka does not tier compacted topics, and without a bucket there is nowhere to go."""
    made = details(answers)

    assert made.tiered is None
    assert not any(s.name.startswith("remote.") for s in made.server_properties)
    assert not any(s.name == "remote.storage.enable" for t in topics(answers) for s in t.settings)


def test_total_order_is_one_partition():
    """There is no order between partitions, on no platform."""
    answers = asked.with_topics(strimzi_fixture.answers(), ordering=Ordering.TOTAL)

    assert {t.partitions for t in topics(answers) if not t.internal} == {1}


# properties


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("at", [DEV, PROD])
def test_no_property_that_strimzi_drops(variant, at):
    """It drops them with nothing but a line in the operator's log."""
    answers = asked.with_topics(strimzi_fixture.answers(), max_record_bytes=5_000_000)
    made = details(answers, at, variant=variant, **VARIANTS[variant]).server_properties
    limits = Limits(platform=Platform.STRIMZI, variant=variant, facts=facts())
    forbidden = tuple(str(p) for p in facts().get("strimzi.configuration.forbidden_prefixes").items)
    excepted = facts().get("strimzi.configuration.allowed_exceptions").items

    assert [f for f in check_properties(made, limits) if f.severity is Severity.ERROR] == []
    assert not [s.name for s in made if s.name.startswith(forbidden) and s.name not in excepted]
    assert all(s.reason and s.source for s in made)


def test_copies_are_always_written_down():
    """The operator sets min.insync.replicas back to 1 where it is left out."""
    given_ = asked.named(details(strimzi_fixture.answers()).server_properties)

    assert given_["min.insync.replicas"] == 2
    assert given_["default.replication.factor"] == 3
    assert given_["offsets.topic.replication.factor"] == 3
    assert given_["transaction.state.log.min.isr"] == 2
    assert given_["share.coordinator.state.topic.replication.factor"] == 3
    assert given_["rlmm.config.remote.log.metadata.topic.replication.factor"] == 3
    assert given_["auto.create.topics.enable"] is False
    assert given_["unclean.leader.election.enable"] is False


def test_threads_follow_the_machine():
    """Eight vCPU: eight network threads and sixteen request handlers; two vCPU keep Kafka's defaults."""
    large = asked.named(details(strimzi_fixture.answers()).server_properties)
    small = asked.named(details(strimzi_fixture.answers(), size="m7g.large").server_properties)

    assert (large["num.network.threads"], large["num.io.threads"]) == (8, 16)
    assert "num.io.threads" not in small
    assert "num.network.threads" not in small


def test_fast_brokers_copy_with_more_fetchers():
    """400 MiB/s written x 2 copies over 6 brokers are 133 MiB/s for each to fetch: more than one fetcher brings."""
    answers = strimzi_fixture.answers()
    fast = replace(
        answers.workload, write=replace(answers.workload.write, peak_bytes_s=400 * 3.5 * asked.MIB)
    )
    given_ = asked.named(details(replace(answers, workload=fast)).server_properties)

    assert given_["num.replica.fetchers"] == 4
    assert "num.replica.fetchers" not in asked.named(details(answers).server_properties)


def test_one_zone_has_no_copy_nearby():
    """Reading by zone needs zones."""
    answers = strimzi_fixture.answers()
    one = replace(answers, environments=(replace(answers.environments[DEV], zones=1),))

    assert "replica.selector.class" in asked.named(details(answers).server_properties)
    assert "replica.selector.class" not in asked.named(details(one, DEV).server_properties)


def test_an_aggregate_workload_has_no_topics_and_all_the_rest():
    """Its topics are not known; brokers and their properties are."""
    vector = aggregated((20, 40, 40, 80, 600, 168, 12))
    like = strimzi_fixture.answers()
    answers = replace(
        like, workload=vector.workload, topics=(), applications=(), environments=like.environments
    )
    answers = kubernetes(answers, mirror=None, bridge=False)
    made = details(answers)

    assert made.topic_resources == ()
    assert [u.role for u in made.users] == ["registry"]
    assert made.tiered is not None
    assert asked.named(made.server_properties)["log.retention.ms"] == 168 * 3_600_000
    assert strimzi_asked.topics(answers) == ()
