"""A hand-made plan of Confluent Cloud, so that its blueprint can be tested without sizing; no number is computed.

``prod`` has every optional part that the cluster type has, ``dev`` none of them.
"""

from dataclasses import replace
from typing import Any

import plan_fixture
import strimzi_fixture
from confluent_details_fixture import details
from kafka_scaffold.model.answers import (
    AlertChannel,
    Answers,
    Application,
    ApplicationKind,
    Authentication,
    Cleanup,
    Cloud,
    CloudProvider,
    DisasterRecovery,
    DisasterRecoveryKind,
    EncryptionKey,
    Environment,
    Exposure,
    Monitoring,
    MonitoringStack,
    NewNetwork,
    Platform,
    SchemaFormat,
    SchemaRegistry,
    Topic,
)
from kafka_scaffold.model.plan import Candidate, ClientConfig, EnvironmentPlan, Plan, TopicPlan
from kafka_scaffold.model.platform_answers import (
    ConfluentCloud,
    ConfluentNetworking,
    ConfluentSignIn,
    StreamGovernance,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from plan_fixture import setting


REGIONS = {"aws": "eu-west-1", "gcp": "europe-west1", "azure": "westeurope"}
STANDBY = {"aws": "eu-central-1", "gcp": "europe-west3", "azure": "northeurope"}
# A cluster type, a cloud, a network and a sign-in that go together.
CASES = (
    ("basic", "aws", "public", "api-key"),
    ("standard", "gcp", "public", "oauth"),
    ("standard", "azure", "public", "api-key"),
    ("enterprise", "aws", "pni", "mtls"),
    ("enterprise", "aws", "private-link", "api-key"),
    ("enterprise", "azure", "private-link", "oauth"),
    ("enterprise", "gcp", "private-link", "api-key"),
    ("freight", "aws", "pni", "api-key"),
    ("dedicated", "aws", "public", "mtls"),
    ("dedicated", "aws", "private-link", "api-key"),
    ("dedicated", "aws", "peering", "oauth"),
    ("dedicated", "aws", "transit-gateway", "api-key"),
    ("dedicated", "azure", "private-link", "api-key"),
    ("dedicated", "azure", "peering", "mtls"),
    ("dedicated", "gcp", "private-link", "mtls"),
    ("dedicated", "gcp", "peering", "api-key"),
)
NAMES = """
basic standard enterprise freight dedicated elastic aws gcp azure network_new network_existing
public private private_link pni peering transit_gateway api_keys oauth mtls roles acls own_key quotas
schemas governance_advanced tags connect connect_s3 connect_debezium flink ksqldb recovery recovery_schemas
audit alerts prometheus protected streams clients_java clients_librdkafka topics allowed_cidrs
"""
LINKED = frozenset({"enterprise", "dedicated"})
KEYED = frozenset({"enterprise", "freight", "dedicated"})


def answers(
    variant: str = "enterprise",
    provider: str = "aws",
    networking: str = "private-link",
    sign_in: str = "api-key",
    **changes: Any,
) -> Answers:
    """Return one valid set of answers for Confluent Cloud, with ``changes`` applied to its fields."""
    base = plan_fixture.answers("scram")
    with_connectors = strimzi_fixture.answers()
    freight = variant == "freight"
    applications = tuple(
        a
        for a in with_connectors.applications
        if not (freight and a.kind is ApplicationKind.CONNECTOR)
    )
    exposure = {"public": Exposure.PUBLIC, "private-link": Exposure.PRIVATE_LINK}
    public = networking == "public"
    asked = replace(
        base,
        platform=Platform.CONFLUENT_CLOUD,
        variant=variant,
        cloud=Cloud(
            provider=CloudProvider(provider),
            region=REGIONS[provider],
            zones=3,
            network=base.cloud.network,
        ),
        applications=applications,
        topics=_topics(with_connectors, applications, freight=freight),
        security=replace(
            base.security,
            authentication=Authentication.MTLS if sign_in == "mtls" else Authentication.SCRAM,
            exposure=exposure.get(networking, Exposure.PRIVATE),
            encryption_key=EncryptionKey.OWN if variant in KEYED else EncryptionKey.PROVIDER,
            audit=variant not in ("basic", "freight"),
            certificate_authority_arns=(),
            allowed_cidrs=("203.0.113.0/24",) if public else (),
        ),
        schemas=replace(base.schemas, format=SchemaFormat.AVRO, registry=SchemaRegistry.CONFLUENT),
        monitoring=Monitoring(
            stack=MonitoringStack.PROMETHEUS,
            alerts=(AlertChannel.EMAIL, AlertChannel.PAGERDUTY, AlertChannel.SLACK),
            log_retention_days=30,
        ),
        disaster_recovery=_standby(variant, provider),
        confluent_cloud=ConfluentCloud(
            networking=ConfluentNetworking(networking),
            sign_in=ConfluentSignIn(sign_in),
            stream_governance=StreamGovernance.ADVANCED,
            client_quotas=variant in KEYED,
            schema_validation=variant == "dedicated",
            flink_cfu=0 if freight else 10,
            ksqldb_units=0 if variant in ("enterprise", "freight") else 4,
        ),
    )
    return replace(asked, **changes)


def _topics(
    asked: Answers, applications: tuple[Application, ...], *, freight: bool
) -> tuple[Topic, ...]:
    """Return the topics, those of Freight without compaction and without what it has no connector for."""
    if not freight:
        return asked.topics
    names = {application.name for application in applications}
    kept = (t for t in asked.topics[:2] if t.cleanup is Cleanup.DELETE)
    return tuple(
        replace(t, share=1 / 2, consumers=tuple(n for n in t.consumers if n in names)) for t in kept
    )


def _standby(variant: str, provider: str) -> DisasterRecovery:
    if variant not in LINKED:
        return DisasterRecovery()
    return DisasterRecovery(
        kind=DisasterRecoveryKind.ACTIVE_PASSIVE,
        region=STANDBY[provider],
        network=NewNetwork(cidr="10.50.0.0/16"),
    )


def plan(
    variant: str = "enterprise",
    provider: str = "aws",
    networking: str = "private-link",
    sign_in: str = "api-key",
    **changes: Any,
) -> Plan:
    """Return a complete plan of Confluent Cloud; ``changes`` replace fields of the plan."""
    asked = changes.pop("answers", None) or answers(variant, provider, networking, sign_in)
    base = Plan(
        answers=asked,
        platform=Platform.CONFLUENT_CLOUD,
        variant=variant,
        title=f"Confluent Cloud {variant.title()}",
        environments=tuple(environment_plan(e, asked) for e in asked.environments),
        flags=_flags(asked),
        findings=plan_fixture.plan().findings,
        facts_as_of=plan_fixture.plan().facts_as_of,
    )
    return replace(base, **changes)


def environment_plan(environment: Environment, asked: Answers) -> EnvironmentPlan:
    """Return one sized environment."""
    base = plan_fixture.environment_plan(environment, "standard", "scram")
    planned = _topic_plans(environment, asked)
    chosen = _candidate(base.chosen, environment, Variant(str(asked.variant)))
    return replace(
        base,
        considered=(chosen, *base.considered[1:]),
        chosen=chosen,
        topics=planned,
        clients=tuple(_client(c, str(asked.variant)) for c in base.clients),
        details=details(environment, asked, planned),
    )


def _client(client: ClientConfig, variant: str) -> ClientConfig:
    """Return a client with what Freight demands of those that write."""
    if variant != "freight" or client.role == "consumer":
        return client
    own = ("freight", (setting("enable.idempotence", False),))
    return replace(client, sections=(*client.sections, own))


def _candidate(base: Candidate, environment: Environment, variant: Variant) -> Candidate:
    return replace(
        base,
        platform=Platform.CONFLUENT_CLOUD,
        variant=variant.value,
        size=variant.size,
        units=3 if environment.protect else 2,
        storage_gib_per_unit=0,
        units_reason="100 MB/s of writes over 60 MB/s for each unit, with 30 % room",
    )


def _topic_plans(environment: Environment, asked: Answers) -> tuple[TopicPlan, ...]:
    names = {topic.name for topic in asked.topics}
    readers = {a.name for a in asked.applications}
    planned = strimzi_fixture.environment_plan(environment, asked, "existing", "scram").topics
    return tuple(
        replace(
            topic,
            consumers=tuple(name for name in topic.consumers if name in readers),
            settings=(
                setting("cleanup.policy", "delete", "Records go when their time is over"),
                setting("retention.ms", 604800000, "Kept 7 days"),
                setting("min.insync.replicas", 2, "Copies that acks=all waits for"),
            ),
        )
        for topic in planned
        if topic.name in names or (topic.internal and set(topic.producers) <= readers)
    )


def _flags(asked: Answers) -> tuple[tuple[str, bool], ...]:
    variant, own = str(asked.variant), asked.confluent_cloud
    networking = str(own.networking).replace("-", "_")
    sign_in = {"api-key": "api_keys"}.get(own.sign_in, str(own.sign_in))
    on = {variant, asked.cloud.provider.value, networking, sign_in, "network_new", "schemas"}
    on |= {"governance_advanced", "tags", "alerts", "prometheus", "protected", "streams", "topics"}
    on |= {"clients_java", "clients_librdkafka", "acls" if variant == "basic" else "roles"}
    wanted = {
        "private": networking != "public",
        "allowed_cidrs": networking == "public" and bool(asked.security.allowed_cidrs),
        "elastic": variant != "dedicated",
        "own_key": asked.security.encryption_key is EncryptionKey.OWN,
        "quotas": own.client_quotas,
        "audit": asked.security.audit,
        "flink": bool(own.flink_cfu),
        "ksqldb": bool(own.ksqldb_units),
        "connect": variant != "freight",
        "connect_s3": variant != "freight",
        "connect_debezium": variant != "freight",
        "recovery": variant in LINKED,
        "recovery_schemas": variant in LINKED,
    }
    on |= {name for name, holds in wanted.items() if holds}
    return tuple((name, name in on) for name in NAMES.split())
