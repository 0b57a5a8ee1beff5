"""MSK Serverless: one size, billed by the hour, the partition and the byte."""

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import (
    Candidate,
    Considered,
    Cost,
    CostScope,
    Headroom,
    Rejection,
    TopicPlan,
)
from kafka_scaffold.sizing.platforms.msk.bill.cost import crossing
from kafka_scaffold.sizing.platforms.msk.bill.extras import extras
from kafka_scaffold.sizing.platforms.msk.bill.surroundings import around
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.details import Variant
from kafka_scaffold.sizing.platforms.msk.fit.capacity import MB
from kafka_scaffold.sizing.platforms.msk.fit.features import clashes
from kafka_scaffold.sizing.platforms.msk.fit.headroom import serverless_headroom
from kafka_scaffold.sizing.platforms.msk.fit.partitions import PartitionCount, count_partitions
from kafka_scaffold.sizing.platforms.msk.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.msk.topics import plan_topics, replication
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.tariff import monthly_gib
from kafka_scaffold.units import MIB


SIZE = "serverless"


def consider_serverless(
    answers: Answers, environment: Environment, demand: Demand, tariff: Tariff
) -> Considered:
    """Return Serverless as a priced candidate, or why not."""
    facts = tariff.facts
    stored = as_stored(demand, Variant.SERVERLESS, facts)
    topics = plan_topics(answers, environment, stored, Variant.SERVERLESS, facts)
    copies = replication(environment, Variant.SERVERLESS, facts)
    count = count_partitions(answers, stored, topics, copies, facts)
    cost = _cost(answers, environment, stored, topics, count, tariff)
    headroom = serverless_headroom(stored, topics, _load(answers, stored, count), facts)
    rejection = _refused(answers, environment, stored, cost, headroom, tariff)
    if rejection is not None:
        return rejection
    return Candidate(
        platform=Platform.MSK,
        variant=Variant.SERVERLESS,
        size=SIZE,
        units=0,
        storage_gib_per_unit=0,
        cost=cost,
        headroom=headroom,
        partitions=count.replicas,
        notes=("capacity follows the load; billed by partition, storage and byte",),
    )


def _load(answers: Answers, demand: Demand, count: PartitionCount) -> dict[str, float]:
    readers = {name for topic in answers.topics for name in topic.consumers}
    return {
        "ingress_mb_s": demand.ingress_peak_mib_s * MIB / MB,
        "egress_mb_s": demand.egress_peak_mib_s * MIB / MB,
        "partitions": count.leaders,
        "compacted_partitions": count.compacted,
        "connections": demand.connections,
        "new_connections_per_second": demand.new_connections_per_second,
        "consumer_groups": len(readers),
    }


def _cost(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    count: PartitionCount,
    tariff: Tariff,
) -> Cost:
    hours = tariff.hours
    leaders = count.leaders
    lines = [
        tariff.line("KafkaServerless-ClusterHours", "cluster", hours, "hours"),
        tariff.line(
            "KafkaServerless-PartitionHours",
            "partitions",
            leaders * hours,
            "partition-hours",
            count=f"{leaders} partitions x {hours:g} h",
        ),
        tariff.line("KafkaServerless-StorageHours", "storage", demand.stored_gib, "GB-month"),
        tariff.line(
            "KafkaServerless-In-Bytes",
            "data in",
            monthly_gib(demand.ingress_avg_mib_s, tariff),
            "GB",
        ),
        tariff.line(
            "KafkaServerless-Out-Bytes",
            "data out",
            monthly_gib(demand.egress_avg_mib_s, tariff),
            "GB",
        ),
        *crossing(demand, tariff, rack_aware=False),
    ]
    if not demand.aggregate:
        variant = Variant.SERVERLESS
        more = extras(answers, environment, demand, topics, variant, tariff.facts)
        lines += around(answers, environment, demand, topics, variant, tariff, extras=more)
    return Cost(lines=tuple(lines))


def _refused(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    cost: Cost,
    headroom: tuple[Headroom, ...],
    tariff: Tariff,
) -> Rejection | None:
    found = clashes(answers, environment, demand, Variant.SERVERLESS, tariff.facts)
    if found:
        first = found[0]
        reason = "; ".join(clash.reason for clash in found)
        return _rejection(
            cost, first.bottleneck, reason, first.fact.kind, cite(first.fact),
            first.need, first.limit, first.unit,
        )  # fmt: skip
    over = next((row for row in headroom if row.need > row.limit), None)
    if over is not None:
        reason = f"{over.name} of {over.need:,.4g} {over.unit}; Serverless allows {over.limit:,g}"
        if over.scope == "partition":
            reason = f"{reason} per partition; {over.note}"
        return _rejection(
            cost, over.name, reason, over.kind, over.source, over.need, over.limit, over.unit
        )
    missing = [
        line.item
        for line in cost.lines
        if line.monthly_usd is None and line.scope is CostScope.CLUSTER
    ]
    if missing:
        reason = f"no price of Serverless {' and '.join(missing)} in {tariff.region} is known; it may not be offered there"
        source = "the price book, kafka-scaffold facts"
        return _rejection(cost, "price", reason, FactKind.ASSUMED, source)
    return None


def _rejection(
    cost: Cost,
    bottleneck: str,
    reason: str,
    kind: FactKind,
    source: str,
    need: float | None = None,
    limit: float | None = None,
    unit: str = "",
) -> Rejection:
    return Rejection(
        platform=Platform.MSK,
        variant=Variant.SERVERLESS,
        size=SIZE,
        bottleneck=bottleneck,
        reason=reason,
        kind=kind,
        source=source,
        need=need,
        limit=limit,
        unit=unit,
        cost=cost,
    )
