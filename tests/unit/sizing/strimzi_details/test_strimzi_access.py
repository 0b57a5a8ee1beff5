"""Users of Kafka on Kubernetes: each may do what it was declared for, and nothing else."""

from dataclasses import replace

import pytest

import asked
import strimzi_asked
import strimzi_fixture
from kafka_scaffold.model.answers import Language
from kafka_scaffold.model.platform_answers import Mirror, MirrorAuthentication
from strimzi_asked import DEV, PROD, details, granted, kubernetes, user


def everyone():
    """Return answers with an application of every kind."""
    made = asked.answers("scram")
    like = strimzi_fixture.answers()
    return replace(
        like, applications=made.applications, topics=made.topics, environments=like.environments
    )


def test_a_producer_only_writes():
    """Its topics; no group, no creating."""
    assert granted(user(details(everyone()), "web")) == {
        ("topic", "page-views", "literal"): {"Describe", "Write"},
        ("topic", "clicks", "literal"): {"Describe", "Write"},
    }


def test_a_consumer_reads_in_its_group_and_sets_aside():
    """What it cannot process goes to its own topic."""
    assert granted(user(details(everyone()), "sessions")) == {
        ("topic", "sessions-dead-letters", "literal"): {"Describe", "Write"},
        ("topic", "page-views", "literal"): {"Describe", "Read"},
        ("topic", "clicks", "literal"): {"Describe", "Read"},
        ("group", "sessions", "literal"): {"Read"},
    }


def test_a_processor_reads_and_writes_the_same_topic_in_one_rule():
    """A KafkaUser has one rule for each resource."""
    found = user(details(everyone()), "enrich")

    assert granted(found)["topic", "page-views", "literal"] == {"Describe", "Read", "Write"}
    assert len(found.acls) == len(granted(found))


def test_streams_make_their_own_topics():
    """Only under their own name."""
    found = granted(user(details(everyone()), "count"))

    assert "Create" in found["topic", "count-", "prefix"]
    assert not any(
        "Create" in operations for key, operations in found.items() if key[2] == "literal"
    )


def test_exactly_once_needs_transactions():
    """Ids begin with the application's name."""
    found = granted(user(details(asked.exactly_once(everyone())), "web"))

    assert found["transactionalId", "web-", "prefix"] == {"Describe", "Write"}


def test_connectors_share_the_user_of_their_workers():
    """KafkaConnect signs in once: it may do what its connectors were declared for, and keep its own topics."""
    made = details(everyone())
    found = granted(user(made, "connect"))

    assert "lake" not in {u.name for u in made.users}
    assert found["group", "connect-lake", "literal"] == {"Read"}
    assert found["topic", "page-views", "literal"] == {"Describe", "Read"}
    assert found["topic", "accounts", "literal"] == {"Describe", "Write"}
    assert found["topic", "lake-dead-letters", "literal"] == {"Describe", "Write"}
    for name in (made.connect.config_topic, made.connect.offset_topic, made.connect.status_topic):
        assert name.startswith("connect-")
    assert {"Create", "Read", "Write"} <= found["topic", "connect-", "prefix"]
    assert found["group", made.connect.group_id, "literal"] == {"Read"}


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        ("orders", ("topic", "orders", "literal")),
        ("orders.placed", ("topic", "orders.placed", "literal")),
        (r"orders\.placed", ("topic", "orders.placed", "literal")),
        ("legacy-.*", ("topic", "legacy-", "prefix")),
        (r"orders\..*", ("topic", "orders.", "prefix")),
        ("(orders|events)", ("topic", "*", "literal")),
        (".*", ("topic", "*", "literal")),
    ],
)
def test_a_mirror_writes_what_it_copies(pattern, rule):
    """A name, a prefix, or everything where a pattern is neither."""
    mirror = Mirror(
        alias="old",
        bootstrap_servers=("old.example.com:9096",),
        authentication=MirrorAuthentication.SCRAM,
        user="copy",
        topics=(pattern,),
    )
    found = granted(user(details(kubernetes(everyone(), mirror=mirror)), "mirror"))

    assert {"AlterConfigs", "Create", "Write"} <= found[rule]
    assert found["topic", "old.checkpoints.internal", "literal"] >= {"Create", "Write"}
    assert found["topic", "mm2-offset-syncs.old.internal", "literal"] >= {"Create", "Write"}
    assert found["group", "*", "literal"] == {"Describe", "Read"}
    assert found["cluster", "kafka-cluster", "literal"] == {"Describe"}


def test_the_bridge_serves_declared_topics_alone():
    """Not dead letters, nor the topics of components; its groups say whose they are."""
    found = granted(user(details(everyone()), "bridge"))

    names = {name for kind, name, _ in found if kind == "topic"}
    assert names == {"page-views", "clicks", "accounts"}
    assert ("group", "bridge-", "prefix") in found


def test_the_registry_keeps_one_topic():
    """And elects who writes it in a group of its own name."""
    made = details(everyone())
    found = granted(user(made, "registry"))

    assert found["topic", made.registry.topic, "literal"] >= {"Create", "Read", "Write"}
    assert ("group", made.registry.name, "literal") in found


def test_components_leave_applications_their_names():
    """An application called connect keeps its user; the workers take another."""
    answers = everyone()
    named = tuple(
        replace(a, name="connect") if a.name == "web" else a for a in answers.applications
    )
    topics = tuple(
        replace(t, producers=tuple("connect" if p == "web" else p for p in t.producers))
        for t in answers.topics
    )
    made = details(replace(answers, applications=named, topics=topics))

    assert user(made, "connect").role == "producer"
    assert made.connect.user == "connect-x"
    assert user(made, "connect-x").role == "connect"
    assert len({u.name for u in made.users}) == len(made.users)


@pytest.mark.parametrize("at", [DEV, PROD])
@pytest.mark.parametrize("authentication", ["scram", "mtls"])
def test_no_one_has_everything(authentication, at):
    """No rule allows All, and every rule says why it is there."""
    answers = strimzi_fixture.answers("eks", authentication)
    answers = replace(answers, applications=everyone().applications, topics=everyone().topics)
    for found in details(answers, at).users:
        assert found.authentication == {"scram": "scram-sha-512", "mtls": "tls"}[authentication]
        for rule in found.acls:
            assert rule.reason
            assert "All" not in rule.operations


# quotas


def test_one_quota_plugin_at_a_time():
    """Where data is protected producers stop before a disk is full; elsewhere each user has its own bounds."""
    kept, open_ = details(everyone(), PROD), details(everyone(), DEV)

    assert kept.quota is not None
    assert {u.quota for u in kept.users} == {None}
    assert open_.quota is None
    assert user(open_, "web").quota is not None


def test_a_quota_is_a_share_with_room():
    """Three applications write, web is one: its third of a tenth of the traffic over three brokers, twice."""
    answers = everyone()
    quota = user(details(answers, DEV), "web").quota
    demand = strimzi_asked.demand(answers, answers.environments[DEV])
    share = sum(t.ingress_peak_mib_s for t in demand.topics if t.name != "accounts") / 3 / 3

    assert quota.producer_byte_rate == pytest.approx(share * 2 * asked.MIB, abs=1)
    assert quota.consumer_byte_rate is None


def test_the_disk_guard_leaves_a_tenth_free():
    """And no broker serves more than twice what the whole cluster does at peak; schemas still come through."""
    made = details(everyone()).quota

    assert made.min_available_ratio.value == pytest.approx(0.1)
    assert made.excluded == ("User:registry",)
    mtls = strimzi_fixture.answers("eks", "mtls")
    assert details(mtls).quota.excluded == ("User:CN=registry",)
    demand = strimzi_asked.demand(everyone(), everyone().environments[PROD])
    assert made.producer_byte_rate.value == pytest.approx(
        demand.ingress_peak_mib_s * 2 * asked.MIB, abs=1
    )


def test_languages_change_no_rights():
    """What an application may do follows from what it was declared for."""
    java = details(everyone()).users
    rust = details(
        replace(
            everyone(),
            applications=tuple(
                a if a.language is None else replace(a, language=Language.RUST)
                for a in everyone().applications
            ),
        )
    ).users

    assert java == rust
