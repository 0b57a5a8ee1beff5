"""``--set key.path=value`` lays answers over the file."""

import pytest
from answers_samples import FULL, SMALLEST, load, only_problem

from kafka_scaffold.answers.sets import value_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("60 MB/s", "60 MB/s"),
        ("5", 5),
        ("1.5", 1.5),
        ("true", True),
        ("[a, b]", ["a", "b"]),
        ("{a: 1}", {"a": 1}),
        ('"5"', "5"),
        ("@example/team", "@example/team"),
        ("a: b # c", "a: b # c"),
        ("- x", "- x"),
        ("", ""),
        ("!!python/object:x", "!!python/object:x"),
        ("null", None),
        ("12:30", "12:30"),
    ],
)
def test_a_value_is_what_it_looks_like(written, value):
    """Numbers and truth values, lists and groups in brackets, quoted text; everything else is text as it stands."""
    assert value_of(written) == value


def test_topics_are_reached_by_place_or_name():
    """Names survive a topic that is put in front."""
    answers = load(FULL, "topics[0].share=30%", "topics.orders.partitions=12")

    assert answers.topics[0].share == pytest.approx(0.3)
    assert answers.topics[1].partitions == 12


def test_the_place_after_the_last_makes_a_new_one():
    """A list can grow."""
    assert len(load(FULL, "topics[2].name=returns").topics) == 3
    assert load(SMALLEST, "topics[0].name=returns").topics[0].name == "returns"


def test_groups_that_are_not_there_are_made():
    """A path need not exist in the file."""
    assert load(SMALLEST, "goals.latency.produce_p99=20 ms").goals.latency.produce_p99_ms == 20
    assert load(SMALLEST, "environments.dev.scale=5%").environments[0].scale == pytest.approx(0.05)
    assert load(SMALLEST, "tags.cost.center=x=y").tags == (("cost.center", "x=y"),)


def test_the_last_of_equal_settings_wins_over_the_file():
    """Origins are merged in order."""
    assert (
        load(FULL, "workload.retention=1d", "workload.retention=2d").workload.retention_s == 172800
    )


def test_null_takes_an_answer_back_to_its_default():
    """The way to undo what a file says."""
    assert load(FULL, "topics.clicks.share=null").topics[0].share == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("setting", "path", "words"),
    [
        ("workload.write.peak", "workload.write.peak", "write key.path=value"),
        ("=x", "", "write key.path=value"),
        ("a..b=1", "a..b", "no key path"),
        ("topics[x].share=1%", "topics[x].share", "no key path"),
        ("topics[7].share=1%", "topics[7].share", "the next is [2]"),
        ("topics.ordes.share=1%", "topics.ordes.share", 'did you mean "orders"'),
        ("name.first=x", "name.first", "nothing below it"),
        ("topics[0]=null", "topics[0]", "cannot be removed"),
        ("topics=[", "topics", "not YAML"),
        ("workload.write.peak=60", "workload.write.peak", "no unit"),
        ("workload.retension=1d", "workload.retension", 'did you mean "retention"'),
    ],
)
def test_a_broken_setting_names_flag_and_key(setting, path, words):
    """People look for the mistake where they made it."""
    problem = only_problem(FULL, setting)

    assert (problem.file, problem.path) == ("--set", path)
    assert words in problem.message
