"""Copies: of topics, of Kafka's own topics, of Connect's and MirrorMaker's."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, finding, number
from kafka_scaffold.validate.kubernetes_policy.view import (
    CLUSTER_LABEL,
    FULL_REPLICATION,
    View,
    of_kind,
)


MIN_ISR = "min.insync.replicas"
OWN_TOPICS = ("offsets.topic", "transaction.state.log")
OPTIONAL_TOPICS = ("share.coordinator.state.topic",)
OWN_MIN_ISR = ("transaction.state.log", "share.coordinator.state.topic")
STORAGE_TOPICS = ("config.storage", "offset.storage", "status.storage")
MIN_ISR_SOURCE = (
    "Strimzi 1.2.0 documentation, con-kafka-broker-configuration: without it the operator sets 1"
)


def min_isr(view: View) -> Iterator[Finding]:
    """One copy may be away while producers wait for all in sync; without the setting one copy is enough."""
    own = number(view.config.get(MIN_ISR))
    if own is None:
        yield finding("min-isr", view.kafka, f"{MIN_ISR} is not set", MIN_ISR_SOURCE)
    elif not _leaves_one(own, view.replication):
        message = f"{MIN_ISR} {own} of {view.replication} copies: no broker may be away"
        yield finding("min-isr", view.kafka, message)
    for topic in view.topics:
        copies = number(topic.at("spec", "replicas")) or view.replication
        asked = number(topic.mapping("spec", "config").get(MIN_ISR)) or own or 1
        if not _leaves_one(asked, copies):
            message = f"{MIN_ISR} {asked} of {copies} copies: no broker may be away"
            yield finding("min-isr", topic, message)
    for name in OWN_MIN_ISR:
        yield from _own_min_isr(view, name)


def _own_min_isr(view: View, name: str) -> Iterator[Finding]:
    asked = number(view.config.get(f"{name}.min.isr"))
    copies = number(view.config.get(f"{name}.replication.factor")) or FULL_REPLICATION
    if asked is not None and not _leaves_one(asked, copies):
        yield finding("min-isr", view.kafka, f"{name}.min.isr {asked} of {copies} copies")


def _leaves_one(minimum: int, copies: int) -> bool:
    return minimum < copies or minimum == copies == 1


def topic_replication(view: View) -> Iterator[Finding]:
    """A topic with more copies than brokers is never made."""
    brokers = view.nodes("broker")
    for topic in view.topics:
        copies = number(topic.at("spec", "replicas")) or view.replication
        if copies > brokers:
            yield finding("broker-count", topic, f"{copies} copies on {brokers} brokers")


def internal_replication(view: View) -> Iterator[Finding]:
    """Losing consumer positions or transactions is losing data."""
    brokers = view.nodes("broker")
    asked = min(FULL_REPLICATION, brokers)
    for name in (*OWN_TOPICS, *OPTIONAL_TOPICS):
        setting = f"{name}.replication.factor"
        if name in OPTIONAL_TOPICS and setting not in view.config:
            continue
        copies = number(view.config.get(setting, FULL_REPLICATION))
        if copies is None or not asked <= copies <= brokers:
            message = (
                f"{setting} is {view.config.get(setting, FULL_REPLICATION)} on {brokers} brokers"
            )
            yield finding("internal-replication", view.kafka, message)


def worker_replication(
    manifests: tuple[Manifest, ...], clusters: tuple[View, ...]
) -> Iterator[Finding]:
    """Connect's three topics and what MirrorMaker makes have the cluster's copies; -1 takes its default."""
    full = max((v.replication for v in clusters), default=FULL_REPLICATION)
    for connect in of_kind(manifests, "KafkaConnect"):
        yield from _storage(connect, ("spec", "config"), full)
    for mirror in of_kind(manifests, "KafkaMirrorMaker2"):
        yield from _storage(mirror, ("spec", "target", "config"), full)
        yield from _mirrored(mirror, full)


def _storage(manifest: Manifest, path: tuple[str, ...], full: int) -> Iterator[Finding]:
    config = manifest.mapping(*path)
    for name in STORAGE_TOPICS:
        setting = f"{name}.replication.factor"
        copies = number(config.get(setting, FULL_REPLICATION))
        if copies is None or (copies != -1 and copies < full):
            message = f"{setting} is {config.get(setting)}; the cluster's is {full}"
            yield finding("internal-replication", manifest, message)


def _mirrored(manifest: Manifest, full: int) -> Iterator[Finding]:
    for mirror in manifest.items("spec", "mirrors"):
        for part, setting, default in (
            ("sourceConnector", "replication.factor", 2),
            ("sourceConnector", "offset-syncs.topic.replication.factor", FULL_REPLICATION),
            ("checkpointConnector", "checkpoints.topic.replication.factor", FULL_REPLICATION),
        ):
            connector = mirror.get(part)
            config = connector.get("config") if isinstance(connector, dict) else None
            if config is None:
                continue
            copies = number(config.get(setting, default))
            if copies is None or (copies != -1 and copies < full):
                message = (
                    f"{part} has {setting} {config.get(setting, default)}; the cluster's is {full}"
                )
                yield finding("internal-replication", manifest, message)


def labels(manifests: tuple[Manifest, ...], clusters: tuple[View, ...]) -> Iterator[Finding]:
    """A pool, topic or user without its cluster's label belongs to nothing; the operator passes it over.

    Where no cluster is applied together with them, its name cannot be known.
    """
    kafkas = {view.kafka.name for view in clusters}
    workers = {m.name for m in of_kind(manifests, "KafkaConnect")}
    for kinds, names, what in (
        (("KafkaNodePool", "KafkaTopic", "KafkaUser", "KafkaRebalance"), kafkas, "Kafka"),
        (("KafkaConnector",), workers, "KafkaConnect"),
    ):
        for manifest in of_kind(manifests, *kinds):
            named = manifest.metadata("labels", CLUSTER_LABEL)
            template = manifest.metadata("annotations", "strimzi.io/rebalance-template") == "true"
            if named is None and not template:
                yield finding("cluster-label", manifest, f"no label {CLUSTER_LABEL}")
            elif clusters and named is not None and named not in names:
                message = f"{CLUSTER_LABEL} is {named}, and there is no {what} of that name"
                yield finding("cluster-label", manifest, message)
