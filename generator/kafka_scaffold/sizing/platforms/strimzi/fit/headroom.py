"""How much of each limit is left at peak, while what is to be survived is away."""

from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import STORED, Capacity
from kafka_scaffold.sizing.prose import cite


def headroom(
    capacity: Capacity, asked: Asked, cluster: tuple[Headroom, ...]
) -> tuple[Headroom, ...]:
    """Return the limits of one broker, then those of the cluster that no machine changes."""
    limits = list(capacity.limits)
    limits[STORED] = float(capacity.disk_gib)
    rows = [
        Headroom(
            name=dimension.name,
            need=need,
            limit=limit,
            unit=dimension.unit,
            scope="broker",
            kind=dimension.kind,
            source=dimension.source,
            note=dimension.note,
        )
        for dimension, need, limit in zip(asked.dimensions, capacity.needs, limits, strict=True)
    ]
    return (*rows, *cluster, _brokers(capacity, asked))


def cluster_headroom(asked: Asked) -> tuple[Headroom, ...]:
    """Return the limits of the cluster that are the same on every machine."""
    most = asked.facts.get("strimzi.sizing.partition_replicas_per_cluster")
    row = Headroom(
        name="partition replicas of the cluster",
        need=asked.replicas,
        limit=most.number,
        unit="replicas",
        scope="cluster",
        kind=most.kind,
        source=cite(most),
        note=most.note,
    )
    return (row,)


def _brokers(capacity: Capacity, asked: Asked) -> Headroom:
    most = asked.facts.get("strimzi.sizing.brokers_max")
    return Headroom(
        name="brokers",
        need=capacity.brokers,
        limit=most.number,
        unit="brokers",
        scope="cluster",
        kind=most.kind,
        source=cite(most),
        note=most.note,
    )
