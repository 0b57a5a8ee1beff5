"""What the Confluent Cloud blueprint reads: one environment's resources, decided down to each argument."""

import re
from dataclasses import dataclass

from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.schemas import DeclaredSchema


_TEMPLATE = re.compile(r"@\{([a-z][a-z0-9_]*)\}")
_KNOWN_HERE = frozenset({"service_account", "integration"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleBinding:
    """One role on one resource, or on all whose name begins so (``prefixed``).

    ``kind`` is how the resource's name spells it: ``topic``, ``group``, ``transactional-id``, ``subject``,
    ``cluster`` (without a name), ``environment`` (without a name).
    """

    role: str  # "DeveloperRead", "DeveloperWrite", "DeveloperManage", "ResourceOwner", "CloudClusterAdmin"…
    kind: str
    name: str
    prefixed: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acl:
    """One Kafka ACL, spelled as ``confluent_kafka_acl`` takes it."""

    resource_type: str  # "TOPIC" | "GROUP" | "CLUSTER" | "TRANSACTIONAL_ID"
    resource: str  # "kafka-cluster" for CLUSTER
    pattern: str  # "LITERAL" | "PREFIXED"
    operation: str  # "READ", "DESCRIBE_CONFIGS"…
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What one principal may write and read on the whole cluster, bytes per second."""

    ingress_byte_rate: int
    egress_byte_rate: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A principal: a service account, an identity pool or a certificate pool, as ``sign_in`` of the details says.

    ``name`` keys it in Terraform and is the application's; ``display_name`` is unique in the organisation, at most
    64 characters. ``bindings`` are filled where the cluster type has roles on topics, ``acls`` where it has not.
    A connector has no key of its own: Confluent runs it as its service account, which every sign-in leaves one.
    """

    name: str
    role: str  # "producer" | "consumer" | "processor" | "streams" | "connector"
    display_name: str
    keyed: (
        bool  # has API keys for the cluster and, where schemas are registered, for Schema Registry
    )
    bindings: tuple[RoleBinding, ...]
    acls: tuple[Acl, ...]
    quota: Quota | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """One fully managed connector.

    Values of ``configuration`` may hold ``@{service_account}``, ``@{integration}``, ``@{bucket}``: templates put
    Terraform references there. ``secrets`` are the keys of its sensitive configuration, whose values are a secret of
    the cloud's own store named ``secret_name`` that its owner makes. ``integration`` tells that it writes to the
    cloud by a role that it assumes, without a key.
    """

    name: str
    application: str
    plugin: str  # "s3" | "debezium-postgres"
    class_name: str  # "S3_SINK" | "PostgresCdcSourceV2"
    tasks: Setting
    topics: tuple[str, ...]
    configuration: tuple[Setting, ...]
    secrets: tuple[str, ...]
    secret_name: str
    integration: bool

    @property
    def is_sink(self) -> bool:
        """Tell whether it reads topics; a source writes them."""
        return "sink" in self.class_name.lower()

    @property
    def fill_ins(self) -> tuple[str, ...]:
        """Return what only its owner knows: templates of its configuration that nothing of the repository fills."""
        text = " ".join(str(setting.value) for setting in self.configuration)
        found = dict.fromkeys(_TEMPLATE.findall(text))
        made = _KNOWN_HERE | {"bucket"} if self.integration else _KNOWN_HERE
        return tuple(name for name in found if name not in made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flink:
    """A compute pool and who runs statements in it."""

    pool: str  # display name
    max_cfu: Setting
    identity: str  # display name of its service account


@dataclass(frozen=True, slots=True, kw_only=True)
class Ksql:
    """A ksqlDB cluster and who it reads and writes as."""

    name: str
    units: Setting
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricLimit:
    """A limit of the whole cluster that a metric is held against on the dashboard; ``unit`` is Grafana's."""

    metric: str  # e.g. "confluent_kafka_server_partition_count"
    title: str
    limit: float
    unit: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The standby in another region: an environment and a cluster of its own, and the link that fills it.

    ``exporter`` copies schemas to the Schema Registry there; ``None`` where none are registered.
    """

    region: str
    environment_name: str  # display name of the Confluent environment there
    cluster_name: str
    availability: Setting
    max_ecku: Setting | None
    cku: Setting | None
    networking: str
    peer_cidr: str | None = None  # of Confluent's own network; with peering and a transit gateway
    link_name: str
    link_config: tuple[Setting, ...]
    topics: tuple[str, ...]  # mirrored, in the plan's order
    exporter: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfluentCloudDetails:
    """One environment on Confluent Cloud."""

    variant: Variant
    provider: str  # "aws" | "gcp" | "azure"
    region: str
    environment_name: str  # display name of the Confluent environment
    cluster_name: str  # display name of the Kafka cluster
    units: int
    units_reason: str
    availability: Setting  # LOW, HIGH, SINGLE_ZONE, MULTI_ZONE
    max_ecku: Setting | None
    cku: Setting | None
    uptime_percent: float
    zones: int  # that the network of this repository spans
    networking: str  # "public" | "private-link" | "pni" | "peering" | "transit-gateway"
    peer_cidr: str | None = None  # of Confluent's own network; with peering and a transit gateway
    interfaces: Setting | None = None  # in each subnet, lent to Confluent; with pni
    sign_in: str  # "api-key" | "oauth" | "mtls"
    roles: bool  # roles on topics; ACLs where there are none (Basic)
    own_key: bool
    audit: bool
    protect: bool
    governance: str  # "ESSENTIALS" | "ADVANCED"
    cluster_config: tuple[Setting, ...]  # of confluent_kafka_cluster_config; Dedicated alone
    identities: tuple[Identity, ...]  # one per application
    keys_at_once: int  # of one principal, so that a new one lives before the old one goes
    data_identity: str  # display name of the account that manages topics, access and schemas
    metrics_identity: str  # display name of the account that reads metrics
    schemas: tuple[DeclaredSchema, ...]
    topic_tags: tuple[tuple[str, str], ...]  # name and description of tags that every topic carries
    topic_attributes: tuple[tuple[str, str], ...]  # business metadata; with Advanced alone
    connectors: tuple[Connector, ...]
    flink: Flink | None
    ksql: Ksql | None
    recovery: Recovery | None
    alerts: tuple[AlertRule, ...]
    limits: tuple[MetricLimit, ...]
    alert_channels: tuple[str, ...]  # "email" | "pagerduty" | "slack"
    topics_per_apply: Setting  # partitions that may be created in five minutes
    parallelism: Setting | None  # of terraform apply in the data plane, where that limit is near

    @property
    def elastic(self) -> bool:
        """Tell whether units come and go with the load."""
        return self.variant.is_elastic

    @property
    def private(self) -> bool:
        """Tell whether the cluster's endpoints are out of the internet's reach."""
        return self.networking != "public"

    @property
    def by_access_point(self) -> bool:
        """Tell whether the endpoints that clients use are those of an access point, not the cluster's first ones."""
        gateway = self.variant is Variant.ENTERPRISE and self.provider == "gcp"
        return self.networking == "pni" or (gateway and self.private)

    @property
    def keyed(self) -> tuple[Identity, ...]:
        """Return the applications that sign in with API keys."""
        return tuple(identity for identity in self.identities if identity.keyed)

    @property
    def quotas(self) -> tuple[Identity, ...]:
        """Return the applications whose rate is limited."""
        return tuple(identity for identity in self.identities if identity.quota)

    @property
    def acl_holders(self) -> tuple[Identity, ...]:
        """Return the applications whose access is ACLs, all of it or the part that no role says."""
        return tuple(identity for identity in self.identities if identity.acls)

    @property
    def catalogued(self) -> bool:
        """Tell whether topics carry anything in the catalogue."""
        return bool(self.topic_tags or self.topic_attributes)

    @property
    def registry(self) -> bool:
        """Tell whether the data plane writes to Schema Registry or to the catalogue that it serves."""
        return self.catalogued or bool(self.schemas)

    @property
    def integrations(self) -> tuple[Connector, ...]:
        """Return the connectors that write to AWS by a role they assume, which is made here."""
        written = self.provider == "aws"
        return tuple(c for c in self.connectors if c.integration and written)
