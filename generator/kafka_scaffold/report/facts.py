"""Facts and prices with their age and source."""

from typing import Any

from kafka_scaffold.model.facts import Fact, FactFile, Price
from kafka_scaffold.model.plain import plain
from kafka_scaffold.report.screen import draw, line, table


def facts_text(
    files: tuple[FactFile, ...],
    stale: tuple[FactFile, ...],
    facts: tuple[Fact, ...],
    prices: tuple[Price, ...],
    *,
    width: int,
    colour: bool,
) -> str:
    """Return what was asked for as tables; the files alone when nothing was."""
    parts: list[Any] = []
    if facts:
        parts += [_facts(facts), ""]
    if prices:
        parts += [_prices(prices), ""]
    late = {file.name for file in stale}
    rows = [
        (
            file.name,
            str(file.as_of),
            str(file.review_by),
            "due for a review" if file.name in late else "yours" if file.overridden else "",
        )
        for file in files
    ]
    parts.append(table(("file", "as of", "review by", ""), rows))
    if not facts and not prices:
        parts.append("")
        parts.append(
            line("look inside: kafka-scaffold facts 'msk.quotas.*', or --region eu-west-1", "dim")
        )
    return draw(parts, width=width, colour=colour)


def facts_data(
    files: tuple[FactFile, ...],
    stale: tuple[FactFile, ...],
    facts: tuple[Fact, ...],
    prices: tuple[Price, ...],
) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "files": plain(files),
        "due_for_review": [file.name for file in stale],
        "facts": [_fact(fact) for fact in facts],
        "prices": plain(prices),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "value": plain(fact.value),
        "kind": fact.kind.value,
        "source": plain(fact.source),
        "note": fact.note,
        "overridden": fact.overridden,
    }


def _facts(facts: tuple[Fact, ...]) -> Any:
    rows = [
        (f.name, _value(f), f"{f.kind}{' (yours)' if f.overridden else ''}", f.source.title, f.note)
        for f in facts
    ]
    return table(("fact", "value", "kind", "source", "note"), rows)


def _value(fact: Fact) -> str:
    value = fact.value
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _prices(prices: tuple[Price, ...]) -> Any:
    rows = [
        (
            p.item,
            p.region,
            f"{p.usd:g}",
            p.unit,
            "" if p.overridden else f"{p.from_date}{f' to {p.until}' if p.until else ''}",
            f"{p.kind}{' (yours)' if p.overridden else ''}",
            p.source.title,
        )
        for p in prices
    ]
    return table(("price", "region", "USD", "per", "since", "kind", "source"), rows, right=(2,))
