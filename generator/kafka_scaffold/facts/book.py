"""Facts by name: thousands of rows, of which a plan looks at some hundred."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from kafka_scaffold.model.facts import Fact, FactKind, Scalar, Source


Row: TypeAlias = tuple[Scalar | tuple[Scalar, ...], str, int, str]  # value, kind, source, note


class FactBook(Mapping[str, Fact]):
    """Every fact by its dotted name; a row becomes a `Fact` when it is looked up."""

    def __init__(self, rows: Mapping[str, Row], sources: Sequence[Source]) -> None:
        self._rows = rows
        self._sources = sources
        self._known: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        if name not in self._known:
            value, kind, source, note = self._rows[name]
            self._known[name] = Fact(
                name=name,
                value=value,
                kind=FactKind(kind),
                source=self._sources[source],
                note=note,
            )
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, name: object) -> bool:
        return name in self._rows
