"""Everything that one cluster type is considered with."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.load import Load, load_of
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.network import most_units, networking
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.uptime import (
    Promise,
    Wanted,
    promise,
    wanted_uptime,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.topics import plan_topics
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One environment as one cluster type is asked to carry it."""

    variant: Variant
    answers: Answers
    environment: Environment
    demand: Demand
    facts: Facts
    topics: tuple[TopicPlan, ...]
    load: Load
    network: ConfluentNetworking | None
    wanted: Wanted
    promise: Promise
    most: Fact


def asked_of(
    answers: Answers, environment: Environment, demand: Demand, variant: Variant, facts: Facts
) -> Asked:
    """Return what a type is asked for; its limits per partition decide how many partitions there are."""
    topics = plan_topics(answers, environment, demand, variant, facts)
    network = networking(answers, variant, facts)
    wanted = wanted_uptime(answers, environment)
    return Asked(
        answers=answers,
        environment=environment,
        demand=demand,
        variant=variant,
        facts=facts,
        topics=topics,
        load=load_of(answers, environment, demand, topics, facts),
        network=network,
        wanted=wanted,
        promise=promise(variant, wanted, facts),
        most=most_units(answers, variant, network, facts),
    )
