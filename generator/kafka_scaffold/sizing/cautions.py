"""Findings that any platform's plan may need: total order, derived prices, assumptions that moved it."""

from collections.abc import Iterable, Iterator

from kafka_scaffold.model.answers import Ordering
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.model.plan import Candidate, Finding, Severity
from kafka_scaffold.sizing.prose import cite


def warnings_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the warnings before the notes, otherwise as they came."""
    return tuple(sorted(found, key=lambda f: f.severity is not Severity.WARNING))


def total_order(demand: Demand) -> Iterator[Finding]:
    """Yield the topics that one partition and one consumer must carry."""
    for topic in demand.topics:
        if topic.ordering is Ordering.TOTAL:
            yield Finding(
                rule="single-partition",
                severity=Severity.WARNING,
                message=f"total order is one partition: {topic.ingress_peak_mib_s:.3g} MiB/s at peak go through one "
                "broker, and one consumer reads them",
                where=f"topics.{topic.name}",
                hint="order per key scales, total order does not",
            )


def derived_prices(chosen: Candidate) -> Iterator[Finding]:
    """Yield what is not priced by a list."""
    derived = [line.item for line in chosen.cost.lines if line.kind is FactKind.DERIVED]
    if derived:
        yield Finding(
            rule="price-derived",
            severity=Severity.NOTE,
            message=f"the price of {', '.join(derived)} is derived, not listed",
            where="cost",
        )


def assumptions(names: Iterable[str], facts: Facts) -> Iterator[Finding]:
    """Yield those of the named facts that are assumptions nobody has replaced by a value of their own."""
    for name in names:
        fact = facts.find(name)
        if fact is not None and fact.kind is FactKind.ASSUMED and not fact.overridden:
            yield Finding(
                rule="assumption",
                severity=Severity.NOTE,
                message=f"{_shown(fact.value)} is assumed: {fact.note}",
                where=name,
                source=cite(fact),
            )


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
