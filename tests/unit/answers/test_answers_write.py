"""Answers are written as YAML that loads again, in one order, with help for whoever edits it."""

from pathlib import Path

import pytest
from answers_samples import CONTEXT, FULL
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_scaffold import yaml_io
from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.model.answers import CloudProvider


EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/answers.yaml"))
NAME = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8})?", fullmatch=True).filter(
    lambda n: n.partition("-")[0] not in {"aws", "amazon", "sthree", "amzn", "msk"}
)
TEXT = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=80).filter(
    str.isprintable
)
TAG = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:/=+@-]{0,20}", fullmatch=True).filter(
    lambda k: not k.lower().startswith("aws:")
)


@st.composite
def answers_data(draw):
    """Return plain answers that the loader takes."""
    average = draw(st.integers(1, 500))
    topics = draw(st.lists(NAME, unique=True, max_size=4))
    data = {
        "workload": {
            "retention": f"{draw(st.integers(1, 30))}d",
            "write": {
                "peak": f"{average * draw(st.integers(1, 5))} KB/s",
                "average": f"{average} KB/s",
            },
        },
        "name": draw(NAME),
        "version": 1,
        "description": draw(TEXT),
        "cloud": {"region": draw(st.sampled_from(sorted(CONTEXT.regions[CloudProvider.AWS])))},
        "tags": draw(st.dictionaries(TAG.map(str.lower), TAG, max_size=3)),
        "topics": [{"key": draw(TEXT) or "k", "name": name} for name in topics],
        "environments": {name[:12].rstrip("-"): {} for name in draw(st.lists(NAME, max_size=2))},
    }
    return {key: value for key, value in data.items() if value not in ({}, [])}


@settings(deadline=None, max_examples=60)
@given(data=answers_data())
def test_what_is_written_loads_to_the_same(data):
    """Writing changes neither data nor answers, and writing again changes nothing."""
    text = to_yaml(data)
    again = yaml_io.load(text, "x").data
    from_dump = load_answers(yaml_io.dump(data), "x", context=CONTEXT).answers
    from_text = load_answers(text, "x", context=CONTEXT).answers

    assert again == data
    assert to_yaml(again) == text
    assert _plain(from_text) == _plain(from_dump)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.parent.name)
def test_examples_survive_being_written(file):
    """Every kind of answer has a form."""
    data = yaml_io.load(file.read_bytes(), str(file)).data

    assert yaml_io.load(to_yaml(data), "x").data == data


def test_keys_come_in_the_order_of_the_table():
    """Two files with the same answers look alike."""
    data = yaml_io.load(FULL, "x").data

    assert to_yaml(dict(reversed(data.items()))) == to_yaml(data)


def test_choices_and_groups_are_explained():
    """The reader need not look them up."""
    text = to_yaml({"platform": "auto", "workload": {"order": "none"}, "topics": [{"name": "a"}]})

    assert text == (
        "platform: auto  # auto | msk | confluent-cloud | strimzi\n"
        "\n"
        "# Traffic before compression. MB is 10^6 bytes, MiB 2^20.\n"
        "workload:\n"
        "  order: none  # none | per-key | total\n"
        "\n"
        "# What is written, by whom and for whom.\n"
        "topics:\n"
        "  - name: a\n"
    )


def _plain(answers):
    return {name: getattr(answers, name) for name in answers.__slots__ if name != "origins"}
