"""What the MSK blueprint reads: one environment's cluster, decided down to each argument."""

from dataclasses import dataclass
from enum import StrEnum

from kafka_scaffold.model.plan import Setting


class Variant(StrEnum):
    STANDARD = "standard"
    EXPRESS = "express"
    SERVERLESS = "serverless"


class StorageGrowth(StrEnum):
    """Who changes the volume size: Application Auto Scaling, or Terraform. Never both (they fight)."""

    AUTOSCALED = "autoscaled"
    TERRAFORM = "terraform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """EBS of Standard brokers. ``max_gib`` and ``target_percent`` apply when autoscaled."""

    volume_gib: Setting
    growth: StorageGrowth
    growth_reason: str
    max_gib: Setting
    target_percent: Setting
    throughput_mib_s: Setting | None  # provisioned throughput; None keeps the volume's own
    tiered: bool
    tiered_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A client listener. ``bootstrap_attribute`` is the attribute of ``aws_msk_cluster`` that holds its address."""

    name: str  # "iam" | "scram" | "mtls"
    port: int
    bootstrap_attribute: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IamStatement:
    """One statement of an application's policy.

    ``resources`` are pairs (type, name pattern): ``("topic", "clicks")``, ``("group", "web*")``,
    ``("cluster", "")``, ``("transactional-id", "payments-*")``; the template builds the ARN.
    """

    sid: str
    actions: tuple[str, ...]
    resources: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acl:
    """One Kafka ACL (SCRAM and mTLS). ``pattern`` is ``literal`` or ``prefixed``."""

    principal: str
    operation: str
    resource_type: str
    resource: str
    pattern: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A client quota for one principal (SCRAM and mTLS), bytes per second per broker."""

    principal: str
    producer_byte_rate: int | None
    consumer_byte_rate: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAccess:
    """What one application may do; exactly one of ``statements`` (IAM) and ``acls`` is filled."""

    application: str
    role: str  # "producer" | "consumer" | "processor" | "streams" | "connector"
    statements: tuple[IamStatement, ...]
    acls: tuple[Acl, ...]
    quota: Quota | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One CloudWatch alarm in namespace ``AWS/Kafka``.

    ``dimensions`` names what it is per: ``cluster``, ``broker``, ``group-topic``, ``authentication``. A ``broker``
    alarm is created once for each broker id. ``expression`` is metric math over ids ``m1``, ``m2``… standing for
    ``metrics`` in order; without it ``metrics`` has one name. ``missing_data`` is CloudWatch's treatment.
    """

    name: str
    description: str
    metrics: tuple[str, ...]
    expression: str | None
    statistic: str
    comparison: str  # CloudWatch operator, e.g. GreaterThanThreshold
    threshold: float
    period_s: int
    evaluation_periods: int
    dimensions: str
    severity: str  # "page" | "ticket"
    missing_data: str
    runbook: str  # file name under docs/runbooks, without .md
    reason: str
    group: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlueSchema:
    """One schema of the Glue registry: the value of one topic."""

    name: str
    topic: str
    format: str  # "AVRO" | "JSON" | "PROTOBUF"
    compatibility: str  # "BACKWARD", "FULL_ALL"…
    file: str  # path of its first version, relative to the repository root


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """One MSK Connect connector.

    Values of ``configuration`` may hold ``@{bucket}``, ``@{secret}`` and ``@{bootstrap}``: the template puts
    Terraform references there.
    """

    name: str
    application: str
    plugin: str  # "s3" | "debezium-postgres"
    kafkaconnect_version: Setting
    mcu_count: Setting
    workers_min: Setting
    workers_max: Setting
    topics: tuple[str, ...]
    dead_letter_topic: str | None
    configuration: tuple[Setting, ...]
    worker_properties: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MskDetails:
    """One environment's MSK cluster. Serverless leaves broker fields empty, zero or ``None``."""

    variant: Variant
    cluster_name: str  # at most 64 characters
    kafka_version: Setting | None
    instance_type: str
    brokers: int
    brokers_reason: str
    brokers_source: str
    zones: int
    storage: Storage | None  # Standard only
    server_properties: tuple[Setting, ...]  # only names the variant accepts
    authentication: str  # "iam" | "scram" | "mtls"
    listeners: tuple[Listener, ...]
    public: bool
    private_link: bool
    own_key: bool
    audit: bool
    protect: bool
    enhanced_monitoring: Setting | None
    open_monitoring: bool
    log_retention_days: Setting
    access: tuple[ApplicationAccess, ...]
    alarms: tuple[Alarm, ...]
    topics_as_terraform: bool  # aws_msk_topic; false on Serverless
    rebalancing: bool  # Express intelligent rebalancing
    log_destinations: tuple[str, ...]  # "cloudwatch" | "s3" | "firehose"
    dual_stack: bool
    schemas: tuple[GlueSchema, ...]
    connectors: tuple[Connector, ...]
