"""How much of each limit is left at peak."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Headroom, TopicPlan
from kafka_scaffold.sizing.limit_row import limit_row
from kafka_scaffold.sizing.platforms.msk.fit.capacity import MB, Capacity
from kafka_scaffold.sizing.platforms.msk.topics import partition_headroom
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.units import MIB


def provisioned_headroom(
    answers: Answers,
    demand: Demand,
    capacity: Capacity,
    topics: tuple[TopicPlan, ...],
    variant: str,
    facts: Facts,
) -> tuple[Headroom, ...]:
    """Return the limits of a Standard or Express cluster."""
    rows = [*_rates(demand, capacity, variant, facts)]
    if variant == "express":
        rows += _quota(demand, capacity, facts)
    rows.append(_partitions(capacity, variant, facts))
    if variant == "standard":
        rows.append(_volume(capacity, facts))
    rows += partition_headroom(demand, topics, variant, facts)
    rows += connections(answers, demand, facts)
    quota = facts.get("msk.quotas.brokers_per_cluster_kraft")
    rows.append(limit_row("brokers", capacity.brokers, quota, "brokers", "cluster"))
    return tuple(rows)


def connections(answers: Answers, demand: Demand, facts: Facts) -> Iterator[Headroom]:
    """Yield the limits on IAM connections; other authentication has none."""
    if answers.security.authentication is not Authentication.IAM:
        return
    each = facts.get("msk.clients.connections_per_broker")
    yield limit_row(
        "connections",
        demand.connections * each.number,
        facts.get("msk.quotas.iam_connections_per_broker"),
        "connections",
        "broker",
        note=each.note,
    )
    yield limit_row(
        "new connections",
        demand.new_connections_per_second * each.number,
        facts.get("msk.quotas.iam_new_connections_per_second"),
        "per second",
        "broker",
        note=each.note,
    )


def serverless_headroom(
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    load: dict[str, float],
    facts: Facts,
) -> tuple[Headroom, ...]:
    """Return the limits of a Serverless cluster; ``load`` is what it is asked for, by the name of the quota."""
    units = {
        "ingress_mb_s": "MB/s",
        "egress_mb_s": "MB/s",
        "partitions": "partitions",
        "compacted_partitions": "partitions",
        "connections": "connections",
        "new_connections_per_second": "per second",
        "consumer_groups": "groups",
    }
    rows = [
        limit_row(_words(name), load[name], facts.get(f"msk.serverless.{name}"), unit, "cluster")
        for name, unit in units.items()
    ]
    return (*rows, *partition_headroom(demand, topics, "serverless", facts))


def _words(name: str) -> str:
    known = {"ingress_mb_s": "ingress", "egress_mb_s": "egress"}
    return known.get(name, name.removesuffix("_per_second").replace("_", " "))


def _rates(demand: Demand, capacity: Capacity, variant: str, facts: Facts) -> Iterator[Headroom]:
    fact = facts.get(f"msk.method.{variant}_utilisation")
    note = "what AWS's method plans per broker: room for a lost zone, rebalancing and lagging readers is taken off"
    needs = {"ingress": demand.ingress_peak_mib_s, "egress": demand.egress_peak_mib_s}
    for name, need in needs.items():
        bound = capacity.bound(name)
        yield Headroom(
            name=name,
            need=need / capacity.brokers,
            limit=bound.per_broker,
            unit="MiB/s",
            scope="broker",
            kind=fact.kind,
            source=cite(fact),
            note=note,
        )


def _quota(demand: Demand, capacity: Capacity, facts: Facts) -> Iterator[Headroom]:
    """Yield what Express throttles at, with one zone lost."""
    left = capacity.brokers * (demand.zones - 1) / demand.zones
    needs = {"ingress": demand.ingress_peak_mib_s, "egress": demand.egress_peak_mib_s}
    for name, need in needs.items():
        limit = facts.get(f"msk.express.{capacity.size}.{name}_max_mb_s")
        note = "the brokers of two zones carry everything; above the limit MSK throttles"
        need_mb = need * MIB / MB / left
        yield limit_row(f"{name}, a zone lost", need_mb, limit, "MB/s", "broker", note=note)


def _partitions(capacity: Capacity, variant: str, facts: Facts) -> Headroom:
    limit = facts.get(f"msk.{variant}.{capacity.size}.partitions_recommended")
    need = capacity.bound("partitions").need / capacity.brokers
    return limit_row("partitions", need, limit, "partitions", "broker", note="replicas counted")


def _volume(capacity: Capacity, facts: Facts) -> Headroom:
    fact = facts.get("msk.method.storage_headroom")
    return Headroom(
        name="storage",
        need=capacity.volumes_gib / fact.number / capacity.brokers,
        limit=float(capacity.volume_gib),
        unit="GiB",
        scope="broker",
        kind=fact.kind,
        source=cite(fact),
        note="the volume as planned; it grows, and never shrinks",
    )
