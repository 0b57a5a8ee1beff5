"""The price book: thousands of listed prices, of which a plan looks at a few dozen.

A row is split when its file is read and becomes a `Price` when it is looked up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kafka_scaffold.errors import FactsError
from kafka_scaffold.model.facts import FactKind, Price, Source


HEADER = ("item", "region", "unit", "usd", "since", "until", "kind", "seen", "source")
Key = tuple[str, str]


class PriceFile:
    """The rows of one CSV file by item and region; no field holds a comma or a quote."""

    def __init__(self, name: str, sources: Mapping[str, Source], lines: Sequence[str]) -> None:
        self._name = name
        self._sources = sources
        self._rows: dict[Key, list[str]] = {}
        for line in lines:
            item, region, rest = line.split(",", 2)
            self._rows.setdefault((item, region), []).append(rest)

    def items(self) -> Iterator[Key]:
        """Return items with their regions."""
        return iter(self._rows)

    def prices(self, key: Key) -> tuple[Price, ...]:
        """Return the prices of an item in a region, in file order."""
        return tuple(self._price(key, row) for row in self._rows.get(key, ()))

    def _price(self, key: Key, row: str) -> Price:
        where = f"{self._name}: {key[0]} in {key[1]}"
        try:
            unit, usd, since, until, kind, seen, source = row.split(",")
            return Price(
                item=key[0],
                region=key[1],
                unit=unit,
                usd=float(usd),
                from_date=date.fromisoformat(since),
                until=date.fromisoformat(until) if until else None,
                kind=FactKind(kind),
                source=replace(self._sources[source], seen=date.fromisoformat(seen)),
            )
        except KeyError as error:
            raise FactsError(f"{where}: there is no source {error}") from None
        except ValueError as error:
            raise FactsError(f"{where}: {error}") from None


class PriceBook(Mapping[Key, tuple[Price, ...]]):
    """Every price by item and region; later files add to earlier ones."""

    def __init__(self, files: Sequence[PriceFile]) -> None:
        self._files = tuple(files)
        self._keys: dict[Key, None] = dict.fromkeys(k for file in files for k in file.items())
        self._known: dict[Key, tuple[Price, ...]] = {}

    def __getitem__(self, key: Key) -> tuple[Price, ...]:
        if key not in self._known:
            if key not in self._keys:
                raise KeyError(key)
            self._known[key] = tuple(p for file in self._files for p in file.prices(key))
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys


def read_prices(path: Path, sources: Mapping[str, Source]) -> PriceFile:
    """Return the prices of one CSV file.

    Raises:
        FactsError: The file is missing or has other columns.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise FactsError(f"{path.name} cannot be read: {error}") from None
    if tuple(header.split(",")) != HEADER:
        raise FactsError(f"{path.name}: the columns must be {', '.join(HEADER)}")
    return PriceFile(path.name, sources, lines)
