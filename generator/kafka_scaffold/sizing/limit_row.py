"""A need beside the fact that limits it."""

from kafka_scaffold.model.facts import Fact
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
