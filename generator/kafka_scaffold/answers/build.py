"""Values to the frozen model."""

from kafka_scaffold.answers.table.applications import FileFormat
from kafka_scaffold.answers.table.operations import DAY_S
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import (
    Adopt,
    Aggregate,
    Answers,
    Application,
    ClientCounts,
    Cloud,
    ConnectorPlugin,
    DisasterRecovery,
    DisasterRecoveryKind,
    Dns,
    Durability,
    Environment,
    ExistingNetwork,
    Goals,
    LatencyGoals,
    Monitoring,
    MonitoringStack,
    Network,
    NewNetwork,
    Operations,
    Origin,
    Rate,
    SchemaRegistry,
    Schemas,
    Security,
    Topic,
    Workload,
)
from kafka_scaffold.model.platform_answers import ConfluentCloud, Kubernetes, ListenerKind, Mirror


def build(values: Values, origins: dict[str, Origin]) -> Answers:
    """Return the answers; every value is known by now."""
    topics = _topics(values)
    return Answers(
        name=values["name"],
        description=values["description"],
        owner=values["owner"],
        tags=tuple((values.peek("tags") or {}).items()),
        platform=values["platform"],
        variant=values["variant"],
        cloud=_cloud(values),
        workload=_aggregated(values) if values.given("workload.aggregate") else _workload(values),
        goals=_goals(values),
        topics=topics,
        applications=tuple(_application(values, here) for here in values.many("applications")),
        security=_security(values),
        schemas=Schemas(
            format=values["schemas.format"],
            registry=SchemaRegistry(values["schemas.registry"]),
            compatibility=values["schemas.compatibility"],
        ),
        monitoring=Monitoring(
            stack=MonitoringStack(values["monitoring.stack"]),
            alerts=values["monitoring.alerts"],
            log_retention_days=round(values["monitoring.log_retention"] / DAY_S),
            logs=values["monitoring.logs"],
        ),
        disaster_recovery=_recovery(values),
        environments=tuple(_environment(values, here) for here in values.many("environments")),
        origins=origins,
        kubernetes=_kubernetes(values),
        confluent_cloud=_confluent(values),
    )


def _cloud(values: Values) -> Cloud:
    dns = (
        Dns(zone_id=values["cloud.dns.zone_id"], prefix=values["cloud.dns.prefix"])
        if values.given("cloud.dns")
        else None
    )
    return Cloud(
        provider=values["cloud.provider"],
        region=values["cloud.region"],
        zones=values["cloud.zones"],
        network=_network(values, "cloud.network"),
        dual_stack=values["cloud.dual_stack"],
        dns=dns,
    )


def _network(values: Values, path: str) -> Network:
    if not values.given(f"{path}.existing"):
        return NewNetwork(cidr=values[f"{path}.create.cidr"])
    return ExistingNetwork(
        vpc=values[f"{path}.existing.vpc"], subnets=values[f"{path}.existing.subnets"]
    )


def _rate(values: Values, path: str) -> Rate:
    return Rate(average_bytes_s=values[f"{path}.average"], peak_bytes_s=values[f"{path}.peak"])


def _clients(values: Values) -> ClientCounts:
    path = "workload.clients"
    return ClientCounts(
        producers=values[f"{path}.producers"],
        consumers=values[f"{path}.consumers"],
        connections_per_second=values[f"{path}.connections_per_second"],
    )


def _workload(values: Values) -> Workload:
    return Workload(
        write=_rate(values, "workload.write"),
        read=_rate(values, "workload.read"),
        compression_ratio=values["workload.compression_ratio"],
        record_bytes=values["workload.record_size"],
        retention_s=values["workload.retention"],
        hot_retention_s=values["workload.hot_retention"],
        ordering=values["workload.order"],
        clients=_clients(values),
    )


def _aggregated(values: Values) -> Workload:
    """Return aggregates, which are already on the wire: nothing shrinks any more."""
    path = "workload.aggregate"
    incoming, outgoing = _rate(values, f"{path}.in"), _rate(values, f"{path}.out")
    return Workload(
        write=incoming,
        read=outgoing,
        compression_ratio=1.0,
        record_bytes=values["workload.record_size"],
        retention_s=values[f"{path}.retention"],
        hot_retention_s=values[f"{path}.hot_retention"],
        ordering=values["workload.order"],
        clients=_clients(values),
        aggregate=Aggregate(
            incoming=incoming,
            outgoing=outgoing,
            partition_replicas=values[f"{path}.partition_replicas"],
        ),
    )


def _goals(values: Values) -> Goals:
    produce, whole = values["goals.latency.produce_p99"], values["goals.latency.end_to_end_p99"]
    return Goals(
        optimise_for=values["goals.optimise_for"],
        budget_usd_month=values["goals.budget"],
        latency=LatencyGoals(
            produce_p99_ms=None if produce is None else produce * 1000,
            end_to_end_p99_ms=None if whole is None else whole * 1000,
        ),
        durability=Durability(
            survive=values["goals.durability.survive"],
            exactly_once=values["goals.durability.exactly_once"],
            rpo_s=values["goals.durability.rpo"],
            rto_s=values["goals.durability.rto"],
        ),
        operations=Operations(
            team=values["goals.operations.team"],
            max_brokers=values["goals.operations.max_brokers"],
        ),
    )


def _topics(values: Values) -> tuple[Topic, ...]:
    """Return topics; shares are brought to a sum of one, which people's rounding misses by a little."""
    members = values.many("topics")
    total = sum(values[f"{here}.share"] for here in members)
    return tuple(_topic(values, here, total) for here in members)


def _topic(values: Values, here: str, total: float) -> Topic:
    return Topic(
        name=values[f"{here}.name"],
        share=values[f"{here}.share"] / total,
        cleanup=values[f"{here}.cleanup"],
        ordering=values[f"{here}.order"],
        retention_s=values[f"{here}.retention"],
        hot_retention_s=values[f"{here}.hot_retention"],
        producers=values[f"{here}.producers"],
        consumers=values[f"{here}.consumers"],
        key=values[f"{here}.key"],
        keys=values[f"{here}.keys"],
        partitions=values[f"{here}.partitions"],
        max_record_bytes=values[f"{here}.max_record_size"],
    )


def _application(values: Values, here: str) -> Application:
    plugin = values[f"{here}.sink"] or values[f"{here}.source"]
    written: FileFormat | None = values[f"{here}.format"]
    return Application(
        name=here.partition(".")[2],
        kind=values[f"{here}.kind"],
        language=values[f"{here}.language"],
        exactly_once=values[f"{here}.exactly_once"],
        instances=values[f"{here}.instances"],
        connector=None if plugin is None else ConnectorPlugin(plugin),
        format=None if written is None else str(written),
    )


def _security(values: Values) -> Security:
    return Security(
        authentication=values["security.authentication"],
        exposure=values["security.exposure"],
        encryption_key=values["security.encryption_key"],
        audit=values["security.audit"],
        certificate_authority_arns=values.peek("security.certificate_authority_arns") or (),
        allowed_cidrs=values["security.allowed_cidrs"],
        client_accounts=values.peek("security.client_accounts") or (),
    )


def _kubernetes(values: Values) -> Kubernetes:
    path = "kubernetes"
    gateway = values.peek(f"{path}.gateway")
    return Kubernetes(
        cluster=values[f"{path}.cluster"],
        version=values[f"{path}.version"],
        listeners=tuple(dict.fromkeys((ListenerKind.INTERNAL, *values[f"{path}.listeners"]))),
        certificate_authority=values[f"{path}.certificate_authority"],
        gitops=values[f"{path}.gitops"],
        bridge=values[f"{path}.bridge"],
        drain_cleaner=values[f"{path}.drain_cleaner"],
        domain=values.peek(f"{path}.domain"),
        ingress_class=values.peek(f"{path}.ingress_class"),
        gateway=tuple(gateway.split("/")) if gateway else None,
        storage_class=values.peek(f"{path}.storage_class"),
        mirror=_mirror(values, f"{path}.mirror") if values.given(f"{path}.mirror") else None,
    )


def _mirror(values: Values, path: str) -> Mirror:
    return Mirror(
        alias=values[f"{path}.alias"],
        bootstrap_servers=values[f"{path}.bootstrap_servers"],
        authentication=values[f"{path}.authentication"],
        user=values[f"{path}.user"],
        topics=values[f"{path}.topics"],
    )


def _confluent(values: Values) -> ConfluentCloud:
    path = "confluent_cloud"
    return ConfluentCloud(
        uptime=values[f"{path}.uptime"],
        networking=values[f"{path}.networking"],
        sign_in=values[f"{path}.sign_in"],
        stream_governance=values[f"{path}.stream_governance"],
        schema_validation=values[f"{path}.schema_validation"],
        client_quotas=values[f"{path}.client_quotas"],
        access_transparency=values[f"{path}.access_transparency"],
        flink_cfu=values[f"{path}.flink_cfu"],
        ksqldb_units=values[f"{path}.ksqldb_units"],
        cku_usd_hour=values[f"{path}.cku_price"],
        p95_write_bytes_s=values[f"{path}.p95_write"],
        p95_read_bytes_s=values[f"{path}.p95_read"],
        connections=values[f"{path}.connections"],
        requests_per_second=values[f"{path}.requests_per_second"],
        max_units=values[f"{path}.max_units"],
    )


def _recovery(values: Values) -> DisasterRecovery:
    path = "disaster_recovery"
    kind = values[f"{path}.kind"]
    if kind is DisasterRecoveryKind.NONE:
        return DisasterRecovery()
    return DisasterRecovery(
        kind=kind, region=values[f"{path}.region"], network=_network(values, f"{path}.network")
    )


def _environment(values: Values, here: str) -> Environment:
    own = f"{here}.network"
    adopt = f"{here}.adopt"
    return Environment(
        name=here.partition(".")[2],
        scale=values[f"{here}.scale"],
        zones=values[f"{here}.zones"],
        protect=values[f"{here}.protect"],
        network=_network(values, own if values.given(own) else "cloud.network"),
        adopt=Adopt(
            cluster_arn=values[f"{adopt}.cluster_arn"],
            configuration_arn=values[f"{adopt}.configuration_arn"],
        )
        if values.given(adopt)
        else None,
    )
