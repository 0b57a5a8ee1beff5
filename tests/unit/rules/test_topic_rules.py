"""Each rule about topics, properties and names finds what it is about, and nothing in a sound plan."""

from dataclasses import replace

import pytest

import asked
import plan_fixture
from builders import facts, msk_limits
from kafka_scaffold.model.answers import Cleanup
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.rules import check_plan
from kafka_scaffold.rules.names import check_prefixes, check_topic_names
from kafka_scaffold.rules.topics import check_properties, check_topics


DAY_MS = 86_400_000


def topic(name="clicks", cleanup=Cleanup.DELETE, factor=3, least=2, **given):
    """Return a topic; two underscores stand for a dot."""
    settings = tuple(
        Setting(name=key.replace("__", "."), value=value, reason="", source="")
        for key, value in given.items()
    )
    return TopicPlan(
        name=name,
        partitions=6,
        replication_factor=factor,
        min_insync_replicas=least,
        cleanup=cleanup,
        retention_hours=24,
        settings=settings,
        reason="",
        source="",
        producers=(),
        consumers=(),
    )


def rules(variant, *topics):
    """Return the rules that topics break."""
    return {finding.rule for finding in check_topics(topics, msk_limits(variant))}


@pytest.mark.parametrize("variant", ["standard", "express", "serverless"])
def test_a_sound_topic_breaks_no_rule(variant):
    """Three copies, a policy and a retention."""
    assert rules(variant, topic(cleanup__policy="delete", retention__ms=DAY_MS)) == set()


TIERED = {
    "remote__storage__enable": True,
    "retention__ms": 7 * DAY_MS,
    "local__retention__ms": DAY_MS,
}


@pytest.mark.parametrize(
    ("rule", "variant", "broken"),
    [
        ("topic-setting-unknown", "express", topic(segment__bytes=2**26)),
        ("topic-setting-unknown", "serverless", topic(min__compaction__lag__ms=1)),
        ("topic-setting-unknown", "standard", topic(no__such__setting=1)),
        ("replication-fixed", "express", topic(factor=2, least=1)),
        ("min-isr", "standard", topic(factor=2, least=2)),
        ("min-isr", "standard", topic(factor=2, least=3)),
        ("min-isr", "standard", topic(min__insync__replicas=1)),
        ("tiered-compact", "standard", topic(cleanup=Cleanup.COMPACT, **TIERED)),
        ("tiered-retention", "standard", topic(**TIERED | {"retention__ms": 2 * DAY_MS})),
        ("tiered-local", "standard", topic(**TIERED | {"local__retention__ms": 8 * DAY_MS})),
        ("tiered-segment", "standard", topic(**TIERED, segment__bytes=2**25)),
        ("compaction-lag", "standard", topic(min__compaction__lag__ms=2, max__compaction__lag__ms=1)),
        ("compaction-lag", "express", topic(max__compaction__lag__ms=DAY_MS - 1)),
        ("segment-age", "standard", topic(segment__ms=8 * DAY_MS, retention__ms=DAY_MS)),
        ("record-size", "serverless", topic(max__message__bytes=8388609)),
    ],
)  # fmt: skip
def test_a_topic_that_breaks_a_rule(rule, variant, broken):
    """The finding names the rule."""
    assert rule in rules(variant, broken)


def test_a_tiered_topic_that_keeps_the_rules():
    """Seven days kept, one local, segments of 64 MiB."""
    assert rules("standard", topic(**TIERED, segment__bytes=2**26)) == set()


@pytest.mark.parametrize(
    ("rule", "variant", "given"),
    [
        ("property-unknown", "express", {"num.replica.fetchers": 4}),
        ("property-unknown", "standard", {"listeners": "x"}),
        ("unclean-election", "standard", {"unclean.leader.election.enable": True}),
        ("property-order", "standard", {"message.max.bytes": 2, "replica.fetch.max.bytes": 1}),
        ("property-order", "standard", {"num.network.threads": 16, "num.io.threads": 8}),
        ("property-order", "standard", {"min.insync.replicas": 3, "default.replication.factor": 2}),
    ],
)
def test_properties_that_break_a_rule(rule, variant, given):
    """The finding names the rule."""
    properties = tuple(Setting(name=n, value=v, reason="", source="") for n, v in given.items())

    assert rule in {f.rule for f in check_properties(properties, msk_limits(variant))}


def test_a_property_given_twice_is_found():
    """The later line would win silently."""
    once = Setting(name="num.io.threads", value=8, reason="", source="")

    assert "property-twice" in {
        f.rule for f in check_properties((once, once), msk_limits("standard"))
    }


def test_dots_and_underscores_collide():
    """Kafka's metrics cannot tell them apart, so it refuses the second topic."""
    found = check_topic_names((topic("a.b"), topic("a_b"), topic("a-b")))

    assert [f.rule for f in found] == ["topic-collision"]
    assert [f.rule for f in check_topic_names((topic("a"), topic("a")))] == ["topic-twice"]
    assert check_topic_names((topic("a.b"), topic("a.c"))) == ()


def test_a_streams_application_may_not_own_others_topics():
    """It may delete what begins with its name and a hyphen."""
    answers = asked.answers()
    renamed = replace(answers.topics[0], name="count-of-clicks")
    answers = replace(answers, topics=(renamed, *answers.topics[1:]))

    assert [f.rule for f in check_prefixes(answers)] == ["prefix-topic"]
    assert check_prefixes(asked.answers()) == ()


def test_transactional_ids_of_two_applications_stay_apart():
    """Web's grant for web-* would cover the ids of web-shop."""
    answers = asked.exactly_once(asked.answers())
    second = replace(answers.applications[0], name="web-shop")
    answers = replace(answers, applications=(*answers.applications, second))

    assert [f.rule for f in check_prefixes(answers)] == ["prefix-transaction"]


@pytest.mark.parametrize("variant", ["standard", "express", "serverless"])
def test_a_planned_repository_is_consistent(variant):
    """What the sizing makes passes every rule; a topic spoilt afterwards does not."""
    answers = asked.answers()
    environment = replace(
        plan_fixture.environment_plan(answers.primary, variant, "iam"),
        topics=asked.topics(answers, variant),
        clients=asked.clients(answers, variant),
    )
    plan = plan_fixture.plan(variant, answers=answers, environments=(environment,))
    assert check_plan(plan, facts()) == ()

    spoilt = replace(environment, topics=(topic(factor=2, least=2), *environment.topics))
    assert check_plan(replace(plan, environments=(spoilt,)), facts())
