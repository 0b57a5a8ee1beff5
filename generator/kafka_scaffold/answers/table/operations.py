"""Security, schemas, monitoring and the environments."""

from enum import StrEnum
from typing import Any

from kafka_scaffold.answers.kinds import (
    Kind,
    boolean,
    choice,
    duration,
    integer,
    list_of,
    pattern,
    share,
)
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.table.project import cidr, network_questions
from kafka_scaffold.answers.values import NEEDED, Values
from kafka_scaffold.model.answers import (
    AlertChannel,
    Authentication,
    CloudProvider,
    Compatibility,
    EncryptionKey,
    Exposure,
    LogDestination,
    MonitoringStack,
    Platform,
    SchemaFormat,
    SchemaRegistry,
)
from kafka_scaffold.model.platform_answers import ConfluentNetworking, ConfluentSignIn


MOST_ENVIRONMENTS = 12
DAY_S = 86400
# The retentions that CloudWatch Logs takes (PutRetentionPolicy).
LOG_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557)
_ARN = r"arn:aws(-cn|-us-gov)?"
CA_ARN = pattern(
    "an AWS Private CA",
    _ARN + r":acm-pca:[a-z0-9-]{5,30}:[0-9]{12}:certificate-authority/[0-9a-f-]{36}",
    most=200,
    example="arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555",
)
CLUSTER_ARN = pattern(
    "an MSK cluster",
    _ARN
    + r":kafka:[a-z0-9-]{5,30}:[0-9]{12}:cluster/[A-Za-z0-9-]{1,64}/[0-9a-f-]{36}-[0-9a-z]{1,4}",
    most=250,
    example="arn:aws:kafka:eu-west-1:111122223333:cluster/clicks/11111111-2222-3333-4444-555555555555-2",
)
CONFIGURATION_ARN = pattern(
    "an MSK configuration",
    _ARN
    + r":kafka:[a-z0-9-]{5,30}:[0-9]{12}:configuration/[A-Za-z0-9._-]{1,128}/[0-9a-f-]{36}-[0-9a-z]{1,4}",
    most=300,
    example="arn:aws:kafka:eu-west-1:111122223333:configuration/clicks/11111111-2222-3333-4444-555555555555-2",
)
ACCOUNT = pattern(
    "an AWS account",
    "[0-9]{12}",
    most=12,
    example='"111122223333"',
    hint="write 12 digits in quotes",
)
ENVIRONMENT = pattern(
    "an environment name",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    most=12,
    example="prod",
    hint="write a short lower-case word, e.g. staging",
)


class Registry(StrEnum):
    """Schema registries; all but the model's are known and not supported yet."""

    NONE = "none"
    GLUE = "glue"
    CONFLUENT = "confluent"
    APICURIO = "apicurio"
    KARAPACE = "karapace"


class Stack(StrEnum):
    """Monitoring stacks; all but the model's are known and not supported yet."""

    CLOUD = "cloud"
    PROMETHEUS = "prometheus"
    DATADOG = "datadog"
    GRAFANA_CLOUD = "grafana-cloud"
    NEW_RELIC = "new-relic"


def _beyond(known: type[StrEnum], now: type[StrEnum]) -> tuple[str, ...]:
    return tuple(str(word) for word in known if str(word) not in set(now))


def _with(path: str, value: str) -> Condition:
    def holds(values: Values, _: str) -> bool:
        return bool(values[path] == value)

    return Condition(words=f"with `{path}: {value}`", holds=holds)


def _is_aws(values: Values) -> bool:
    """Tell whether services of AWS's own are at hand: not beside Strimzi or Confluent, nor on another cloud."""
    beside = values["platform"] in (Platform.STRIMZI, Platform.CONFLUENT_CLOUD)
    return not beside and values["cloud.provider"] is CloudProvider.AWS


def _authentication(values: Values, _: str) -> Authentication:
    if values["platform"] is Platform.CONFLUENT_CLOUD:
        asked = values.peek("confluent_cloud.sign_in")
        return Authentication.MTLS if asked is ConfluentSignIn.MTLS else Authentication.SCRAM
    return Authentication.IAM if _is_aws(values) else Authentication.SCRAM


def _authorities(values: Values, _: str) -> object:
    return NEEDED if _is_aws(values) else None


def _exposure(values: Values, _: str) -> Exposure:
    """Return what follows from Confluent's networking, where that was asked."""
    if values["platform"] is not Platform.CONFLUENT_CLOUD:
        return Exposure.PRIVATE
    follows = {
        ConfluentNetworking.PUBLIC: Exposure.PUBLIC,
        ConfluentNetworking.PRIVATE_LINK: Exposure.PRIVATE_LINK,
    }
    return follows.get(values.peek("confluent_cloud.networking"), Exposure.PRIVATE)


def _accounts(values: Values, _: str) -> object:
    return None if values["platform"] is Platform.CONFLUENT_CLOUD else NEEDED


def _stack(values: Values, _: str) -> MonitoringStack:
    return MonitoringStack.CLOUD if _is_aws(values) else MonitoringStack.PROMETHEUS


def _registry(values: Values, _: str) -> str:
    if values["schemas.format"] is SchemaFormat.NONE:
        return SchemaRegistry.NONE
    if values["platform"] is Platform.CONFLUENT_CLOUD:
        return SchemaRegistry.CONFLUENT
    return SchemaRegistry.GLUE if _is_aws(values) else SchemaRegistry.KARAPACE


def _beside_confluent(values: Values, _: str) -> bool:
    return values["platform"] is not Platform.CONFLUENT_CLOUD


def _connects(values: Values, _: str) -> bool:
    """Tell whether it is still open from where clients connect."""
    return _beside_confluent(values, "") or values.peek("confluent_cloud.networking") is None


ELSEWHERE = Condition(words="without `platform: confluent-cloud`", holds=_beside_confluent)


def _has_registry(values: Values, _: str) -> bool:
    return bool(values["schemas.registry"] != SchemaRegistry.NONE)


def _one_environment(*_: Any) -> dict[str, dict[str, Any]]:
    return {"prod": {}}


def _adopts(values: Values, here: str) -> bool:
    return values.given(f"{here}.adopt")


ADOPTS = Condition(words="with `adopt`", holds=_adopts)
LOG_RETENTION: Kind = duration("1d", "2557d", "30d")

GROUPS = (
    Group(path="security", title="Security", help="Who gets in, from where, and what is recorded."),
    Group(path="schemas", title="Schemas", help="What records look like, and who checks it."),
    Group(path="monitoring", title="Monitoring", help="What is watched, and who is told."),
    Group(
        path="environments.*",
        title="Environments",
        help="Copies of the platform, each with its own size.",
        names=ENVIRONMENT,
        most=MOST_ENVIRONMENTS,
        noun="environment",
        prompt="Environments, separated by commas",
        default=Computed(words="`prod` alone", value=_one_environment),
    ),
    Group(
        path="environments.*.network",
        title="Network of an environment",
        help="Instead of the cloud's.",
        one_of=("create", "existing"),
    ),
    Group(
        path="environments.*.network.create", title="New network", help="A network made for Kafka."
    ),
    Group(
        path="environments.*.network.existing",
        title="Existing network",
        help="A network that is there.",
    ),
    Group(
        path="environments.*.adopt",
        title="Adoption",
        help="A cluster that exists and is taken over.",
    ),
)

QUESTIONS = (
    Question(
        path="security.authentication",
        kind=choice(Authentication),
        prompt="How clients sign in",
        help="`iam` needs no secrets; `scram` has users and passwords; `mtls` certificates. Confluent Cloud reads "
        "`scram` as API keys or OAuth, as `confluent_cloud.sign_in` says.",
        default=Computed(
            words="`iam` on AWS, `scram` with `platform: strimzi` and on other clouds; with "
            "`platform: confluent-cloud` what `confluent_cloud.sign_in` says",
            value=_authentication,
        ),
        asked=ELSEWHERE,
    ),
    Question(
        path="security.certificate_authority_arns",
        kind=list_of(CA_ARN, "list of AWS Private CA ARNs", most=10),
        prompt="Certificate authorities that sign clients' certificates",
        help="AWS Private CA, by ARN; Strimzi has an authority of its own, Confluent Cloud takes one as a PEM file.",
        default=Computed(
            words="none on Strimzi and Confluent Cloud; required elsewhere", value=_authorities
        ),
        when=_with("security.authentication", "mtls"),
        asked=ELSEWHERE,
    ),
    Question(
        path="security.exposure",
        kind=choice(Exposure),
        prompt="From where clients connect",
        help="`private-link` serves other accounts, `public` the internet.",
        default=Computed(
            words="`private`; with `confluent_cloud.networking` what follows from it",
            value=_exposure,
        ),
        asked=Condition(words="without `confluent_cloud.networking`", holds=_connects),
    ),
    Question(
        path="security.client_accounts",
        kind=list_of(ACCOUNT, "list of AWS accounts", most=50),
        prompt="Accounts that connect by private link",
        help="12 digits each; read with Amazon MSK.",
        default=Computed(words="none on Confluent Cloud; required elsewhere", value=_accounts),
        when=_with("security.exposure", "private-link"),
        asked=ELSEWHERE,
    ),
    Question(
        path="security.allowed_cidrs",
        kind=list_of(cidr("a network", 8, 32, "10.0.0.0/8"), "list of networks", most=60),
        prompt="Networks that clients come from",
        help="Besides the cluster's own network; required when it is public. On Confluent Cloud none means all.",
        default=Fixed(plain=[]),
        asked=_with("security.exposure", "public"),
    ),
    Question(
        path="security.encryption_key",
        kind=choice(EncryptionKey),
        prompt="Whose key encrypts the disks",
        help="`own` makes a KMS key with its own policy.",
        default=Fixed(plain="provider"),
        asked=True,
    ),
    Question(
        path="security.audit",
        kind=boolean(),
        prompt="Record who was allowed and denied",
        help="Keeps the authorizer's log.",
        default=Fixed(plain=False),
    ),
    Question(
        path="schemas.format",
        kind=choice(SchemaFormat),
        prompt="Format of records",
        help="`none` leaves records to the applications.",
        default=Fixed(plain="none"),
        asked=True,
    ),
    Question(
        path="schemas.registry",
        kind=choice(Registry, later=_beyond(Registry, SchemaRegistry)),
        prompt="Schema registry",
        help="Where schemas live and are checked.",
        default=Computed(
            words="`none` without a format; `confluent` with `platform: confluent-cloud`, `karapace` with "
            "`platform: strimzi` and outside AWS, else `glue`",
            value=_registry,
        ),
    ),
    Question(
        path="schemas.compatibility",
        kind=choice(Compatibility),
        prompt="What a new version of a schema must do",
        help="`backward`: new readers read old records.",
        default=Fixed(plain="backward"),
        when=Condition(words="with a schema registry", holds=_has_registry),
    ),
    Question(
        path="monitoring.stack",
        kind=choice(Stack, later=_beyond(Stack, MonitoringStack)),
        prompt="Monitoring",
        help="`cloud` is the provider's own.",
        default=Computed(
            words="`cloud` on AWS, `prometheus` with `platform: strimzi` or `confluent-cloud` and on other clouds",
            value=_stack,
        ),
        asked=ELSEWHERE,
    ),
    Question(
        path="monitoring.alerts",
        kind=list_of(choice(AlertChannel), "list of channels", most=3),
        prompt="Who is told",
        help="Channels get their addresses as variables of the repository.",
        default=Fixed(plain=[]),
        asked=True,
    ),
    Question(
        path="monitoring.logs",
        kind=list_of(choice(LogDestination), "list of destinations", most=3),
        prompt="Where broker logs go",
        help="At least one; read with Amazon MSK.",
        default=Fixed(plain=["cloudwatch"]),
    ),
    Question(
        path="monitoring.log_retention",
        kind=LOG_RETENTION,
        prompt="How long logs are kept",
        help=f"Days that CloudWatch Logs takes: {', '.join(str(day) for day in LOG_DAYS)}.",
        default=Fixed(plain="30d"),
    ),
    Question(
        path="environments.*.scale",
        kind=share(),
        prompt="Part of the workload",
        help="What this copy must carry.",
        default=Fixed(plain="100%"),
        asked=True,
    ),
    Question(
        path="environments.*.zones",
        kind=integer(1, 6),
        prompt="Availability zones",
        help="Replicas are spread over them.",
        default=Computed(words="`cloud.zones`", value=lambda values, _: values["cloud.zones"]),
    ),
    Question(
        path="environments.*.protect",
        kind=boolean(),
        prompt="Guard against deletion",
        help="Terraform refuses to delete what holds data.",
        default=Computed(
            words="`true` where the whole workload runs",
            value=lambda values, here: values[f"{here}.scale"] >= 1,
        ),
    ),
    *network_questions("environments.*.network"),
    Question(
        path="environments.*.adopt.cluster_arn",
        kind=CLUSTER_ARN,
        prompt="Cluster to take over",
        help="Its ARN.",
        when=ADOPTS,
    ),
    Question(
        path="environments.*.adopt.configuration_arn",
        kind=CONFIGURATION_ARN,
        prompt="Configuration to take over",
        help="Its ARN; without it a new one is made.",
        default=ABSENT,
        when=ADOPTS,
    ),
)
