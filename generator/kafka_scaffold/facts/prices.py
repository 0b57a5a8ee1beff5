"""The price book: thousands of listed prices, of which a plan looks at a few dozen.

A file is read when an item is asked for that begins as its items do; a row becomes a `Price` when it is looked up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from kafka_scaffold.errors import FactsError
from kafka_scaffold.model.facts import FactKind, Price, Source


KEY = ("item", "region")
CONSTANT = ("unit", "since", "until", "kind", "seen", "source")  # may be said once for a file
COLUMNS = (*KEY, "usd", *CONSTANT)
Key = tuple[str, str]


class PriceFile:
    """The rows of one CSV file by item and region; no field holds a comma or a quote.

    Args:
        path: The file.
        sources: What its column ``source`` names.
        prefixes: How all its items begin.
        every: Columns that are the same in every row and not in the file.
    """

    def __init__(
        self,
        path: Path,
        sources: Mapping[str, Source],
        *,
        prefixes: tuple[str, ...],
        every: Mapping[str, str],
    ) -> None:
        self._path = path
        self._sources = sources
        self._prefixes = prefixes
        self._every = every

    def may_have(self, item: str) -> bool:
        """Return whether an item begins as this file's items do."""
        return item.startswith(self._prefixes)

    def items(self) -> Iterator[Key]:
        """Return items with their regions."""
        return iter(self._rows)

    def prices(self, key: Key) -> tuple[Price, ...]:
        """Return the prices of an item in a region, in file order."""
        return tuple(self._price(key, row) for row in self._rows.get(key, ()))

    @cached_property
    def _lines(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise FactsError(f"{self._path.name} cannot be read: {error}") from None

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        columns = tuple(self._lines[0].split(",")) if self._lines else ()
        if columns[:2] != KEY or sorted((*columns, *self._every)) != sorted(COLUMNS):
            wanted = [name for name in COLUMNS if name not in self._every]
            raise FactsError(f"{self._path.name}: the columns must be {', '.join(wanted)}")
        return columns[2:]

    @cached_property
    def _rows(self) -> dict[Key, list[str]]:
        assert self._columns
        rows: dict[Key, list[str]] = {}
        for line in self._lines[1:]:
            item, region, rest = line.split(",", 2)
            if not item.startswith(self._prefixes):
                prefixes = ", ".join(self._prefixes)
                raise FactsError(f"{self._path.name}: {item} begins with none of {prefixes}")
            rows.setdefault((item, region), []).append(rest)
        return rows

    def _price(self, key: Key, row: str) -> Price:
        where = f"{self._path.name}: {key[0]} in {key[1]}"
        fields = row.split(",")
        if len(fields) != len(self._columns):
            raise FactsError(f"{where}: has {len(fields)} of {len(self._columns)} fields")
        given = {**self._every, **dict(zip(self._columns, fields, strict=True))}
        try:
            return Price(
                item=key[0],
                region=key[1],
                unit=given["unit"],
                usd=float(given["usd"]),
                from_date=date.fromisoformat(given["since"]),
                until=date.fromisoformat(given["until"]) if given["until"] else None,
                kind=FactKind(given["kind"]),
                source=replace(
                    self._sources[given["source"]], seen=date.fromisoformat(given["seen"])
                ),
            )
        except KeyError as error:
            raise FactsError(f"{where}: there is no source {error}") from None
        except ValueError as error:
            raise FactsError(f"{where}: {error}") from None


class PriceBook(Mapping[Key, tuple[Price, ...]]):
    """Every price by item and region; later files add to earlier ones.

    Looking up an item reads the files that may have it; walking over the book reads all of them.
    """

    def __init__(self, files: Sequence[PriceFile]) -> None:
        self._files = tuple(files)
        self._known: dict[Key, tuple[Price, ...]] = {}

    @cached_property
    def _keys(self) -> dict[Key, None]:
        return dict.fromkeys(key for file in self._files for key in file.items())

    def __getitem__(self, key: Key) -> tuple[Price, ...]:
        if key not in self._known:
            files = (file for file in self._files if file.may_have(key[0]))
            self._known[key] = tuple(price for file in files for price in file.prices(key))
        if not self._known[key]:
            raise KeyError(key)
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
