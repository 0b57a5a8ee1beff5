"""One environment's Kafka on Kubernetes, decided down to each field."""

from dataclasses import replace

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.model.platform_answers import CertificateAuthority, KubernetesCluster
from kafka_scaffold.sizing.platforms.strimzi import names
from kafka_scaffold.sizing.platforms.strimzi.access import users
from kafka_scaffold.sizing.platforms.strimzi.alerts import alert_rules
from kafka_scaffold.sizing.platforms.strimzi.connect import connect
from kafka_scaffold.sizing.platforms.strimzi.cruise_control import cruise_control
from kafka_scaffold.sizing.platforms.strimzi.details import Kubernetes, StrimziDetails, Variant
from kafka_scaffold.sizing.platforms.strimzi.http import bridge, registry
from kafka_scaffold.sizing.platforms.strimzi.listeners import listeners
from kafka_scaffold.sizing.platforms.strimzi.machine_groups import machine_groups
from kafka_scaffold.sizing.platforms.strimzi.mirror import mirror
from kafka_scaffold.sizing.platforms.strimzi.nodes import nodes
from kafka_scaffold.sizing.platforms.strimzi.pools import pools
from kafka_scaffold.sizing.platforms.strimzi.properties import server_properties
from kafka_scaffold.sizing.platforms.strimzi.quota import broker_quota
from kafka_scaffold.sizing.platforms.strimzi.resources import resources
from kafka_scaffold.sizing.platforms.strimzi.schemas import registered_schemas
from kafka_scaffold.sizing.platforms.strimzi.storage_classes import (
    class_names,
    own_key,
    storage_classes,
)
from kafka_scaffold.sizing.platforms.strimzi.tiered import tiered_storage
from kafka_scaffold.sizing.platforms.strimzi.topics import replication, topic_resources
from kafka_scaffold.sizing.prose import cite, plural


ZONE = "topology.kubernetes.io/zone"


def describe(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> StrimziDetails:
    """Return what Strimzi's blueprint reads; alerts are drawn from everything else."""
    kept = replication(chosen.units, facts)
    on = nodes(answers, environment, demand, chosen, facts)
    whole = demand.aggregate and on.asked.demand.tiered
    tiered = tiered_storage(answers, topics, aggregate=whole, facts=facts)
    space = names.namespace(answers, environment)
    made = answers.kubernetes.cluster is KubernetesCluster.CREATE
    details = StrimziDetails(
        kubernetes=kubernetes(answers),
        provider=answers.cloud.provider.value,
        kubernetes_version=_kubernetes_version(answers, facts),
        cluster_name=answers.name,
        kubernetes_name=names.cluster(answers, environment),
        namespace=space,
        operator_namespace=names.OPERATOR_NAMESPACE,
        strimzi_version=_version("strimzi", facts),
        drain_cleaner_version=_version("drain_cleaner", facts)
        if made and answers.kubernetes.drain_cleaner
        else None,
        kafka_version=_version("kafka", facts),
        metadata_version=_version("metadata", facts),
        operator=resources("operator", "Strimzi's 384 Mi run out when it watches Kafka", facts),
        variant=Variant(chosen.variant),
        zones=environment.zones,
        brokers=chosen.units,
        brokers_reason=chosen.units_reason,
        pools=pools(environment, chosen, on, class_names(answers, environment), facts),
        storage_classes=storage_classes(answers, environment, on),
        machines=machine_groups(on, facts),
        authentication=answers.security.authentication.value,
        listeners=listeners(answers, environment, facts),
        server_properties=server_properties(
            answers, demand, chosen, on.topology, topics, kept, tiered, facts
        ),
        own_certificate_authority=answers.kubernetes.certificate_authority
        is CertificateAuthority.OWN,
        certificate_days=_certificates("validity_days", facts),
        renewal_days=_certificates("renewal_days", facts),
        maintenance_windows=_windows(environment, facts),
        rack_key=ZONE if environment.zones > 1 else None,
        users=users(answers, environment, demand, chosen, topics, facts),
        topic_resources=topic_resources(topics),
        quota=broker_quota(answers, environment, demand, facts),
        tiered=tiered,
        cruise_control=cruise_control(on, facts),
        topic_operator=resources("topic_operator", _topic_words(topics), facts),
        user_operator=resources("user_operator", "Users and what they sign in with", facts),
        exporter=resources("exporter", "Reads the positions of every group", facts),
        connect=connect(answers, environment, demand, topics, kept, facts),
        mirror=mirror(answers, environment, demand, topics, facts),
        bridge=bridge(answers, topics, facts),
        registry=registry(answers, facts),
        alerts=(),
        alert_channels=tuple(channel.value for channel in answers.monitoring.alerts),
        monitoring_stack_version=_monitoring(facts) if made else None,
        own_key=own_key(answers),
        audit=answers.security.audit,
        protect=environment.protect,
        gitops=answers.kubernetes.gitops.value,
        schemas=registered_schemas(answers, topics),
        monitoring_disk_gib=int(facts.number("strimzi.monitoring.disk_gib")),
        monitoring_retention_days=int(facts.number("strimzi.monitoring.retention_days")),
    )
    return replace(details, alerts=alert_rules(details, topics, answers, facts))


def kubernetes(answers: Answers) -> Kubernetes:
    """Return who runs the Kubernetes cluster."""
    if answers.kubernetes.cluster is KubernetesCluster.EXISTING:
        return Kubernetes.EXISTING
    return {"aws": Kubernetes.EKS, "gcp": Kubernetes.GKE, "azure": Kubernetes.AKS}[
        answers.cloud.provider
    ]


def _version(what: str, facts: Facts) -> Setting:
    fact = facts.get(f"strimzi.versions.{what}")
    note = fact.note or "Of the release that is installed here"
    reason = note[0].upper() + note[1:]
    return Setting(name=f"{what}_version", value=fact.text, reason=reason, source=cite(fact))


def _kubernetes_version(answers: Answers, facts: Facts) -> Setting:
    first, last = (facts.get(f"strimzi.versions.kubernetes_{end}") for end in ("min", "max"))
    return Setting(
        name="kubernetes_version",
        value=answers.kubernetes.version,
        reason=f"Asked for; Strimzi {facts.get('strimzi.versions.strimzi').text} runs on {first.text} to {last.text}",
        source="kubernetes.version",
    )


def _certificates(name: str, facts: Facts) -> Setting:
    fact = facts.get(f"strimzi.certificates.{name}")
    days = int(fact.number)
    return Setting(name=name, value=days, reason=f"{days} days: {fact.note}", source=cite(fact))


def _windows(environment: Environment, facts: Facts) -> tuple[str, ...]:
    """Return when certificates may be renewed: any time where a restart disturbs nobody."""
    if not environment.protect:
        return ()
    return tuple(str(window) for window in facts.get("strimzi.maintenance.windows").items)


def _topic_words(topics: tuple[TopicPlan, ...]) -> str:
    return f"{plural(len(topics), 'topic')} and their settings"


def _monitoring(facts: Facts) -> Setting:
    fact = facts.get("strimzi.monitoring.stack_version")
    reason = fact.note[0].upper() + fact.note[1:]
    return Setting(
        name="monitoring_stack_version", value=fact.text, reason=reason, source=cite(fact)
    )
