"""A hand-made plan of Strimzi, so that its blueprint can be tested without sizing; no number is computed.

``prod`` has every optional part, ``dev`` one pool of nodes that are controller and broker at once and none of them.
"""

from dataclasses import replace
from typing import Any

import plan_fixture
from kafka_scaffold.model.answers import (
    AlertChannel,
    Answers,
    Application,
    ApplicationKind,
    Cloud,
    CloudProvider,
    ConnectorPlugin,
    Environment,
    Language,
    Monitoring,
    MonitoringStack,
    Platform,
    SchemaFormat,
    SchemaRegistry,
    Topic,
)
from kafka_scaffold.model.plan import Candidate, EnvironmentPlan, Plan, TopicPlan
from kafka_scaffold.model.platform_answers import (
    CertificateAuthority,
    GitOps,
    Kubernetes,
    KubernetesCluster,
    ListenerKind,
    Mirror,
    MirrorAuthentication,
)
from plan_fixture import setting
from strimzi_details_fixture import details


PROVIDERS = {"eks": "aws", "gke": "gcp", "aks": "azure", "existing": "aws"}
REGIONS = {"aws": "eu-west-1", "gcp": "europe-west1", "azure": "westeurope"}
MACHINES = {"aws": "m7g.2xlarge", "gcp": "c3-standard-8", "azure": "Standard_D8ps_v6"}
NAMES = """
network_disk local_disk eks gke aks existing created aws gcp azure scram mtls network_new network_existing
public listeners_external load_balancer node_port ingress route tls_route own_key own_ca protected prometheus
alerts tiered cruise_control drain_cleaner dual_pools separate_pools storage_classes gitops argocd flux connect
connect_s3 connect_debezium mirror bridge registry schemas streams clients_java clients_librdkafka topics users
"""


def answers(kubernetes: str = "eks", authentication: str = "scram", **changes: Any) -> Answers:
    """Return one valid set of answers for Strimzi, with ``changes`` applied to its fields."""
    base = plan_fixture.answers(authentication)
    provider = PROVIDERS[kubernetes]
    cloud = replace(
        base.cloud,
        provider=CloudProvider(provider),
        region=REGIONS[provider],
    )
    asked = replace(
        base,
        platform=Platform.STRIMZI,
        cloud=cloud,
        applications=_applications(base),
        topics=_topics(base),
        security=replace(
            base.security, certificate_authority_arns=(), allowed_cidrs=("10.0.0.0/8",)
        ),
        schemas=replace(base.schemas, format=SchemaFormat.AVRO, registry=SchemaRegistry.KARAPACE),
        monitoring=Monitoring(
            stack=MonitoringStack.PROMETHEUS,
            alerts=(AlertChannel.EMAIL, AlertChannel.PAGERDUTY, AlertChannel.SLACK),
            log_retention_days=30,
        ),
        kubernetes=_kubernetes(kubernetes),
    )
    return replace(asked, **changes)


def plan(kubernetes: str = "eks", authentication: str = "scram", **changes: Any) -> Plan:
    """Return a complete plan of Strimzi; ``changes`` replace fields of the plan."""
    asked = changes.pop("answers", None) or answers(kubernetes, authentication)
    base = Plan(
        answers=asked,
        platform=Platform.STRIMZI,
        variant="network-disk",
        title="Strimzi on Kubernetes, network disks",
        environments=tuple(
            environment_plan(e, asked, kubernetes, authentication) for e in asked.environments
        ),
        flags=_flags(kubernetes, authentication),
        findings=plan_fixture.plan().findings,
        facts_as_of=plan_fixture.plan().facts_as_of,
    )
    return replace(base, **changes)


def environment_plan(
    environment: Environment, asked: Answers, kubernetes: str, authentication: str
) -> EnvironmentPlan:
    """Return one sized environment."""
    base = plan_fixture.environment_plan(environment, "standard", "scram")
    planned = _topic_plans(environment)
    return replace(
        base,
        considered=(_candidate(base.chosen, environment, asked.cloud), *base.considered[1:]),
        chosen=_candidate(base.chosen, environment, asked.cloud),
        topics=planned,
        details=details(environment, kubernetes, authentication, planned),
    )


def _kubernetes(kubernetes: str) -> Kubernetes:
    existing = kubernetes == "existing"
    return Kubernetes(
        cluster=KubernetesCluster.EXISTING if existing else KubernetesCluster.CREATE,
        version="1.35",
        listeners=(ListenerKind.INTERNAL, ListenerKind.LOAD_BALANCER),
        certificate_authority=CertificateAuthority.STRIMZI,
        gitops=GitOps.NONE,
        bridge=True,
        drain_cleaner=True,
        storage_class="fast" if existing else None,
        mirror=Mirror(
            alias="legacy",
            bootstrap_servers=("kafka-1.example.com:9096", "kafka-2.example.com:9096"),
            authentication=MirrorAuthentication.SCRAM,
            user="mirror",
            topics=("orders", "legacy-.*"),
        ),
    )


def _applications(base: Answers) -> tuple[Application, ...]:
    def connector(name: str, plugin: ConnectorPlugin, output: str | None) -> Application:
        return Application(
            name=name,
            kind=ApplicationKind.CONNECTOR,
            language=None,
            exactly_once=False,
            connector=plugin,
            format=output,
        )

    counting = Application(
        name="count", kind=ApplicationKind.STREAMS, language=Language.JAVA, exactly_once=False
    )
    return (
        *base.applications,
        counting,
        connector("lake", ConnectorPlugin.S3, "parquet"),
        connector("capture", ConnectorPlugin.DEBEZIUM_POSTGRES, None),
    )


def _topics(base: Answers) -> tuple[Topic, ...]:
    read = tuple(replace(t, consumers=("sessions", "count", "lake")) for t in base.topics)
    accounts = replace(read[0], name="accounts", share=0.0, producers=("capture",), consumers=())
    return (*read, accounts)


def _candidate(base: Candidate, environment: Environment, cloud: Cloud) -> Candidate:
    brokers = 6 if environment.protect else 3
    return replace(
        base,
        platform=Platform.STRIMZI,
        variant="network-disk",
        size=MACHINES[cloud.provider.value],
        units=brokers,
        storage_gib_per_unit=1000 if environment.protect else 100,
        units_reason="Egress at peak with one zone lost decides",
    )


def _topic_plans(environment: Environment) -> tuple[TopicPlan, ...]:
    base = plan_fixture.environment_plan(environment, "standard", "scram").topics
    readers = ("sessions", "count", "lake")
    kept = tuple(
        replace(
            topic,
            replication_factor=3,
            min_insync_replicas=2,
            consumers=readers,
            settings=(
                setting("cleanup.policy", "delete", "Records go when their time is over"),
                *topic.settings,
                setting("min.insync.replicas", 2, "Copies that acks=all waits for"),
                *_remote(environment),
            ),
        )
        for topic in base
    )
    accounts = replace(kept[0], name="accounts", producers=("capture",), consumers=())
    aside = replace(
        kept[0],
        name="lake-dead-letters",
        partitions=3,
        producers=("lake",),
        consumers=(),
        internal=True,
    )
    heartbeat = replace(
        kept[0],
        name="__debezium-heartbeat.capture",
        partitions=1,
        producers=("capture",),
        consumers=(),
        internal=True,
    )
    return (*kept, accounts, aside, heartbeat)


def _remote(environment: Environment) -> tuple[Any, ...]:
    if not environment.protect:
        return ()
    return (
        setting("remote.storage.enable", True, "What is old leaves the brokers' disks"),
        setting("local.retention.ms", 43200000, "12 hours stay on the brokers' disks"),
    )


def _flags(kubernetes: str, authentication: str) -> tuple[tuple[str, bool], ...]:
    on = {"network_disk", kubernetes, PROVIDERS[kubernetes], authentication, "network_new"}
    on |= {"listeners_external", "load_balancer", "protected", "prometheus", "alerts", "topics"}
    on |= {"cruise_control", "dual_pools", "separate_pools", "connect", "connect_s3", "users"}
    on |= {"connect_debezium", "mirror", "bridge", "registry", "schemas", "streams"}
    on |= {"clients_java", "clients_librdkafka"}
    if kubernetes != "existing":
        on |= {"created", "own_key", "tiered", "drain_cleaner", "storage_classes"}
    return tuple((name, name in on) for name in NAMES.split())
