"""Confluent Cloud as a platform: every cluster type as a priced size, or why it does not fit."""

from dataclasses import replace
from datetime import date

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.model.plan import Candidate, Considered
from kafka_scaffold.sizing.clash import joined, rejection, unpriced
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.bill import bill
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked, asked_of
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.capacity import overload, sized
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.features import clashes
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.limits import headroom
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.words import notes, units_reason
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.ranking import Preference


def title(answers: Answers, variant: str) -> str:
    """Return the product's full name."""
    del answers
    return f"Confluent Cloud {variant.title()}"


def consider(
    answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
) -> tuple[Considered, ...]:
    """Return every cluster type, the one with the smallest unit first."""
    tariff = Tariff(facts=facts, region=answers.cloud.region, on=on)
    return tuple(
        _consider(asked_of(answers, environment, demand, variant, facts), tariff)
        for variant in Variant
    )


def preference(answers: Answers, facts: Facts) -> Preference:
    """Return no cap on units: nobody here runs what stands behind them, so that the price alone decides."""
    del answers
    most = max(_most(facts), key=lambda fact: fact.number)
    return Preference(
        max_units=int(most.number),
        reason="units are Confluent's to run",
        exempt=frozenset(variant.size for variant in Variant),
        unit="units",
        choices="cluster types",
    )


def _most(facts: Facts) -> tuple[Fact, ...]:
    return tuple(
        facts.get(name)
        for name in ("confluent-cloud.most.freight", "confluent-cloud.most.dedicated.aws")
    )


def _consider(asked: Asked, tariff: Tariff) -> Considered:
    found, units = sized(asked)
    size = asked.variant.size
    against = joined(clashes(asked)) or overload(asked, found, units.units)
    if against is not None:
        return rejection(Platform.CONFLUENT_CLOUD, asked.variant, against, size=size)
    cost = bill(asked, units.units, tariff)
    missing = unpriced(cost, tariff.region)
    if missing is not None:
        return rejection(
            Platform.CONFLUENT_CLOUD, asked.variant, missing, size=size, units=units.units
        )
    candidate = Candidate(
        platform=Platform.CONFLUENT_CLOUD,
        variant=asked.variant,
        size=size,
        units=units.units,
        storage_gib_per_unit=0,
        cost=cost,
        headroom=headroom(asked, found, units),
        partitions=asked.load.partitions
        * int(asked.facts.number("confluent-cloud.topic.replication")),
        units_reason=units_reason(asked, found, units),
        notes=notes(asked, units),
    )
    return _set_aside(candidate, asked)


def _set_aside(candidate: Candidate, asked: Asked) -> Candidate:
    """Return Freight set aside where its slowness was not asked for, by name or by what is optimised for."""
    fair = asked.facts.get("confluent-cloud.freight.objectives")
    objective = asked.answers.goals.optimise_for
    if asked.variant is not Variant.FREIGHT or asked.answers.variant == Variant.FREIGHT:
        return candidate
    if objective.value in fair.items:
        return candidate
    reason = f"fits; goals.optimise_for {objective}: {fair.note}"
    return replace(candidate, preferred=False, reason=reason)
