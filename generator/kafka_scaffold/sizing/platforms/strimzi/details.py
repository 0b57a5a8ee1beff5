"""What the Strimzi blueprint reads: one environment's resources, decided down to each field."""

from dataclasses import dataclass
from enum import StrEnum

from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.placeholders import FillIn, fill_ins
from kafka_scaffold.sizing.schemas import DeclaredSchema


class Variant(StrEnum):
    """Where brokers keep their data: on volumes of the network, or on disks that die with their machine."""

    NETWORK_DISK = "network-disk"
    LOCAL_DISK = "local-disk"


class Kubernetes(StrEnum):
    """Who runs the Kubernetes cluster; an existing one may be anywhere."""

    EKS = "eks"
    GKE = "gke"
    AKS = "aks"
    EXISTING = "existing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Requests and limits of one container. ``cpu_limit`` is ``None`` where a limit would only throttle.

    ``cpu`` is in Kubernetes' notation (``500m``, ``3``), memory in ``Mi`` or ``Gi``; memory request and limit are one.
    ``heap_mib`` is what the JVM gets; ``None`` where Strimzi's own share is right.
    """

    cpu: str
    cpu_limit: str | None
    memory: str
    heap_mib: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One JBOD volume. ``metadata`` marks the one that holds the KRaft metadata log."""

    id: int
    size_gib: int
    storage_class: str
    metadata: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePool:
    """One ``KafkaNodePool``. ``dedicated`` is the value of label and taint ``kafka-scaffold.io/pool`` of its machines."""

    name: str  # "controller" | "broker" | "dual"
    roles: tuple[str, ...]  # "controller", "broker"
    replicas: Setting
    node_ids: str  # value of strimzi.io/next-node-ids, e.g. "[100-199]"
    resources: Resources
    volumes: tuple[Volume, ...]
    dedicated: str | None
    spread_zones: bool  # topology spread over zones is required
    spread_hosts: bool  # no two pods of the pool on one machine
    delete_claim: bool

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the ids its nodes get: the first of its range, one per replica."""
        first = int(self.node_ids.strip("[]").split("-")[0])
        return tuple(range(first, first + int(self.replicas.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageClass:
    """A StorageClass of this repository; ``parameters`` are the CSI driver's."""

    name: str
    provisioner: str
    parameters: tuple[Setting, ...]
    reclaim: str  # "Retain" | "Delete"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineGroup:
    """Machines that Terraform makes for pods, the same number in every zone; none on an existing cluster."""

    name: str  # "broker" | "controller" | "general"
    machine: str
    per_zone: int
    most_per_zone: int
    zones: int
    architecture: str  # "arm64" | "amd64"
    dedicated: str | None
    disk_gib: int  # of the operating system
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """One listener. ``type`` is Strimzi's; ``tls`` is always on.

    ``annotations`` are of the bootstrap service and of every broker's; ``configuration`` holds plain fields of the
    listener's ``configuration`` (``class``, ``createBootstrapService``, ``hostTemplate``…).
    """

    name: str  # at most 11 characters
    port: int
    type: str  # internal | loadbalancer | nodeport | ingress | route | tlsroute
    authentication: str  # "scram-sha-512" | "tls"
    purpose: str
    annotations: tuple[tuple[str, str], ...]
    configuration: tuple[tuple[str, str | bool], ...]
    bootstrap_host: str | None
    host_template: str | None
    source_ranges: tuple[str, ...]
    gateway: tuple[str, str] | None  # namespace, name


@dataclass(frozen=True, slots=True, kw_only=True)
class AclRule:
    """One rule of a ``KafkaUser``. ``pattern`` is ``literal`` or ``prefix``."""

    type: str  # "topic" | "group" | "transactionalId" | "cluster"
    name: str
    pattern: str
    operations: tuple[str, ...]  # "Read", "Describe"…
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserQuota:
    """Quotas of a ``KafkaUser``, bytes per second per broker."""

    producer_byte_rate: int | None
    consumer_byte_rate: int | None
    request_percentage: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One ``KafkaUser``; its secret bears its name."""

    name: str
    role: str  # "producer" | "consumer" | "processor" | "streams" | "connect" | "mirror" | "bridge" | "registry"
    authentication: str  # "scram-sha-512" | "tls"
    acls: tuple[AclRule, ...]
    quota: UserQuota | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicResource:
    """The name of a ``KafkaTopic`` resource; ``topic`` is the name in Kafka."""

    resource: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerQuota:
    """Strimzi's quota plugin, which stops producers before a disk is full."""

    min_available_ratio: Setting
    producer_byte_rate: Setting | None
    consumer_byte_rate: Setting | None
    excluded: tuple[str, ...]  # principals


@dataclass(frozen=True, slots=True, kw_only=True)
class TieredStorage:
    """Aiven's plugin for tiered storage and where its bucket is."""

    plugin_version: Setting
    class_name: str
    class_path: str
    image: Setting  # an image with the plugin's jars, mounted as a volume
    config: tuple[
        Setting, ...
    ]  # @{bucket} and @{account} stand for what Terraform or the owner knows
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CruiseControl:
    """Cruise Control with the capacities its goals need. Goals are fully qualified class names."""

    inbound: Setting  # e.g. 150MiB/s
    outbound: Setting
    goals: tuple[str, ...]
    default_goals: tuple[str, ...]
    hard_goals: tuple[str, ...]
    config: tuple[Setting, ...]
    resources: Resources
    auto_rebalance: bool
    replication_throttle: Setting  # bytes per second


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """One ``KafkaConnector``. Values of ``configuration`` may hold ``@{bucket}``.

    ``secret`` is the Secret of the same namespace that it reads when a task starts, which its owner makes.
    """

    name: str
    application: str
    plugin: str  # "s3" | "debezium-postgres"
    class_name: str
    tasks: Setting
    topics: tuple[str, ...]
    dead_letter_topic: str | None
    configuration: tuple[Setting, ...]
    secret: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect:
    """The ``KafkaConnect`` cluster that carries every connector."""

    name: str
    replicas: Setting
    group_id: str
    config_topic: str
    offset_topic: str
    status_topic: str
    config: tuple[Setting, ...]
    image: Setting  # pre-built; the README says how to build it
    artifacts: tuple[tuple[str, str, str], ...]  # plugin name, address of its archive, version
    resources: Resources
    user: str
    connectors: tuple[Connector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A ``KafkaMirrorMaker2`` that copies another cluster's topics into this one under their own names."""

    name: str
    source_alias: str
    source_bootstrap: str
    source_authentication: str  # "scram-sha-512" | "plain" | "tls"
    source_user: str
    topics: str  # topicsPattern
    groups: str  # groupsPattern
    replicas: Setting
    tasks: Setting
    source_config: tuple[Setting, ...]
    checkpoint_config: tuple[Setting, ...]
    target_group: str
    target_topics: tuple[str, str, str]  # config, offset, status
    target_config: tuple[Setting, ...]  # of the workers, which write into this cluster
    resources: Resources
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The HTTP bridge."""

    name: str
    replicas: Setting
    producer_config: tuple[Setting, ...]
    resources: Resources
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Karapace as schema registry: a Deployment of our own, as it has no operator."""

    name: str
    image: Setting
    replicas: Setting
    topic: str
    resources: Resources
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrimziDetails:
    """One environment's Kafka on Kubernetes."""

    kubernetes: Kubernetes
    provider: str  # "aws" | "gcp" | "azure"
    kubernetes_version: Setting
    cluster_name: str  # of the Kafka resource
    kubernetes_name: str  # of the Kubernetes cluster that Terraform makes
    namespace: str
    operator_namespace: str
    strimzi_version: Setting
    drain_cleaner_version: Setting | None
    kafka_version: Setting
    metadata_version: Setting
    operator: Resources
    variant: Variant
    zones: int
    brokers: int
    brokers_reason: str
    pools: tuple[NodePool, ...]
    storage_classes: tuple[StorageClass, ...]
    machines: tuple[MachineGroup, ...]
    authentication: str  # "scram" | "mtls"
    listeners: tuple[Listener, ...]
    server_properties: tuple[Setting, ...]  # Kafka.spec.kafka.config
    own_certificate_authority: bool
    certificate_days: Setting
    renewal_days: Setting
    maintenance_windows: tuple[str, ...]  # Quartz cron, UTC
    rack_key: str | None
    users: tuple[User, ...]
    topic_resources: tuple[TopicResource, ...]
    quota: BrokerQuota | None
    tiered: TieredStorage | None
    cruise_control: CruiseControl | None
    topic_operator: Resources
    user_operator: Resources
    exporter: Resources
    connect: Connect | None
    mirror: Mirror | None
    bridge: Bridge | None
    registry: Registry | None
    alerts: tuple[AlertRule, ...]
    alert_channels: tuple[str, ...]  # "email" | "pagerduty" | "slack"
    monitoring_stack_version: Setting | None  # kube-prometheus-stack; None where one exists already
    own_key: bool
    audit: bool
    protect: bool
    gitops: str  # "none" | "argocd" | "flux"
    schemas: tuple[DeclaredSchema, ...] = ()
    monitoring_disk_gib: int = 50
    monitoring_retention_days: int = 15

    @property
    def brokers_per_zone(self) -> int:
        """Return how many brokers one zone holds, which is what the loss of a zone takes."""
        return -(-self.brokers // self.zones) if self.zones else 0

    @property
    def broker_pool(self) -> NodePool:
        """Return the pool whose nodes hold records."""
        return next(pool for pool in self.pools if "broker" in pool.roles)

    @property
    def controller_pool(self) -> NodePool:
        """Return the pool whose nodes are the quorum; the brokers' own where nodes have both roles."""
        return next(pool for pool in self.pools if "controller" in pool.roles)

    @property
    def load_balanced(self) -> tuple[Listener, ...]:
        """Return the listeners that have load balancers."""
        return tuple(listener for listener in self.listeners if listener.type == "loadbalancer")

    @property
    def bootstrap(self) -> str:
        """Return the address of the first listener inside the Kubernetes cluster."""
        port = self.listeners[0].port
        return f"{self.cluster_name}-kafka-bootstrap.{self.namespace}.svc:{port}"

    @property
    def fill_ins(self) -> tuple[FillIn, ...]:
        """Return the fields of manifests whose values Terraform or the owner makes up."""
        return fill_ins(self)
