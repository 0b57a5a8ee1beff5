"""Every machine type of a variant: a priced candidate, or why not."""

from collections.abc import Iterator
from datetime import date

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.model.plan import (
    Candidate,
    Considered,
    Headroom,
    Rejection,
)
from kafka_scaffold.sizing.clash import Clash, joined, nothing_priced, rejection, unpriced
from kafka_scaffold.sizing.machines import Machine, machines
from kafka_scaffold.sizing.platforms.strimzi.bill.bill import Bill, bill
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.fit import words
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked, asked
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import Capacity, Overload, capacity
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import disk_kind
from kafka_scaffold.sizing.platforms.strimzi.fit.features import clashes
from kafka_scaffold.sizing.platforms.strimzi.fit.headroom import cluster_headroom, headroom
from kafka_scaffold.sizing.prose import cite


NOT_ASKED = Clash(
    bottleneck="variant",
    reason="disks of the machines are quick and are lost with them: asked for with variant local-disk",
    source="variant",
)


def consider(
    answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
) -> Iterator[Considered]:
    """Yield every machine type: those with network disks, then, where they are asked for, those with disks of their own."""
    tariff = Tariff(facts=facts, region=answers.cloud.region, on=on)
    yield from _variant(asked(answers, environment, demand, Variant.NETWORK_DISK, facts), tariff)
    if answers.variant != Variant.LOCAL_DISK:
        yield _rejected(Variant.LOCAL_DISK, NOT_ASKED)
        return
    yield from _variant(asked(answers, environment, demand, Variant.LOCAL_DISK, facts), tariff)


def _variant(asked: Asked, tariff: Tariff) -> Iterator[Considered]:
    """Yield every machine type of a variant in the order of the facts, or one rejection that stands against all."""
    against = joined(
        clashes(asked.answers, asked.environment, asked.variant, asked.replicas, asked.facts)
    )
    if against is not None:
        yield _rejected(asked.variant, against)
        return
    offered = [m for m in machines(asked.answers.cloud.provider, asked.facts) if _is_of(m, asked)]
    priced = [m for m in offered if (m.price_item, tariff.region) in asked.facts.prices]
    if not priced:
        yield _rejected(asked.variant, nothing_priced(tariff.region))
        return
    bills = bill(asked, tariff)
    limits, notes = cluster_headroom(asked), words.notes(asked)
    for machine in priced:
        yield _consider(machine, asked, bills, limits, notes)


def _is_of(machine: Machine, asked: Asked) -> bool:
    """Tell whether a machine type is of a variant: built-in disks are paid for, so that only their variant takes them."""
    return bool(machine.local_disk_gb) is asked.local


def _consider(
    machine: Machine,
    asked: Asked,
    bills: Bill,
    limits: tuple[Headroom, ...],
    notes: tuple[str, ...],
) -> Considered:
    unfit = _too_small(machine, asked) or _shares_cores(machine, asked) or _unknown(machine, asked)
    if unfit is not None:
        return _rejected(asked.variant, unfit, size=machine.name)
    kind = None if asked.local else disk_kind(asked.answers, machine, asked.facts)
    sized = capacity(machine, asked.dimensions, asked.topologies, kind, asked.factors)
    if isinstance(sized, Overload):
        return _rejected(
            asked.variant, _overloaded(sized), size=machine.name, units=sized.topology.brokers
        )
    cost = bills.cost(sized)
    missing = unpriced(cost, bills.tariff.region)
    if missing is not None:
        return _rejected(asked.variant, missing, size=machine.name, units=sized.brokers)
    return Candidate(
        platform=Platform.STRIMZI,
        variant=asked.variant,
        size=machine.name,
        units=sized.brokers,
        storage_gib_per_unit=sized.disk_gib,
        cost=cost,
        headroom=headroom(sized, asked, limits),
        partitions=asked.replicas,
        units_reason=words.units_reason(sized, asked),
        notes=_notes(sized, notes),
    )


def _notes(sized: Capacity, notes: tuple[str, ...]) -> tuple[str, ...]:
    topology = sized.topology
    if not topology.dual:
        return notes
    words = "brokers and controllers share nodes, as the environment is small and not protected"
    return (*notes, words)


def _too_small(machine: Machine, asked: Asked) -> Clash | None:
    """Return what a broker of its own lacks on a machine; environments that may be lost take less memory."""
    wanted = [("vCPU", machine.vcpu, "min_vcpu")]
    if asked.environment.protect:
        wanted.append(("GiB of memory", machine.memory_gib, "min_memory_gib"))
    for unit, has, name in wanted:
        least = asked.facts.get(f"strimzi.sizing.{name}")
        if has < least.number:
            return Clash(
                bottleneck="machine",
                reason=f"has {has:g} {unit}, a broker takes {least.number:g}: {least.note}",
                source=cite(least),
                kind=least.kind,
                need=least.number,
                limit=has,
                unit=unit,
            )
    return None


def _shares_cores(machine: Machine, asked: Asked) -> Clash | None:
    """Return why a machine of which the cloud lends cores to others does not do where broker speed is promised."""
    lent = asked.facts.get("strimzi.sizing.shared_core_families")
    if not asked.environment.protect or machine.name.partition("-")[0] not in lent.items:
        return None
    return Clash(bottleneck="machine", reason=lent.note, source=cite(lent), kind=lent.kind)


def _unknown(machine: Machine, asked: Asked) -> Clash | None:
    """Return what is not known of a machine and would have to be guessed."""
    rates = {"network_mib_s": machine.network_mib_s}
    if not asked.local:
        rates["disk_mib_s"] = machine.disk_mib_s
    missing = [name for name, rate in rates.items() if not rate]
    if not missing:
        return None
    fact = asked.facts.get(f"{machine.fact}.{missing[0]}")
    what = "sustains to its disks" if missing[0] == "disk_mib_s" else "sustains in the network"
    return Clash(
        bottleneck="unknown limit",
        reason=f"takes {machine.volume}, and what it {what} is not known; give it in a file of your own (--facts)",
        source=cite(fact),
        kind=FactKind.ASSUMED,
    )


def _overloaded(overload: Overload) -> Clash:
    dimension = overload.dimension
    return Clash(
        bottleneck=dimension.name,
        reason=words.overload_reason(overload),
        source=dimension.source,
        kind=dimension.kind,
        need=overload.need,
        limit=overload.limit,
        unit=dimension.unit,
    )


def _rejected(variant: Variant, clash: Clash, *, size: str = "", units: int = 0) -> Rejection:
    return rejection(Platform.STRIMZI, variant, clash, size=size, units=units)
