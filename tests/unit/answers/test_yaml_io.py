"""Strict YAML: what would be misread or could do harm is refused, with its place."""

import pytest
import yaml

from hostile import HOSTILE
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.yaml_io import MAX_BYTES, MAX_NODES, Position, dump, flow, load


def problems(text):
    """Return the problems of a text that must not load."""
    with pytest.raises(AnswersError) as caught:
        load(text, "a.yaml")
    return caught.value.problems


def test_every_key_and_item_has_a_position():
    """Errors can point at line and column."""
    document = load("a:\n  b: [x, y]\n", "a.yaml")

    assert document.data == {"a": {"b": ["x", "y"]}}
    assert document.positions["a.b"] == Position(line=2, column=3)
    assert document.positions["a.b[1]"] == Position(line=2, column=10)


def test_a_key_given_twice_is_refused_with_both_places():
    """PyYAML would silently take the last one."""
    (problem,) = problems("a: 1\nb: 2\na: 3\n")

    assert (problem.path, problem.line, problem.column) == ("a", 3, 1)
    assert "line 1" in problem.message


def test_all_problems_come_at_once():
    """One run shows every duplicate."""
    assert len(problems("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system [id]",
        "a: !!binary aGk=",
        "a: !x y",
        "a: &x 1\nb: *x",
        "a: [",
        "a: 'x",
        "a: b: c",
        "\t- x",
        "? [a]\n: b",
        "a: \x00",
        b"a: \xff",
        "a: " + "[" * 100,
        "a: " + "[" * 30 + "]" * 30,
        "a: " + "x" * MAX_BYTES,
        "a: 1\n---\nb: 2\n",
    ],
    ids=lambda t: ascii(t)[:24],
)
def test_what_could_do_harm_is_refused(text):
    """Tags, aliases, broken or endless documents: one short problem each."""
    found = problems(text)

    assert found
    assert all(len(problem.message) < 200 for problem in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12:30", "12:30"), ("2026-01-01", "2026-01-01"), ("3", 3), ("1.5", 1.5), ("true", True)],
)
def test_only_plain_numbers_are_numbers(text, value):
    """YAML 1.1 turns times and dates into something else; we leave them as written."""
    assert load(f"a: {text}", "a.yaml").data == {"a": value}


def test_a_byte_order_mark_is_ignored():
    """Windows editors write one."""
    assert load(b"\xef\xbb\xbfa: 1", "a.yaml").data == {"a": 1}


@pytest.mark.parametrize(
    "text",
    [t for t in HOSTILE if len(t) < 1000 and "\ud800" not in t],
    ids=lambda t: ascii(t)[1:-1][:24] or "empty",
)
def test_what_is_dumped_loads_again(text):
    """A round trip keeps every string."""
    assert yaml.safe_load(dump({"a": text})) == {"a": text}


def test_text_that_is_not_unicode_is_refused():
    """Arguments of a command line may hold bytes that are no text."""
    assert "UTF-8" in problems("a: \ud800")[0].message


def test_a_document_of_endless_entries_is_refused():
    """A file from a pull request does not keep the machine busy."""
    (problem,) = problems("a: [" + "1," * (MAX_NODES + 1) + "]")

    assert "entries" in problem.message


@pytest.mark.parametrize("value", ["x", "", "a: b", "@x", "yes", "\u2028", ["a", 1], "x" * 500])
def test_a_value_on_one_line_loads_again(value):
    """Long text is not folded, odd text is quoted."""
    assert "\n" not in flow(value)
    assert yaml.safe_load(flow(value)) == value
