"""The price book reads rows when they are looked up and says which one is broken."""

from datetime import date

import pytest

from kafka_scaffold.errors import FactsError
from kafka_scaffold.facts.load import load_facts


YAML = """schema: prices/1
as_of: 2026-01-01
review_by: 2026-02-01
sources:
  list: {title: a list, reference: somewhere, seen: 2026-01-01}
prices: prices.csv
"""
HEADER = "item,region,unit,usd,since,until,kind,seen,source\n"


@pytest.fixture
def book(tmp_path):
    """Return a function that loads a folder with one price file."""

    def load(rows, header=HEADER):
        (tmp_path / "prices.yaml").write_text(YAML)
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
        ("a,r,GB,1\n", "a in r: not enough values"),
    ],
)
def test_a_broken_row_is_named(book, row, message):
    """By item and region, when somebody asks for it."""
    known = book(row)

    with pytest.raises(FactsError, match=message):
        known.price("a", "r", date(2026, 1, 1))


def test_other_columns_are_refused(book):
    """A file with another header is not guessed at."""
    with pytest.raises(FactsError, match=r"prices\.csv: the columns must be item"):
        book("", header="item,usd\n")
