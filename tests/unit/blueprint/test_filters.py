"""A value never leaves the place a filter puts it in: every format's own reader gives it back."""

import csv as stdlib_csv
import json as stdlib_json
import shlex
import subprocess

import hcl2
import pytest
import yaml as pyyaml

from hostile import HOSTILE
from kafka_scaffold.blueprint import filters


def _name(text: str) -> str:
    return ascii(text)[1:-1][:24] or "empty"


texts = pytest.mark.parametrize("text", HOSTILE, ids=_name)
encodable = pytest.mark.parametrize("text", [t for t in HOSTILE if "\ud800" not in t], ids=_name)


def test_there_are_at_least_a_hundred_hostile_strings():
    """The list is the promise; it does not shrink."""
    assert len(set(HOSTILE)) >= 100


@texts
def test_json_gives_the_text_back(text):
    """JSON output parses to the same text."""
    assert stdlib_json.loads(filters.json(text)) == text


@encodable
def test_yaml_gives_the_text_back_as_text(text):
    """YAML output is one line and parses to the same string, never to a number, date or boolean."""
    written = filters.yaml(text)

    assert "\n" not in written
    assert pyyaml.safe_load(f"key: {written}") == {"key": text}


@encodable
def test_shell_gives_the_word_back(text):
    """A shell word is exactly one word; NUL cannot be part of one and is dropped."""
    assert shlex.split(filters.shell(text)) == [text.replace("\x00", "")]


@pytest.mark.parametrize("text", ["$(id)", "`id`", "a'b", "\n", "$HOME", "\\", "!x", "*"])
def test_a_real_shell_prints_the_word_unchanged(text):
    """The shell itself agrees."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"printf %s {filters.shell(text)}"], capture_output=True, check=True
    )

    assert done.stdout.decode() == text


@texts
def test_properties_stay_on_one_line(text):
    """A properties value is one ASCII line that cannot begin another key."""
    written = filters.properties(text)

    assert written.isascii()
    assert not any(char in written for char in "\n\r\f\x00")


@texts
def test_comments_and_markdown_stay_on_one_line(text):
    """Comments hold no line break, control or direction character, and close no comment."""
    for written in (filters.comment(text), filters.md(text)):
        assert written.splitlines() in ([], [written])
        assert "<" not in filters.md(text)
    assert "*/" not in filters.comment(text)
    assert "-->" not in filters.comment(text)


@encodable
def test_hcl_is_one_quoted_line(text):
    """An HCL string parses, and no line break or quote ends it early."""
    written = filters.hcl(text)

    assert "\n" not in written
    assert list(hcl2.loads(f"x = {written}\n")) == ["x"]


@pytest.mark.parametrize(
    ("hours", "text"), [(168, "7 days"), (24, "1 day"), (1.5, "90 minutes"), (36, "36 hours")]
)
def test_durations_take_the_largest_unit_that_divides_them(hours, text):
    """People read days, not 168 hours."""
    assert filters.duration(hours) == text


@encodable
def test_csv_gives_one_field_of_one_line_back(text):
    """A field keeps its words and its place; line breaks and control characters become spaces."""
    line = f"first,{filters.csv(text[:1000])},last"

    assert len(line.splitlines()) == 1
    ((first, field, last),) = stdlib_csv.reader([line])
    assert (first, last) == ("first", "last")
    assert "\n" not in field


@encodable
def test_code_stays_inside_its_span_and_its_cell(text):
    """A code span is closed by us alone, and a table row keeps its cells."""
    written = filters.code(text)

    assert len(written.splitlines()) == 1
    assert "`" not in written
    assert "|" not in written


@pytest.mark.parametrize(
    ("bytes_s", "text"), [(60e6, "60 MB/s"), (1.5e9, "1.5 GB/s"), (999, "999 B/s"), (0, "0 B/s")]
)
def test_rates_take_the_unit_a_person_would_take(bytes_s, text):
    """Rates are decimal, like the answers."""
    assert filters.rate(bytes_s) == text
