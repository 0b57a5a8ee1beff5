"""What a cluster is created with: units, how far it may grow by itself, and in how many zones it is."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked, asked_of
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.capacity import peak_units, sized
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSize:
    """A cluster as its resource states it; ``max_ecku`` of elastic types, ``cku`` of Dedicated."""

    variant: Variant
    units: int
    availability: Setting
    max_ecku: Setting | None
    cku: Setting | None
    networking: ConfluentNetworking
    uptime_percent: float


def cluster_size(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> ClusterSize:
    """Return what the chosen type is created with."""
    asked = asked_of(answers, environment, demand, Variant(chosen.variant), facts)
    if asked.network is None:
        raise ValueError(f"{chosen.variant} has no network that was asked for")
    elastic = asked.variant.is_elastic
    return ClusterSize(
        variant=asked.variant,
        units=chosen.units,
        availability=_availability(asked),
        max_ecku=max_units(asked, chosen.units) if elastic else None,
        cku=None if elastic else _cku(chosen),
        networking=asked.network,
        uptime_percent=asked.promise.percent,
    )


def max_units(asked: Asked, units: int) -> Setting:
    """Return how far an elastic cluster may grow: without a bound it grows, and is billed, up to the type's most."""
    most = int(asked.most.number)
    stated = asked.answers.confluent_cloud.max_units
    if stated is not None:
        value = min(most, max(units, stated))
        reason = f"confluent_cloud.max_units {stated}, at least the {units} that are planned"
        return Setting(
            name="max_ecku", value=value, reason=reason, source="confluent_cloud.max_units"
        )
    factor = asked.facts.get("confluent-cloud.method.max_units_factor")
    found, _ = sized(asked)
    least = asked.facts.number("confluent-cloud.method.max_units_high")
    wanted = max(ceil(units * factor.number), peak_units(found))
    value = min(most, max(wanted, int(least) if asked.promise.high else 1))
    reason = f"{factor.number:g} x {units} planned, at most the {most} of the type: {factor.note}"
    return Setting(name="max_ecku", value=value, reason=reason, source=cite(factor))


def _cku(chosen: Candidate) -> Setting:
    return Setting(
        name="cku", value=chosen.units, reason=chosen.units_reason, source="sizing by units"
    )


def _availability(asked: Asked) -> Setting:
    names = ("SINGLE_ZONE", "MULTI_ZONE")
    if asked.variant.is_elastic:
        names = ("LOW", "HIGH")
    reason = (
        f"{asked.wanted.why}: {asked.wanted.percent:g} % are wanted, this promises "
        f"{asked.promise.percent:g} %"
    )
    value = names[asked.promise.high]
    return Setting(name="availability", value=value, reason=reason, source=asked.promise.source)
