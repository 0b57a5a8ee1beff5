"""Facts files as plain data, checked when they are first read and remembered for as long as none of them changes."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError, FactsError
from kafka_scaffold.facts.book import Row
from kafka_scaffold.facts.prices import CONSTANT
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.user_cache import remembered


_SHAPE = "flat/1"  # of what is remembered
_KEYS = {
    "facts/1": {"schema", "namespace", "as_of", "review_by", "sources", "facts", "tables"},
    "prices/1": {"schema", "as_of", "review_by", "sources", "prices", "prefixes", "every"},
}
_FACT_KEYS = {"value", "kind", "source", "note"}
_TABLE_KEYS = {"kind", "source", "note", "columns", "rows"}


def read_documents(folder: Path) -> dict[str, Any]:
    """Return facts, tables, price files, sources and files of a folder as plain data.

    ``facts`` has a `Row` by name, whose source is a place in ``sources``.

    Raises:
        FactsError: A file is malformed, names an unknown source, or repeats a fact.
    """
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
    }
    digest = sha256(_SHAPE.encode())
    for name, content in contents.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)

    def make() -> dict[str, Any]:
        return _flat({name: _parse(content, name) for name, content in contents.items()})

    made: dict[str, Any] = remembered("facts", digest.hexdigest(), make)
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


def _flat(documents: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    sources: list[tuple[str, str, str, str]] = []
    facts: dict[str, Row] = {}
    tables: dict[str, tuple[str, ...]] = {}
    prices = []
    for name, data in documents.items():
        own = _sources(data, name)
        places = {key: len(sources) + place for place, key in enumerate(own)}
        sources += own.values()
        if data["schema"] == "prices/1":
            prices.append(_price_file(data, places, name))
            continue
        for full, row in (*_facts(data, places, name), *_cells(data, places, name)):
            if full in facts:
                raise FactsError(f"{name}: {full} is given twice")
            facts[full] = row
        for table, content in data.get("tables", {}).items():
            tables[f"{data['namespace']}.{table}"] = tuple(content["rows"])
    files = [_file(data, name) for name, data in documents.items()]
    return {"sources": sources, "facts": facts, "tables": tables, "prices": prices, "files": files}


def _refuse_unknown(data: Mapping[str, Any], known: set[str], where: str) -> None:
    if not known.issuperset(data):
        unknown = sorted(set(data) - known)[0]
        raise FactsError(f"{where}: unknown key {unknown!r}")


def _file(data: Mapping[str, Any], name: str) -> tuple[str, str, str]:
    return name, _day(data, "as_of", name), _day(data, "review_by", name)


def _day(data: Mapping[str, Any], key: str, name: str) -> str:
    try:
        return date.fromisoformat(data[key]).isoformat()
    except (KeyError, TypeError, ValueError):
        raise FactsError(f"{name}: {key} must be a day such as 2026-11-23") from None


def _sources(data: Mapping[str, Any], name: str) -> dict[str, tuple[str, str, str, str]]:
    try:
        return {
            key: (key, s["title"], s["reference"], _day(s, "seen", name))
            for key, s in data["sources"].items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise FactsError(f"{name}: a source needs title, reference and seen ({error})") from None


def _source(places: Mapping[str, int], key: str, where: str) -> int:
    if key not in places:
        raise FactsError(f"{where}: there is no source {key!r}")
    return places[key]


def _kind(value: str, where: str) -> str:
    try:
        return FactKind(value).value
    except ValueError:
        raise FactsError(f"{where}: kind must be one of {', '.join(FactKind)}") from None


def _price_file(data: Mapping[str, Any], places: dict[str, int], name: str) -> dict[str, Any]:
    prefixes, every = data.get("prefixes"), data.get("every", {})
    if not isinstance(prefixes, list) or not prefixes:
        raise FactsError(f"{name}: prefixes must say how the items of the file begin")
    _refuse_unknown(every, set(CONSTANT), f"{name}: every")
    return {
        "path": (PurePosixPath(name).parent / data["prices"]).as_posix(),
        "sources": places,
        "prefixes": tuple(prefixes),
        "every": {key: str(value) for key, value in every.items()},
    }


def _facts(
    data: Mapping[str, Any], places: Mapping[str, int], name: str
) -> Iterator[tuple[str, Row]]:
    for key, row in data.get("facts", {}).items():
        where = f"{name}: {key}"
        _refuse_unknown(row, _FACT_KEYS, where)
        value = row.get("value")
        if value is None:
            raise FactsError(f"{where}: a fact needs a value")
        yield (
            f"{data['namespace']}.{key}",
            (
                tuple(value) if isinstance(value, list) else value,
                _kind(row.get("kind"), where),
                _source(places, row.get("source"), where),
                row.get("note", ""),
            ),
        )


def _cells(
    data: Mapping[str, Any], places: Mapping[str, int], name: str
) -> Iterator[tuple[str, Row]]:
    for table, content in data.get("tables", {}).items():
        where = f"{name}: {table}"
        _refuse_unknown(content, _TABLE_KEYS, where)
        source = _source(places, content.get("source"), where)
        kind = _kind(content.get("kind"), where)
        note = content.get("note", "")
        columns: list[str] = content["columns"]
        for row, cells in content["rows"].items():
            if len(cells) != len(columns):
                raise FactsError(f"{where}.{row} has {len(cells)} of {len(columns)} cells")
            full = f"{data['namespace']}.{table}.{row}."
            for column, cell in zip(columns, cells, strict=True):
                yield full + column, (cell, kind, source, note)
