"""Findings on what surrounds the brokers: the Kubernetes cluster, storage in buckets, components, certificates."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    CloudProvider,
    ConnectorPlugin,
    EncryptionKey,
    SchemaRegistry,
)
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Finding
from kafka_scaffold.model.platform_answers import CertificateAuthority, KubernetesCluster
from kafka_scaffold.sizing.platforms.strimzi.findings.say import note, warning
from kafka_scaffold.sizing.platforms.strimzi.tiered import cold_topics, moves_segments
from kafka_scaffold.sizing.prose import cite


WHERE = "kubernetes.cluster"


def beside(answers: Answers, facts: Facts) -> Iterator[Finding]:
    """Yield what the owner has to bring, and what he takes on."""
    if answers.kubernetes.cluster is KubernetesCluster.EXISTING:
        yield from _existing(answers)
    yield from _images(answers)
    yield from _open(answers)
    yield from _mirror(answers)
    if answers.security.audit:
        yield note(
            "audit",
            "security.audit: brokers log every request that was allowed beside those that were denied, in the clear and "
            "not priced here",
            "security.audit",
            "send the authorizer's lines to storage that is cheap, or leave audit off: denials are logged anyway",
            "Apache Kafka, StandardAuthorizer",
        )
    if answers.kubernetes.certificate_authority is CertificateAuthority.OWN:
        days = facts.get("strimzi.certificates.renewal_days")
        yield warning(
            "own-authority",
            "with an authority of your own nobody renews its certificates but you: when one ends, brokers and clients no "
            "longer trust one another",
            "kubernetes.certificate_authority",
            f"renew {days.number:g} days before the end; an alert tells when one is near",
            cite(days),
        )


def _existing(answers: Answers) -> Iterator[Finding]:
    yield note(
        "existing-cluster",
        "the Kubernetes cluster is yours: it must have room for one broker on each of as many machines as there are "
        "brokers, in the zones that are asked for, and its machines are priced as if they were made for Kafka",
        WHERE,
    )
    yield note(
        "existing-operators",
        "Strimzi's operator and the custom resources of Prometheus' operator (PodMonitor, PrometheusRule) must be "
        "installed there; this repository brings their versions and no Terraform",
        WHERE,
    )
    storage = answers.kubernetes.storage_class
    if storage is not None:
        yield note(
            "existing-storage-class",
            f"storage class {storage} must bind volumes when their pod is placed, let them grow, and be as quick as the "
            "plan says",
            "kubernetes.storage_class",
            source="Strimzi 1.2 documentation, storage",
        )
    if answers.security.encryption_key is EncryptionKey.OWN:
        yield warning(
            "encryption-key",
            "security.encryption_key own: Terraform makes a key only with the cluster; here the storage class decides "
            "how disks are encrypted",
            "security.encryption_key",
            "name a storage class with your key in kubernetes.storage_class",
        )
    if _has_sink(answers):
        yield note(
            "existing-bucket",
            "sinks write to a bucket of yours, which the service account of the Connect workers must be able to open",
            "applications",
        )
    wanted = cold_topics(answers)
    if wanted:
        yield warning(
            "not-tiered",
            f"hot_retention is below retention for {', '.join(wanted)}, and there is no bucket of ours on an existing "
            "cluster: everything stays on the brokers' disks",
            "topics[].hot_retention",
        )


def _images(answers: Answers) -> Iterator[Finding]:
    connects = any(a.kind is ApplicationKind.CONNECTOR for a in answers.applications)
    if connects or moves_segments(answers):
        yield note(
            "own-images",
            "plugins are not in Strimzi's images: build the ones in images/ and push them to a registry of yours before "
            "the first apply, and again with every version",
            "images",
        )
    if _has_sink(answers) and answers.cloud.provider is CloudProvider.AZURE:
        yield note(
            "azure-sink",
            "the sink to Blob Storage signs in with a connection string alone: its secret holds a key of the account",
            "applications",
            source="Aiven's Azure sink connector, README",
        )


def _has_sink(answers: Answers) -> bool:
    return any(a.connector is ConnectorPlugin.S3 for a in answers.applications)


def _open(answers: Answers) -> Iterator[Finding]:
    asks_nobody = "asks nobody to sign in: the network policy says which pods may call it"
    if answers.kubernetes.bridge:
        yield warning(
            "bridge-open",
            f"the HTTP bridge {asks_nobody}, and they read and write every declared topic as its user",
            "kubernetes.bridge",
            "take grants away from user bridge that no caller needs",
        )
    if answers.schemas.registry is SchemaRegistry.KARAPACE:
        yield note("registry-open", f"the schema registry {asks_nobody}", "schemas.registry")


def _mirror(answers: Answers) -> Iterator[Finding]:
    mirror = answers.kubernetes.mirror
    if mirror is not None:
        yield warning(
            "mirror-one-way",
            f"topics keep their names, so nothing may be mirrored back to {mirror.alias} while this runs: records would go "
            "in circles",
            "kubernetes.mirror",
            "to go back, stop this mirror first; the runbook says how",
            "Strimzi 1.2 documentation, MirrorMaker 2",
        )
