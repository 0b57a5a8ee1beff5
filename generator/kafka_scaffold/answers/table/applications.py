"""Applications: the clients of the cluster, and which topics name them."""

from enum import StrEnum
from typing import Any

from kafka_scaffold.answers.kinds import (
    boolean,
    choice,
    integer,
    list_of,
    pattern,
)
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Group, Question
from kafka_scaffold.answers.table.workload import TOPICS
from kafka_scaffold.answers.values import NEEDED, Values
from kafka_scaffold.model.answers import ApplicationKind, ConnectorPlugin, Language, SchemaFormat


MOST_APPLICATIONS = 300


SINKS = (ConnectorPlugin.S3,)


SOURCES = (ConnectorPlugin.DEBEZIUM_POSTGRES,)


PRODUCING = (ApplicationKind.PRODUCER, ApplicationKind.PROCESSOR, ApplicationKind.STREAMS)


CONSUMING = (ApplicationKind.CONSUMER, ApplicationKind.PROCESSOR, ApplicationKind.STREAMS)


APPLICATION = pattern(
    "an application name",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    most=40,
    example="web",
    hint="write lower-case words joined by hyphens, e.g. web-shop",
)


APPLICATIONS = list_of(APPLICATION, "list of applications", most=MOST_APPLICATIONS)


class Sink(StrEnum):
    """Where connectors write to; the others are known and not supported yet."""

    S3 = "s3"
    ELASTICSEARCH = "elasticsearch"
    OPENSEARCH = "opensearch"
    ICEBERG = "iceberg"
    SNOWFLAKE = "snowflake"
    BIGQUERY = "bigquery"
    JDBC = "jdbc"
    HTTP = "http"


class Source(StrEnum):
    """What connectors read from; the others are known and not supported yet."""

    DEBEZIUM_POSTGRES = "debezium-postgres"
    DEBEZIUM_MYSQL = "debezium-mysql"
    DEBEZIUM_SQLSERVER = "debezium-sqlserver"
    DEBEZIUM_ORACLE = "debezium-oracle"
    DEBEZIUM_MONGODB = "debezium-mongodb"
    JDBC = "jdbc"
    S3 = "s3"
    MQTT = "mqtt"


class FileFormat(StrEnum):
    """What a sink writes."""

    JSON = "json"
    PARQUET = "parquet"
    AVRO = "avro"


def _later(enum: type[StrEnum], now: tuple[ConnectorPlugin, ...]) -> tuple[str, ...]:
    return tuple(str(member) for member in enum if str(member) not in now)


def named(values: Values, role: str) -> set[str]:
    """Return the applications that topics name as producers or consumers, as far as that can be read."""

    def find() -> set[str]:
        lists = (values.peek(f"{topic}.{role}") for topic in values.listed("topics"))
        return {name for names in lists if names for name in names}

    return values.once(f"named {role}", find)


def _derived_applications(values: Values, _: str) -> dict[str, dict[str, Any]]:
    if values.given("workload.aggregate"):
        return {}
    mentioned = sorted(named(values, "producers") | named(values, "consumers"))
    if mentioned:
        return {name: {} for name in mentioned}
    return {
        "producer": {"kind": ApplicationKind.PRODUCER},
        "consumer": {"kind": ApplicationKind.CONSUMER},
    }


def can(values: Values, application: str, role: str) -> bool:
    """Tell whether an application can be in the role ``producers`` or ``consumers``."""
    here = f"applications.{application}"
    kind = values[f"{here}.kind"]
    if kind is ApplicationKind.CONNECTOR:
        return values[f"{here}.{'source' if role == 'producers' else 'sink'}"] is not None
    return kind in (PRODUCING if role == "producers" else CONSUMING)


def able(values: Values, role: str) -> tuple[str, ...]:
    """Return applications that have this role alone; processors are named by their topics."""
    other = "consumers" if role == "producers" else "producers"
    names = (here.partition(".")[2] for here in values.many("applications"))
    return tuple(n for n in names if can(values, n, role) and not can(values, n, other))


def _kind(values: Values, here: str) -> object:
    name = here.partition(".")[2]
    if values.given(f"{here}.sink") or values.given(f"{here}.source"):
        return ApplicationKind.CONNECTOR
    writes, reads = name in named(values, "producers"), name in named(values, "consumers")
    if writes and reads:
        return ApplicationKind.PROCESSOR
    if writes or reads:
        return ApplicationKind.PRODUCER if writes else ApplicationKind.CONSUMER
    return NEEDED


def _format(values: Values, here: str) -> str | None:
    if values[f"{here}.sink"] is None:
        return None
    typed = values["schemas.format"] in (SchemaFormat.AVRO, SchemaFormat.PROTOBUF)
    return FileFormat.PARQUET if typed else FileFormat.JSON


def _exactly_once(values: Values, here: str) -> bool:
    connector = values[f"{here}.kind"] is ApplicationKind.CONNECTOR
    return bool(values["goals.durability.exactly_once"]) and not connector


def _language(values: Values, here: str) -> Language | None:
    return None if values[f"{here}.kind"] is ApplicationKind.CONNECTOR else Language.JAVA


def _connector(values: Values, here: str) -> bool:
    return values[f"{here}.kind"] is ApplicationKind.CONNECTOR


def _program(values: Values, here: str) -> bool:
    return not _connector(values, here)


CONNECTOR = Condition(words="with kind `connector`", holds=_connector)


PROGRAM = Condition(words="with a kind other than `connector`", holds=_program)


GROUPS = (
    Group(
        path="applications.*",
        title="Applications",
        help="Clients of the cluster; the name is principal and consumer group.",
        names=APPLICATION,
        most=MOST_APPLICATIONS,
        noun="application",
        prompt="Applications, separated by commas (empty: derived)",
        default=Computed(
            words="those that topics name, or a producer and a consumer",
            value=_derived_applications,
        ),
        when=TOPICS,
    ),
)


QUESTIONS = (
    Question(
        path="applications.*.kind",
        kind=choice(ApplicationKind),
        prompt="Kind of application",
        help="A processor reads and writes; `streams` does so with Kafka Streams.",
        default=Computed(words="what topics name it as", value=_kind),
        asked=True,
    ),
    Question(
        path="applications.*.language",
        kind=choice(Language),
        prompt="Language",
        help="Decides the client library and its settings.",
        default=Computed(words="`java`", value=_language),
        when=PROGRAM,
        asked=True,
    ),
    Question(
        path="applications.*.exactly_once",
        kind=boolean(),
        prompt="Exactly once",
        help="Writes in transactions, reads only what is committed.",
        default=Computed(words="`goals.durability.exactly_once`", value=_exactly_once),
        when=PROGRAM,
    ),
    Question(
        path="applications.*.instances",
        kind=integer(1, 100_000),
        prompt="Instances",
        help="How many run at once.",
        default=ABSENT,
    ),
    Question(
        path="applications.*.sink",
        kind=choice(Sink, later=_later(Sink, SINKS)),
        prompt="Where the connector writes to",
        help="A sink connector reads topics.",
        default=ABSENT,
        when=CONNECTOR,
        asked=True,
    ),
    Question(
        path="applications.*.source",
        kind=choice(Source, later=_later(Source, SOURCES)),
        prompt="What the connector reads from",
        help="A source connector writes topics.",
        default=ABSENT,
        when=CONNECTOR,
        asked=Condition(
            words="without a sink", holds=lambda values, here: values[f"{here}.sink"] is None
        ),
    ),
    Question(
        path="applications.*.format",
        kind=choice(FileFormat),
        prompt="Format of the files",
        help="`parquet` and `avro` need schemas.",
        default=Computed(
            words="`parquet` with Avro or Protobuf schemas, else `json`", value=_format
        ),
        when=Condition(
            words="with `sink: s3`",
            holds=lambda values, here: values[f"{here}.sink"] is not None,
        ),
    ),
)
