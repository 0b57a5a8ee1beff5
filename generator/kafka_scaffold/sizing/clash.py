"""Answers that a platform cannot meet, and the rejections that say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.facts import Fact, FactKind
from kafka_scaffold.model.plan import Cost, CostScope, Rejection
from kafka_scaffold.sizing.prose import cite


PRICE_BOOK = "the price book, kafka-scaffold facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One answer that cannot be met; numbers where there are any."""

    bottleneck: str
    reason: str
    source: str
    kind: FactKind = FactKind.HARD
    need: float | None = None
    limit: float | None = None
    unit: str = ""


def joined(found: tuple[Clash, ...]) -> Clash | None:
    """Return the first of some clashes with the reasons of all, or ``None`` where there are none."""
    if not found:
        return None
    return replace(found[0], reason="; ".join(clash.reason for clash in found))


def rejection(
    platform: Platform, variant: str, clash: Clash, *, size: str = "", units: int = 0
) -> Rejection:
    """Return a variant, or one size of it, turned down for a clash."""
    return Rejection(
        platform=platform,
        variant=variant,
        size=size,
        units=units,
        bottleneck=clash.bottleneck,
        reason=clash.reason,
        kind=clash.kind,
        source=clash.source,
        need=clash.need,
        limit=clash.limit,
        unit=clash.unit,
    )


def nothing_priced(region: str) -> Clash:
    """Return the clash with a region of which no machine has a price."""
    return Clash(
        bottleneck="price",
        reason=f"no price of any machine type in {region} is known; give them in a file of your own (--facts)",
        source=PRICE_BOOK,
        kind=FactKind.ASSUMED,
    )


def unpriced(cost: Cost, region: str) -> Clash | None:
    """Return which lines of the cluster itself have no price: without them sizes cannot be compared."""
    lines = (line for line in cost.lines if line.scope is CostScope.CLUSTER)
    missing = [line.item for line in lines if line.monthly_usd is None]
    if not missing:
        return None
    return Clash(
        bottleneck="price",
        reason=f"no price of {' and '.join(missing)} in {region} is known; give it in a file of your own (--facts)",
        source=PRICE_BOOK,
        kind=FactKind.ASSUMED,
    )


def latency_clashes(
    answers: Answers, environment: Environment, variant: str, taken: Mapping[str, Fact]
) -> Iterator[Clash]:
    """Yield the latency goals that a variant is too slow for; goals speak of the primary environment.

    ``taken`` is what the variant is taken to keep, by goal: ``produce_p99`` and ``end_to_end_p99``.
    """
    if environment.name != answers.primary.name:
        return
    latency = answers.goals.latency
    goals = {"produce_p99": latency.produce_p99_ms, "end_to_end_p99": latency.end_to_end_p99_ms}
    for name, goal in goals.items():
        fact = taken[name]
        if goal is not None and goal < fact.number:
            yield Clash(
                bottleneck="latency",
                reason=f"goals.latency.{name} {goal:g} ms is below the {fact.number:g} ms taken for {variant}",
                source=cite(fact),
                kind=fact.kind,
                need=fact.number,
                limit=goal,
                unit="ms",
            )
