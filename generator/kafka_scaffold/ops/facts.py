"""What the tool knows: facts and prices with their age and source."""

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.facts.staleness import stale
from kafka_scaffold.model.facts import Fact, FactFile, Price


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsResult:
    """The facts files, and the facts and prices a pattern asked for."""

    files: tuple[FactFile, ...]
    stale: tuple[FactFile, ...]
    facts: tuple[Fact, ...]
    prices: tuple[Price, ...]
    pattern: str | None


def facts(
    pattern: str | None = None,
    *,
    today: date,
    region: str | None = None,
    facts_files: tuple[Path, ...] = (),
) -> FactsResult:
    """Return what is known.

    Args:
        pattern: A name, a part of one, or a glob (``msk.quotas.*``); without it only the files are listed.
        today: Files whose review is due on this day are marked.
        region: Only prices of this region.
        facts_files: Own prices and limits.
    """
    known = load_facts(overrides=facts_files)
    found: tuple[Fact, ...] = ()
    prices: tuple[Price, ...] = ()
    if pattern is not None:
        found = tuple(fact for name, fact in known.facts.items() if _matches(name, pattern))
    if pattern is not None or region is not None:
        prices = tuple(
            price
            for item, where in sorted(known.prices)
            if region in (None, where) and (pattern is None or _matches(item, pattern))
            for price in known.prices[item, where]
        )
    return FactsResult(
        files=known.files, stale=stale(known, today), facts=found, prices=prices, pattern=pattern
    )


def _matches(name: str, pattern: str) -> bool:
    low, wanted = name.casefold(), pattern.casefold()
    return wanted in low or fnmatchcase(low, wanted)
