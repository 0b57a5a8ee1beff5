"""Topics and the applications that write and read them."""

from enum import StrEnum
from typing import Any

from kafka_scaffold.answers.kinds import (
    boolean,
    choice,
    integer,
    list_of,
    pattern,
    share,
    size,
    text,
)
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Group, Question
from kafka_scaffold.answers.table.workload import RETENTION, TOPICS
from kafka_scaffold.answers.values import NEEDED, Values
from kafka_scaffold.model.answers import (
    ApplicationKind,
    Cleanup,
    ConnectorPlugin,
    Language,
    Ordering,
    SchemaFormat,
)


MOST_TOPICS = 1000
MOST_APPLICATIONS = 300
SINKS = (ConnectorPlugin.S3,)
SOURCES = (ConnectorPlugin.DEBEZIUM_POSTGRES,)
PRODUCING = (ApplicationKind.PRODUCER, ApplicationKind.PROCESSOR, ApplicationKind.STREAMS)
CONSUMING = (ApplicationKind.CONSUMER, ApplicationKind.PROCESSOR, ApplicationKind.STREAMS)

TOPIC_NAME = pattern(
    "a topic name",
    r"(?!\.{1,2}$)(?!__)[A-Za-z0-9._-]+",
    most=249,
    example="page-views",
    hint="Kafka takes letters, digits and ._-; names beginning with __ are its own",
)
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


def _derived_topics(values: Values, _: str) -> dict[str, dict[str, Any]]:
    if values.given("workload.aggregate"):
        return {}
    makers = _able(values, "producers")
    if values.given("applications") and makers:
        readers = _able(values, "consumers")
        return {name: {"producers": (name,), "consumers": readers} for name in makers}
    return {str(values["name"]): {}}


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


def _able(values: Values, role: str) -> tuple[str, ...]:
    """Return applications that have this role alone; processors are named by their topics."""
    other = "consumers" if role == "producers" else "producers"
    names = (here.partition(".")[2] for here in values.many("applications"))
    return tuple(n for n in names if can(values, n, role) and not can(values, n, other))


def _unnamed(role: str) -> Computed:
    def find(values: Values) -> tuple[str, ...]:
        taken = named(values, role)
        return tuple(name for name in _able(values, role) if name not in taken)

    def value(values: Values, _: str) -> tuple[str, ...]:
        return values.once(f"unnamed {role}", lambda: find(values))

    return Computed(words=f"the applications that are {role} of no other topic", value=value)


def _share(values: Values, _: str) -> float:
    def rest() -> float:
        topics = values.many("topics")
        stated = [s for s in (values.peek(f"{topic}.share") for topic in topics) if s is not None]
        return float(max(0.0, 1 - sum(stated)) / max(1, len(topics) - len(stated)))

    return values.once("share", rest)


def _hot(values: Values, here: str) -> float:
    return min(float(values["workload.hot_retention"]), float(values[f"{here}.retention"]))


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


def _compacts(values: Values, here: str) -> bool:
    return values[f"{here}.cleanup"] is not Cleanup.DELETE


def _deletes(values: Values, here: str) -> bool:
    return values[f"{here}.cleanup"] is not Cleanup.COMPACT


def _connector(values: Values, here: str) -> bool:
    return values[f"{here}.kind"] is ApplicationKind.CONNECTOR


def _program(values: Values, here: str) -> bool:
    return not _connector(values, here)


CONNECTOR = Condition(words="with kind `connector`", holds=_connector)
PROGRAM = Condition(words="with a kind other than `connector`", holds=_program)
DELETES = Condition(words="with a cleanup that deletes", holds=_deletes)

GROUPS = (
    Group(
        path="topics[]",
        title="Topics",
        help="What is written, by whom and for whom.",
        names=TOPIC_NAME,
        most=MOST_TOPICS,
        noun="topic",
        prompt="Topics, separated by commas (empty: derived)",
        default=Computed(
            words="one per producing application, or one named after the project",
            value=_derived_topics,
        ),
        when=TOPICS,
    ),
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
        path="topics[].name", kind=TOPIC_NAME, prompt="Name of the topic", help="As Kafka takes it."
    ),
    Question(
        path="topics[].share",
        kind=share(),
        prompt="Share of the written bytes",
        help="All shares make 100 %.",
        default=Computed(words="an equal part of what others leave", value=_share),
        asked=True,
    ),
    Question(
        path="topics[].key",
        kind=text("name of a field", most=100),
        prompt="Field that is the key",
        help="Records with the same key keep their order.",
        default=ABSENT,
    ),
    Question(
        path="topics[].cleanup",
        kind=choice(Cleanup),
        prompt="What becomes of old records",
        help="`compact` keeps the newest of each key.",
        default=Computed(words="`delete`", value=lambda *_: Cleanup.DELETE),
    ),
    Question(
        path="topics[].order",
        kind=choice(Ordering),
        prompt="Order that consumers rely on",
        help="`total` means one partition.",
        default=Computed(
            words="`workload.order`", value=lambda values, _: values["workload.order"]
        ),
    ),
    Question(
        path="topics[].retention",
        kind=RETENTION,
        prompt="How long records are kept",
        help="Instead of the workload's.",
        default=Computed(
            words="`workload.retention`", value=lambda values, _: values["workload.retention"]
        ),
        when=DELETES,
    ),
    Question(
        path="topics[].hot_retention",
        kind=RETENTION,
        prompt="How long records must be quick to read",
        help="Instead of the workload's.",
        default=Computed(words="the workload's, at most the topic's retention", value=_hot),
        when=DELETES,
    ),
    Question(
        path="topics[].producers",
        kind=APPLICATIONS,
        prompt="Applications that write it",
        help="Each gets write access.",
        default=_unnamed("producers"),
    ),
    Question(
        path="topics[].consumers",
        kind=APPLICATIONS,
        prompt="Applications that read it",
        help="Each gets read access and is a consumer group.",
        default=_unnamed("consumers"),
    ),
    Question(
        path="topics[].keys",
        kind=integer(1, 10**12),
        prompt="Number of different keys",
        help="Bounds what compaction leaves.",
        default=ABSENT,
        when=Condition(words="with a cleanup that compacts", holds=_compacts),
    ),
    Question(
        path="topics[].partitions",
        kind=integer(1, 10_000),
        prompt="Partitions",
        help="Pins what the sizing would compute.",
        default=ABSENT,
    ),
    Question(
        path="topics[].max_record_size",
        kind=size("16 MiB", "1 KB"),
        prompt="Largest record",
        help="Larger ones are refused by the brokers.",
        default=ABSENT,
    ),
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
