"""Plans of every shape the MSK blueprint knows: variants, authentication, exposure, network and all the extras."""

from dataclasses import replace
from itertools import product
from typing import Any

from kafka_scaffold.model.answers import (
    Adopt,
    AlertChannel,
    Answers,
    Application,
    ApplicationKind,
    ConnectorPlugin,
    Dns,
    ExistingNetwork,
    Exposure,
    LogDestination,
)
from kafka_scaffold.model.plan import EnvironmentPlan, Plan
from kafka_scaffold.sizing.platforms.msk.details import (
    Alarm,
    ApplicationAccess,
    Connector,
    IamStatement,
    Listener,
    MskDetails,
    StorageGrowth,
)
from kafka_scaffold.sizing.schemas import DeclaredSchema
from plan_fixture import answers, plan, setting


EXISTING = ExistingNetwork(
    vpc="vpc-0123456789abcdef0",
    subnets=("subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0cccccccccccccccc"),
)
ADOPTED = "arn:aws:kafka:eu-west-1:111122223333:cluster/clickstream-prod/12345678-1234-1234-1234-123456789012-3"
CONFIGURATION = "arn:aws:kafka:eu-west-1:111122223333:configuration/clickstream/12345678-1234-1234-1234-123456789012-3"
AUTHENTICATION = {
    "standard": ("iam", "scram", "mtls"),
    "express": ("iam", "scram", "mtls"),
    "serverless": ("iam",),
}
EXPOSURES = {
    "standard": ("private", "private-link", "public"),
    "express": ("private", "private-link", "public"),
    "serverless": ("private",),
}
NETWORKS = ("new", "existing")
PORTS = {"iam": 9098, "scram": 9096, "mtls": 9094}
SUFFIXES = {"iam": "sasl_iam", "scram": "sasl_scram", "mtls": "tls"}


def combinations() -> list[tuple[str, str, str, str]]:
    """Return every (variant, authentication, exposure, network) that the service offers."""
    return [
        (variant, authentication, exposure, network)
        for variant in AUTHENTICATION
        for authentication, exposure, network in product(
            AUTHENTICATION[variant], EXPOSURES[variant], NETWORKS
        )
    ]


def scenario(
    variant: str = "express",
    authentication: str = "iam",
    exposure: str = "private",
    network: str = "new",
    *,
    rich: bool = False,
    adopt: bool = False,
    **changes: Any,
) -> Plan:
    """Return one plan.

    ``rich`` adds alerts, every log destination, names in DNS, dual stack, schemas, connectors, alarms of each kind
    and storage grown by Terraform with provisioned throughput; ``adopt`` imports an existing production cluster.
    """
    asked = _asked(authentication, exposure, network, rich=rich, adopt=adopt, changes=changes)
    base = plan(variant, authentication, answers=asked)
    environments = tuple(
        replace(e, details=_details(e, exposure, authentication, rich=rich))
        for e in base.environments
    )
    on = {flag for flag, value in base.flags if value} - {"network_new"} | {f"network_{network}"}
    on |= {exposure.replace("-", "_")} - {"private"}
    on |= {"adopt"} if adopt else set()
    if exposure == "public":
        on -= {"prometheus"}
    if rich:
        on |= {"alerts", "schemas", "dns", "dual_stack"} | (
            {"connect"} if authentication == "iam" else set()
        )
        on -= {"autoscaled_storage"}
        on |= {"logs_s3", "logs_firehose"} if variant != "serverless" else set()
    names = dict.fromkeys([name for name, _ in base.flags] + ["dual_stack", "provisioned"])
    if variant != "serverless":
        on.add("provisioned")
    return replace(base, environments=environments, flags=tuple((n, n in on) for n in names))


def _asked(
    authentication: str,
    exposure: str,
    network: str,
    *,
    rich: bool,
    adopt: bool,
    changes: dict[str, Any],
) -> Answers:
    asked = answers(authentication, **changes)
    environments = tuple(
        replace(
            e,
            network=replace(EXISTING, subnets=EXISTING.subnets[: e.zones])
            if network == "existing"
            else e.network,
            adopt=Adopt(cluster_arn=ADOPTED, configuration_arn=CONFIGURATION)
            if adopt and e.protect
            else None,
        )
        for e in asked.environments
    )
    security = replace(
        asked.security,
        exposure=Exposure(exposure),
        allowed_cidrs=("198.51.100.0/24", "203.0.113.7/32") if exposure == "public" else (),
        client_accounts=("444455556666",) if exposure == "private-link" else (),
    )
    asked = replace(asked, environments=environments, security=security)
    return _enriched(asked) if rich else asked


def _enriched(asked: Answers) -> Answers:
    connectors = tuple(
        Application(
            name=name,
            kind=ApplicationKind.CONNECTOR,
            language=None,
            exactly_once=False,
            connector=plugin,
        )
        for name, plugin in (
            ("lake", ConnectorPlugin.S3),
            ("accounts", ConnectorPlugin.DEBEZIUM_POSTGRES),
        )
    )
    return replace(
        asked,
        applications=asked.applications + connectors,
        cloud=replace(
            asked.cloud, dual_stack=True, dns=Dns(zone_id="Z0123456789ABCDEFGHIJ", prefix="kafka")
        ),
        monitoring=replace(
            asked.monitoring, alerts=tuple(AlertChannel), logs=tuple(LogDestination)
        ),
    )


def _details(
    environment: EnvironmentPlan, exposure: str, authentication: str, *, rich: bool
) -> MskDetails:
    base = environment.details
    assert isinstance(base, MskDetails)
    serverless = base.variant.value == "serverless"
    changed = replace(
        base,
        public=exposure == "public",
        private_link=exposure == "private-link",
        open_monitoring=base.open_monitoring and exposure != "public",
        listeners=_listeners(authentication, exposure, dual_stack=rich and not serverless),
    )
    if not rich:
        return changed
    storage = changed.storage and replace(
        changed.storage,
        growth=StorageGrowth.TERRAFORM,
        throughput_mib_s=setting("throughput_mib_s", 500),
        tiered=False,
    )
    return replace(
        changed,
        storage=storage,
        dual_stack=True,
        alarms=changed.alarms + tuple(a for a in _alarms() if not serverless or a.group),
        log_destinations=() if serverless else ("cloudwatch", "s3", "firehose"),
        schemas=_schemas(),
        connectors=_connectors() if authentication == "iam" else (),
        access=changed.access + (_connector_access() if authentication == "iam" else ()),
    )


def _listeners(authentication: str, exposure: str, *, dual_stack: bool) -> tuple[Listener, ...]:
    port, suffix = PORTS[authentication], SUFFIXES[authentication]

    def listener(port: int, attribute: str, reach: str) -> Listener:
        return Listener(
            name=authentication,
            port=port,
            bootstrap_attribute=attribute,
            purpose="applications",
            reach=reach,
        )

    found = [listener(port, f"bootstrap_brokers_{suffix}", "vpc")]
    if dual_stack:
        found.append(listener(port + 11000, f"bootstrap_brokers_{suffix}_ipv6", "vpc"))
    if exposure == "public":
        found.append(listener(port + 100, f"bootstrap_brokers_public_{suffix}", "public"))
    if exposure == "private-link":
        found.append(
            listener(14001, f"bootstrap_brokers_vpc_connectivity_{suffix}", "private-link")
        )
    return tuple(found)


def _alarm(name: str, metrics: tuple[str, ...], dimensions: str, **changes: Any) -> Alarm:
    base = Alarm(
        name=name,
        description="Above what the sizing allows",
        metrics=metrics,
        expression=None,
        statistic="Average",
        comparison="GreaterThanThreshold",
        threshold=60.0,
        period_s=300,
        evaluation_periods=3,
        dimensions=dimensions,
        severity="ticket",
        missing_data="notBreaching",
        runbook="high-cpu",
        reason="From the sizing",
    )
    return replace(base, **changes)


def _alarms() -> tuple[Alarm, ...]:
    return (
        _alarm("cpu", ("CpuUser", "CpuSystem"), "broker", expression="m1 + m2"),
        _alarm("connections", ("ClientConnectionCount",), "authentication", runbook="connections"),
        _alarm(
            "lag-sessions-clicks",
            ("EstimatedMaxTimeLag",),
            "group-topic",
            statistic="Maximum",
            severity="page",
            group="sessions",
            topic="clicks",
            runbook="consumer-lag",
        ),
    )


def _schemas() -> tuple[DeclaredSchema, ...]:
    return tuple(
        DeclaredSchema(
            name=name,
            topic=name,
            format="AVRO",
            compatibility="BACKWARD",
            file=f"schemas/{name}.avsc",
        )
        for name in ("page-views", "clicks")
    )


def _connector_access() -> tuple[ApplicationAccess, ...]:
    statement = IamStatement(
        sid="ConnectTopics",
        actions=("kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"),
        resources=(("topic", "clicks"), ("topic", "__amazon_msk_connect_*")),
        reason="MSK Connect keeps its state in topics of its own",
    )
    return tuple(
        ApplicationAccess(
            application=name, role="connector", statements=(statement,), acls=(), quota=None
        )
        for name in ("lake", "accounts")
    )


def _connectors() -> tuple[Connector, ...]:
    worker = (setting("key.converter", "org.apache.kafka.connect.storage.StringConverter"),)
    base = Connector(
        name="lake",
        application="lake",
        plugin="s3",
        kafkaconnect_version=setting("kafkaconnect_version", "3.7.x"),
        mcu_count=setting("mcu_count", 1),
        workers_min=setting("workers_min", 1),
        workers_max=setting("workers_max", 2),
        topics=("clicks",),
        dead_letter_topic="lake-dead-letters",
        configuration=(
            setting("connector.class", "io.confluent.connect.s3.S3SinkConnector"),
            setting("s3.bucket.name", "@{bucket}"),
            setting("topics", "clicks"),
        ),
        worker_properties=worker,
    )
    source = replace(
        base,
        name="accounts",
        application="accounts",
        plugin="debezium-postgres",
        workers_max=setting("workers_max", 1),
        dead_letter_topic=None,
        configuration=(
            setting("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
            setting("database.password", "${secretManager:@{secret}:password}"),
            setting("signal.kafka.bootstrap.servers", "@{bootstrap}"),
        ),
    )
    return (base, source)
