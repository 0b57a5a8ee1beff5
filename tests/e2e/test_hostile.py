"""Whatever stands in an answer: a clear refusal, or a repository in which it stays in its place."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import yaml

from hostile import HOSTILE
from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError, NoPlatformFitsError
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.model.tree import ANSWERS_FILE
from kafka_scaffold.ops.inputs import AnswersText
from kafka_scaffold.ops.new import rendered
from kafka_scaffold.ops.plan import plan
from kafka_scaffold.report.plan_text import plan_text
from kafka_scaffold.validate.tree import check_tree
from scenarios import TODAY, answers_file


BASES = ("clickstream", "orders-gke", "factory-onprem")
RENDERED = (
    "clickstream",
    "orders-gke",
)  # one per platform; a repository takes a moment for each string
MIRROR = (("mirror", "alias"), ("mirror", "bootstrap_servers"))  # its topics are patterns, no text
_LONG = 10_000


@cache
def base(example: str) -> Any:
    """Return the answers of an example as plain data."""
    return yaml.safe_load(answers_file(example).read_text())


def string_paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where every string of the answers stands."""
    if isinstance(data, dict):
        return [p for key, value in data.items() for p in string_paths(value, (*path, key))]
    if isinstance(data, list):
        return [p for i, value in enumerate(data) for p in string_paths(value, (*path, i))]
    return [path] if isinstance(data, str) else []


def changed(example: str, paths: tuple[tuple[Any, ...], ...], text: str) -> Any:
    """Return the answers of an example with some strings replaced."""
    data = deepcopy(base(example))
    for path in paths:
        place = data
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = text
    return data


PATHS = {example: tuple(string_paths(base(example))) for example in BASES}


def free_text() -> list[Any]:
    """Return the places of every example in which text is free, or nearly so."""
    cases = []
    for example in RENDERED:
        paths = PATHS[example]
        tags = tuple(path for path in paths if path[0] == "tags")
        wild = [path for path in paths if path[0] == "description" or path[1:3] in MIRROR]
        cases += [
            pytest.param(example, places, id=f"{example}-{'.'.join(map(str, places[0]))}")
            for places in (*((path,) for path in wild), tags)
            if places
        ]
    return cases


LINES = (".tf", ".tfvars", ".hcl", ".yml", ".yaml", ".properties", ".csv", ".sh", "Makefile")


def attempt(data: Any) -> Any:
    """Return the plan and tree of some answers, or ``None`` when they are refused as they should be."""
    try:
        decided = plan(AnswersText(text=yaml_io.dump(data), name="answers.yaml"), today=TODAY)
    except (AnswersError, NoPlatformFitsError) as error:
        assert str(error)
        return None
    return decided, rendered(decided)


@pytest.mark.parametrize("example", BASES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_string_in_every_place_at_once_is_refused_in_words(text, example):
    """All problems are collected; nothing but the designed refusal comes out."""
    places = PATHS[example] if len(text) < _LONG else PATHS[example][:1]  # a megabyte is enough
    data = changed(example, places, text)
    with pytest.raises(AnswersError) as caught:
        plan(AnswersText(text=yaml_io.dump(data), name="a.yaml"), today=TODAY)

    assert caught.value.problems


@pytest.mark.parametrize(("example", "paths"), free_text())
def test_free_text_stays_in_its_place(example, paths):
    """The repository is well-formed and has the same files, with as many lines and the same keys."""
    sample = "plain:9092" if "bootstrap_servers" in paths[0] else "plain"
    plain = attempt(changed(example, paths, sample))
    assert plain is not None
    before = {file.path: file.content.decode() for file in plain[1].files}
    accepted = 0
    for text in HOSTILE:
        made = attempt(changed(example, paths, text))
        if made is None:
            continue
        accepted += 1
        assert [f for f in check_tree(made[1]) if f.severity is Severity.ERROR] == []
        assert "\x1b" not in plan_text(made[0].plan)
        for file in made[1].files:
            after = file.content.decode()
            if file.path.endswith(LINES) and file.path != ANSWERS_FILE:
                assert after.count("\n") == before[file.path].count("\n"), (file.path, text[:60])
            if file.path.endswith(".json"):
                assert json.loads(after).keys() == json.loads(before[file.path]).keys()

    assert accepted >= (60 if paths[0][0] == "description" else 0)
