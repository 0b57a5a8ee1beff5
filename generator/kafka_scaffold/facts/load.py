"""Read the facts: limits and defaults from YAML, prices from CSV, both with their sources."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError, FactsError
from kafka_scaffold.model.facts import Fact, FactFile, FactKind, Facts, Price, Scalar, Source


HERE = Path(__file__).parent
_KEYS = {
    "facts/1": {"schema", "namespace", "as_of", "review_by", "sources", "facts", "tables"},
    "prices/1": {"schema", "as_of", "review_by", "sources", "prices"},
}


def load_facts(folder: Path = HERE) -> Facts:
    """Return every fact below a folder.

    Raises:
        FactsError: A file is malformed, names an unknown source, or repeats a fact.
    """
    facts: dict[str, Fact] = {}
    tables: dict[str, tuple[str, ...]] = {}
    prices: dict[tuple[str, str], tuple[Price, ...]] = {}
    files = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        data = _read(path, name)
        sources = _sources(data, name)
        files.append(
            FactFile(
                name=name, as_of=_day(data, "as_of", name), review_by=_day(data, "review_by", name)
            )
        )
        if data["schema"] == "prices/1":
            _add_prices(prices, path.parent / data["prices"], sources)
            continue
        for fact in (*_facts(data, sources, name), *_cells(data, sources, name)):
            if fact.name in facts:
                raise FactsError(f"{name}: {fact.name} is given twice")
            facts[fact.name] = fact
        for table, content in data.get("tables", {}).items():
            tables[f"{data['namespace']}.{table}"] = tuple(content["rows"])
    return Facts(facts=facts, tables=tables, prices=prices, files=tuple(files))


def _read(path: Path, name: str) -> dict[str, Any]:
    try:
        data = yaml_io.load(path.read_bytes(), name).data
    except AnswersError as error:
        details = tuple(f"{p.location} {p.path} {p.message}" for p in error.problems)
        raise FactsError(f"{name} cannot be read", details=details) from error
    if not isinstance(data, dict) or data.get("schema") not in _KEYS:
        raise FactsError(f"{name}: schema must be one of {', '.join(_KEYS)}")
    unknown = set(data) - _KEYS[data["schema"]]
    if unknown:
        raise FactsError(f"{name}: unknown key {sorted(unknown)[0]!r}")
    return data


def _day(data: Mapping[str, Any], key: str, name: str) -> date:
    try:
        return date.fromisoformat(data[key])
    except (KeyError, TypeError, ValueError):
        raise FactsError(f"{name}: {key} must be a day such as 2026-11-23") from None


def _sources(data: Mapping[str, Any], name: str) -> dict[str, Source]:
    try:
        return {
            key: Source(
                id=key, title=s["title"], reference=s["reference"], seen=_day(s, "seen", name)
            )
            for key, s in data["sources"].items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise FactsError(f"{name}: a source needs title, reference and seen ({error})") from None


def _source(sources: Mapping[str, Source], key: str, where: str) -> Source:
    if key not in sources:
        raise FactsError(f"{where}: there is no source {key!r}")
    return sources[key]


def _facts(data: Mapping[str, Any], sources: Mapping[str, Source], name: str) -> Iterator[Fact]:
    for key, row in data.get("facts", {}).items():
        value = row["value"]
        yield Fact(
            name=f"{data['namespace']}.{key}",
            value=tuple(value) if isinstance(value, list) else value,
            kind=FactKind(row["kind"]),
            source=_source(sources, row["source"], f"{name}: {key}"),
            note=row.get("note", ""),
        )


def _cells(data: Mapping[str, Any], sources: Mapping[str, Source], name: str) -> Iterator[Fact]:
    for table, content in data.get("tables", {}).items():
        source = _source(sources, content["source"], f"{name}: {table}")
        kind = FactKind(content["kind"])
        columns: list[str] = content["columns"]
        for row, cells in content["rows"].items():
            if len(cells) != len(columns):
                raise FactsError(f"{name}: {table}.{row} has {len(cells)} of {len(columns)} cells")
            for column, cell in zip(columns, cells, strict=True):
                value: Scalar = cell
                full = f"{data['namespace']}.{table}.{row}.{column}"
                yield Fact(name=full, value=value, kind=kind, source=source)


def _add_prices(
    prices: dict[tuple[str, str], tuple[Price, ...]], path: Path, sources: Mapping[str, Source]
) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["item"], row["region"])
            price = Price(
                item=row["item"],
                region=row["region"],
                unit=row["unit"],
                usd=float(row["usd"]),
                from_date=date.fromisoformat(row["since"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
                kind=FactKind(row["kind"]),
                source=_source(sources, row["source"], f"{path.name}: {key}"),
            )
            prices[key] = (*prices.get(key, ()), price)
