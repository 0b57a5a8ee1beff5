"""The details of the hand-made plan of Strimzi."""

from kafka_scaffold.model.answers import Environment
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.details import (
    AclRule,
    Bridge,
    BrokerQuota,
    Connect,
    Connector,
    CruiseControl,
    Kubernetes,
    Listener,
    MachineGroup,
    Mirror,
    NodePool,
    Registry,
    Resources,
    StorageClass,
    StrimziDetails,
    TieredStorage,
    TopicResource,
    User,
    UserQuota,
    Variant,
    Volume,
)
from kafka_scaffold.sizing.schemas import DeclaredSchema
from plan_fixture import setting


PROVIDERS = {"eks": "aws", "gke": "gcp", "aks": "azure", "existing": "aws"}
GOALS = "com.linkedin.kafka.cruisecontrol.analyzer.goals."
TIERED = "io.aiven.kafka.tieredstorage."
STORES = {"eks": "s3.S3Storage", "gke": "gcs.GcsStorage", "aks": "azure.AzureBlobStorage"}
BUCKETS: dict[str, tuple[tuple[str, str | bool], ...]] = {
    "eks": (("storage.s3.bucket.name", "@{bucket}"), ("storage.s3.region", "eu-west-1")),
    "gke": (("storage.gcs.bucket.name", "@{bucket}"), ("storage.gcs.credentials.default", True)),
    "aks": (
        ("storage.azure.account.name", "@{account}"),
        ("storage.azure.container.name", "@{bucket}"),
    ),
}
CLASSES = {
    "eks": ("ebs.csi.aws.com", (("type", "gp3"), ("iops", "3000"), ("throughput", "250"))),
    "gke": ("pd.csi.storage.gke.io", (("type", "pd-ssd"),)),
    "aks": (
        "disk.csi.azure.com",
        (("skuName", "PremiumV2_LRS"), ("DiskIOPSReadWrite", "4000"), ("DiskMBpsReadWrite", "250")),
    ),
}
INTERNAL = {
    "aws": (
        ("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
        ("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip"),
    ),
    "gcp": (("networking.gke.io/load-balancer-type", "Internal"),),
    "azure": (("service.beta.kubernetes.io/azure-load-balancer-internal", "true"),),
}
MACHINES = {
    "eks": ("m7g.2xlarge", "m7g.large", "m7g.xlarge", "arm64"),
    "gke": ("c3-standard-8", "n2-standard-2", "n2-standard-4", "amd64"),
    "aks": ("Standard_D8ps_v6", "Standard_D2ps_v6", "Standard_D4ps_v6", "arm64"),
}


def details(
    environment: Environment, kubernetes: str, authentication: str, topics: tuple[TopicPlan, ...]
) -> StrimziDetails:
    """Return one environment's Kafka on Kubernetes; only a protected one has optional parts."""
    full = environment.protect
    namespace = f"clickstream-{environment.name}"
    signed = "tls" if authentication == "mtls" else "scram-sha-512"
    made = kubernetes != "existing"
    return StrimziDetails(
        kubernetes=Kubernetes(kubernetes),
        provider=PROVIDERS[kubernetes],
        kubernetes_version=setting("kubernetes_version", "1.35", "Inside Strimzi's range"),
        cluster_name="clickstream",
        kubernetes_name=namespace,
        namespace=namespace,
        operator_namespace="strimzi",
        strimzi_version=setting("strimzi_version", "1.2.0", "The newest release"),
        drain_cleaner_version=setting("drain_cleaner_version", "1.6.1", "The newest release")
        if made
        else None,
        kafka_version=setting("kafka_version", "4.3.1", "Strimzi 1.2.0's default"),
        metadata_version=setting("metadata_version", "4.3-IV0", "What Kafka 4.3 writes"),
        operator=resources("500m", "768Mi", None, "384Mi runs out of memory in practice"),
        variant=Variant.NETWORK_DISK,
        zones=environment.zones,
        brokers=6 if full else 3,
        brokers_reason="Egress at peak with one zone lost decides",
        pools=_pools(kubernetes) if full else (_dual(kubernetes, environment),),
        storage_classes=_storage_classes(kubernetes),
        machines=_machines(kubernetes, environment),
        authentication=authentication,
        listeners=_listeners(kubernetes, signed, full=full),
        server_properties=_server_properties(full=full),
        own_certificate_authority=False,
        certificate_days=setting("certificate_days", 365, "Strimzi's default"),
        renewal_days=setting("renewal_days", 30, "A month to notice a failed renewal"),
        maintenance_windows=("* * 2-4 ? * SUN *",) if full else (),
        rack_key="topology.kubernetes.io/zone" if environment.zones > 1 else None,
        users=_users(signed, full=full),
        topic_resources=tuple(
            TopicResource(resource=t.name.replace("_", "").replace(".", "-"), topic=t.name)
            for t in topics
        ),
        quota=_quota(authentication) if full else None,
        tiered=_tiered(kubernetes) if full and made else None,
        cruise_control=_cruise_control() if full else None,
        topic_operator=resources("100m", "512Mi", 256, "A few dozen topics"),
        user_operator=resources("100m", "512Mi", 256, "A few dozen users"),
        exporter=resources("100m", "256Mi", None, "Lag of every group"),
        connect=_connect(namespace) if full else None,
        mirror=_mirror() if full else None,
        bridge=_bridge() if full else None,
        registry=_registry() if full else None,
        alerts=_alerts(namespace),
        alert_channels=("email", "pagerduty", "slack"),
        monitoring_stack_version=setting("monitoring_stack_version", "87.0.0", "The newest")
        if made
        else None,
        own_key=made,
        audit=True,
        protect=full,
        gitops="none",
        schemas=_schemas(topics),
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


def resources(cpu: str, memory: str, heap: int | None, reason: str) -> Resources:
    """Return resources without a limit on CPU."""
    return Resources(cpu=cpu, cpu_limit=None, memory=memory, heap_mib=heap, reason=reason)


def _volume(kubernetes: str, size: int) -> Volume:
    name = "fast" if kubernetes == "existing" else "kafka"
    return Volume(id=0, size_gib=size, storage_class=name, metadata=True)


def _pools(kubernetes: str) -> tuple[NodePool, ...]:
    made = kubernetes != "existing"
    controller = NodePool(
        name="controller",
        roles=("controller",),
        replicas=setting("replicas", 3, "A quorum of three survives the loss of one"),
        node_ids="[0-9]",
        resources=resources("500m", "4Gi", 2048, "Metadata fits into 2 GiB of heap"),
        volumes=(_volume(kubernetes, 20),),
        dedicated="controller" if made else None,
        spread_zones=True,
        spread_hosts=True,
        delete_claim=False,
    )
    broker = NodePool(
        name="broker",
        roles=("broker",),
        replicas=setting("replicas", 6, "Egress at peak with one zone lost decides"),
        node_ids="[100-199]",
        resources=Resources(
            cpu="7",
            cpu_limit="7",
            memory="26Gi",
            heap_mib=6144,
            reason="The machine without what its own agents take; the rest is page cache",
        ),
        volumes=(_volume(kubernetes, 1000),),
        dedicated="broker" if made else None,
        spread_zones=True,
        spread_hosts=True,
        delete_claim=False,
    )
    return (controller, broker)


def _dual(kubernetes: str, environment: Environment) -> NodePool:
    return NodePool(
        name="dual",
        roles=("controller", "broker"),
        replicas=setting("replicas", 3, "Three nodes are a quorum and hold three copies"),
        node_ids="[0-9]",
        resources=resources("1500m", "5Gi", 1280, "A small machine, shared by both roles"),
        volumes=(_volume(kubernetes, 100),),
        dedicated="broker" if kubernetes != "existing" else None,
        spread_zones=environment.zones > 1,
        spread_hosts=True,
        delete_claim=True,
    )


def _storage_classes(kubernetes: str) -> tuple[StorageClass, ...]:
    if kubernetes == "existing":
        return ()
    provisioner, parameters = CLASSES[kubernetes]
    return (
        StorageClass(
            name="kafka",
            provisioner=provisioner,
            parameters=tuple(setting(name, value) for name, value in parameters),
            reclaim="Retain",
            reason="A volume outlives its claim, so that a deleted cluster can be recovered",
        ),
    )


def _machines(kubernetes: str, environment: Environment) -> tuple[MachineGroup, ...]:
    if kubernetes == "existing":
        return ()
    broker, controller, general, architecture = MACHINES[kubernetes]
    zones = environment.zones

    def group(name: str, machine: str, each: int, most: int, dedicated: str | None) -> MachineGroup:
        return MachineGroup(
            name=name,
            machine=machine,
            per_zone=each,
            most_per_zone=most,
            zones=zones,
            architecture=architecture,
            dedicated=dedicated,
            disk_gib=50,
            reason=f"Machines for pods of the {name} pool",
        )

    everything = (
        group("broker", broker, 2, 3, "broker"),
        group("controller", controller, 1, 2, "controller"),
        group("general", general, 1, 2, None),
    )
    return everything if environment.protect else (everything[0], everything[2])


def _listeners(kubernetes: str, signed: str, *, full: bool) -> tuple[Listener, ...]:
    inside = Listener(
        name="tls",
        port=9093,
        type="internal",
        authentication=signed,
        purpose="applications in the Kubernetes cluster",
        annotations=(),
        configuration=(),
        bootstrap_host=None,
        host_template=None,
        source_ranges=(),
        gateway=None,
    )
    if not full:
        return (inside,)
    provider = PROVIDERS[kubernetes]
    outside = Listener(
        name="external",
        port=9094,
        type="loadbalancer",
        authentication=signed,
        purpose="applications outside the Kubernetes cluster, in the network",
        annotations=INTERNAL[provider],
        configuration=(("class", "service.k8s.aws/nlb"),)
        if provider == "aws"
        else (("externalTrafficPolicy", "Local"),),
        bootstrap_host=None,
        host_template=None,
        source_ranges=("10.0.0.0/8",),
        gateway=None,
    )
    return (inside, outside)


def _server_properties(*, full: bool) -> tuple[Setting, ...]:
    common = (
        setting("auto.create.topics.enable", False, "Topics are declared"),
        setting("default.replication.factor", 3, "One copy per zone"),
        setting("min.insync.replicas", 2, "Copies that acks=all waits for"),
        setting("offsets.topic.replication.factor", 3, "Consumer positions"),
        setting("transaction.state.log.replication.factor", 3, "State of transactions"),
        setting("transaction.state.log.min.isr", 2, "State of transactions"),
        setting(
            "replica.selector.class",
            "org.apache.kafka.common.replica.RackAwareReplicaSelector",
            "Consumers read in their own zone",
        ),
        setting("log.retention.ms", 604800000, "Topics without one of their own keep 7 days"),
    )
    if not full:
        return common
    return (
        *common,
        setting("num.io.threads", 16, "Two per vCPU"),
        setting("rlmm.config.remote.log.metadata.topic.replication.factor", 3, "As all topics"),
    )


def _users(signed: str, *, full: bool) -> tuple[User, ...]:
    def rule(kind: str, name: str, pattern: str, *operations: str) -> AclRule:
        return AclRule(
            type=kind, name=name, pattern=pattern, operations=operations, reason="Its role"
        )

    def user(name: str, role: str, *acls: AclRule, rate: int | None = None) -> User:
        quota = UserQuota(
            producer_byte_rate=rate if role == "producer" else None,
            consumer_byte_rate=rate if role != "producer" else None,
            request_percentage=None,
            reason="Twice its share",
        )
        return User(
            name=name,
            role=role,
            authentication=signed,
            acls=acls,
            quota=quota if rate else None,
        )

    writes = rule("topic", "page-views", "literal", "Describe", "Write")
    reads = rule("topic", "page-views", "literal", "Describe", "Read")
    applications = (
        user("web", "producer", writes, rate=5242880),
        user(
            "sessions",
            "consumer",
            reads,
            rule("group", "sessions", "literal", "Read"),
            rate=9437184,
        ),
        user(
            "count",
            "streams",
            reads,
            rule("group", "count", "literal", "Read"),
            rule("topic", "count-", "prefix", "Create", "Delete", "Describe", "Read", "Write"),
        ),
    )
    if not full:
        return applications
    everything = rule("topic", "legacy-", "prefix", "Alter", "AlterConfigs", "Create", "Write")
    return (
        *applications,
        user("connect", "connect", reads, rule("group", "connect", "prefix", "Read")),
        user(
            "mirror", "mirror", everything, rule("cluster", "kafka-cluster", "literal", "Describe")
        ),
        user("bridge", "bridge", reads, writes, rule("group", "bridge-", "prefix", "Read")),
        user(
            "registry", "registry", rule("topic", "_schemas", "literal", "Create", "Read", "Write")
        ),
    )


def _quota(authentication: str) -> BrokerQuota:
    names = ("connect", "mirror")
    principals = [f"User:CN={n}" if authentication == "mtls" else f"User:{n}" for n in names]
    return BrokerQuota(
        min_available_ratio=setting(
            "min_available_ratio", 0.1, "Producers stop before a disk is full"
        ),
        producer_byte_rate=None,
        consumer_byte_rate=None,
        excluded=tuple(principals),
    )


def _tiered(kubernetes: str) -> TieredStorage:
    short = STORES[kubernetes].split(".")[0]
    return TieredStorage(
        plugin_version=setting("plugin_version", "1.1.1", "The newest release"),
        class_name=f"{TIERED}RemoteStorageManager",
        class_path=f"/opt/kafka/plugins/tiered-storage/core/*:/opt/kafka/plugins/tiered-storage/{short}/*",
        image=setting(
            "image",
            "@{registry}/clickstream-kafka:1.2.0-kafka-4.3.1-tiered-1.1.1",
            "Strimzi's image with the plugin's jars",
        ),
        config=(
            setting(
                "storage.backend.class", f"{TIERED}storage.{STORES[kubernetes]}", "Where it is"
            ),
            *(
                setting(name, value, "This repository's bucket")
                for name, value in BUCKETS[kubernetes]
            ),
            setting("chunk.size", 4194304, "What one read fetches"),
        ),
        reason="7 days asked, 12 hours hot",
    )


def _cruise_control() -> CruiseControl:
    hard = ("RackAwareGoal", "ReplicaCapacityGoal", "DiskCapacityGoal", "CpuCapacityGoal")
    soft = ("ReplicaDistributionGoal", "LeaderReplicaDistributionGoal")
    return CruiseControl(
        inbound=setting("inbound", "469MiB/s", "The machine's baseline"),
        outbound=setting("outbound", "469MiB/s", "The machine's baseline"),
        goals=tuple(GOALS + name for name in (*hard, *soft)),
        default_goals=tuple(GOALS + name for name in (*hard, *soft)),
        hard_goals=tuple(GOALS + name for name in hard),
        config=(setting("webserver.session.maxExpiryTimeMs", 60000),),
        resources=resources("500m", "2Gi", None, "A model of six brokers"),
        auto_rebalance=True,
        replication_throttle=setting("replication_throttle", 104857600, "A share of the disk"),
    )


def _connect(namespace: str) -> Connect:
    secret = f"${{secrets:{namespace}/capture-database:"
    lake = Connector(
        name="lake",
        application="lake",
        plugin="s3",
        class_name="io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector",
        tasks=setting("tasks", 6, "One per vCPU of the workers"),
        topics=("page-views", "clicks"),
        dead_letter_topic="lake-dead-letters",
        configuration=(
            setting("topics", "page-views,clicks", "What it reads"),
            setting("aws.s3.bucket.name", "@{bucket}", "This repository's bucket"),
            setting("aws.s3.region", "eu-west-1", "Where the bucket is"),
            setting("file.name.template", "{{topic}}/{{partition}}-{{start_offset}}"),
            setting("errors.deadletterqueue.topic.name", "lake-dead-letters", "Where they go"),
        ),
    )
    capture = Connector(
        name="capture",
        application="capture",
        plugin="debezium-postgres",
        class_name="io.debezium.connector.postgresql.PostgresConnector",
        tasks=setting("tasks", 1, "One replication slot, one task"),
        topics=("accounts",),
        dead_letter_topic=None,
        configuration=(
            setting("database.hostname", f"{secret}host}}", "Read when the worker starts"),
            setting("database.password", f"{secret}password}}", "Read when the worker starts"),
            setting("table.include.list", "public.accounts", "What is captured"),
            setting("topic.prefix", "capture"),
        ),
        secret="capture-database",  # noqa: S106
    )
    return Connect(
        name="connect",
        replicas=setting("replicas", 3, "One per zone"),
        group_id="connect",
        config_topic="connect-configs",
        offset_topic="connect-offsets",
        status_topic="connect-status",
        config=(
            setting("config.storage.replication.factor", 3, "As all topics"),
            setting("offset.storage.replication.factor", 3, "As all topics"),
            setting("status.storage.replication.factor", 3, "As all topics"),
            setting("config.providers", "secrets", "Credentials come from secrets"),
            setting(
                "config.providers.secrets.class",
                "io.strimzi.kafka.KubernetesSecretConfigProvider",
                "Strimzi's provider, in its image",
            ),
        ),
        image=setting("image", "@{registry}/clickstream-connect:1.2.0-kafka-4.3.1", "Pre-built"),
        artifacts=(
            ("s3-sink", "https://example.com/releases/s3-sink-3.4.3.tar", "3.4.3"),
            (
                "debezium-postgres",
                "https://example.com/releases/debezium-3.6.1.Final-plugin.tar.gz",
                "3.6.1.Final",
            ),
            ("avro-converter", "https://example.com/releases/avro-converter-8.3.0.zip", "8.3.0"),
        ),
        resources=resources("1", "2Gi", 1536, "Converts what its connectors move"),
        user="connect",
        connectors=(lake, capture),
    )


def _mirror() -> Mirror:
    policy = "org.apache.kafka.connect.mirror.IdentityReplicationPolicy"
    return Mirror(
        name="mirror",
        source_alias="legacy",
        source_bootstrap="kafka-1.example.com:9096,kafka-2.example.com:9096",
        source_authentication="scram-sha-512",
        source_user="mirror",
        topics="orders|legacy-.*",
        groups=".*",
        replicas=setting("replicas", 2, "One may be lost"),
        tasks=setting("tasks", 6, "Partitions are shared by tasks"),
        source_config=(
            setting("replication.policy.class", policy, "Topics keep their names"),
            setting("replication.factor", -1, "The target's default"),
            setting("sync.topic.acls.enabled", "false", "The User Operator owns ACLs"),
        ),
        checkpoint_config=(
            setting("replication.policy.class", policy, "Without it no group is synced"),
            setting("sync.group.offsets.enabled", "true", "Consumers go on where they were"),
        ),
        target_group="__mirror",
        target_topics=("__mirror-configs", "__mirror-offsets", "__mirror-status"),
        target_config=(setting("producer.compression.type", "zstd", "The sizing counts on it"),),
        resources=resources("1", "2Gi", 1536, "Reads and writes every record once"),
        user="mirror",
    )


def _bridge() -> Bridge:
    return Bridge(
        name="bridge",
        replicas=setting("replicas", 2, "One may be lost"),
        producer_config=(
            setting("acks", "all", "Every copy that counts has the record"),
            setting("compression.type", "zstd", "Records arrive plain over HTTP"),
        ),
        resources=resources("250m", "512Mi", None, "A few requests per second"),
        user="bridge",
    )


def _registry() -> Registry:
    return Registry(
        name="registry",
        image=setting("image", "ghcr.io/aiven-open/karapace:6.2.0", "The newest release"),
        replicas=setting("replicas", 2, "One may be lost"),
        topic="_schemas",
        resources=resources("250m", "512Mi", None, "Schemas fit into memory"),
        user="registry",
    )


def _alerts(namespace: str) -> tuple[AlertRule, ...]:
    labels = f'namespace="{namespace}",strimzi_io_cluster="clickstream"'
    offline = f"kafka_controller_kafkacontroller_offlinepartitionscount{{{labels}}}"
    under = f"kafka_server_replicamanager_underminisrpartitioncount{{{labels}}}"

    def rule(name: str, series: str, severity: str) -> AlertRule:
        return AlertRule(
            name=name,
            group="kafka",
            expression=f"sum({series}) > 0",
            for_="5m",
            severity=severity,
            summary=f"{name} in {namespace}",
            description="{{ $value }} partitions",
            runbook="broker-loss",
            reason="No partition may be without a leader",
            fires=((series, "1x20"),),
            silent=((series, "0x20"),),
            at="15m",
        )

    return (
        rule("KafkaOfflinePartitions", offline, "page"),
        rule("KafkaUnderMinIsr", under, "page"),
    )
