"""The facts that moved a plan and may be assumptions."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    ConnectorPlugin,
    Environment,
    SchemaRegistry,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.nodes import nodes
from kafka_scaffold.sizing.platforms.strimzi.tiered import moves_segments


_SHARES = (
    "disk_fill_target",
    "disk_throughput_target",
    "network_headroom",
    "cpu_ms_per_mib_written",
    "cpu_target",
    "page_cache_minutes",
    "recovery_hours",
    "partition_replicas_per_broker",
)
_VOLUMES = ("mib_s_base", "mib_s_per_gib", "mib_s_per_iops", "iops_per_gib")


def used(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> Iterator[str]:
    """Yield the names of facts."""
    yield from (f"strimzi.sizing.{name}" for name in _SHARES)
    yield from _disks(answers, environment, demand, chosen, facts)
    yield from _preferences(answers, chosen)
    if demand.topics:
        yield "kafka.partitions.write_mib_s"
        yield "kafka.partitions.room"
    yield from _beside(answers)
    yield f"{answers.cloud.provider}.regions.{answers.cloud.region}.zones"


def _disks(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> Iterator[str]:
    disk = nodes(answers, environment, demand, chosen, facts).disk
    if disk is None:
        yield "strimzi.sizing.local_disk_mib_s_per_tb"
        return
    yield from (f"strimzi.volumes.{disk.kind.name}.{name}" for name in _VOLUMES)


def _preferences(answers: Answers, chosen: Candidate) -> Iterator[str]:
    objective = answers.goals.optimise_for
    if objective != "cost":
        yield f"strimzi.preference.spare.{objective}"
        yield f"strimzi.preference.brokers_per_zone.{objective}"
    if answers.goals.operations.max_brokers is None:
        yield f"strimzi.preference.brokers.{answers.goals.operations.team}"
    for goal in ("produce_p99", "end_to_end_p99"):
        if getattr(answers.goals.latency, f"{goal}_ms") is not None:
            yield f"strimzi.latency.{Variant(chosen.variant)}.{goal}_ms"


def _beside(answers: Answers) -> Iterator[str]:
    kinds = {application.kind for application in answers.applications}
    plugins = {application.connector for application in answers.applications}
    made = answers.kubernetes.cluster is KubernetesCluster.CREATE
    wanted = {
        "strimzi.internal.streams_topics": ApplicationKind.STREAMS in kinds,
        "strimzi.connect.mib_s_per_task": ConnectorPlugin.S3 in plugins,
        "strimzi.mirror.mib_s_per_task": answers.kubernetes.mirror is not None,
        "strimzi.versions.karapace": answers.schemas.registry is SchemaRegistry.KARAPACE,
        "strimzi.tiered.read_share": moves_segments(answers),
        "strimzi.monitoring.stack_version": made,
        "strimzi.network.egress_gib_month": made,
    }
    yield from (name for name, concerned in wanted.items() if concerned)
