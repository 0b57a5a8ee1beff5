"""What a Kafka on Kubernetes must not be, though its schema allows it; no other checker knows these rules."""

from collections.abc import Callable, Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy import (
    access,
    alerts,
    brokers,
    containers,
    operation,
    replication,
    schema,
    versions,
)
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, read
from kafka_scaffold.validate.kubernetes_policy.view import View, views


__all__ = ["RULES", "Manifest", "check_manifests", "read"]

_OF_MANIFEST: tuple[Callable[[Manifest], Iterator[Finding]], ...] = (
    versions.served_version,
    versions.removed_fields,
    schema.unknown_fields,
    containers.memory,
    containers.heap,
    containers.image,
)
_OF_CLUSTER: tuple[Callable[[View], Iterator[Finding]], ...] = (
    brokers.forbidden_config,
    brokers.auto_create,
    brokers.broker_count,
    brokers.controller_count,
    brokers.metadata_volume,
    brokers.goals,
    brokers.quota,
    brokers.listener_names,
    brokers.listener_security,
    replication.min_isr,
    replication.topic_replication,
    replication.internal_replication,
    access.user_authentication,
    access.user_authorization,
    operation.kafka_version,
)
_OF_ALL: tuple[Callable[[tuple[Manifest, ...], tuple[View, ...]], Iterator[Finding]], ...] = (
    replication.worker_replication,
    replication.labels,
    operation.connector_resources,
    operation.rebalance_template,
    alerts.alert_targets,
)
RULES = (
    "alert-target",
    "api-version",
    "auto-create",
    "broker-count",
    "cluster-label",
    "connector-resources",
    "controller-count",
    "delete-claim",
    "forbidden-config",
    "goals",
    "heap",
    "image-tag",
    "internal-replication",
    "kafka-version",
    "listener-names",
    "listener-security",
    "memory",
    "metadata-volume",
    "min-isr",
    "quota",
    "rebalance-template",
    "removed-field",
    "schema",
    "user-authentication",
    "user-authorization",
)


def check_manifests(manifests: tuple[Manifest, ...], *, protected: bool) -> tuple[Finding, ...]:
    """Check what is applied together.

    Args:
        manifests: Everything of one overlay, what it takes from a base included.
        protected: Whether the environment is guarded against deletion.
    """
    found: list[Finding] = []
    clusters = views(manifests)
    for manifest in manifests:
        for of_manifest in _OF_MANIFEST:
            found.extend(of_manifest(manifest))
    for view in clusters:
        for of_cluster in _OF_CLUSTER:
            found.extend(of_cluster(view))
        found.extend(containers.delete_claim(view, protected=protected))
    for of_all in _OF_ALL:
        found.extend(of_all(manifests, clusters))
    return tuple(found)
