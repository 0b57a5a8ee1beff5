"""When Lightning Topics help, and what must not be asked of them."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Cleanup, Ordering
from kafka_scaffold.sizing.clash import Clash
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.platforms.warpstream.fit.latency import latency_at
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from kafka_scaffold.sizing.prose import cite


CONDITIONS = (
    "Lightning Topics: an acknowledged record is as durable as any other, its offset is told as 0, one that is "
    "acknowledged later may come before it, readers see it when the control plane has put it in order; "
    "producers must not be idempotent or transactional"
)


def conditions(asked: Asked) -> Iterator[Clash]:
    """Yield why Lightning Topics are of no use here, or break what is asked."""
    if asked.variant is not Variant.LIGHTNING:
        return
    yield from _of_no_use(asked)
    yield from _order(asked)
    yield from _once(asked)


def _of_no_use(asked: Asked) -> Iterator[Clash]:
    """Yield the clash with goals that are met with order and offsets in place."""
    answers, facts = asked.answers, asked.facts
    if answers.variant == Variant.LIGHTNING:
        return
    shortest = facts.number("warpstream.batch.least_ms")
    ordered = latency_at(Variant.S3_EXPRESS, shortest, facts).produce_p99
    goal = answers.goals.latency.produce_p99_ms
    if goal is None or goal >= ordered.number:
        asks = "no goal" if goal is None else f"{goal:g} ms"
        yield Clash(
            bottleneck="variant",
            reason=f"goals.latency.produce_p99: {asks}, which s3-express meets with {ordered.number:g} ms and keeps order; "
            "asked for with variant lightning",
            source=cite(ordered),
            kind=ordered.kind,
        )


def _order(asked: Asked) -> Iterator[Clash]:
    fact = asked.facts.get("warpstream.topic_type")
    ordered = [
        f"topics.{topic.name}.order {topic.ordering}"
        for topic in asked.answers.topics
        if topic.ordering is not Ordering.NONE
    ]
    if asked.demand.aggregate and asked.answers.workload.ordering is not Ordering.NONE:
        ordered = [f"workload.order {asked.answers.workload.ordering}"]
    compacted = [
        f"topics.{topic.name}.cleanup {topic.cleanup}"
        for topic in asked.answers.topics
        if topic.cleanup is not Cleanup.DELETE
    ]
    for words in (*ordered[:1], *compacted[:1]):
        yield Clash(
            bottleneck="order",
            reason=f"{words}: Lightning Topics may give a later record the lower offset",
            source=cite(fact),
        )


def _once(asked: Asked) -> Iterator[Clash]:
    answers = asked.answers
    paths = ["goals.durability.exactly_once"] if answers.goals.durability.exactly_once else []
    paths += [f"applications.{a.name}.exactly_once" for a in answers.applications if a.exactly_once]
    if paths:
        yield Clash(
            bottleneck="exactly once",
            reason=f"{paths[0]}: Lightning Topics reject idempotent and transactional producers",
            source=cite(asked.facts.get("warpstream.topic_type")),
        )
