"""The booleans of a plan that decide which parts of the blueprint are rendered."""

from collections.abc import Mapping

from kafka_scaffold.model.answers import (
    Answers,
    CloudProvider,
    ConnectorPlugin,
    MonitoringStack,
    SchemaFormat,
    SchemaRegistry,
)
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import (
    CertificateAuthority,
    GitOps,
    KubernetesCluster,
    ListenerKind,
)
from kafka_scaffold.sizing import flags as shared
from kafka_scaffold.sizing.platforms.strimzi.bill.cluster import CONTROLLERS
from kafka_scaffold.sizing.platforms.strimzi.describe import kubernetes
from kafka_scaffold.sizing.platforms.strimzi.details import Kubernetes, Variant
from kafka_scaffold.sizing.platforms.strimzi.storage_classes import own_key
from kafka_scaffold.sizing.platforms.strimzi.tiered import moves_segments


def flags(answers: Answers, chosen: Candidate) -> Mapping[str, bool]:
    """Return every flag that ``blueprint.yaml`` may name in ``when``; each says what at least one environment has."""
    return (
        {variant.value.replace("-", "_"): chosen.variant == variant for variant in Variant}
        | _where(answers)
        | shared.signing(answers)
        | shared.network(answers)
        | shared.guarding(answers)
        | _listeners(answers)
        | _nodes(answers, chosen)
        | _cluster(answers)
        | _beside(answers)
        | shared.applications(answers)
        | _connectors(answers)
    )


def _where(answers: Answers) -> dict[str, bool]:
    on = kubernetes(answers)
    return (
        {each.value: on is each for each in Kubernetes}
        | {each.value: answers.cloud.provider is each for each in CloudProvider}
        | {"created": on is not Kubernetes.EXISTING}
    )


def _listeners(answers: Answers) -> dict[str, bool]:
    kinds = set(answers.kubernetes.listeners) - {ListenerKind.INTERNAL}
    return {
        kind.value.replace("-", "_"): kind in kinds
        for kind in ListenerKind
        if kind is not ListenerKind.INTERNAL
    } | {"listeners_external": bool(kinds)}


def _nodes(answers: Answers, chosen: Candidate) -> dict[str, bool]:
    """Return which pools there are: protected environments never have nodes of both roles, small ones may.

    ``chosen`` is the largest environment's size: where it pays for no controllers, no smaller one does.
    """
    guarded = [e.protect for e in answers.environments]
    separate = any(guarded) or any(line.item == CONTROLLERS for line in chosen.cost.lines)
    return {
        "dual_pools": not all(guarded),
        "separate_pools": separate,
        "cruise_control": separate,
    }


def _cluster(answers: Answers) -> dict[str, bool]:
    asked = answers.kubernetes
    made = asked.cluster is KubernetesCluster.CREATE
    topics = answers.workload.aggregate is None
    return {
        "own_key": own_key(answers),
        "own_ca": asked.certificate_authority is CertificateAuthority.OWN,
        "prometheus": answers.monitoring.stack is MonitoringStack.PROMETHEUS,
        "tiered": moves_segments(answers),
        "drain_cleaner": made and asked.drain_cleaner,
        "storage_classes": asked.storage_class is None,
        "topics": topics,
        "users": bool(answers.applications) or asked.bridge or asked.mirror is not None,
    }


def _beside(answers: Answers) -> dict[str, bool]:
    asked = answers.kubernetes
    karapace = answers.schemas.registry is SchemaRegistry.KARAPACE
    return {
        "gitops": asked.gitops is not GitOps.NONE,
        "argocd": asked.gitops is GitOps.ARGO_CD,
        "flux": asked.gitops is GitOps.FLUX,
        "mirror": asked.mirror is not None,
        "bridge": asked.bridge,
        "registry": karapace,
        "schemas": karapace and answers.schemas.format is not SchemaFormat.NONE,
    }


def _connectors(answers: Answers) -> dict[str, bool]:
    plugins = {application.connector for application in answers.applications}
    return {
        "connect_s3": ConnectorPlugin.S3 in plugins,
        "connect_debezium": ConnectorPlugin.DEBEZIUM_POSTGRES in plugins,
    }
