"""A managed sink into the object storage of the cluster's own cloud."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Application, CloudProvider, ConnectorPlugin
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import plain
from kafka_scaffold.sizing.platforms.confluent_cloud.connectors.values import values_format
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.topics.internal import dead_letter_topic


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


def needs_schemas(application: Application) -> bool:
    """Tell whether a sink writes files with columns, which take their names from a schema."""
    sink = application.connector is ConnectorPlugin.S3
    return sink and (application.format or "json") in WITH_SCHEMAS


def sink_settings(
    application: Application,
    answers: Answers,
    topics: tuple[TopicPlan, ...],
    sink: Sink,
    facts: Facts,
) -> tuple[Setting, ...]:
    """Return the configuration of a sink, secrets aside."""
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
        plain(
            "input.data.format", values_format(answers), "How values are written", "schemas.format"
        ),
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
