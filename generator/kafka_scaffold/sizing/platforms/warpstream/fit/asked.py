"""What one environment asks of a variant: everything that no machine changes."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.model.platform_answers import AgentPlace
from kafka_scaffold.sizing.platforms.warpstream.fit.agents import Shares, shares
from kafka_scaffold.sizing.platforms.warpstream.fit.dimensions import Dimension, dimensions, load
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Fleet, fleets
from kafka_scaffold.sizing.platforms.warpstream.fit.latency import Latency, latency
from kafka_scaffold.sizing.platforms.warpstream.fit.partitions import partitions
from kafka_scaffold.sizing.platforms.warpstream.fit.tier import Tier, tier
from kafka_scaffold.sizing.platforms.warpstream.topics import topics_on
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One environment's demand on one variant. ``demand`` is on the wire; ``ratio`` times as much is paid for."""

    answers: Answers
    environment: Environment
    demand: Demand
    variant: Variant
    place: AgentPlace
    ratio: float
    topics: tuple[TopicPlan, ...]
    partitions: int
    tier: Tier
    latency: Latency
    shares: Shares
    dimensions: tuple[Dimension, ...]
    fleets: tuple[Fleet, ...]
    facts: Facts


def asked(
    answers: Answers, environment: Environment, demand: Demand, variant: Variant, facts: Facts
) -> Asked:
    """Return what a variant is asked for."""
    where, ratio = place(answers), answers.workload.compression_ratio
    topics = topics_on(answers, environment, demand, variant, facts)
    count = partitions(answers, demand, topics, facts)
    spare = facts.number(f"warpstream.preference.spare.{answers.goals.optimise_for}")
    return Asked(
        answers=answers,
        environment=environment,
        demand=demand,
        variant=variant,
        place=where,
        ratio=ratio,
        topics=topics,
        partitions=count,
        tier=tier(answers, environment, count, facts),
        latency=latency(answers, environment, variant, facts),
        shares=shares(where, facts),
        dimensions=dimensions(load(demand, ratio, spare, variant, facts), facts),
        fleets=fleets(answers, environment, facts),
        facts=facts,
    )
