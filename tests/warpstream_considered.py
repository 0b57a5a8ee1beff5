"""Answers for WarpStream as sizing tests change them, and what is considered for them."""

from dataclasses import replace
from datetime import date
from typing import Any

import builders
import strimzi_considered
from kafka_scaffold.model.answers import Answers, Objective, Ordering, Platform, Rate
from kafka_scaffold.model.plan import Candidate, Considered, CostLine, Rejection
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.warpstream.considered import consider


TODAY = date(2026, 11, 24)
REGIONS = strimzi_considered.REGIONS
MIB = 1024**2
DAY_S = 86_400.0
KINDS = ("object-storage", "s3-express", "lightning")


def answers(provider: str = "aws", **changes: Any) -> Answers:
    """Return answers that WarpStream can meet: one protected environment of three zones, no spare, no goals."""
    base = replace(strimzi_considered.answers(provider), platform=Platform.WARPSTREAM)
    return replace(base, **changes)


def unordered(base: Answers) -> Answers:
    """Return answers whose records need no order."""
    topics = tuple(replace(topic, ordering=Ordering.NONE) for topic in base.topics)
    workload = replace(base.workload, ordering=Ordering.NONE)
    return replace(base, topics=topics, workload=workload)


def stated(
    mib_s: float, days: float = 7, fan_out: float = 1, ratio: float = 4, provider: str = "aws"
) -> Answers:
    """Return answers that state a steady workload before compression; peak and average are the same."""
    wire = mib_s / ratio
    vector = (wire, wire, wire * fan_out, wire * fan_out, 3000, days * 24, days * 24)
    base = strimzi_considered.aggregated(vector, provider)
    workload = replace(base.workload, compression_ratio=ratio)
    return replace(base, platform=Platform.WARPSTREAM, workload=workload)


def rated(base: Answers, *, mib_s: float, fan_out: float, days: float) -> Answers:
    """Return answers with topics that write so much before compression, steadily."""
    write = Rate(average_bytes_s=mib_s * MIB, peak_bytes_s=mib_s * MIB)
    read = Rate(average_bytes_s=mib_s * fan_out * MIB, peak_bytes_s=mib_s * fan_out * MIB)
    times = {"retention_s": days * DAY_S, "hot_retention_s": days * DAY_S}
    return replace(
        base,
        workload=replace(base.workload, write=write, read=read, **times),
        topics=tuple(replace(topic, **times) for topic in base.topics),
    )


def asks(base: Answers, **changes: Any) -> Answers:
    """Return answers with other wishes for WarpStream."""
    return replace(base, warpstream=replace(base.warpstream, **changes))


def quick(base: Answers, produce_ms: float | None = None, end_ms: float | None = None) -> Answers:
    """Return answers with latency goals."""
    latency = replace(base.goals.latency, produce_p99_ms=produce_ms, end_to_end_p99_ms=end_ms)
    return builders.goals(base, latency=latency)


def durable(base: Answers, **changes: Any) -> Answers:
    """Return answers with another durability."""
    return builders.goals(base, durability=replace(base.goals.durability, **changes))


def objective(base: Answers, value: Objective) -> Answers:
    """Return answers that are optimised for something else."""
    return builders.goals(base, optimise_for=value)


def considered(asked: Answers, facts: Any = None) -> tuple[Considered, ...]:
    """Return everything that is considered for the primary environment."""
    demand = to_demand(asked, asked.primary)
    return consider(asked, asked.primary, demand, facts or builders.facts(), TODAY)


def fits(asked: Answers, variant: str = KINDS[0], facts: Any = None) -> dict[str, Candidate]:
    """Return the sizes of a variant that fit, by machine."""
    found = considered(asked, facts)
    return {c.size: c for c in found if isinstance(c, Candidate) and c.variant == variant}


def refused(asked: Answers, variant: str = KINDS[0]) -> Rejection:
    """Return the rejection of a whole variant."""
    (found,) = [c for c in considered(asked) if c.variant == variant]
    assert isinstance(found, Rejection)
    return found


def lines(item: Candidate) -> dict[str, CostLine]:
    """Return the lines of a bill by what they are called."""
    return {line.item: line for line in item.cost.lines}


def usd(item: Candidate, name: str) -> float | None:
    """Return what a line costs."""
    return lines(item)[name].monthly_usd
