"""What every machine type of a variant is measured by."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import Dimension, dimensions, load
from kafka_scaffold.sizing.platforms.strimzi.fit.general import Requests, requests
from kafka_scaffold.sizing.platforms.strimzi.fit.limits import Factors, factors
from kafka_scaffold.sizing.platforms.strimzi.fit.partitions import partition_replicas
from kafka_scaffold.sizing.platforms.strimzi.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology, choices, may_share
from kafka_scaffold.sizing.platforms.strimzi.topics import replication, topics_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One environment's demand on one variant.

    ``demand`` is as brokers store it, ``beside`` what runs beside them, ``topologies`` go from few brokers to many.
    """

    answers: Answers
    environment: Environment
    demand: Demand
    variant: Variant
    copies: int
    replicas: int
    beside: Requests
    dimensions: tuple[Dimension, ...]
    topologies: tuple[Topology, ...]
    factors: Factors
    facts: Facts

    @property
    def local(self) -> bool:
        """Tell whether brokers keep their data on the disks of their machines."""
        return self.variant is Variant.LOCAL_DISK


def asked(
    answers: Answers, environment: Environment, demand: Demand, variant: Variant, facts: Facts
) -> Asked:
    """Return what a variant is asked for."""
    stored = as_stored(answers, demand)
    least = int(facts.number("strimzi.sizing.brokers_least"))
    kept = replication(least, facts)
    copies = kept.factor
    topics = topics_on(answers, environment, stored, variant, least, facts)
    replicas = partition_replicas(answers, stored, topics, copies, facts)
    spare = facts.number(f"strimzi.preference.spare.{answers.goals.optimise_for}")
    wanted = load(stored, copies, replicas, spare)
    local = variant is Variant.LOCAL_DISK
    return Asked(
        answers=answers,
        environment=environment,
        demand=stored,
        variant=variant,
        copies=copies,
        replicas=replicas,
        beside=requests(answers, environment, stored, topics, kept, facts),
        dimensions=dimensions(wanted, answers.cloud.provider, facts, local=local),
        topologies=choices(
            environment,
            answers,
            facts,
            shared=may_share(environment, stored, replicas, facts),
            least=least_brokers(answers, environment, facts),
        ),
        factors=factors(facts),
        facts=facts,
    )


def least_brokers(answers: Answers, environment: Environment, facts: Facts) -> int:
    """Return the brokers that the objective asks for; an environment without protection takes what carries it."""
    per_zone = facts.find(f"strimzi.preference.brokers_per_zone.{answers.goals.optimise_for}")
    if per_zone is None or not environment.protect:
        return 0
    return int(per_zone.number) * environment.zones
