"""Answers from anyone: whatever is written, the loader answers quickly with answers or with problems."""

import re
import time
from functools import cache

import pytest
from answers_samples import CONTEXT, FULL

from hostile import HOSTILE
from kafka_scaffold import yaml_io
from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.answers.questions import QUESTIONS
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.errors import AnswersError


SECONDS = 2.0
MEMBERS = {
    "topics[]": "topics[0]",
    "applications.*": "applications.web",
    "environments.*": "environments.prod",
}
PATHS = sorted(
    {
        question.path.replace("tags.*", "tags.team")
        .replace("topics[]", MEMBERS["topics[]"])
        .replace("applications.*", MEMBERS["applications.*"])
        .replace("environments.*", MEMBERS["environments.*"])
        for question in QUESTIONS
    }
)
NAMES = [t for t in HOSTILE if 0 < len(t) < 1000 and "\ud800" not in t]


@cache
def base():
    """Return the plain data of a valid file."""
    return yaml_io.load(FULL, "x").data


def outcome(text, *sets):
    """Return answers or problems; anything else is a bug, and so is taking long."""
    start = time.process_time()
    try:
        found = load_answers(text, "answers.yaml", sets=sets, context=CONTEXT).answers
    except AnswersError as error:
        found = error.problems
    assert time.process_time() - start < SECONDS
    if isinstance(found, tuple):
        assert found
        assert all(len(p.message) < 700 and p.message.isprintable() for p in found)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_hostile_text_is_taken_or_refused(path):
    """Every answer, every string, by flag."""
    for text in HOSTILE:
        assert outcome(FULL, f"{path}={text}") is not None


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t)[1:-1][:24] or "empty")
def test_hostile_text_in_a_file_is_taken_or_refused(text):
    """As text, as a list's item, as a key, and as the whole file."""
    assert outcome(text) is not None
    if "\ud800" in text or len(text) > 100_000:
        return
    data = dict(base())
    for changed in (
        {**data, "description": text},
        {**data, "tags": {text: text}},
        {**data, "applications": {text: {"kind": "producer"}}},
        {**data, "environments": {text: {}}},
        {**data, "topics": [{"name": text, "producers": [text], "key": text}]},
        {**data, text: text},
        {**data, "workload": {text: text}},
    ):
        assert outcome(to_yaml(changed)) is not None


@pytest.mark.parametrize("text", NAMES, ids=lambda t: ascii(t)[1:-1][:24])
def test_names_that_become_part_of_other_names_are_plain(text):
    """Whatever passes as a name has no character that means something anywhere."""
    found = outcome(FULL, f"name={text}")

    assert isinstance(found, tuple) or re.fullmatch(r"[a-z][a-z0-9-]{0,29}", found.name)


@pytest.mark.parametrize(
    "text",
    [
        "topics: [" + "{name: a}," * 20_000 + "]",
        "topics: [" + "1," * 400_000 + "]",
        "a: {" * 15 + "}" * 15,
        "".join(f"k{n}: x\n" for n in range(60_000)),
        "".join(f"{'retension' * 8}{n}: x\n" for n in range(10_000)),
        "applications: {" + ",".join(f"a{n}: {{}}" for n in range(20_000)) + "}",
        "tags: {" + ",".join(f"a{n}: b" for n in range(20_000)) + "}",
        "name: " + "9" * 4000,
        "version: " + "9" * 4000,
        "workload: {compression_ratio: " + "9" * 4000 + "}",
        "workload: {compression_ratio: 1e400}",
    ],
    ids=range(11),
)
def test_large_files_are_answered_quickly(text):
    """A pull request cannot keep a runner busy."""
    assert isinstance(outcome(text), tuple)


def test_many_topics_and_applications_are_still_quick():
    """The most there can be is judged in time."""
    topics = ",".join(f"{{name: t{n}, producers: [a{n % 300}]}}" for n in range(1000))
    applications = ",".join(f"a{n}: {{kind: producer}}" for n in range(300))
    text = FULL.partition("topics:")[0] + f"topics: [{topics}]\napplications: {{{applications}}}\n"

    assert len(outcome(text).topics) == 1000
