"""Who is what: brokers, controllers, and the machines they stand on.

Controllers have machines of their own, except in a small environment without deletion protection: there three nodes
are controller and broker at once. What fails together, a zone or a broker, decides what the others must carry.
"""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, Environment, Survive


QUORUM = 3  # of three controllers one may be away; five would survive two and answer more slowly
COPIES = 3  # kafka.replication.standard, which a broker count below it cannot hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """One environment's nodes. ``lost`` is how many brokers the failure that is planned for takes away."""

    zones: int
    brokers: int
    dual: bool
    lost: int
    lost_zone: bool

    @property
    def controllers(self) -> int:
        """Return the nodes that are controllers alone."""
        return 0 if self.dual else QUORUM

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


def topology(environment: Environment, answers: Answers, brokers: int) -> Topology:
    """Return the nodes of an environment that has so many brokers."""
    zone = survives_zone(environment, answers)
    return Topology(
        zones=environment.zones,
        brokers=brokers,
        dual=not environment.protect and brokers <= QUORUM,
        lost=ceil(brokers / environment.zones) if zone else 1,
        lost_zone=zone,
    )


def survives_zone(environment: Environment, answers: Answers) -> bool:
    """Tell whether the loss of a zone is planned for: asked for, and three zones to do it with."""
    asked = answers.goals.durability.survive is not Survive.BROKER
    return asked and environment.zones >= COPIES


def counts(environment: Environment, most: int) -> tuple[int, ...]:
    """Return the numbers of brokers there may be, from few to many.

    Brokers are a multiple of the zones and hold every copy; three nodes that are also controllers need no multiple.
    """
    zones = environment.zones
    whole = range(in_every_zone(COPIES, zones), most + 1, zones)
    if environment.protect or QUORUM in whole:
        return tuple(whole)
    return (QUORUM, *whole)


def in_every_zone(nodes: int, zones: int) -> int:
    """Return the least multiple of the zones that holds the nodes."""
    return ceil(nodes / zones) * zones
