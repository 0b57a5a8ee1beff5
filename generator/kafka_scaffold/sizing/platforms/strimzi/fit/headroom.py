"""How much of each limit is left at peak, while what is to be survived is away."""

from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.limit_row import limit_row, unit_rows
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import STORED, Capacity


def headroom(
    capacity: Capacity, asked: Asked, cluster: tuple[Headroom, ...]
) -> tuple[Headroom, ...]:
    """Return the limits of one broker, then those of the cluster that no machine changes."""
    limits = list(capacity.limits)
    limits[STORED] = float(capacity.disk_gib)
    rows = unit_rows(asked.dimensions, capacity.needs, limits)
    return (*rows, *cluster, _brokers(capacity, asked))


def cluster_headroom(asked: Asked) -> tuple[Headroom, ...]:
    """Return the limits of the cluster that are the same on every machine."""
    most = asked.facts.get("strimzi.sizing.partition_replicas_per_cluster")
    name = "partition replicas of the cluster"
    return (limit_row(name, asked.replicas, most, "replicas", "cluster", note=most.note),)


def _brokers(capacity: Capacity, asked: Asked) -> Headroom:
    most = asked.facts.get("strimzi.sizing.brokers_max")
    return limit_row("brokers", capacity.brokers, most, "brokers", "cluster", note=most.note)
