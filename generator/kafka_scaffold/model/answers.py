"""What the user asked for, parsed: canonical units, defaults filled in, nothing left to guess.

Rates are bytes per second, sizes bytes, durations seconds, money US dollars per month.
``workload.write`` is before compression; `kafka_scaffold.sizing.demand` divides by the compression ratio.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kafka_scaffold.model.platform_answers import ConfluentCloud, Kubernetes, WarpStream


class Platform(StrEnum):
    """The platforms this tool sizes; a platform is available when `sizing.platforms` has its module."""

    MSK = "msk"
    CONFLUENT_CLOUD = "confluent-cloud"
    WARPSTREAM = "warpstream"
    STRIMZI = "strimzi"


class CloudProvider(StrEnum):
    AWS = "aws"
    GCP = "gcp"
    AZURE = "azure"


class Objective(StrEnum):
    COST = "cost"
    LATENCY = "latency"
    THROUGHPUT = "throughput"
    DURABILITY = "durability"
    BALANCE = "balance"


class Survive(StrEnum):
    """What may fail without losing acknowledged records or the service, weakest first."""

    BROKER = "broker"
    ZONE = "zone"
    REGION = "region"


class Team(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Authentication(StrEnum):
    IAM = "iam"
    SCRAM = "scram"
    MTLS = "mtls"


class Exposure(StrEnum):
    PRIVATE = "private"
    PRIVATE_LINK = "private-link"
    PUBLIC = "public"


class EncryptionKey(StrEnum):
    OWN = "own"
    PROVIDER = "provider"


class Cleanup(StrEnum):
    DELETE = "delete"
    COMPACT = "compact"
    COMPACT_DELETE = "compact,delete"


class Ordering(StrEnum):
    NONE = "none"
    PER_KEY = "per-key"
    TOTAL = "total"


class Language(StrEnum):
    JAVA = "java"
    PYTHON = "python"
    GO = "go"
    TYPESCRIPT = "typescript"
    DOTNET = "dotnet"
    RUST = "rust"


class ApplicationKind(StrEnum):
    PRODUCER = "producer"
    CONSUMER = "consumer"
    PROCESSOR = "processor"
    STREAMS = "streams"
    CONNECTOR = "connector"


class SchemaFormat(StrEnum):
    NONE = "none"
    JSON = "json"
    AVRO = "avro"
    PROTOBUF = "protobuf"


class SchemaRegistry(StrEnum):
    NONE = "none"
    GLUE = "glue"
    KARAPACE = "karapace"
    CONFLUENT = "confluent"


class Compatibility(StrEnum):
    """What a new version of a schema must be able to read or be read by."""

    NONE = "none"
    BACKWARD = "backward"
    BACKWARD_ALL = "backward-all"
    FORWARD = "forward"
    FORWARD_ALL = "forward-all"
    FULL = "full"
    FULL_ALL = "full-all"


class ConnectorPlugin(StrEnum):
    """Connectors whose configuration we know; the first is a sink, the second a source."""

    S3 = "s3"
    DEBEZIUM_POSTGRES = "debezium-postgres"


class LogDestination(StrEnum):
    CLOUDWATCH = "cloudwatch"
    S3 = "s3"
    FIREHOSE = "firehose"


class MonitoringStack(StrEnum):
    CLOUD = "cloud"
    PROMETHEUS = "prometheus"


class AlertChannel(StrEnum):
    EMAIL = "email"
    PAGERDUTY = "pagerduty"
    SLACK = "slack"


class DisasterRecoveryKind(StrEnum):
    NONE = "none"
    ACTIVE_PASSIVE = "active-passive"
    ACTIVE_ACTIVE = "active-active"


class OriginKind(StrEnum):
    DEFAULT = "default"
    FILE = "file"
    SET = "set"
    WIZARD = "wizard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an answer came from; line and column (from 1) only for files."""

    kind: OriginKind
    file: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNetwork:
    cidr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingNetwork:
    vpc: str
    subnets: tuple[str, ...]


Network = NewNetwork | ExistingNetwork


@dataclass(frozen=True, slots=True, kw_only=True)
class Dns:
    """A private zone in which the brokers get names of our own: ``<prefix>-1.<zone name>`` and on."""

    zone_id: str
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    provider: CloudProvider
    region: str
    zones: int
    network: Network
    dual_stack: bool = False
    dns: Dns | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Bytes per second, average and peak; peak is never below average."""

    average_bytes_s: float
    peak_bytes_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCounts:
    producers: int
    consumers: int
    connections_per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A workload as other calculators take it: traffic on the wire, partitions with replicas.

    ``outgoing`` counts every consumer group. Nothing is derived from topics, and the plan prices only
    the cluster and its traffic, as those calculators do.
    """

    incoming: Rate
    outgoing: Rate
    partition_replicas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Traffic before compression; ``aggregate`` replaces write, read and topics when given."""

    write: Rate
    read: Rate
    compression_ratio: float
    record_bytes: int
    retention_s: float
    hot_retention_s: float
    ordering: Ordering
    clients: ClientCounts
    aggregate: Aggregate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyGoals:
    """99th percentile goals in milliseconds; ``None`` means no goal."""

    produce_p99_ms: float | None = None
    end_to_end_p99_ms: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Durability:
    survive: Survive
    exactly_once: bool
    rpo_s: float | None = None
    rto_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """Who runs it. ``max_brokers`` caps the broker count we prefer; ``None`` takes the team's cap."""

    team: Team
    max_brokers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    optimise_for: Objective
    budget_usd_month: float | None
    latency: LatencyGoals
    durability: Durability
    operations: Operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic; ``share`` is its fraction (0..1) of the written bytes, shares sum to 1.

    ``partitions`` pins what the sizing would compute; ``keys`` is the number of distinct keys, which bounds
    what a compacted topic stores.
    """

    name: str
    share: float
    cleanup: Cleanup
    ordering: Ordering
    retention_s: float
    hot_retention_s: float
    producers: tuple[str, ...] = ()
    consumers: tuple[str, ...] = ()
    key: str | None = None
    keys: int | None = None
    partitions: int | None = None
    max_record_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A client of the cluster; its name is its principal and its consumer group.

    ``connector`` is given for kind ``connector`` alone, ``language`` for every other kind.
    """

    name: str
    kind: ApplicationKind
    language: Language | None
    exactly_once: bool
    instances: int | None = None
    connector: ConnectorPlugin | None = None
    format: str | None = None  # what an S3 sink writes: "parquet" | "json" | "avro"


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    authentication: Authentication
    exposure: Exposure
    encryption_key: EncryptionKey
    audit: bool
    certificate_authority_arns: tuple[str, ...] = ()
    allowed_cidrs: tuple[str, ...] = ()
    client_accounts: tuple[str, ...] = ()  # AWS accounts that connect by private link


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemas:
    format: SchemaFormat
    registry: SchemaRegistry
    compatibility: Compatibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    stack: MonitoringStack
    alerts: tuple[AlertChannel, ...]
    log_retention_days: int
    logs: tuple[LogDestination, ...] = (LogDestination.CLOUDWATCH,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisasterRecovery:
    """A standby in another region; ``region`` and ``network`` are given for every kind but ``none``."""

    kind: DisasterRecoveryKind = DisasterRecoveryKind.NONE
    region: str | None = None
    network: Network | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """An existing cluster to take over with Terraform import blocks."""

    cluster_arn: str
    configuration_arn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One copy of the platform; ``scale`` is its fraction of the workload, ``protect`` guards deletion."""

    name: str
    scale: float
    zones: int
    protect: bool
    network: Network
    adopt: Adopt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything asked, validated. ``origins`` maps a key path to where its value came from."""

    name: str
    description: str
    owner: str | None
    tags: tuple[tuple[str, str], ...]
    platform: Platform | None
    variant: str | None
    cloud: Cloud
    workload: Workload
    goals: Goals
    topics: tuple[Topic, ...]
    applications: tuple[Application, ...]
    security: Security
    schemas: Schemas
    monitoring: Monitoring
    disaster_recovery: DisasterRecovery
    environments: tuple[Environment, ...]
    origins: Mapping[str, Origin]
    kubernetes: Kubernetes = field(default_factory=Kubernetes)
    confluent_cloud: ConfluentCloud = field(default_factory=ConfluentCloud)
    warpstream: WarpStream = field(default_factory=WarpStream)

    @property
    def primary(self) -> Environment:
        """Return the environment that goals and budget speak of: the largest, the last of equals."""
        return max(reversed(self.environments), key=lambda environment: environment.scale)

    def application(self, name: str) -> Application:
        """Return the application called ``name``; answers are validated, so it exists."""
        return next(a for a in self.applications if a.name == name)
