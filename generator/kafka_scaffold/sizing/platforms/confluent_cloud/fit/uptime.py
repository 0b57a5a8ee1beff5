"""The uptime that is asked for, and what a cluster type needs to promise it."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment, Survive
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.platform_answers import Uptime
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An uptime in percent and who asks for it."""

    percent: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a type promises: ``high`` is more than one zone, which takes ``least_units``."""

    percent: float
    high: bool
    least_units: int
    source: str


def wanted_uptime(answers: Answers, environment: Environment) -> Wanted:
    """Return the uptime of an environment; only what is protected or the primary one has to promise any.

    A zone is survived by a cluster in several zones alone, which is what the highest promise takes: a lower one that
    was stated does not undo it.
    """
    if not environment.protect and environment.name != answers.primary.name:
        percent = float(Uptime.BASIC)
        return Wanted(percent=percent, why=f"environment {environment.name} is not protected")
    stated = answers.confluent_cloud.uptime
    survive = answers.goals.durability.survive
    if survive is not Survive.BROKER:
        high = Wanted(percent=float(Uptime.HIGH), why=f"goals.durability.survive {survive}")
        if stated is None or float(stated) < high.percent:
            return high
    if stated is not None:
        return Wanted(percent=float(stated), why="confluent_cloud.uptime")
    if environment.protect:
        why = f"environment {environment.name} is protected"
        return Wanted(percent=float(Uptime.STANDARD), why=why)
    return Wanted(percent=float(Uptime.BASIC), why=f"goals.durability.survive {survive}")


def promise(variant: Variant, wanted: Wanted, facts: Facts) -> Promise:
    """Return what a type promises at least; where that is too little, the most it can."""
    row = f"confluent-cloud.sla.{variant}"
    least, high = facts.get(f"{row}.least"), facts.get(f"{row}.high")
    units = int(facts.number(f"{row}.high_units"))
    always = least.number == high.number and units > 1
    if wanted.percent <= least.number and not always:
        return Promise(percent=least.number, high=False, least_units=1, source=cite(least))
    return Promise(percent=high.number, high=units > 1, least_units=units, source=cite(high))
