"""A user's own prices, discounts and limits, laid over the facts and marked as theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from math import isfinite
from pathlib import Path
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError, FactsError
from kafka_scaffold.model.facts import Fact, FactFile, FactKind, Facts, Price, Source


SCHEMA = "overrides/1"
_ALWAYS = date(1970, 1, 1)
_KEYS = {"schema", "as_of", "review_by", "prices", "discount", "facts"}
_PRICE = {"item", "region", "usd", "reason"}
_DISCOUNT = {"items", "percent", "reason"}
_FACT = {"value", "reason"}
_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Discount:
    pattern: str
    percent: float
    reason: str
    file: str

    def on(self, price: Price) -> Price:
        title = f"{price.source.title}, less {self.percent:g} % ({self.reason}; {self.file})"
        source = replace(price.source, title=title)
        usd = price.usd * (1 - self.percent / _PERCENT)
        return replace(price, usd=usd, source=source, overridden=True)


class _OwnPrices(Mapping[tuple[str, str], tuple[Price, ...]]):
    """A price book with own prices instead of the listed ones and discounts on what is left."""

    def __init__(
        self,
        listed: Mapping[tuple[str, str], tuple[Price, ...]],
        own: Mapping[tuple[str, str], Price],
        discounts: tuple[_Discount, ...],
    ) -> None:
        self._listed = listed
        self._own = own
        self._discounts = discounts

    def __getitem__(self, key: tuple[str, str]) -> tuple[Price, ...]:
        if key in self._own:
            return (self._own[key],)
        prices = self._listed[key]
        for discount in self._discounts:
            if fnmatchcase(key[0], discount.pattern):
                prices = tuple(discount.on(price) for price in prices)
        return prices

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._listed
        yield from (key for key in self._own if key not in self._listed)

    def __len__(self) -> int:
        return len(self._listed) + sum(key not in self._listed for key in self._own)


def apply_overrides(facts: Facts, files: tuple[Path, ...]) -> Facts:
    """Return the facts with every file's own values in place.

    Raises:
        FactsError: A file cannot be read, or speaks of something that is not known.
    """
    for path in files:
        facts = _apply(facts, path)
    return facts


def _apply(facts: Facts, path: Path) -> Facts:
    name = path.name
    data = _read(path)
    newest = max(facts.files, key=lambda file: file.as_of)
    days = {key: _day(data, key, name) or getattr(newest, key) for key in ("as_of", "review_by")}
    own = {(price.item, price.region): price for price in _prices(data, facts, name, days["as_of"])}
    discounts = tuple(_discounts(data, facts, name))
    changed = {fact.name: fact for fact in _facts(data, facts, name, days["as_of"])}
    file = FactFile(name=name, as_of=days["as_of"], review_by=days["review_by"], overridden=True)
    return replace(
        facts,
        facts={**facts.facts, **changed} if changed else facts.facts,
        prices=_OwnPrices(facts.prices, own, discounts) if own or discounts else facts.prices,
        files=(*facts.files, file),
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        data = yaml_io.load(path.read_bytes(), path.name).data
    except AnswersError as error:
        details = tuple(f"{p.location} {p.path} {p.message}" for p in error.problems)
        raise FactsError(f"{path.name} cannot be read", details=details) from error
    except (OSError, ValueError) as error:
        raise FactsError(f"{path} cannot be read: {error}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise FactsError(
            f"{path.name}: schema must be {SCHEMA}",
            hint=f"begin the file with: schema: {SCHEMA}",
        )
    _check_keys(data, _KEYS, set(), path.name)
    return data


def _check_keys(row: object, known: set[str], needed: set[str], where: str) -> None:
    if not isinstance(row, dict):
        raise FactsError(f"{where}: must be a mapping of {', '.join(sorted(known))}")
    for key in row:
        if key not in known:
            raise FactsError(f"{where}: unknown key {key!r}", hint=_hint(key, known))
    for key in sorted(needed - set(row)):
        raise FactsError(f"{where}: {key} is missing")
    if "reason" in needed and not (isinstance(row["reason"], str) and row["reason"].strip()):
        raise FactsError(f"{where}: reason must say why in words")


def _hint(word: object, known: Any) -> str:
    close = get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.5)
    return f'did you mean "{close[0]}"?' if close else ""


def _rows(data: Mapping[str, Any], key: str, name: str) -> list[Any]:
    rows = data.get(key, [])
    if not isinstance(rows, list):
        raise FactsError(f"{name}: {key} must be a list")
    return rows


def _number(value: object, least: float, most: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise FactsError(f"{where}: must be a number")
    if not least <= value <= most:
        raise FactsError(f"{where}: must be between {least:g} and {most:g}")
    return float(value)


def _day(data: Mapping[str, Any], key: str, name: str) -> date | None:
    if key not in data:
        return None
    try:
        return date.fromisoformat(data[key])
    except (TypeError, ValueError):
        raise FactsError(f"{name}: {key} must be a day such as 2026-11-23") from None


def _own_source(name: str, reason: str, seen: date) -> Source:
    return Source(id="override", title=f"{reason} ({name})", reference=name, seen=seen)


def _prices(data: Mapping[str, Any], facts: Facts, name: str, seen: date) -> Iterator[Price]:
    items = {item: key for key in facts.prices for item in (key[0],)}
    regions = {region for _, region in facts.prices}
    for index, row in enumerate(_rows(data, "prices", name)):
        where = f"{name}: prices[{index}]"
        _check_keys(row, _PRICE, _PRICE, where)
        item, region = str(row["item"]), str(row["region"])
        if item not in items:
            raise FactsError(f"{where}.item: {item!r} is not known", hint=_hint(item, items))
        if region not in regions:
            raise FactsError(
                f"{where}.region: {region!r} is not known", hint=_hint(region, regions)
            )
        yield Price(
            item=item,
            region=region,
            unit=facts.prices[items[item]][0].unit,
            usd=_number(row["usd"], 0, 10**6, f"{where}.usd"),
            from_date=_ALWAYS,
            until=None,
            kind=FactKind.LISTED,
            source=_own_source(name, row["reason"], seen),
            overridden=True,
        )


def _discounts(data: Mapping[str, Any], facts: Facts, name: str) -> Iterator[_Discount]:
    items = {item for item, _ in facts.prices}
    for index, row in enumerate(_rows(data, "discount", name)):
        where = f"{name}: discount[{index}]"
        _check_keys(row, _DISCOUNT, _DISCOUNT, where)
        pattern = str(row["items"])
        if not any(fnmatchcase(item, pattern) for item in items):
            raise FactsError(
                f"{where}.items: {pattern!r} matches no item", hint=_hint(pattern, items)
            )
        yield _Discount(
            pattern=pattern,
            percent=_number(row["percent"], 0, _PERCENT, f"{where}.percent"),
            reason=row["reason"],
            file=name,
        )


def _facts(data: Mapping[str, Any], facts: Facts, name: str, seen: date) -> Iterator[Fact]:
    rows = data.get("facts", {})
    if not isinstance(rows, dict):
        raise FactsError(f"{name}: facts must be a mapping of names")
    for key, row in rows.items():
        where = f"{name}: facts.{key}"
        _check_keys(row, _FACT, _FACT, where)
        fact = facts.find(key)
        if fact is None:
            raise FactsError(f"{where}: is not known", hint=_hint(key, facts.facts))
        value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
        if not _alike(value, fact.value):
            raise FactsError(f"{where}.value: must be of the kind of {fact.value!r}")
        yield replace(
            fact, value=value, source=_own_source(name, row["reason"], seen), overridden=True
        )


def _alike(new: object, old: object) -> bool:
    if isinstance(old, tuple):
        return isinstance(new, tuple) and all(_alike(item, old[0]) for item in new)
    if isinstance(old, bool) or isinstance(new, bool):
        return isinstance(old, bool) and isinstance(new, bool)
    if isinstance(old, int | float):
        return isinstance(new, int | float) and isfinite(new) and new >= 0
    return isinstance(new, str)
