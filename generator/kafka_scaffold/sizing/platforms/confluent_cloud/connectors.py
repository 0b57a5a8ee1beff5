"""Fully managed connectors: a sink into the cloud's object storage, a change capture of PostgreSQL.

Confluent names their properties in its own way and brings converters of its own: formats take the place of classes.
"""

from dataclasses import dataclass

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    CloudProvider,
    ConnectorPlugin,
    Environment,
    SchemaFormat,
)
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.debezium import capture_settings, outbox_topics
from kafka_scaffold.sizing.connect.settings import declared_topics, plain
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Connector
from kafka_scaffold.sizing.platforms.confluent_cloud.names import account
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.topics.internal import captured_topics, dead_letter_topic


CAPTURE_CLASS = "PostgresCdcSourceV2"
CAPTURE = "Confluent Cloud documentation, PostgreSQL CDC Source V2"
ROUTER = "io.confluent.connect.cloud.transforms.TopicRegexRouter"
FORMATS = {
    SchemaFormat.AVRO: "AVRO",
    SchemaFormat.JSON: "JSON_SR",
    SchemaFormat.PROTOBUF: "PROTOBUF",
}
WITH_SCHEMAS = frozenset({"avro", "parquet"})  # what a sink writes only of values with a schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Sink:
    """A sink into the object storage of one cloud; ``method`` signs in with a role, ``secret`` with a key."""

    class_name: str
    bucket: str
    method: tuple[str, str] | None
    secret: tuple[str, ...]
    docs: str


SINKS = {
    CloudProvider.AWS: Sink(
        class_name="S3_SINK",
        bucket="s3.bucket.name",
        method=("authentication.method", "IAM Roles"),
        secret=(),
        docs="Confluent Cloud documentation, Amazon S3 Sink",
    ),
    CloudProvider.GCP: Sink(
        class_name="GcsSink",
        bucket="gcs.bucket.name",
        method=None,
        secret=("gcs.credentials.config",),
        docs="Confluent Cloud documentation, Google Cloud Storage Sink",
    ),
    CloudProvider.AZURE: Sink(
        class_name="AzureBlobSink",
        bucket="azblob.container.name",
        method=None,
        secret=("azblob.account.key",),
        docs="Confluent Cloud documentation, Azure Blob Storage Sink",
    ),
}


def connectors(
    answers: Answers, environment: Environment, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[Connector, ...]:
    """Return the connectors in the answers' order."""
    return tuple(
        _connector(application, answers, environment, topics, facts)
        for application in answers.applications
        if application.kind is ApplicationKind.CONNECTOR
    )


def needs_schemas(application: Application) -> bool:
    """Tell whether a sink writes files with columns, which take their names from a schema."""
    sink = application.connector is ConnectorPlugin.S3
    return sink and (application.format or "json") in WITH_SCHEMAS


def _connector(
    application: Application,
    answers: Answers,
    environment: Environment,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Connector:
    touched = declared_topics(application, topics)
    is_sink = application.connector is ConnectorPlugin.S3
    sink = SINKS[answers.cloud.provider]
    settings = (
        _sink(application, answers, touched, sink, facts)
        if is_sink
        else _capture(application, answers, touched)
    )
    return Connector(
        name=application.name,
        application=application.name,
        plugin=str(application.connector),
        class_name=sink.class_name if is_sink else CAPTURE_CLASS,
        tasks=_tasks(application, is_sink=is_sink),
        topics=tuple(topic.name for topic in touched),
        configuration=settings,
        secrets=sink.secret if is_sink else ("database.password",),
        secret_name=account(answers, environment, f"{application.name}-connector"),
        integration=is_sink and sink.method is not None,
    )


def _tasks(application: Application, *, is_sink: bool) -> Setting:
    if not is_sink:
        why = "A change capture reads one log, and takes one task"
        return plain("tasks.max", 1, why, CAPTURE)
    if application.instances is None:
        why = "One task, as no number of instances is stated; tasks are billed by the hour"
        return plain("tasks.max", 1, why, f"applications.{application.name}")
    return plain(
        "tasks.max",
        application.instances,
        "As many as instances are stated",
        f"applications.{application.name}.instances",
    )


def _values(answers: Answers) -> str:
    return FORMATS[answers.schemas.format] if has_schemas(answers) else "JSON"


def _sink(
    application: Application,
    answers: Answers,
    topics: tuple[TopicPlan, ...],
    sink: Sink,
    facts: Facts,
) -> tuple[Setting, ...]:
    flush = facts.get("confluent-cloud.connectors.flush_records")
    dead = dead_letter_topic(application, answers)
    method = (
        (
            plain(
                sink.method[0],
                sink.method[1],
                "It takes on a role of this account; no key is kept",
                sink.docs,
            ),
            plain(
                "provider.integration.id",
                "@{integration}",
                "Confluent's side of that role",
                sink.docs,
            ),
        )
        if sink.method
        else ()
    )
    return (
        plain("topics", ",".join(t.name for t in topics), "What it reads", "topics[].consumers"),
        plain("input.data.format", _values(answers), "How values are written", "schemas.format"),
        plain(
            "output.data.format",
            (application.format or "json").upper(),
            f"Files of {application.format or 'json'}",
            "applications.*.format",
        ),
        plain(sink.bucket, "@{bucket}", _whose(sink), sink.docs),
        *method,
        *_storage_account(answers, sink),
        plain(
            "time.interval",
            "HOURLY",
            "A folder for each hour; a day at a time would be late for whoever reads the files",
            sink.docs,
        ),
        plain("flush.size", int(flush.number), flush.note, cite(flush)),
        *_dead_letters(dead, sink.docs),
    )


def _whose(sink: Sink) -> str:
    return (
        "The bucket of this repository"
        if sink.method
        else "A bucket of yours, in the region of the cluster"
    )


def _storage_account(answers: Answers, sink: Sink) -> tuple[Setting, ...]:
    if answers.cloud.provider is not CloudProvider.AZURE:
        return ()
    why = "A storage account of yours, whose key the sink signs in with"
    return (plain("azblob.account.name", "@{storage_account}", why, sink.docs),)


def _dead_letters(name: str | None, docs: str) -> tuple[Setting, ...]:
    if name is None:
        return ()
    why = "Where it sets aside records that cannot be written; declared here, with its retention"
    return (plain("errors.deadletterqueue.topic.name", name, why, docs),)


def _capture(
    application: Application, answers: Answers, topics: tuple[TopicPlan, ...]
) -> tuple[Setting, ...]:
    direct = captured_topics(application, answers)
    where = "A variable of this repository"
    keys = ("JSON", "A table's key may have several columns")
    if not direct and outbox_topics(topics):
        keys = ("STRING", "The aggregate's id is the key")
    return (
        plain("database.hostname", "@{database_host}", where, CAPTURE),
        plain("database.port", "@{database_port}", where, CAPTURE),
        plain("database.user", "@{database_user}", where, CAPTURE),
        plain("database.dbname", "@{database_name}", where, CAPTURE),
        plain(
            "database.sslmode",
            "require",
            "Nothing crosses the network in the clear",
            CAPTURE,
        ),
        *capture_settings(application, answers, topics, ROUTER),
        plain("output.data.format", _values(answers), "How values are written", "schemas.format"),
        plain("output.key.format", *keys, CAPTURE),
        plain(
            "after.state.only",
            False,
            "With what a row was before, and with deletes",
            CAPTURE,
        ),
    )
