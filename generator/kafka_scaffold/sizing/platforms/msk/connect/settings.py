"""Settings of the S3 sink, and of the workers that run connectors.

The sink is Aiven's (Apache-2.0). The user puts the plugin as one ZIP into S3.
"""

from kafka_scaffold.model.answers import Answers, Application, SchemaFormat, SchemaRegistry
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.prose import cite


AIVEN = "Aiven S3 sink connector 3.4.2, README"
CONNECT = "Apache Kafka Connect configuration"
WORKERS = "Amazon MSK developer guide, supported worker configuration"
PROVIDERS = "aws-samples/msk-config-providers"
BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter"
TEXT = "org.apache.kafka.connect.storage.StringConverter"
GLUE = {
    SchemaFormat.AVRO: "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter",
    SchemaFormat.JSON: "com.amazonaws.services.schemaregistry.kafkaconnect.jsonschema.JsonSchemaConverter",
    SchemaFormat.PROTOBUF: "com.amazonaws.services.schemaregistry.kafkaconnect.protobuf.ProtobufSchemaConverter",
}
_OUTPUT = {"json": "jsonl", "parquet": "parquet", "avro": "avro"}


def s3_settings(
    application: Application,
    answers: Answers,
    topics: tuple[TopicPlan, ...],
    dead_letters: str | None,
    tasks: int,
    registry: str,
    facts: Facts,
) -> tuple[Setting, ...]:
    """Return the configuration of an S3 sink; ``registry`` is the Glue registry's name."""
    output = _OUTPUT[application.format or "json"]
    compressed = "none" if output in ("parquet", "avro") else "gzip"
    settings = [
        plain(
            "connector.class",
            "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector",
            "Aiven's sink: Apache-2.0, no licence to buy",
            AIVEN,
        ),
        plain(
            "tasks.max",
            tasks,
            "One task per vCPU of the workers, at most one per partition",
            CONNECT,
        ),
        plain(
            "topics",
            ",".join(topic.name for topic in topics),
            "What it reads",
            "topics[].consumers",
        ),
        plain("aws.s3.bucket.name", "@{bucket}", "The bucket of this repository", AIVEN),
        plain(
            "aws.s3.region",
            answers.cloud.region,
            "The bucket is in the cluster's region",
            "cloud.region",
        ),
        plain(
            "aws.s3.part.size.bytes",
            int(facts.number("msk.connect.sink_part_mib")) * 1024 * 1024,
            "Each open file holds a part in memory; S3 takes none smaller",
            cite(facts.get("msk.connect.sink_part_mib")),
        ),
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
            AIVEN,
        ),
        plain(
            "format.output.fields.value.encoding",
            "none",
            "Values stay readable; base64 is the default",
            AIVEN,
        ),
        plain(
            "file.compression.type",
            compressed,
            "Parquet and Avro compress by themselves"
            if compressed == "none"
            else "Text shrinks to a fifth",
            AIVEN,
        ),
        plain(
            "file.name.template",
            "{{topic}}/dt={{timestamp:unit=yyyy}}-{{timestamp:unit=MM}}-{{timestamp:unit=dd}}/"
            "{{partition}}-{{start_offset}}",
            "A folder per topic and day; offsets in the name make a retry overwrite, not duplicate",
            AIVEN,
        ),
        *errors(dead_letters),
        *_converters(answers, registry),
    ]
    return tuple(settings)


def errors(dead_letters: str | None) -> tuple[Setting, ...]:
    logged = (
        plain("errors.log.enable", True, "Every failure is in the worker's log", CONNECT),
        plain(
            "errors.log.include.messages",
            False,
            "Records may hold personal data; logs must not",
            CONNECT,
        ),
    )
    if dead_letters is None:
        return logged
    return (
        plain(
            "errors.tolerance",
            "all",
            "A record that cannot be converted goes aside and does not stop the others",
            CONNECT,
        ),
        plain("errors.deadletterqueue.topic.name", dead_letters, "Where it goes", CONNECT),
        plain(
            "errors.deadletterqueue.context.headers.enable",
            True,
            "Headers say what failed and where",
            CONNECT,
        ),
        plain(
            "errors.retry.timeout",
            600000,
            "Ten minutes of S3 or network trouble are retried first",
            CONNECT,
        ),
        *logged,
    )


def _converters(answers: Answers, registry: str) -> tuple[Setting, ...]:
    converter = _value_converter(answers)
    settings = [
        plain("key.converter", TEXT, "Keys are text", CONNECT),
        plain("value.converter", converter[0], converter[1], converter[2]),
    ]
    if converter[0] in GLUE.values():
        settings += [
            plain(
                "value.converter.region",
                answers.cloud.region,
                "The registry is in the cluster's region",
                "cloud.region",
            ),
            plain(
                "value.converter.registry.name",
                registry,
                "The registry of this repository",
                "schemas.registry",
            ),
            plain(
                "value.converter.schemaAutoRegistrationEnabled",
                False,
                "Schemas are declared in this repository",
                "schemas.registry",
            ),
        ]
        if answers.schemas.format is SchemaFormat.AVRO:
            settings.append(
                plain(
                    "value.converter.avroRecordType",
                    "GENERIC_RECORD",
                    "No generated classes on the workers",
                    "AWS Glue schema registry library",
                )
            )
    return tuple(settings)


def _value_converter(answers: Answers) -> tuple[str, str, str]:
    schemas = answers.schemas
    if schemas.registry is SchemaRegistry.GLUE and schemas.format in GLUE:
        return (
            GLUE[schemas.format],
            "Values follow a schema of the Glue registry",
            "schemas.registry",
        )
    return (BYTES, "Values are passed on as they are", "schemas.registry")


def worker_settings(answers: Answers, facts: Facts, *, sink: bool) -> tuple[Setting, ...]:
    """Return the worker's properties: only names that MSK Connect takes."""
    converters = (
        plain(
            "key.converter", TEXT, "Required by MSK Connect; the connector sets its own", WORKERS
        ),
        plain(
            "value.converter",
            BYTES if sink else TEXT,
            "Required by MSK Connect; the connector sets its own",
            WORKERS,
        ),
    )
    if sink:
        return converters
    level = facts.get("clients.tuning.objectives.balance.compression")
    return (
        *converters,
        plain(
            "producer.compression.type",
            level.text,
            "The sizing counts on compressed records",
            cite(level),
        ),
        plain(
            "producer.enable.idempotence",
            True,
            "A retry must not write a change twice or out of order",
            WORKERS,
        ),
        plain(
            "config.providers",
            "secretManager",
            "Database credentials come from Secrets Manager",
            PROVIDERS,
        ),
        plain(
            "config.providers.secretManager.class",
            "com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider",
            "AWS's provider, in the plugin's ZIP",
            PROVIDERS,
        ),
        plain(
            "config.providers.secretManager.param.region",
            answers.cloud.region,
            "Where the secret is",
            "cloud.region",
        ),
    )


def plain(name: str, value: str | int | bool, reason: str, source: str) -> Setting:
    return Setting(name=name, value=value, reason=reason, source=source)
