"""The details of the hand-made plan of Confluent Cloud."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Environment
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.details import (
    Acl,
    ConfluentCloudDetails,
    Connector,
    Flink,
    Identity,
    Ksql,
    MetricLimit,
    Quota,
    Recovery,
    RoleBinding,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.schemas import DeclaredSchema
from plan_fixture import setting


SPANNING = ("pni", "private-link")  # networks of three zones, always
ROUTED = ("peering", "transit-gateway")
MOST = {"basic": 50, "standard": 10, "enterprise": 10, "freight": 152}


def details(
    environment: Environment, answers: Answers, topics: tuple[TopicPlan, ...]
) -> ConfluentCloudDetails:
    """Return what the blueprint reads of one environment."""
    variant, own = Variant(str(answers.variant)), answers.confluent_cloud
    prod = environment.protect
    name = f"{answers.name}-{environment.name}"
    basic, freight = variant is Variant.BASIC, variant is Variant.FREIGHT
    high, low = ("HIGH", "LOW") if variant.is_elastic else ("MULTI_ZONE", "SINGLE_ZONE")
    shown = high if prod or freight else low
    return ConfluentCloudDetails(
        variant=variant,
        provider=answers.cloud.provider.value,
        region=answers.cloud.region,
        environment_name=name,
        cluster_name=name,
        units=3 if prod else 2,
        units_reason="100 MB/s of writes over 60 MB/s for each unit, with 30 % room",
        availability=setting("availability", "LOW" if basic else shown),
        max_ecku=setting("max_ecku", min(MOST[variant], 6)) if variant.is_elastic else None,
        cku=None if variant.is_elastic else setting("cku", 3 if prod else 1),
        uptime_percent=99.99 if prod and not basic else 99.5,
        zones=3 if own.networking in SPANNING else environment.zones,
        networking=str(own.networking),
        peer_cidr="10.200.0.0/16" if own.networking in ROUTED else None,
        interfaces=setting("interfaces", 17) if own.networking == "pni" else None,
        sign_in=own.sign_in.value,
        roles=not basic,
        own_key=prod and variant in (Variant.ENTERPRISE, Variant.FREIGHT, Variant.DEDICATED),
        audit=answers.security.audit,
        protect=prod,
        governance=own.stream_governance.value.upper(),
        cluster_config=_cluster_config(variant),
        identities=tuple(
            _identity(
                name,
                application,
                topics,
                own.sign_in.value,
                basic=basic,
                limited=prod and own.client_quotas,
            )
            for application in answers.applications
        ),
        keys_at_once=2,
        data_identity=f"{name}-data",
        metrics_identity=f"{name}-metrics",
        schemas=_schemas(topics),
        topic_tags=(("managed_by_terraform", "Declared in this repository"),),
        topic_attributes=(("owner", "@example/platform"), ("team", "platform")),
        connectors=_connectors(answers, topics, name),
        flink=Flink(pool=name, max_cfu=setting("max_cfu", 10), identity=f"{name}-flink")
        if prod and own.flink_cfu
        else None,
        ksql=Ksql(name=name, units=setting("csu", 4), identity=f"{name}-ksqldb")
        if prod and own.ksqldb_units
        else None,
        recovery=_recovery(answers, name, topics, variant) if prod else None,
        alerts=_alerts(),
        limits=_limits(),
        alert_channels=("email", "pagerduty", "slack") if prod else (),
        topics_per_apply=setting("partition changes in five minutes", 500),
        parallelism=setting("parallelism", 2) if prod else None,
    )


def _cluster_config(variant: Variant) -> tuple:
    if variant is not Variant.DEDICATED:
        return ()
    return (setting("auto.create.topics.enable", False, "Topics are declared"),)


def _identity(
    environment: str,
    application: Application,
    topics: tuple[TopicPlan, ...],
    sign_in: str,
    *,
    basic: bool,
    limited: bool,
) -> Identity:
    writes = [t.name for t in topics if application.name in t.producers]
    reads = [t.name for t in topics if application.name in t.consumers]
    connector = application.kind is ApplicationKind.CONNECTOR
    group = "connect-lcc" if connector else application.name
    return Identity(
        name=application.name,
        role=application.kind.value,
        display_name=f"{environment}-{application.name}",
        keyed=sign_in == "api-key" and not connector,
        bindings=() if basic else _bindings(writes, reads, group, prefixed=connector),
        acls=_acls(writes, reads, group, prefixed=connector) if basic else (),
        quota=Quota(
            ingress_byte_rate=10_000_000, egress_byte_rate=30_000_000, reason="Twice its peak"
        )
        if limited and not connector
        else None,
    )


def _bindings(
    writes: list[str], reads: list[str], group: str, *, prefixed: bool
) -> tuple[RoleBinding, ...]:
    def role(word: str, kind: str, name: str, *, wide: bool = False) -> RoleBinding:
        return RoleBinding(
            role=word, kind=kind, name=name, prefixed=wide, reason=f"{word} on {kind} {name}"
        )

    subjects = [f"{name}-value" for name in (*writes, *reads)]
    return (
        *(role("DeveloperWrite", "topic", name) for name in writes),
        *(role("DeveloperRead", "topic", name) for name in reads),
        *((role("DeveloperRead", "group", group, wide=prefixed),) if reads else ()),
        *(role("DeveloperRead", "subject", name) for name in dict.fromkeys(subjects)),
    )


def _acls(writes: list[str], reads: list[str], group: str, *, prefixed: bool) -> tuple[Acl, ...]:
    def rule(kind: str, name: str, operation: str, pattern: str = "LITERAL") -> Acl:
        return Acl(
            resource_type=kind,
            resource=name,
            pattern=pattern,
            operation=operation,
            reason=f"{operation} on {name}",
        )

    return (
        *(rule("TOPIC", name, word) for name in writes for word in ("DESCRIBE", "WRITE")),
        *(rule("TOPIC", name, word) for name in reads for word in ("DESCRIBE", "READ")),
        *((rule("GROUP", group, "READ", "PREFIXED" if prefixed else "LITERAL"),) if reads else ()),
    )


def _schemas(topics: tuple[TopicPlan, ...]) -> tuple[DeclaredSchema, ...]:
    return tuple(
        DeclaredSchema(
            name=f"{topic.name}-value",
            topic=topic.name,
            format="AVRO",
            compatibility="BACKWARD",
            file=f"schemas/{topic.name}.avsc",
        )
        for topic in topics
        if not topic.internal
    )


def _connectors(
    answers: Answers, topics: tuple[TopicPlan, ...], environment: str
) -> tuple[Connector, ...]:
    made = []
    for application in answers.applications:
        if application.kind is not ApplicationKind.CONNECTOR:
            continue
        sink = application.connector == "s3"
        read = tuple(t.name for t in topics if application.name in t.consumers)
        wrote = tuple(t.name for t in topics if application.name in t.producers and not t.internal)
        class_name, secrets, configuration = _sink(answers.cloud.provider.value)
        if not sink:
            class_name, secrets = "PostgresCdcSourceV2", ("database.password",)
            configuration = (
                setting("database.hostname", "@{database_host}"),
                setting("database.user", "@{database_user}"),
                setting("topic.prefix", "capture"),
            )
        made.append(
            Connector(
                name=application.name,
                application=application.name,
                plugin=str(application.connector),
                class_name=class_name,
                tasks=setting("tasks.max", 3 if sink else 1),
                topics=read if sink else wrote,
                configuration=configuration,
                secrets=secrets,
                secret_name=f"{environment}-{application.name}-connector",
                integration=sink and answers.cloud.provider.value == "aws",
            )
        )
    return tuple(made)


def _sink(provider: str) -> tuple[str, tuple[str, ...], tuple]:
    """Return the class of a cloud's sink, its secrets, its settings."""
    formats = (setting("input.data.format", "AVRO"), setting("output.data.format", "PARQUET"))
    if provider == "gcp":
        bucket = setting("gcs.bucket.name", "@{bucket}")
        return "GcsSink", ("gcs.credentials.config",), (*formats, bucket)
    if provider == "azure":
        account = setting("azblob.account.name", "@{storage_account}")
        container = setting("azblob.container.name", "@{bucket}")
        return "AzureBlobSink", ("azblob.account.key",), (*formats, account, container)
    role = (
        setting("s3.bucket.name", "@{bucket}"),
        setting("authentication.method", "IAM Roles"),
        setting("provider.integration.id", "@{integration}"),
    )
    return "S3_SINK", (), (*formats, *role)


def _recovery(
    answers: Answers, name: str, topics: tuple[TopicPlan, ...], variant: Variant
) -> Recovery | None:
    standby = answers.disaster_recovery
    if standby.region is None:
        return None
    elastic = variant.is_elastic
    return Recovery(
        region=standby.region,
        environment_name=f"{name}-standby",
        cluster_name=f"{name}-standby",
        availability=setting("availability", "HIGH" if elastic else "MULTI_ZONE"),
        max_ecku=setting("max_ecku", 6) if elastic else None,
        cku=None if elastic else setting("cku", 3),
        networking=str(answers.confluent_cloud.networking),
        peer_cidr="10.201.0.0/16" if answers.confluent_cloud.networking in ROUTED else None,
        link_name=f"{name}-to-standby",
        link_config=(
            setting("consumer.offset.sync.enable", True, "Groups go on where they were"),
            setting("consumer.offset.sync.ms", 30000, "How often positions are copied"),
        ),
        topics=tuple(topic.name for topic in topics if not topic.internal),
        exporter=f"{name}-to-standby",
        reason="disaster_recovery.kind active-passive",
    )


def _alerts() -> tuple[AlertRule, ...]:
    series = 'confluent_kafka_server_partition_count{kafka_id="lkc-abc123"}'
    return (
        AlertRule(
            name="ConfluentPartitionsNearLimit",
            group="capacity",
            expression="max by (kafka_id) (confluent_kafka_server_partition_count) > 2400",
            for_="10m",
            severity="ticket",
            summary="Partitions are near the limit",
            description="80 % of what the cluster holds",
            runbook="scale",
            reason="80 % of 3,000",
            fires=((series, "2500x30"),),
            silent=((series, "100x30"),),
            at="20m",
        ),
    )


def _limits() -> tuple[MetricLimit, ...]:
    return (
        MetricLimit(
            metric="confluent_kafka_server_partition_count",
            title="Partitions",
            limit=3000,
            unit="short",
            reason="3,000 for each unit",
            source="test plan",
        ),
    )
