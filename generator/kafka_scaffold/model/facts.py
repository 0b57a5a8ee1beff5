"""The shape of dated knowledge: values with a kind and a source, tables, and prices by region."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


Scalar: TypeAlias = str | int | float | bool


class FactKind(StrEnum):
    """How binding a value is."""

    HARD = "hard"  # the API refuses
    QUOTA = "quota"  # can be raised on request
    RECOMMENDED = "recommended"  # the vendor's advice
    MEASURED = "measured"
    ASSUMED = "assumed"  # ours or unconfirmed; the note says why
    LISTED = "listed"  # a published price
    DERIVED = "derived"  # computed from published prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a value was read. ``reference`` is a URL or a document and commit; ``seen`` is when."""

    id: str
    title: str
    reference: str
    seen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value. ``name`` is its dotted path, e.g. ``msk.quotas.brokers_per_cluster``."""

    name: str
    value: Scalar | tuple[Scalar, ...]
    kind: FactKind
    source: Source
    note: str = ""
    overridden: bool = False

    @property
    def number(self) -> float:
        """Return the value as a number; a non-number is a bug in the facts."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise TypeError(f"{self.name} is not a number: {self.value!r}")
        return self.value

    @property
    def text(self) -> str:
        """Return the value as text; a non-string is a bug in the facts."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.name} is not text: {self.value!r}")
        return self.value

    @property
    def items(self) -> tuple[Scalar, ...]:
        """Return the value as a tuple; a scalar is a bug in the facts."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.name} is not a list: {self.value!r}")
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A list price in USD per ``unit`` for ``item`` in ``region``, valid ``from_date`` (inclusive) to ``until``."""

    item: str
    region: str
    unit: str
    usd: float
    from_date: date
    until: date | None
    kind: FactKind
    source: Source
    overridden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFile:
    """Age of one facts file."""

    name: str
    as_of: date
    review_by: date
    overridden: bool = False


class MissingFactError(LookupError):
    """A fact the code needs is not in the facts: a bug or a broken override."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Every fact by dotted name, and the price book.

    Rows of a table are facts too: ``msk.standard.kafka.m7g.large.vcpu`` is the cell ``vcpu`` of row
    ``kafka.m7g.large`` in table ``msk.standard``.
    """

    facts: Mapping[str, Fact]
    tables: Mapping[str, tuple[str, ...]]
    prices: Mapping[tuple[str, str], tuple[Price, ...]]
    files: tuple[FactFile, ...]

    def get(self, name: str) -> Fact:
        """Return the fact called ``name``; raise `MissingFactError` when there is none."""
        try:
            return self.facts[name]
        except KeyError:
            raise MissingFactError(name) from None

    def find(self, name: str) -> Fact | None:
        """Return the fact called ``name`` or ``None``."""
        return self.facts.get(name)

    def number(self, name: str) -> float:
        """Return a numeric fact's value."""
        return self.get(name).number

    def rows(self, table: str) -> tuple[str, ...]:
        """Return the row names of a table, in file order."""
        try:
            return self.tables[table]
        except KeyError:
            raise MissingFactError(table) from None

    def price(self, item: str, region: str, on: date) -> Price | None:
        """Return the price of ``item`` in ``region`` valid on a day, or ``None`` when none is known.

        A known price whose interval begins after ``on`` does not count; an old one whose interval is open does.
        """
        for price in self.prices.get((item, region), ()):
            if price.from_date <= on and (price.until is None or on < price.until):
                return price
        return None
