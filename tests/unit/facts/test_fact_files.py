"""Facts are checked when their files are read, and made when somebody asks for them."""

import pytest

from kafka_scaffold import user_cache
from kafka_scaffold.errors import FactsError
from kafka_scaffold.facts import documents
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.model.facts import FactKind


HEAD = """schema: facts/1
namespace: x
as_of: 2026-01-01
review_by: 2026-02-01
sources:
  list: {title: a list, reference: somewhere, seen: 2026-01-01}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Remember what is read in a folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files of facts and returns their folder."""
    place = tmp_path / "facts"
    place.mkdir()

    def write(**texts):
        for name, text in texts.items():
            (place / f"{name}.yaml").write_text(HEAD + text)
        return place

    return write


def test_a_fact_is_what_its_row_says(folder):
    """Value, kind, source and note; a list becomes a tuple."""
    known = load_facts(
        folder(a='facts: {b: {value: [1, 2], kind: assumed, source: list, note: "why"}}\n')
    )
    fact = known.get("x.b")

    assert (fact.value, fact.kind, fact.note) == ((1, 2), FactKind.ASSUMED, "why")
    assert fact.source.title == "a list"
    assert known.get("x.b") is fact
    assert known.find("x.c") is None
    assert (list(known.facts), len(known.facts)) == (["x.b"], 1)


def test_a_cell_of_a_table_is_a_fact(folder):
    """By table, row and column; the table says kind, source and note for all of them."""
    table = "{kind: hard, source: list, note: n, columns: [c, d], rows: {r.s: [1, two]}}"
    known = load_facts(folder(a=f"tables:\n  t: {table}\n"))

    assert known.rows("x.t") == ("r.s",)
    assert known.number("x.t.r.s.c") == 1
    assert known.get("x.t.r.s.d").text == "two"
    assert known.get("x.t.r.s.d").note == "n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts: {b: {value: 1, kind: free, source: list}}\n", "kind must be one of"),
        ("facts: {b: {kind: hard, source: list}}\n", "a fact needs a value"),
        ("facts: {b: {value: 1, kind: hard, source: list, unit: m}}\n", "unknown key 'unit'"),
        (
            "tables: {t: {kind: hard, source: list, columns: [c, d], rows: {r: [1]}}}\n",
            "r has 1 of 2 cells",
        ),
    ],
)
def test_a_broken_fact_is_refused_although_nobody_asks_for_it(folder, text, message):
    """Files are checked as a whole."""
    with pytest.raises(FactsError, match=message):
        load_facts(folder(a=text))


def test_a_fact_has_one_value(folder):
    """Two files that give the same fact contradict one another sooner or later."""
    text = "facts: {b: {value: 1, kind: hard, source: list}}\n"

    with pytest.raises(FactsError, match=r"c\.yaml: x\.b is given twice"):
        load_facts(folder(a=text, c=text))


def test_files_are_parsed_once_for_as_long_as_they_stay_the_same(folder, monkeypatch):
    """A second look takes what the first one made; a change is seen at once."""
    place = folder(a="facts: {b: {value: 1, kind: hard, source: list}}\n")
    parsed = []
    parse = documents._parse
    monkeypatch.setattr(documents, "_parse", lambda *a: parsed.append(a[1]) or parse(*a))

    assert load_facts(place).number("x.b") == 1
    assert load_facts(place).number("x.b") == 1
    assert parsed == ["a.yaml"]
    folder(a="facts: {b: {value: 2, kind: hard, source: list}}\n")
    assert load_facts(place).number("x.b") == 2


def test_what_another_version_remembered_is_made_again(folder, monkeypatch):
    """The shape of what is kept belongs to what it is kept under."""
    place = folder(a="facts: {b: {value: 1, kind: hard, source: list}}\n")
    load_facts(place)
    monkeypatch.setattr(documents, "_SHAPE", "another")
    made = []
    keep = user_cache._keep
    monkeypatch.setattr(user_cache, "_keep", lambda *a: made.append(a[0]) or keep(*a))

    assert load_facts(place).number("x.b") == 1
    assert len(made) == 1
