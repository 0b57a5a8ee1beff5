"""Who is what: brokers, controllers, and the machines they stand on.

Controllers have machines of their own, except in a small environment without deletion protection: there three nodes
are controller and broker at once. What fails together, a zone or a broker, decides what the others must carry.
"""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, Environment, Survive
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """One environment's nodes. ``lost`` is how many brokers the failure that is planned for takes away."""

    zones: int
    brokers: int
    controllers: int  # that are nothing else
    dual: bool
    lost: int
    lost_zone: bool

    @property
    def live(self) -> int:
        """Return the brokers that are left."""
        return self.brokers - self.lost

    @property
    def broker_machines(self) -> int:
        """Return the machines for brokers: the same number in every zone, which may be more than there are brokers."""
        return in_every_zone(self.brokers, self.zones)

    @property
    def controller_machines(self) -> int:
        """Return the machines for controllers, the same number in every zone."""
        return in_every_zone(self.controllers, self.zones)


def topology_of(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> Topology:
    """Return the nodes of the chosen size."""
    shared = may_share(environment, demand, chosen.partitions, facts)
    return topology(environment, answers, chosen.units, facts, shared=shared)


def topology(
    environment: Environment, answers: Answers, brokers: int, facts: Facts, *, shared: bool
) -> Topology:
    """Return the nodes of an environment that has so many brokers.

    Args:
        environment: Its zones and whether it is protected.
        answers: What is to be survived.
        brokers: How many there are.
        facts: The size of the quorum.
        shared: Brokers and controllers may share nodes (`may_share`), which they do while the quorum is enough.
    """
    zone = survives_zone(environment, answers, facts)
    dual = shared and brokers <= facts.number("strimzi.sizing.dual.nodes")
    return Topology(
        zones=environment.zones,
        brokers=brokers,
        controllers=0 if dual else int(facts.number("strimzi.sizing.controller.count")),
        dual=dual,
        lost=ceil(brokers / environment.zones) if zone else 1,
        lost_zone=zone,
    )


def may_share(environment: Environment, demand: Demand, replicas: int, facts: Facts) -> bool:
    """Tell whether an environment is small, and dear to nobody, enough for nodes that are controller and broker."""
    return (
        not environment.protect
        and demand.ingress_peak_mib_s <= facts.number("strimzi.sizing.dual.ingress_mib_s")
        and replicas <= facts.number("strimzi.sizing.dual.partition_replicas")
    )


def survives_zone(environment: Environment, answers: Answers, facts: Facts) -> bool:
    """Tell whether the loss of a zone is planned for: asked for, and a zone for every copy."""
    asked = answers.goals.durability.survive is not Survive.BROKER
    return asked and environment.zones >= facts.number("kafka.replication.standard")


def choices(
    environment: Environment, answers: Answers, facts: Facts, *, shared: bool, least: int
) -> tuple[Topology, ...]:
    """Return the topologies there may be, from few brokers to many.

    Brokers are a multiple of the zones and hold every copy; nodes that are also controllers need no multiple.
    """
    zones = environment.zones
    copies = int(facts.number("strimzi.sizing.brokers_least"))
    most = int(facts.number("strimzi.sizing.brokers_max"))
    counts = [*range(in_every_zone(max(copies, least), zones), most + 1, zones)]
    dual = int(facts.number("strimzi.sizing.dual.nodes"))
    if shared and least <= dual < counts[0]:
        counts.insert(0, dual)
    return tuple(topology(environment, answers, n, facts, shared=shared) for n in counts)


def in_every_zone(nodes: int, zones: int) -> int:
    """Return the least multiple of the zones that holds the nodes."""
    return ceil(nodes / zones) * zones
