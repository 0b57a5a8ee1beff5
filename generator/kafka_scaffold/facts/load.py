"""Read the facts: limits and defaults from YAML, prices from CSV, both with their sources."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError, FactsError
from kafka_scaffold.facts.overrides import apply_overrides
from kafka_scaffold.facts.prices import PriceBook, read_prices
from kafka_scaffold.model.facts import Fact, FactFile, FactKind, Facts, Source
from kafka_scaffold.user_cache import remembered


HERE = Path(__file__).parent
_KEYS = {
    "facts/1": {"schema", "namespace", "as_of", "review_by", "sources", "facts", "tables"},
    "prices/1": {"schema", "as_of", "review_by", "sources", "prices"},
}
_FACT_KEYS = {"value", "kind", "source", "note"}
_TABLE_KEYS = {"kind", "source", "note", "columns", "rows"}


def load_facts(folder: Path = HERE, overrides: tuple[Path, ...] = ()) -> Facts:
    """Return every fact below a folder, with a user's own values laid over.

    Args:
        folder: Facts in YAML, prices in CSV beside the YAML file that describes them.
        overrides: Files of schema ``overrides/1``; later ones win.

    Raises:
        FactsError: A file is malformed, names an unknown source, or repeats a fact.
    """
    facts: dict[str, Fact] = {}
    tables: dict[str, tuple[str, ...]] = {}
    books = []
    files = []
    for name, data in _documents(folder).items():
        sources = _sources(data, name)
        files.append(_file(data, name))
        if data["schema"] == "prices/1":
            books.append(read_prices((folder / name).parent / data["prices"], sources))
            continue
        for fact in (*_facts(data, sources, name), *_cells(data, sources, name)):
            if fact.name in facts:
                raise FactsError(f"{name}: {fact.name} is given twice")
            facts[fact.name] = fact
        for table, content in data.get("tables", {}).items():
            tables[f"{data['namespace']}.{table}"] = tuple(content["rows"])
    known = Facts(facts=facts, tables=tables, prices=PriceBook(books), files=tuple(files))
    return apply_overrides(known, overrides) if overrides else known


def _documents(folder: Path) -> dict[str, dict[str, Any]]:
    """Return every YAML file by name, sorted; parsed once for as long as none of them changes."""
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
    }
    digest = sha256()
    for name, content in contents.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)

    def parse() -> dict[str, dict[str, Any]]:
        return {name: _parse(content, name) for name, content in contents.items()}

    made: dict[str, dict[str, Any]] = remembered("facts", digest.hexdigest(), parse)
    return made


def _parse(content: bytes, name: str) -> dict[str, Any]:
    try:
        data = yaml_io.load(content, name, own=True).data
    except AnswersError as error:
        details = tuple(f"{p.location} {p.path} {p.message}" for p in error.problems)
        raise FactsError(f"{name} cannot be read", details=details) from error
    if not isinstance(data, dict) or data.get("schema") not in _KEYS:
        raise FactsError(f"{name}: schema must be one of {', '.join(_KEYS)}")
    _refuse_unknown(data, _KEYS[data["schema"]], name)
    return data


def _refuse_unknown(data: Mapping[str, Any], known: set[str], where: str) -> None:
    if not known.issuperset(data):
        unknown = sorted(set(data) - known)[0]
        raise FactsError(f"{where}: unknown key {unknown!r}")


def _file(data: Mapping[str, Any], name: str) -> FactFile:
    days = {key: _day(data, key, name) for key in ("as_of", "review_by")}
    return FactFile(name=name, as_of=days["as_of"], review_by=days["review_by"])


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


def _kind(value: str, where: str) -> FactKind:
    try:
        return FactKind(value)
    except ValueError:
        raise FactsError(f"{where}: kind must be one of {', '.join(FactKind)}") from None


def _facts(data: Mapping[str, Any], sources: Mapping[str, Source], name: str) -> Iterator[Fact]:
    for key, row in data.get("facts", {}).items():
        where = f"{name}: {key}"
        _refuse_unknown(row, _FACT_KEYS, where)
        value = row.get("value")
        if value is None:
            raise FactsError(f"{where}: a fact needs a value")
        yield Fact(
            name=f"{data['namespace']}.{key}",
            value=tuple(value) if isinstance(value, list) else value,
            kind=_kind(row.get("kind"), where),
            source=_source(sources, row.get("source"), where),
            note=row.get("note", ""),
        )


def _cells(data: Mapping[str, Any], sources: Mapping[str, Source], name: str) -> Iterator[Fact]:
    for table, content in data.get("tables", {}).items():
        where = f"{name}: {table}"
        _refuse_unknown(content, _TABLE_KEYS, where)
        source = _source(sources, content.get("source"), where)
        kind = _kind(content.get("kind"), where)
        note = content.get("note", "")
        columns: list[str] = content["columns"]
        for row, cells in content["rows"].items():
            if len(cells) != len(columns):
                raise FactsError(f"{where}.{row} has {len(cells)} of {len(columns)} cells")
            full = f"{data['namespace']}.{table}.{row}."
            for column, cell in zip(columns, cells, strict=True):
                yield Fact(name=full + column, value=cell, kind=kind, source=source, note=note)
