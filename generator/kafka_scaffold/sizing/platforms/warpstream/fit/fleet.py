"""How many Agents there are: the fewest, the same in every zone, that carry the peak while what may fail is away."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment, Survive
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.warpstream.fit.agents import Agent
from kafka_scaffold.sizing.platforms.warpstream.fit.dimensions import Dimension, limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """So many Agents in so many zones; ``lost`` of them are away when what is planned for happens."""

    agents: int
    zones: int
    lost_zone: bool

    @property
    def live(self) -> int:
        """Return the Agents that are left; of one Agent there is none, and it carries what it can."""
        lost = self.agents // self.zones if self.lost_zone else 1
        return max(1, self.agents - lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Agents of one kind. ``decides`` is what fewer would not have carried; ``None`` when the least are enough."""

    agent: Agent
    fleet: Fleet
    needs: tuple[float, ...]
    limits: tuple[float, ...]
    decides: Dimension | None

    @property
    def fits(self) -> bool:
        """Tell whether every need is within its limit."""
        return _is_enough(self.needs, self.limits)


def fleets(answers: Answers, environment: Environment, facts: Facts) -> tuple[Fleet, ...]:
    """Return the fleets there may be, from few Agents to many."""
    zones = environment.zones
    least = facts.number("warpstream.agents.least_protected") if environment.protect else 1
    first = -(-int(least) // zones) * zones
    most = int(facts.number("warpstream.agents.most"))
    asked = answers.goals.durability.survive is not Survive.BROKER
    lost_zone = asked and zones > 1
    counts = range(first, most + 1, zones)
    return tuple(Fleet(agents=count, zones=zones, lost_zone=lost_zone) for count in counts)


def sized(
    each: Agent, wanted: tuple[Dimension, ...], choices: tuple[Fleet, ...], facts: Facts
) -> Sized:
    """Return the fewest Agents of a kind that carry everything; the most of them where none do (`Sized.fits`)."""
    most = limits(each, facts)
    before: Fleet | None = None
    for fleet in choices:
        needs = _needs(wanted, fleet)
        if _is_enough(needs, most):
            break
        before = fleet
    decides = None if before is None else wanted[tightest(_needs(wanted, before), most)]
    return Sized(agent=each, fleet=fleet, needs=needs, limits=most, decides=decides)


def tightest(needs: tuple[float, ...], most: tuple[float, ...]) -> int:
    """Return the place of the dimension of which least is left."""
    return max(range(len(needs)), key=lambda at: needs[at] / most[at] if most[at] else float("inf"))


def _needs(wanted: tuple[Dimension, ...], fleet: Fleet) -> tuple[float, ...]:
    return tuple(dimension.each(fleet.agents, fleet.live) for dimension in wanted)


def _is_enough(needs: tuple[float, ...], most: tuple[float, ...]) -> bool:
    return all(need <= limit for need, limit in zip(needs, most, strict=True))
