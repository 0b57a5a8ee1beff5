"""A Kafka cluster as its manifests describe it together: the Kafka resource, its pools, topics and users."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, number


CLUSTER_LABEL = "strimzi.io/cluster"
FULL_REPLICATION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One cluster and what carries its label."""

    kafka: Manifest
    pools: tuple[Manifest, ...]
    topics: tuple[Manifest, ...]
    users: tuple[Manifest, ...]

    @property
    def config(self) -> Mapping[str, Any]:
        """Return the brokers' settings."""
        return self.kafka.mapping("spec", "kafka", "config")

    @property
    def listeners(self) -> tuple[Mapping[str, Any], ...]:
        """Return the listeners."""
        return self.kafka.items("spec", "kafka", "listeners")

    @property
    def replication(self) -> int:
        """Return the replication factor of topics that name none; Kafka's own default is 1."""
        return number(self.config.get("default.replication.factor")) or 1

    def nodes(self, role: str) -> int:
        """Return how many nodes have a role."""
        return sum(
            number(pool.at("spec", "replicas")) or 0
            for pool in self.pools
            if role in (pool.at("spec", "roles") or ())
        )


def views(manifests: tuple[Manifest, ...]) -> tuple[View, ...]:
    """Return every cluster of an overlay."""
    return tuple(
        View(
            kafka=kafka,
            pools=_labelled(manifests, "KafkaNodePool", kafka.name),
            topics=_labelled(manifests, "KafkaTopic", kafka.name),
            users=_labelled(manifests, "KafkaUser", kafka.name),
        )
        for kafka in of_kind(manifests, "Kafka")
    )


def of_kind(manifests: tuple[Manifest, ...], *kinds: str) -> tuple[Manifest, ...]:
    """Return Strimzi's resources of some kinds."""
    return tuple(m for m in manifests if m.is_strimzi and m.kind in kinds)


def _labelled(manifests: tuple[Manifest, ...], kind: str, cluster: str) -> tuple[Manifest, ...]:
    found = of_kind(manifests, kind)
    return tuple(m for m in found if m.metadata("labels", CLUSTER_LABEL) == cluster)
