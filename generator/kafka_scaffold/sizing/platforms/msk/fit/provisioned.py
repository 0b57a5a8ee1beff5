"""Every size of Standard and Express: a priced candidate, or why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.model.plan import Candidate, Considered, Cost, CostScope, Rejection, TopicPlan
from kafka_scaffold.sizing.platforms.msk.bill.cost import cluster_cost
from kafka_scaffold.sizing.platforms.msk.bill.extras import Extras, extras
from kafka_scaffold.sizing.platforms.msk.bill.surroundings import around
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.details import Variant
from kafka_scaffold.sizing.platforms.msk.fit.capacity import (
    Bound,
    Capacity,
    Wish,
    express,
    standard,
)
from kafka_scaffold.sizing.platforms.msk.fit.features import Clash, clashes
from kafka_scaffold.sizing.platforms.msk.fit.headroom import provisioned_headroom
from kafka_scaffold.sizing.platforms.msk.fit.partitions import PartitionCount, count_partitions
from kafka_scaffold.sizing.platforms.msk.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.msk.fit.volumes import least_gib
from kafka_scaffold.sizing.platforms.msk.topics import plan_topics, replication
from kafka_scaffold.sizing.prose import cite, shown
from kafka_scaffold.sizing.topics.plan import Replication


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every size of a variant is measured by."""

    answers: Answers
    environment: Environment
    demand: Demand
    variant: Variant
    topics: tuple[TopicPlan, ...]
    copies: Replication
    partitions: PartitionCount
    clashes: tuple[Clash, ...]
    wish: Wish
    extras: Extras
    tariff: Tariff

    @property
    def facts(self) -> Facts:
        return self.tariff.facts


def consider_provisioned(
    answers: Answers, environment: Environment, demand: Demand, variant: Variant, tariff: Tariff
) -> Iterator[Considered]:
    """Yield every size of a variant, in the order of the facts."""
    facts = tariff.facts
    stored = as_stored(demand, variant, facts)
    topics = plan_topics(answers, environment, stored, variant, facts)
    copies = replication(environment, variant, facts)
    plain = stored.aggregate
    asked = _Asked(
        answers=answers,
        environment=environment,
        demand=stored,
        variant=variant,
        topics=topics,
        copies=copies,
        partitions=count_partitions(answers, stored, topics, copies, facts),
        clashes=clashes(answers, environment, stored, variant, facts),
        wish=wish(answers, environment, copies, facts, plain=plain),
        extras=extras(answers, environment, stored, topics, variant, facts),
        tariff=tariff,
    )
    for size in facts.rows(f"msk.{variant}"):
        yield _consider(size, asked)


def wish(
    answers: Answers, environment: Environment, copies: Replication, facts: Facts, *, plain: bool
) -> Wish:
    """Return what the answers ask beyond the method; an aggregate is sized by the method and its objective alone."""
    objective = answers.goals.optimise_for
    per_zone = facts.find(f"msk.preference.brokers_per_zone.{objective}")
    zones = environment.zones
    wanted = int(per_zone.number) * zones if per_zone else 0
    copies_need = 0 if plain else ceil(copies.factor / zones) * zones
    return Wish(
        spare=facts.number(f"msk.preference.spare.{objective}"),
        least_brokers=max(wanted, copies_need),
    )


def _consider(size: str, asked: _Asked) -> Considered:
    capacity = size_of(size, asked)
    cost = _cost(capacity, asked)
    clash = _clash(capacity, asked) or _unpriced(capacity, cost, asked)
    if clash is not None:
        return _rejection(capacity, cost, clash)
    return Candidate(
        platform=Platform.MSK,
        variant=asked.variant,
        size=size,
        units=capacity.brokers,
        storage_gib_per_unit=capacity.volume_gib if asked.variant is Variant.STANDARD else 0,
        cost=cost,
        headroom=provisioned_headroom(
            asked.answers, asked.demand, capacity, asked.topics, asked.variant, asked.facts
        ),
        partitions=asked.partitions.replicas,
        units_reason=_units_reason(capacity, asked),
        notes=tuple(_notes(asked)),
    )


def size_of(size: str, asked: _Asked) -> Capacity:
    """Return the brokers of one size."""
    plain = asked.demand.aggregate
    beyond = wish(asked.answers, asked.environment, asked.copies, asked.facts, plain=plain)
    replicas = asked.partitions.replicas
    if asked.variant is Variant.EXPRESS:
        return express(size, asked.demand, replicas, asked.facts, beyond)
    volume = 0 if plain else least_gib(size, asked.facts)
    beyond = Wish(spare=beyond.spare, least_brokers=beyond.least_brokers, least_volume_gib=volume)
    return standard(size, asked.demand, replicas, asked.copies.factor, asked.facts, beyond)


def _cost(capacity: Capacity, asked: _Asked) -> Cost:
    cluster = cluster_cost(capacity, asked.demand, asked.tariff)
    if asked.demand.aggregate:
        return cluster
    more = around(
        asked.answers,
        asked.environment,
        asked.demand,
        asked.topics,
        asked.variant,
        asked.tariff,
        capacity=capacity,
        extras=asked.extras,
    )
    return Cost(lines=(*cluster.lines, *more))


def _clash(capacity: Capacity, asked: _Asked) -> Clash | None:
    """Return what stands against a size: what the variant lacks, else too many brokers, else a busy partition."""
    if asked.clashes:
        first = asked.clashes[0]
        reason = "; ".join(clash.reason for clash in asked.clashes)
        return Clash(
            bottleneck=first.bottleneck,
            reason=reason,
            fact=first.fact,
            need=first.need,
            limit=first.limit,
            unit=first.unit,
        )
    return _too_many(capacity, asked) or _busy_partition(capacity, asked)


def _too_many(capacity: Capacity, asked: _Asked) -> Clash | None:
    quota = asked.facts.get("msk.quotas.brokers_per_cluster_kraft")
    if capacity.brokers <= quota.number:
        return None
    bound = capacity.binding
    reason = (
        f"{bound.name} of {shown(bound.need)} {bound.unit} takes {capacity.brokers} brokers at "
        f"{shown(bound.per_broker)} each; a cluster may have {quota.number:g}"
    )
    return Clash(
        bottleneck=bound.name,
        reason=reason,
        fact=quota,
        need=capacity.brokers,
        limit=quota.number,
        unit="brokers",
    )


def _busy_partition(capacity: Capacity, asked: _Asked) -> Clash | None:
    rows = provisioned_headroom(
        asked.answers, asked.demand, capacity, asked.topics, asked.variant, asked.facts
    )
    for row in rows:
        if row.scope == "partition" and row.need > row.limit:
            fact = asked.facts.get(f"msk.{asked.variant}.partition_ingress_mb_s")
            reason = f"one partition must take {shown(row.need)} MB/s, the limit is {row.limit:g}; {row.note}"
            return Clash(
                bottleneck=row.name,
                reason=reason,
                fact=fact,
                need=row.need,
                limit=row.limit,
                unit=row.unit,
            )
    return None


def _unpriced(capacity: Capacity, cost: Cost, asked: _Asked) -> Clash | None:
    missing = [
        line.item
        for line in cost.lines
        if line.monthly_usd is None and line.scope is CostScope.CLUSTER
    ]
    if not missing:
        return None
    region = asked.tariff.region
    reason = f"no price of {capacity.size} {' and '.join(missing)} in {region} is known; it may not be offered there"
    return Clash(
        bottleneck="price", reason=reason, fact=asked.facts.get(f"msk.zones.{asked.variant}")
    )


def _rejection(capacity: Capacity, cost: Cost, clash: Clash) -> Rejection:
    priced = clash.bottleneck == "price"
    standard_size = capacity.size.startswith("kafka.")
    return Rejection(
        platform=Platform.MSK,
        variant=Variant.STANDARD if standard_size else Variant.EXPRESS,
        size=capacity.size,
        units=capacity.brokers,
        storage_gib_per_unit=capacity.volume_gib if standard_size else 0,
        bottleneck=clash.bottleneck,
        reason=clash.reason,
        kind=FactKind.ASSUMED if priced else clash.fact.kind,
        source="the price book, kafka-scaffold facts" if priced else cite(clash.fact),
        need=clash.need,
        limit=clash.limit,
        unit=clash.unit,
        cost=cost,
    )


def _units_reason(capacity: Capacity, asked: _Asked) -> str:
    bound, zones = capacity.binding, asked.environment.zones
    if bound.name == "brokers":
        return f"{capacity.brokers} brokers are the least for {asked.copies.factor} copies in {zones} zones"
    if capacity.brokers > zones:
        return (
            f"{bound.name} decides: {_amount(bound.need, bound)} at {shown(bound.per_broker)} per broker takes "
            f"{capacity.brokers} brokers, a multiple of {zones} zones"
        )
    limits = [each for each in capacity.bounds if each.name != "brokers"]
    busiest = max(limits, key=lambda each: round(each.need / each.per_broker, 6))
    carried = _amount(busiest.per_broker * capacity.brokers, busiest)
    return (
        f"one broker in each of {zones} zones is the least there can be; nearest to what they carry "
        f"is {busiest.name}, {shown(busiest.need)} of {carried}"
    )


def _amount(value: float, bound: Bound) -> str:
    return f"{shown(value)} {bound.unit or 'replicas'}"


def _notes(asked: _Asked) -> Iterator[str]:
    objective = asked.answers.goals.optimise_for
    spare = asked.facts.get(f"msk.preference.spare.{objective}")
    if spare.number:
        yield (
            f"goals.optimise_for {objective}: sized for {spare.number:.0%} above peak, because {spare.note}"
        )
    per_zone = asked.facts.find(f"msk.preference.brokers_per_zone.{objective}")
    if per_zone is not None:
        yield (
            f"goals.optimise_for {objective}: at least {per_zone.number:g} brokers in a zone, because {per_zone.note}"
        )
