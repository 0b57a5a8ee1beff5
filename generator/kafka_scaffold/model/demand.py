"""What a workload asks of a cluster before any platform is considered. All traffic is on the wire (compressed)."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Cleanup, Ordering


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDemand:
    """One topic's part. ``stored_gib`` is one copy, ``hot_gib`` the part that must stay on broker disks."""

    name: str
    ingress_avg_mib_s: float
    ingress_peak_mib_s: float
    consumer_groups: int
    consumer_instances: int
    retention_hours: float
    hot_retention_hours: float
    stored_gib: float
    hot_gib: float
    cleanup: Cleanup
    ordering: Ordering
    pinned_partitions: int | None
    max_record_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What one environment asks of a cluster.

    ``retention_hours`` and ``hot_retention_hours`` are means weighted by traffic, so that stored data is
    ``ingress_avg_mib_s * hours * 3600``. ``partition_replicas`` is given for aggregate workloads; otherwise the
    platform plans partitions from ``topics`` (`sizing.topics`) and counts replicas itself.
    """

    ingress_avg_mib_s: float
    ingress_peak_mib_s: float
    egress_avg_mib_s: float
    egress_peak_mib_s: float
    retention_hours: float
    hot_retention_hours: float
    stored_gib: float
    record_bytes: int
    producers: int
    consumers: int
    new_connections_per_second: float
    zones: int
    topics: tuple[TopicDemand, ...]
    partition_replicas: int | None
    aggregate: bool

    @property
    def fan_out(self) -> float:
        """Return peak bytes out per peak byte in."""
        return self.egress_peak_mib_s / self.ingress_peak_mib_s if self.ingress_peak_mib_s else 0.0

    @property
    def connections(self) -> int:
        """Return client instances that hold connections."""
        return self.producers + self.consumers

    @property
    def tiered(self) -> bool:
        """Tell whether part of the data may live outside broker disks."""
        return self.hot_retention_hours < self.retention_hours
