"""More load never means fewer partitions; stricter wishes never fewer copies; always settings that are taken."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

import asked
from builders import facts, msk_limits
from kafka_scaffold.model.answers import Cleanup, Ordering, Rate, Survive
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.rules.topics import check_topics
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.msk.topics import partition_headroom


VARIANTS = st.sampled_from(("standard", "express", "serverless"))
RATES = st.floats(1e3, 2e9)
FACTORS = st.floats(1, 20)


def loaded(peak, record_bytes=1000, instances=3):
    """Return answers with a peak rate and consumers of some instances."""
    answers = asked.answers()
    rate = Rate(average_bytes_s=peak / 3, peak_bytes_s=peak)
    apps = tuple(replace(a, instances=instances) for a in answers.applications)
    workload = replace(answers.workload, write=rate, record_bytes=record_bytes)
    return replace(answers, workload=workload, applications=apps)


def counts(answers, variant):
    """Return partitions by topic."""
    return {topic.name: topic.partitions for topic in asked.topics(answers, variant)}


@given(peak=RATES, factor=FACTORS, variant=VARIANTS)
def test_partitions_grow_with_the_rate(peak, factor, variant):
    """Each topic keeps or gains partitions."""
    less, more = counts(loaded(peak), variant), counts(loaded(peak * factor), variant)

    assert all(more[name] >= less[name] for name in less)


@given(peak=RATES, instances=st.integers(1, 500), extra=st.integers(0, 500), variant=VARIANTS)
def test_partitions_grow_with_the_consumers(peak, instances, extra, variant):
    """And every instance has one."""
    less = counts(loaded(peak, instances=instances), variant)
    more = counts(loaded(peak, instances=instances + extra), variant)

    assert all(more[name] >= less[name] for name in less)
    assert more["page-views"] >= instances + extra


@given(peak=RATES, variant=VARIANTS)
def test_a_partition_stays_within_the_variants_limit(peak, variant):
    """Computed counts leave room under every limit per partition."""
    answers = loaded(peak)
    demand = to_demand(answers, answers.primary)
    rows = partition_headroom(demand, asked.topics(answers, variant), variant, facts())
    assert all(row.left > 0 for row in rows)


@given(
    survive=st.sampled_from(list(Survive)),
    stricter=st.sampled_from(list(Survive)),
    zones=st.sampled_from((2, 3)),
    protect=st.booleans(),
    variant=VARIANTS,
)
def test_stricter_durability_never_lowers_copies(survive, stricter, zones, protect, variant):
    """Neither does protecting an environment."""
    order = list(Survive)
    low, high = sorted((survive, stricter), key=order.index)

    def copies(wish, protected):
        answers = asked.answers()
        goals = replace(answers.goals, durability=replace(answers.goals.durability, survive=wish))
        environment = replace(answers.primary, zones=zones, protect=protected)
        topic = asked.topics(replace(answers, goals=goals), variant, environment)[0]
        return topic.replication_factor, topic.min_insync_replicas

    assert copies(high, protect) >= copies(low, protect)
    assert copies(low, True) >= copies(low, False)


@given(
    peak=RATES,
    days=st.integers(1, 400),
    hot=st.floats(0.01, 1),
    cleanup=st.sampled_from(list(Cleanup)),
    ordering=st.sampled_from(list(Ordering)),
    record=st.one_of(st.none(), st.integers(1, 8_000_000)),
    variant=VARIANTS,
)
def test_every_topic_is_valid_and_deterministic(
    peak, days, hot, cleanup, ordering, record, variant
):
    """No combination gives a setting that is refused or contradicts another; the same in, the same out."""
    answers = asked.with_topics(
        loaded(peak),
        retention_s=days * 86400.0,
        hot_retention_s=days * hot * 86400.0,
        cleanup=cleanup,
        ordering=ordering,
        max_record_bytes=record,
    )
    planned = asked.topics(answers, variant)
    problems = check_topics(planned, msk_limits(variant))

    assert [f for f in problems if f.severity is Severity.ERROR] == []
    assert planned == asked.topics(answers, variant)
