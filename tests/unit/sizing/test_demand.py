"""Answers become wire bytes, environment by environment."""

from dataclasses import replace

import pytest

from builders import aggregated, answers, loaded
from kafka_scaffold.model.answers import Cleanup, Rate
from kafka_scaffold.sizing.demand import to_demand


def demand_of(asked, **changes):
    """Return the demand of the only environment, changed."""
    return to_demand(asked, replace(asked.environments[0], **changes))


def topic_of(asked, **changes):
    """Return the demand of the first topic, changed; it is the only one."""
    topic = replace(asked.topics[0], share=1.0, **changes)
    return demand_of(replace(asked, topics=(topic,))).topics[0]


def test_rates_are_counted_after_compression():
    """40 MB/s shrink 3.5 times before they reach a broker."""
    demand = demand_of(loaded(answers(), peak_mb_s=40, fan_out=2))

    assert demand.ingress_peak_mib_s == pytest.approx(40e6 / 3.5 / 2**20)
    assert demand.egress_peak_mib_s == pytest.approx(2 * demand.ingress_peak_mib_s)
    assert demand.ingress_avg_mib_s == pytest.approx(demand.ingress_peak_mib_s / 2)


def test_an_environment_takes_its_share_of_everything():
    """Rates, clients and keys follow the scale; people and retention do not."""
    whole, tenth = (demand_of(answers(), scale=scale) for scale in (1.0, 0.1))

    assert tenth.ingress_avg_mib_s == pytest.approx(whole.ingress_avg_mib_s / 10)
    assert tenth.stored_gib == pytest.approx(whole.stored_gib / 10)
    assert (whole.producers, tenth.producers) == (200, 20)
    assert tenth.retention_hours == pytest.approx(whole.retention_hours)


def test_topics_add_up_to_the_whole():
    """Shares sum to one, and the mean retention keeps what the topics keep."""
    demand = demand_of(answers())

    assert sum(t.ingress_avg_mib_s for t in demand.topics) == pytest.approx(
        demand.ingress_avg_mib_s
    )
    assert sum(t.stored_gib for t in demand.topics) == pytest.approx(demand.stored_gib)
    assert demand.ingress_avg_mib_s * demand.retention_hours * 3600 / 1024 == pytest.approx(
        demand.stored_gib
    )


def test_retention_is_weighted_by_traffic():
    """A big topic kept briefly and a small one kept long meet where their bytes are."""
    base = answers()
    long, short = (
        replace(t, retention_s=s) for t, s in zip(base.topics, (36e5, 36e4), strict=True)
    )
    demand = demand_of(replace(base, topics=(long, short)))

    assert demand.retention_hours == pytest.approx(0.7 * 1000 + 0.3 * 100)


def test_a_compacted_topic_keeps_keys_not_time():
    """A million keys of 1000 bytes, 3.5 times smaller, each at most twice."""
    topic = topic_of(answers(), cleanup=Cleanup.COMPACT, keys=1_000_000)

    assert topic.stored_gib == pytest.approx(1e6 * 1000 / 3.5 * 2 / 2**30)
    assert topic.hot_gib == topic.stored_gib


def test_compaction_and_deletion_together_keep_the_lesser():
    """With few keys the keys bound it, with many the retention does."""
    few, many = (
        topic_of(answers(), cleanup=Cleanup.COMPACT_DELETE, keys=keys) for keys in (1000, 10**12)
    )
    deleted = topic_of(answers())

    assert few.stored_gib < 0.001
    assert many.stored_gib == pytest.approx(deleted.stored_gib)


def test_without_a_number_of_keys_retention_stands_for_it():
    """Nothing better is known; the topic is not taken to be empty."""
    topic = topic_of(answers(), cleanup=Cleanup.COMPACT)

    assert topic.stored_gib == pytest.approx(topic_of(answers()).stored_gib)


def test_hot_data_is_never_more_than_is_kept():
    """A longer hot retention than retention asks for nothing more."""
    topic = topic_of(answers(), retention_s=3600.0, hot_retention_s=7200.0)

    assert topic.hot_retention_hours == 1
    assert topic.hot_gib == topic.stored_gib


def test_aggregates_are_taken_as_they_are():
    """They are on the wire already: compression does not touch them."""
    demand = demand_of(aggregated((20, 50, 40, 100, 600, 72, 24)))

    assert demand.aggregate
    assert (demand.ingress_avg_mib_s, demand.egress_peak_mib_s) == (20, 100)
    assert (demand.partition_replicas, demand.topics) == (600, ())
    assert (demand.retention_hours, demand.hot_retention_hours) == (72, 24)


def test_an_hour_without_writes_stores_nothing_and_divides_by_nothing():
    """A rate of almost nothing is a rate."""
    base = answers()
    still = Rate(average_bytes_s=0.0, peak_bytes_s=1.0)
    demand = demand_of(replace(base, workload=replace(base.workload, write=still)))

    assert demand.retention_hours == 0
    assert demand.stored_gib == 0
