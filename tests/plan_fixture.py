"""A hand-made plan, so that blueprints can be tested without sizing; every number is plausible, none is computed."""

from dataclasses import replace
from datetime import date
from typing import Any

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    Authentication,
    Cleanup,
    ClientCounts,
    Cloud,
    CloudProvider,
    Compatibility,
    DisasterRecovery,
    DisasterRecoveryKind,
    Durability,
    EncryptionKey,
    Environment,
    Exposure,
    Goals,
    Language,
    LatencyGoals,
    Monitoring,
    MonitoringStack,
    NewNetwork,
    Objective,
    Operations,
    Ordering,
    Platform,
    Rate,
    SchemaFormat,
    SchemaRegistry,
    Schemas,
    Security,
    Survive,
    Team,
    Topic,
    Workload,
)
from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import (
    Candidate,
    ClientConfig,
    Cost,
    CostLine,
    CostScope,
    EnvironmentPlan,
    Finding,
    Headroom,
    Plan,
    Rejection,
    Setting,
    Severity,
    TopicPlan,
)
from kafka_scaffold.sizing.platforms.msk.details import (
    Acl,
    Alarm,
    ApplicationAccess,
    IamStatement,
    Listener,
    MskDetails,
    Quota,
    Storage,
    StorageGrowth,
    Variant,
)


DAY_S = 86400.0
SIZES = {"standard": "kafka.m7g.large", "express": "express.m7g.large", "serverless": "serverless"}


def setting(
    name: str, value: str | int | float | bool, reason: str = "Chosen for the test plan"
) -> Setting:
    """Return a setting with a source."""
    return Setting(name=name, value=value, reason=reason, source="test plan")


def answers(authentication: str = "iam", **changes: Any) -> Answers:
    """Return one valid set of answers, with ``changes`` applied to its fields."""
    network = NewNetwork(cidr="10.40.0.0/16")
    base = Answers(
        name="clickstream",
        description="Clicks and page views",
        owner="@example/platform",
        tags=(("team", "platform"),),
        platform=Platform.MSK,
        variant=None,
        cloud=Cloud(provider=CloudProvider.AWS, region="eu-west-1", zones=3, network=network),
        workload=Workload(
            write=Rate(average_bytes_s=60e6, peak_bytes_s=100e6),
            read=Rate(average_bytes_s=180e6, peak_bytes_s=300e6),
            compression_ratio=3.5,
            record_bytes=1000,
            retention_s=7 * DAY_S,
            hot_retention_s=DAY_S / 2,
            ordering=Ordering.PER_KEY,
            clients=ClientCounts(producers=200, consumers=60, connections_per_second=5),
        ),
        goals=Goals(
            optimise_for=Objective.COST,
            budget_usd_month=15000.0,
            latency=LatencyGoals(produce_p99_ms=50.0, end_to_end_p99_ms=1000.0),
            durability=Durability(survive=Survive.ZONE, exactly_once=False),
            operations=Operations(team=Team.SMALL),
        ),
        topics=(
            _topic("page-views", 0.7, "web", "sessions"),
            _topic("clicks", 0.3, "web", "sessions"),
        ),
        applications=(
            Application(
                name="web",
                kind=ApplicationKind.PRODUCER,
                language=Language.JAVA,
                exactly_once=False,
            ),
            Application(
                name="sessions",
                kind=ApplicationKind.CONSUMER,
                language=Language.GO,
                exactly_once=False,
            ),
        ),
        security=Security(
            authentication=Authentication(authentication),
            exposure=Exposure.PRIVATE,
            encryption_key=EncryptionKey.OWN,
            audit=True,
            certificate_authority_arns=_authorities(authentication),
        ),
        schemas=Schemas(
            format=SchemaFormat.NONE,
            registry=SchemaRegistry.NONE,
            compatibility=Compatibility.BACKWARD,
        ),
        monitoring=Monitoring(stack=MonitoringStack.PROMETHEUS, alerts=(), log_retention_days=30),
        disaster_recovery=DisasterRecovery(kind=DisasterRecoveryKind.NONE),
        environments=(
            Environment(name="dev", scale=0.1, zones=2, protect=False, network=network),
            Environment(name="prod", scale=1.0, zones=3, protect=True, network=network),
        ),
        origins={},
    )
    return replace(base, **changes)


def plan(variant: str = "express", authentication: str = "iam", **changes: Any) -> Plan:
    """Return a complete plan of one MSK variant; ``changes`` replace fields of the plan."""
    asked = changes.pop("answers", None) or answers(authentication)
    environments = tuple(environment_plan(e, variant, authentication) for e in asked.environments)
    base = Plan(
        answers=asked,
        platform=Platform.MSK,
        variant=variant,
        title=f"Amazon MSK {variant.title()}",
        environments=environments,
        flags=_flags(variant, authentication),
        findings=(_finding(),),
        facts_as_of=date(2026, 8, 20),
    )
    return replace(base, **changes)


def environment_plan(
    environment: Environment, variant: str, authentication: str
) -> EnvironmentPlan:
    """Return one sized environment."""
    brokers = 0 if variant == "serverless" else 2 * environment.zones
    chosen = _candidate(variant, brokers)
    return EnvironmentPlan(
        environment=environment,
        demand=_demand(environment),
        considered=(chosen, _rejection()),
        chosen=chosen,
        topics=tuple(_topic_plan(name, environment.zones) for name in ("page-views", "clicks")),
        clients=_clients(),
        findings=(),
        details=details(environment, variant, authentication, brokers),
    )


def details(
    environment: Environment, variant: str, authentication: str, brokers: int
) -> MskDetails:
    """Return the MSK part of one environment."""
    serverless = variant == "serverless"
    return MskDetails(
        variant=Variant(variant),
        cluster_name=f"clickstream-{environment.name}",
        configuration_name=f"clickstream-{environment.name}",
        kafka_version=None
        if serverless
        else setting("kafka_version", "3.9.x", "Newest the variant offers"),
        instance_type="" if serverless else SIZES[variant],
        brokers=brokers,
        brokers_reason="" if serverless else "Egress at peak with one zone lost decides",
        brokers_source="" if serverless else "test plan",
        zones=environment.zones,
        storage=_storage() if variant == "standard" else None,
        server_properties=_server_properties(variant),
        authentication=authentication,
        listeners=_listeners(authentication),
        public=False,
        private_link=False,
        own_key=not serverless,
        audit=True,
        protect=environment.protect,
        enhanced_monitoring=None
        if serverless
        else setting("enhanced_monitoring", "PER_TOPIC_PER_BROKER"),
        open_monitoring=not serverless,
        log_retention_days=setting("log_retention_days", 30, "Asked for"),
        access=_access(authentication),
        alarms=() if serverless else _alarms(),
        topics_as_terraform=not serverless,
        rebalancing=variant == "express",
        log_destinations=("cloudwatch",),
        dual_stack=False,
        schemas=(),
        connectors=(),
        cluster_acls=()
        if authentication == "iam"
        else (_everything("@{brokers}", "topic", "*", operation="READ"),),
        acl_bootstrap=None
        if authentication == "iam"
        else setting("allow.everyone.if.no.acl.found", True, "Until the first ACLs exist"),
    )


def _authorities(authentication: str) -> tuple[str, ...]:
    if authentication != "mtls":
        return ()
    return (
        "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555",
    )


def _topic(name: str, share: float, producer: str, consumer: str) -> Topic:
    return Topic(
        name=name,
        share=share,
        cleanup=Cleanup.DELETE,
        ordering=Ordering.PER_KEY,
        retention_s=7 * DAY_S,
        hot_retention_s=DAY_S / 2,
        producers=(producer,),
        consumers=(consumer,),
        key="session_id",
    )


def _topic_plan(name: str, replicas: int) -> TopicPlan:
    return TopicPlan(
        name=name,
        partitions=24,
        replication_factor=replicas,
        min_insync_replicas=max(1, replicas - 1),
        cleanup=Cleanup.DELETE,
        retention_hours=168.0,
        settings=(
            setting("retention.ms", 604800000, "Kept 7 days"),
            setting("max.message.bytes", 1048588, "The largest record with its overhead"),
        ),
        reason="peak 20 MB/s over 1.5 MB/s per partition, rounded up",
        source="test plan",
        producers=("web",),
        consumers=("sessions",),
    )


def _demand(environment: Environment) -> Demand:
    scale = environment.scale
    topics = tuple(
        TopicDemand(
            name=name,
            ingress_avg_mib_s=16.3 * scale * share,
            ingress_peak_mib_s=27.2 * scale * share,
            consumer_groups=1,
            consumer_instances=6,
            retention_hours=168.0,
            hot_retention_hours=12.0,
            stored_gib=9600.0 * scale * share,
            hot_gib=690.0 * scale * share,
            cleanup=Cleanup.DELETE,
            ordering=Ordering.PER_KEY,
            pinned_partitions=None,
            max_record_bytes=None,
        )
        for name, share in (("page-views", 0.7), ("clicks", 0.3))
    )
    return Demand(
        ingress_avg_mib_s=16.3 * scale,
        ingress_peak_mib_s=27.2 * scale,
        egress_avg_mib_s=49.0 * scale,
        egress_peak_mib_s=81.7 * scale,
        retention_hours=168.0,
        hot_retention_hours=12.0,
        stored_gib=9600.0 * scale,
        record_bytes=1000,
        producers=200,
        consumers=60,
        new_connections_per_second=5.0,
        zones=environment.zones,
        topics=topics,
        partition_replicas=None,
        aggregate=False,
    )


def _cost_line(item: str, quantity: float, unit: str, price: float, scope: CostScope) -> CostLine:
    return CostLine(
        item=item,
        quantity=quantity,
        unit=unit,
        unit_price_usd=price,
        monthly_usd=quantity * price,
        scope=scope,
        formula=f"{quantity:g} {unit} x {price:g}",
        source="test plan",
        kind=FactKind.LISTED,
    )


def _candidate(variant: str, brokers: int) -> Candidate:
    return Candidate(
        platform=Platform.MSK,
        variant=variant,
        size=SIZES[variant],
        units=brokers,
        storage_gib_per_unit=1000 if variant == "standard" else 0,
        cost=Cost(
            lines=(
                _cost_line("brokers", max(1, brokers) * 730.0, "hours", 0.45, CostScope.CLUSTER),
                _cost_line("traffic between zones", 1200.0, "GB", 0.01, CostScope.SURROUNDINGS),
            )
        ),
        headroom=(
            Headroom(
                name="ingress",
                need=11.0,
                limit=15.6,
                unit="MB/s",
                scope="broker",
                kind=FactKind.RECOMMENDED,
                source="test plan",
            ),
        ),
        partitions=144,
        chosen=True,
        reason="cheapest that fits",
    )


def _rejection() -> Rejection:
    return Rejection(
        platform=Platform.MSK,
        variant="serverless",
        bottleneck="encryption key",
        reason="security.encryption_key own is not offered",
        kind=FactKind.HARD,
        source="test plan",
    )


def _clients() -> tuple[ClientConfig, ...]:
    java = (
        setting("acks", "all", "A record counts when it is replicated"),
        setting("linger.ms", 20),
    )
    librdkafka = (setting("fetch.wait.max.ms", 500), setting("auto.offset.reset", "earliest"))
    return (
        ClientConfig(
            application="web", role="producer", library="java", sections=(("durability", java),)
        ),
        ClientConfig(
            application="sessions",
            role="consumer",
            library="librdkafka",
            sections=(("fetching", librdkafka),),
        ),
    )


def _storage() -> Storage:
    return Storage(
        volume_gib=setting("volume_gib", 1000, "Hot data with headroom"),
        growth=StorageGrowth.AUTOSCALED,
        growth_reason="Volumes can grow and never shrink",
        max_gib=setting("max_gib", 2000),
        target_percent=setting("target_percent", 70),
        throughput_mib_s=None,
        tiered=True,
        tiered_reason="7 days asked, 12 hours hot",
    )


def _server_properties(variant: str) -> tuple[Setting, ...]:
    common = (
        setting("auto.create.topics.enable", False, "Topics are declared"),
        setting("allow.everyone.if.no.acl.found", False, "No access without a grant"),
    )
    if variant == "standard":
        return (
            *common,
            setting("unclean.leader.election.enable", False, "Never lose acknowledged records"),
        )
    return common if variant == "express" else ()


def _listeners(authentication: str) -> tuple[Listener, ...]:
    port, attribute = {
        "iam": (9098, "bootstrap_brokers_sasl_iam"),
        "scram": (9096, "bootstrap_brokers_sasl_scram"),
        "mtls": (9094, "bootstrap_brokers_tls"),
    }[authentication]
    return (
        Listener(
            name=authentication, port=port, bootstrap_attribute=attribute, purpose="applications"
        ),
    )


def _access(authentication: str) -> tuple[ApplicationAccess, ...]:
    applications = (
        _grant("web", "producer", "WriteData", "WRITE", authentication),
        _grant("sessions", "consumer", "ReadData", "READ", authentication),
    )
    return (
        applications if authentication == "iam" else (*applications, _administrator(authentication))
    )


def _administrator(authentication: str) -> ApplicationAccess:
    who = "User:CN=kafka-admin" if authentication == "mtls" else "User:kafka-admin"
    everything = (
        ("cluster", "kafka-cluster"),
        ("topic", "*"),
        ("group", "*"),
        ("transactional-id", "*"),
    )
    return ApplicationAccess(
        application="kafka-admin",
        role="admin",
        statements=(),
        acls=tuple(_everything(who, kind, name) for kind, name in everything),
        quota=None,
    )


def _everything(who: str, kind: str, name: str, operation: str = "ALL") -> Acl:
    return Acl(
        principal=who,
        operation=operation,
        resource_type=kind,
        resource=name,
        pattern="literal",
        reason="MSK has no super user",
    )


def _grant(
    name: str, role: str, action: str, operation: str, authentication: str
) -> ApplicationAccess:
    iam = authentication == "iam"
    statement = IamStatement(
        sid="Topics",
        actions=("kafka-cluster:DescribeTopic", f"kafka-cluster:{action}"),
        resources=(("topic", "page-views"), ("topic", "clicks")),
        reason=f"{name} is a {role}",
    )
    acl = Acl(
        principal=f"User:{name}",
        operation=operation,
        resource_type="topic",
        resource="page-views",
        pattern="literal",
        reason=f"{name} is a {role}",
    )
    quota = Quota(
        principal=name,
        producer_byte_rate=5242880,
        consumer_byte_rate=None,
        reason="Twice its share",
    )
    return ApplicationAccess(
        application=name,
        role=role,
        statements=(statement,) if iam else (),
        acls=() if iam else (acl,),
        quota=None if iam else quota,
    )


def _alarms() -> tuple[Alarm, ...]:
    def alarm(name: str, metric: str, dimensions: str, severity: str, threshold: float) -> Alarm:
        return Alarm(
            name=name,
            description=f"{metric} is out of bounds",
            metrics=(metric,),
            expression=None,
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=threshold,
            period_s=300,
            evaluation_periods=3,
            dimensions=dimensions,
            severity=severity,
            missing_data="breaching" if severity == "page" else "notBreaching",
            runbook="broker-loss",
            reason="From the sizing",
        )

    return (
        alarm("under-min-isr", "UnderMinIsrPartitionCount", "broker", "page", 0.0),
        alarm("controllers", "ActiveControllerCount", "cluster", "page", 1.0),
    )


def _finding() -> Finding:
    return Finding(
        rule="assumption",
        severity=Severity.NOTE,
        message="Partition rate is assumed",
        where="topics[0]",
    )


def _flags(variant: str, authentication: str) -> tuple[tuple[str, bool], ...]:
    on = {variant, authentication, "network_new", "clients_java", "clients_librdkafka", "protected"}
    if variant != "serverless":
        on |= {"own_key", "prometheus", "topics_as_terraform", "provisioned"}
        on.add("logs_cloudwatch")
    if variant == "serverless":
        on.add("topics_by_client")
    if variant == "standard":
        on.add("autoscaled_storage")
    if authentication in {"scram", "mtls"}:
        on.add("acls")
    names = (
        "standard express serverless iam scram mtls network_new network_existing own_key public private_link "
        "prometheus protected adopt topics_as_terraform acls alerts clients_java clients_librdkafka autoscaled_storage "
        "schemas connect dns logs_cloudwatch logs_s3 logs_firehose streams dual_stack provisioned topics_by_client"
    ).split()
    return tuple((name, name in on) for name in names)
