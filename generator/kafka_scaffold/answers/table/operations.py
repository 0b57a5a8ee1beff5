"""Schemas and monitoring."""

from enum import StrEnum

from kafka_scaffold.answers.kinds import (
    Kind,
    choice,
    duration,
    list_of,
)
from kafka_scaffold.answers.question import Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.table.project import ELSEWHERE, has_aws_services
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import (
    AlertChannel,
    Compatibility,
    LogDestination,
    MonitoringStack,
    Platform,
    SchemaFormat,
    SchemaRegistry,
)


DAY_S = 86400
# The retentions that CloudWatch Logs takes (PutRetentionPolicy).
LOG_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557)


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


def _stack(values: Values, _: str) -> MonitoringStack:
    return MonitoringStack.CLOUD if has_aws_services(values) else MonitoringStack.PROMETHEUS


def _registry(values: Values, _: str) -> str:
    if values["schemas.format"] is SchemaFormat.NONE:
        return SchemaRegistry.NONE
    if values["platform"] is Platform.CONFLUENT_CLOUD:
        return SchemaRegistry.CONFLUENT
    return SchemaRegistry.GLUE if has_aws_services(values) else SchemaRegistry.KARAPACE


def _has_registry(values: Values, _: str) -> bool:
    return bool(values["schemas.registry"] != SchemaRegistry.NONE)


LOG_RETENTION: Kind = duration("1d", "2557d", "30d")

GROUPS = (
    Group(path="schemas", title="Schemas", help="What records look like, and who checks it."),
    Group(path="monitoring", title="Monitoring", help="What is watched, and who is told."),
)

QUESTIONS = (
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
)
