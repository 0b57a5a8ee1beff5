"""How much of each limit is left at peak."""

from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.limit_row import limit_row, unit_rows
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Sized
from kafka_scaffold.sizing.prose import cite


def headroom(sized: Sized, asked: Asked) -> tuple[Headroom, ...]:
    """Return the limits of one Agent, then those of the cluster."""
    rows = unit_rows(asked.dimensions, sized.needs, sized.limits)
    most = asked.facts.get("warpstream.agents.most")
    cap = asked.tier.partitions
    whole = (
        limit_row("partitions", asked.partitions, cap, "partitions", "cluster", note=cap.note),
        limit_row("Agents", sized.fleet.agents, most, "Agents", "cluster", note=most.note),
    )
    return (*rows, *whole, *_latencies(asked))


def _latencies(asked: Asked) -> tuple[Headroom, ...]:
    """Return what is taken for the variant against the goals of the primary environment."""
    if asked.environment.name != asked.answers.primary.name:
        return ()
    latency = asked.answers.goals.latency
    goals = {"produce_p99": latency.produce_p99_ms, "end_to_end_p99": latency.end_to_end_p99_ms}
    return tuple(
        Headroom(
            name=f"{name.replace('_', ' ')} latency",
            need=fact.number,
            limit=float(goals[name] or 0),
            unit="ms",
            scope="cluster",
            kind=fact.kind,
            source=cite(fact),
            note=fact.note,
        )
        for name, fact in asked.latency.goals.items()
        if goals[name] is not None
    )
