"""Read the facts: limits and defaults from YAML, prices from CSV, both with their sources."""

from datetime import date
from pathlib import Path
from typing import Any

from kafka_scaffold.facts.book import FactBook
from kafka_scaffold.facts.documents import read_documents
from kafka_scaffold.facts.overrides import apply_overrides
from kafka_scaffold.facts.prices import PriceBook, PriceFile
from kafka_scaffold.model.facts import FactFile, Facts, Source


HERE = Path(__file__).parent


def load_facts(folder: Path = HERE, overrides: tuple[Path, ...] = ()) -> Facts:
    """Return every fact below a folder, with a user's own values laid over.

    Args:
        folder: Facts in YAML, prices in CSV beside the YAML file that describes them.
        overrides: Files of schema ``overrides/1``; later ones win.

    Raises:
        FactsError: A file is malformed, names an unknown source, or repeats a fact.
    """
    plain = read_documents(folder)
    sources = tuple(_source(row) for row in plain["sources"])
    known = Facts(
        facts=FactBook(plain["facts"], sources),
        tables=plain["tables"],
        prices=PriceBook([_prices(folder, row, sources) for row in plain["prices"]]),
        files=tuple(_file(row) for row in plain["files"]),
    )
    return apply_overrides(known, overrides) if overrides else known


def _source(row: tuple[str, str, str, str]) -> Source:
    key, title, reference, seen = row
    return Source(id=key, title=title, reference=reference, seen=date.fromisoformat(seen))


def _file(row: tuple[str, str, str]) -> FactFile:
    name, as_of, review_by = row
    days = date.fromisoformat(as_of), date.fromisoformat(review_by)
    return FactFile(name=name, as_of=days[0], review_by=days[1])


def _prices(folder: Path, row: dict[str, Any], sources: tuple[Source, ...]) -> PriceFile:
    return PriceFile(
        folder / row["path"],
        {key: sources[index] for key, index in row["sources"].items()},
        prefixes=row["prefixes"],
        every=row["every"],
    )
