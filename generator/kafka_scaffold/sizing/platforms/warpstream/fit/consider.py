"""Every machine type of every variant: a priced candidate, or why not."""

from collections.abc import Iterator
from datetime import date

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Considered
from kafka_scaffold.sizing.clash import Clash, joined, nothing_priced, rejection, unpriced
from kafka_scaffold.sizing.machines import Machine, machines
from kafka_scaffold.sizing.platforms.warpstream.bill.bill import bill
from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.fit import words
from kafka_scaffold.sizing.platforms.warpstream.fit.agents import agent
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked, asked
from kafka_scaffold.sizing.platforms.warpstream.fit.features import clashes
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Sized, sized, tightest
from kafka_scaffold.sizing.platforms.warpstream.fit.headroom import headroom
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from kafka_scaffold.sizing.prose import cite


def consider(
    answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
) -> tuple[Considered, ...]:
    """Return every machine type of every variant, in the order of the variants and of the facts."""
    tariff = Tariff(facts=facts, region=answers.cloud.region, on=on)
    return tuple(
        item
        for variant in Variant
        for item in _variant(asked(answers, environment, demand, variant, facts), tariff)
    )


def _variant(asked: Asked, tariff: Tariff) -> Iterator[Considered]:
    """Yield every machine type of a variant, or one rejection that stands against all."""
    against = joined(clashes(asked))
    if against is not None:
        yield rejection(Platform.WARPSTREAM, asked.variant, against)
        return
    offered = machines(asked.answers.cloud.provider, asked.facts)
    plain = [machine for machine in offered if not machine.local_disk_gb]
    priced = [m for m in plain if (m.price_item, tariff.region) in asked.facts.prices]
    if not priced:
        clash = nothing_priced(tariff.region)
        yield rejection(Platform.WARPSTREAM, asked.variant, clash)
    for machine in priced:
        yield _consider(machine, asked, tariff)


def _consider(machine: Machine, asked: Asked, tariff: Tariff) -> Considered:
    unfit = _unfit(machine, asked)
    if unfit is not None:
        return rejection(Platform.WARPSTREAM, asked.variant, unfit, size=machine.name)
    found = sized(agent(machine, asked.shares), asked.dimensions, asked.fleets, asked.facts)
    units = found.fleet.agents
    cost = bill(found, asked, tariff)
    clash = unpriced(cost, tariff.region) if found.fits else _overloaded(found, asked)
    if clash is not None:
        return rejection(Platform.WARPSTREAM, asked.variant, clash, size=machine.name, units=units)
    return Candidate(
        platform=Platform.WARPSTREAM,
        variant=asked.variant,
        size=machine.name,
        units=units,
        storage_gib_per_unit=0,
        cost=cost,
        headroom=headroom(found, asked),
        partitions=asked.partitions,
        units_reason=words.units_reason(found, asked),
        notes=words.notes(found, asked),
    )


def _unfit(machine: Machine, asked: Asked) -> Clash | None:
    """Return why no Agent belongs on a machine: too small, shared, or of unknown speed."""
    least = asked.facts.get("warpstream.agents.machine_vcpu_least")
    if machine.vcpu < least.number:
        return Clash(
            bottleneck="machine",
            reason=f"has {machine.vcpu:g} vCPU, an Agent takes a machine of {least.number:g}: {least.note}",
            source=cite(least),
            kind=least.kind,
            need=least.number,
            limit=machine.vcpu,
            unit="vCPU",
        )
    lent = asked.facts.get("warpstream.agents.shared_core_families")
    if asked.environment.protect and machine.name.partition("-")[0] in lent.items:
        return Clash(bottleneck="machine", reason=lent.note, source=cite(lent), kind=lent.kind)
    network = asked.facts.get(f"{machine.fact}.network_mib_s")
    if not machine.network_mib_s:
        reason = (
            "what it sustains in the network is not known; give it in a file of your own (--facts)"
        )
        return Clash(bottleneck="unknown limit", reason=reason, source=cite(network))
    return None


def _overloaded(found: Sized, asked: Asked) -> Clash:
    at = tightest(found.needs, found.limits)
    dimension = asked.dimensions[at]
    return Clash(
        bottleneck=dimension.name,
        reason=words.overload_reason(found, asked),
        source=dimension.source,
        kind=dimension.kind,
        need=found.needs[at],
        limit=found.limits[at],
        unit=dimension.unit,
    )
