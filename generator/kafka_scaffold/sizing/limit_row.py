"""A need beside the fact that limits it."""

from collections.abc import Sequence
from typing import Protocol

from kafka_scaffold.model.facts import Fact, FactKind
from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.prose import cite


def limit_row(
    name: str, need: float, limit: Fact, unit: str, scope: str, *, note: str = ""
) -> Headroom:
    """Return the headroom that a fact leaves; kind and source are the fact's."""
    return Headroom(
        name=name,
        need=need,
        limit=limit.number,
        unit=unit,
        scope=scope,
        kind=limit.kind,
        source=cite(limit),
        note=note,
    )


class Dimension(Protocol):
    """One thing that all units of a size share."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def kind(self) -> FactKind: ...
    @property
    def source(self) -> str: ...
    @property
    def note(self) -> str: ...


def unit_rows(
    dimensions: Sequence[Dimension], needs: Sequence[float], limits: Sequence[float]
) -> tuple[Headroom, ...]:
    """Return what one broker (or Agent) leaves of everything that they share."""
    return tuple(
        Headroom(
            name=dimension.name,
            need=need,
            limit=limit,
            unit=dimension.unit,
            scope="broker",
            kind=dimension.kind,
            source=dimension.source,
            note=dimension.note,
        )
        for dimension, need, limit in zip(dimensions, needs, limits, strict=True)
    )
