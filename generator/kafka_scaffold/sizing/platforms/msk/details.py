"""What the MSK blueprint reads: one environment's cluster, decided down to each argument."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.schemas import DeclaredSchema


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
    """A client listener. ``bootstrap_attribute`` is the attribute of ``aws_msk_cluster`` that holds its address.

    ``reach`` says from where: inside the network (dual stack adds a second one, on its own port), from the
    internet, or over PrivateLink, where each broker takes a port between ``port`` and 14100.
    """

    name: str  # "iam" | "scram" | "mtls"
    port: int
    bootstrap_attribute: str
    purpose: str
    reach: str = "vpc"  # "vpc" | "public" | "private-link"


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


MAX_POLICY_CHARACTERS = 6144  # IAM's quota for a managed policy, white space not counted
_DOCUMENT_CHARACTERS = 64
_STATEMENT_CHARACTERS = 96
_ARN_CHARACTERS = (
    180  # partition, region, account, cluster name and uuid at their longest, quotes and comma
)


def split(statements: tuple[IamStatement, ...]) -> tuple[tuple[IamStatement, ...], ...]:
    """Return statements in groups that each fit a managed policy; a long statement is cut between resources.

    Every ARN is counted at its longest, so the split does not depend on region or cluster.
    """
    groups: list[list[IamStatement]] = []
    left = 0
    for statement in statements:
        for piece in _pieces(statement):
            size = _characters(piece)
            if not groups or size > left:
                groups.append([])
                left = MAX_POLICY_CHARACTERS - _DOCUMENT_CHARACTERS
            groups[-1].append(piece)
            left -= size
    return tuple(tuple(group) for group in groups)


def _pieces(statement: IamStatement) -> list[IamStatement]:
    room = (
        MAX_POLICY_CHARACTERS - _DOCUMENT_CHARACTERS - _characters(replace(statement, resources=()))
    )
    runs: list[list[tuple[str, str]]] = [[]]
    left = room
    for resource in statement.resources:
        size = _ARN_CHARACTERS + len(resource[1])
        if size > left and runs[-1]:
            runs.append([])
            left = room
        runs[-1].append(resource)
        left -= size
    if len(runs) == 1:
        return [statement]
    return [
        replace(statement, sid=f"{statement.sid}{number}", resources=tuple(run))
        for number, run in enumerate(runs, 1)
    ]


def _characters(statement: IamStatement) -> int:
    names = sum(len(action) + 3 for action in statement.actions)
    arns = sum(_ARN_CHARACTERS + len(name) for _, name in statement.resources)
    return _STATEMENT_CHARACTERS + len(statement.sid) + names + arns


@dataclass(frozen=True, slots=True, kw_only=True)
class Acl:
    """One Kafka ACL (SCRAM and mTLS). ``pattern`` is ``literal`` or ``prefixed``.

    The principal ``@{brokers}`` stands for the brokers themselves: ``User:CN=*.`` and what follows the first label of
    a bootstrap address, known only when the cluster exists.
    """

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
    """What one application may do; exactly one of ``statements`` (IAM) and ``acls`` is filled.

    Connectors always have ``statements``: MSK Connect signs in with IAM alone. Role ``admin`` is the principal that
    manages ACLs and quotas with SCRAM or mTLS.
    """

    application: str
    role: str  # "producer" | "consumer" | "processor" | "streams" | "connector" | "admin"
    statements: tuple[IamStatement, ...]
    acls: tuple[Acl, ...]
    quota: Quota | None

    @property
    def policies(self) -> tuple[tuple[IamStatement, ...], ...]:
        """Return the statements in groups that each fit one managed policy."""
        return split(self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One CloudWatch alarm in namespace ``AWS/Kafka``.

    ``dimensions`` names what it is per: ``cluster``, ``broker``, ``group-topic``, ``topic``, ``authentication``. A ``broker``
    or ``authentication`` alarm is created once for each broker id. ``expression`` is metric math over ids ``m1``,
    ``m2``… standing for ``metrics`` in order; without it ``metrics`` has one name. ``missing_data`` is CloudWatch's
    treatment.
    ``topic`` (Serverless, whose metrics are per topic) has dimensions ``Cluster Name`` and ``Topic``.
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
class Connector:
    """One MSK Connect connector.

    Values of ``configuration`` may hold ``@{bucket}``, ``@{secret}`` and ``@{bootstrap}``: the template puts
    Terraform references there; ``@{secret}`` is the name of the secret, not its ARN, whose colons would end the
    name of a config provider's path.
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
    configuration_name: str
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
    schemas: tuple[DeclaredSchema, ...]
    connectors: tuple[Connector, ...]
    cluster_acls: tuple[Acl, ...] = ()  # of the brokers themselves (SCRAM and mTLS)
    acl_bootstrap: Setting | None = None  # the property's value until the first ACLs exist

    @property
    def brokers_per_zone(self) -> int:
        """Return how many brokers one zone holds, which is what the loss of a zone takes."""
        return self.brokers // self.zones if self.zones else 0
