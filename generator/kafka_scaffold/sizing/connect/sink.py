"""Settings of a sink that writes files into a bucket: Aiven's, which is Apache-2.0."""

from kafka_scaffold.model.answers import Answers, Application
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import BYTES, CONNECT, TEXT, errors, plain


S3_CLASS = "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector"
_OUTPUT = {"json": "jsonl", "parquet": "parquet", "avro": "avro"}


def sink_settings(
    application: Application,
    topics: tuple[TopicPlan, ...],
    dead_letters: str | None,
    bucket: tuple[Setting, ...],
    values: tuple[Setting, ...],
    readme: str,
) -> tuple[Setting, ...]:
    """Return the configuration of a sink, without its class and tasks.

    Args:
        application: The sink and the format it writes.
        topics: What it reads.
        dead_letters: Where it sets records aside.
        bucket: Where it writes.
        values: The converter of values; none passes them on as they are.
        readme: Where the sink's settings are described.
    """
    output = _OUTPUT[application.format or "json"]
    return (
        plain(
            "topics",
            ",".join(topic.name for topic in topics),
            "What it reads",
            "topics[].consumers",
        ),
        *bucket,
        plain(
            "format.output.type",
            output,
            f"Files of {application.format or 'json'}",
            "applications.*.format",
        ),
        plain(
            "format.output.fields",
            "key,value,offset,timestamp,headers",
            "With key, offset and headers a file can be written back to a topic",
            readme,
        ),
        plain(
            "format.output.fields.value.encoding",
            "none",
            "Values stay readable; base64 is the default",
            readme,
        ),
        _compression(output, readme),
        plain(
            "file.name.template",
            "{{topic}}/dt={{timestamp:unit=yyyy}}-{{timestamp:unit=MM}}-{{timestamp:unit=dd}}/"
            "{{partition}}-{{start_offset}}",
            "A folder per topic and day; offsets in the name make a retry overwrite, not duplicate",
            readme,
        ),
        *errors(dead_letters),
        plain("key.converter", TEXT, "Keys are text", CONNECT),
        *(values or (_as_they_are(),)),
    )


def _compression(output: str, readme: str) -> Setting:
    if output in ("parquet", "avro"):
        reason = "Parquet and Avro compress by themselves"
        return plain("file.compression.type", "none", reason, readme)
    return plain("file.compression.type", "gzip", "Text shrinks to a fifth", readme)


def _as_they_are() -> Setting:
    return plain("value.converter", BYTES, "Values are passed on as they are", "schemas.registry")


def s3_bucket(answers: Answers, made: str, readme: str) -> tuple[Setting, ...]:
    """Return where a sink to S3 writes; ``made`` says whose bucket it is."""
    return (
        plain("aws.s3.bucket.name", "@{bucket}", made, readme),
        plain(
            "aws.s3.region",
            answers.cloud.region,
            "The bucket is in the cluster's region",
            "cloud.region",
        ),
    )
