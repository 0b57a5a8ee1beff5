"""The price book reads rows when they are looked up and says which one is broken."""

from datetime import date

import pytest

from kafka_scaffold.errors import FactsError
from kafka_scaffold.facts import prices as prices_module
from kafka_scaffold.facts.load import load_facts


YAML = """schema: prices/1
as_of: 2026-01-01
review_by: 2026-02-01
sources:
  list: {title: a list, reference: somewhere, seen: 2026-01-01}
prices: prices.csv
prefixes: [a]
"""
HEADER = "item,region,unit,usd,since,until,kind,seen,source\n"


@pytest.fixture
def book(tmp_path):
    """Return a function that loads a folder with one price file."""

    def load(rows, header=HEADER, more=""):
        (tmp_path / "prices.yaml").write_text(YAML + more)
        (tmp_path / "prices.csv").write_text(header + rows)
        return load_facts(tmp_path)

    return load


def test_the_price_of_a_day_is_the_one_whose_interval_holds_it(book):
    """``since`` counts, ``until`` does not; before the first interval nothing is known."""
    known = book(
        "a,r,GB,1,2026-01-01,2026-06-01,listed,2026-01-01,list\n"
        "a,r,GB,2,2026-06-01,,listed,2026-06-02,list\n"
    )
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1))

    found = [known.price("a", "r", day) for day in days]

    assert [price and price.usd for price in found] == [None, 1, 1, 2]
    assert found[3].source.seen == date(2026, 6, 2)
    assert known.price("a", "elsewhere", days[1]) is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,r,GB,much,2026-01-01,,listed,2026-01-01,list\n", "a in r: could not convert"),
        ("a,r,GB,1,soon,,listed,2026-01-01,list\n", "a in r: Invalid isoformat"),
        ("a,r,GB,1,2026-01-01,,listed,2026-01-01,nowhere\n", "there is no source 'nowhere'"),
        ("a,r,GB,1,2026-01-01,,free,2026-01-01,list\n", "'free' is not a valid FactKind"),
        ("a,r,GB,1\n", "a in r: has 2 of 7 fields"),
    ],
)
def test_a_broken_row_is_named(book, row, message):
    """By item and region, when somebody asks for it."""
    known = book(row)

    with pytest.raises(FactsError, match=message):
        known.price("a", "r", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("header", "more"),
    [
        ("item,usd\n", ""),
        ("item,region,usd\n", "every: {unit: GB, since: 2026-01-01}\n"),
        (HEADER, "every: {unit: GB}\n"),
    ],
)
def test_other_columns_are_refused(book, header, more):
    """Columns stand in the file or hold for all of it; what is missing or said twice is not guessed at."""
    known = book("", header, more)

    with pytest.raises(FactsError, match=r"prices\.csv: the columns must be item"):
        known.price("a", "r", date(2026, 1, 1))


def test_what_holds_for_every_row_is_said_once(book):
    """Columns that are the same in all rows stand in the YAML file."""
    known = book(
        "a,r,2\n",
        "item,region,usd\n",
        "every: {unit: hour, since: 2026-01-01, until: '', kind: listed, seen: 2026-01-02, source: list}\n",
    )
    price = known.price("a", "r", date(2026, 1, 1))

    assert (price.usd, price.unit, price.until) == (2, "hour", None)
    assert price.source.seen == date(2026, 1, 2)


def test_an_item_that_begins_otherwise_is_refused(book):
    """It would not be found by those who ask for it."""
    known = book("b,r,GB,1,2026-01-01,,listed,2026-01-01,list\n")

    with pytest.raises(FactsError, match=r"prices\.csv: b begins with none of a"):
        list(known.prices)


@pytest.mark.parametrize("more", ["every: {usd: 1}\n", "columns: [item]\n"])
def test_a_price_is_never_the_same_in_every_row(book, more):
    """Only what describes a price may be said for all of them."""
    with pytest.raises(FactsError, match=r"prices\.yaml: .*unknown key"):
        book("", more=more)


def test_a_file_says_how_its_items_begin(tmp_path):
    """Without that every file would have to be read for every item."""
    (tmp_path / "prices.yaml").write_text(YAML.replace("prefixes: [a]\n", ""))

    with pytest.raises(FactsError, match=r"prices\.yaml: prefixes must say"):
        load_facts(tmp_path)


def test_a_file_is_read_for_its_own_items_alone(book, monkeypatch):
    """Who asks for other items does not wait for it, and it is read once."""
    known = book("a,r,GB,1,2026-01-01,,listed,2026-01-01,list\n")
    read = []
    monkeypatch.setattr(
        prices_module.Path, "read_text", lambda path, **_: read.append(path.name) or HEADER
    )

    assert known.price("b", "r", date(2026, 1, 1)) is None
    assert read == []
    assert known.price("a", "r", date(2026, 1, 1)) is None
    assert known.price("a.b", "r", date(2026, 1, 1)) is None
    assert read == ["prices.csv"]


def test_a_missing_file_is_named_when_it_is_needed(book, tmp_path):
    """Not before, and then by name."""
    known = book("")
    (tmp_path / "prices.csv").unlink()

    with pytest.raises(FactsError, match=r"prices\.csv cannot be read"):
        known.price("a", "r", date(2026, 1, 1))
