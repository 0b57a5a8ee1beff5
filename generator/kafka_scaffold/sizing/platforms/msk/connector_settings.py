"""Settings of the connectors we know, and of the workers that run them.

The S3 sink is Aiven's (Apache-2.0), the change capture Debezium's for PostgreSQL with its outbox router. The user
puts the plugin, with AWS's config providers for the second, as one ZIP into S3.
"""

from kafka_scaffold.model.answers import Answers, Application, SchemaFormat, SchemaRegistry
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.prose import cite


AIVEN = "Aiven S3 sink connector 3.4.2, README"
DEBEZIUM = "Debezium 3.7 documentation, PostgreSQL connector and outbox event router"
CONNECT = "Apache Kafka Connect configuration"
WORKERS = "Amazon MSK developer guide, supported worker configuration"
PROVIDERS = "aws-samples/msk-config-providers"
_BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter"
_TEXT = "org.apache.kafka.connect.storage.StringConverter"
_GLUE = {
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
    facts: Facts,
) -> tuple[Setting, ...]:
    """Return the configuration of an S3 sink."""
    output = _OUTPUT[application.format or "json"]
    compressed = "none" if output in ("parquet", "avro") else "gzip"
    settings = [
        _s(
            "connector.class",
            "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector",
            "Aiven's sink: Apache-2.0, no licence to buy",
            AIVEN,
        ),
        _s(
            "tasks.max",
            tasks,
            "One task per vCPU of the workers, at most one per partition",
            CONNECT,
        ),
        _s(
            "topics",
            ",".join(topic.name for topic in topics),
            "What it reads",
            "topics[].consumers",
        ),
        _s("aws.s3.bucket.name", "@{bucket}", "The bucket of this repository", AIVEN),
        _s(
            "aws.s3.region",
            answers.cloud.region,
            "The bucket is in the cluster's region",
            "cloud.region",
        ),
        _s(
            "aws.s3.part.size.bytes",
            int(facts.number("msk.connect.sink_part_mib")) * 1024 * 1024,
            "Each open file holds a part in memory; S3 takes none smaller",
            cite(facts.get("msk.connect.sink_part_mib")),
        ),
        _s(
            "format.output.type",
            output,
            f"Files of {application.format or 'json'}",
            "applications.*.format",
        ),
        _s(
            "format.output.fields",
            "key,value,offset,timestamp,headers",
            "With key, offset and headers a file can be written back to a topic",
            AIVEN,
        ),
        _s(
            "format.output.fields.value.encoding",
            "none",
            "Values stay readable; base64 is the default",
            AIVEN,
        ),
        _s(
            "file.compression.type",
            compressed,
            "Parquet and Avro compress by themselves"
            if compressed == "none"
            else "Text shrinks to a fifth",
            AIVEN,
        ),
        _s(
            "file.name.template",
            "{{topic}}/dt={{timestamp:unit=yyyy}}-{{timestamp:unit=MM}}-{{timestamp:unit=dd}}/"
            "{{partition}}-{{start_offset}}",
            "A folder per topic and day; offsets in the name make a retry overwrite, not duplicate",
            AIVEN,
        ),
        *_errors(dead_letters),
        *_converters(answers),
    ]
    return tuple(settings)


def _errors(dead_letters: str | None) -> tuple[Setting, ...]:
    logged = (
        _s("errors.log.enable", True, "Every failure is in the worker's log", CONNECT),
        _s(
            "errors.log.include.messages",
            False,
            "Records may hold personal data; logs must not",
            CONNECT,
        ),
    )
    if dead_letters is None:
        return logged
    return (
        _s(
            "errors.tolerance",
            "all",
            "A record that cannot be converted goes aside and does not stop the others",
            CONNECT,
        ),
        _s("errors.deadletterqueue.topic.name", dead_letters, "Where it goes", CONNECT),
        _s(
            "errors.deadletterqueue.context.headers.enable",
            True,
            "Headers say what failed and where",
            CONNECT,
        ),
        _s(
            "errors.retry.timeout",
            600000,
            "Ten minutes of S3 or network trouble are retried first",
            CONNECT,
        ),
        *logged,
    )


def _converters(answers: Answers) -> tuple[Setting, ...]:
    converter = _value_converter(answers)
    settings = [
        _s("key.converter", _TEXT, "Keys are text", CONNECT),
        _s("value.converter", converter[0], converter[1], converter[2]),
    ]
    if converter[0] in _GLUE.values():
        settings += [
            _s(
                "value.converter.region",
                answers.cloud.region,
                "The registry is in the cluster's region",
                "cloud.region",
            ),
            _s(
                "value.converter.registry.name",
                "@{registry}",
                "The registry of this repository",
                "schemas.registry",
            ),
            _s(
                "value.converter.schemaAutoRegistrationEnabled",
                False,
                "Schemas are declared in this repository",
                "schemas.registry",
            ),
        ]
        if answers.schemas.format is SchemaFormat.AVRO:
            settings.append(
                _s(
                    "value.converter.avroRecordType",
                    "GENERIC_RECORD",
                    "No generated classes on the workers",
                    "AWS Glue schema registry library",
                )
            )
    return tuple(settings)


def _value_converter(answers: Answers) -> tuple[str, str, str]:
    schemas = answers.schemas
    if schemas.registry is SchemaRegistry.GLUE and schemas.format in _GLUE:
        return (
            _GLUE[schemas.format],
            "Values follow a schema of the Glue registry",
            "schemas.registry",
        )
    return (_BYTES, "Values are passed on as they are", "schemas.registry")


def debezium_settings(
    application: Application,
    topics: tuple[TopicPlan, ...],
    tasks: int,
) -> tuple[Setting, ...]:
    """Return the configuration of a change capture with the outbox pattern.

    The service inserts events into table ``outbox`` in the transaction of its change; column ``aggregatetype`` names
    the topic.
    """
    slot = application.name.replace("-", "_")
    names = [topic.name for topic in topics]
    return (
        _s(
            "connector.class",
            "io.debezium.connector.postgresql.PostgresConnector",
            "Reads PostgreSQL's log",
            DEBEZIUM,
        ),
        _s("tasks.max", tasks, "One replication slot, one task", DEBEZIUM),
        *(
            _s(
                f"database.{name}",
                f"${{secretManager:@{{secret}}:{key}}}",
                "Read by the worker when it starts; no credential in Terraform",
                PROVIDERS,
            )
            for name, key in (
                ("hostname", "host"),
                ("port", "port"),
                ("user", "username"),
                ("password", "password"),
                ("dbname", "dbname"),
            )
        ),
        _s("topic.prefix", application.name, "Names the connector's own topics", DEBEZIUM),
        _s(
            "plugin.name",
            "pgoutput",
            "The decoder that RDS and Aurora have; the default is not installed there",
            DEBEZIUM,
        ),
        _s("slot.name", slot, "A slot of its own", DEBEZIUM),
        _s("publication.name", slot, "A publication of its own", DEBEZIUM),
        _s(
            "publication.autocreate.mode",
            "filtered",
            "Only the outbox table; all_tables needs a superuser",
            DEBEZIUM,
        ),
        _s(
            "table.include.list",
            "public.outbox",
            "Events are written there in the transaction of the change",
            DEBEZIUM,
        ),
        _s(
            "snapshot.mode",
            "no_data",
            "The outbox holds events, not state: begin with what comes",
            DEBEZIUM,
        ),
        _s(
            "heartbeat.interval.ms",
            10000,
            "Without it PostgreSQL keeps its log while the table is quiet",
            DEBEZIUM,
        ),
        _s(
            "tombstones.on.delete",
            False,
            "Deleting an outbox row says nothing to consumers",
            DEBEZIUM,
        ),
        _s("transforms", "outbox", "Turns rows into events", DEBEZIUM),
        _s(
            "transforms.outbox.type",
            "io.debezium.transforms.outbox.EventRouter",
            "Turns rows into events",
            DEBEZIUM,
        ),
        _s(
            "transforms.outbox.route.by.field",
            "aggregatetype",
            f"Its value names the topic: {', '.join(names)}",
            DEBEZIUM,
        ),
        _s(
            "transforms.outbox.route.topic.replacement",
            "${routedByValue}",
            "Topics are called as declared",
            DEBEZIUM,
        ),
        _s(
            "transforms.outbox.table.expand.json.payload",
            False,
            "The payload is passed on as it was written",
            DEBEZIUM,
        ),
        _s(
            "config.action.reload",
            "none",
            "A changed secret does not restart the connector by itself",
            "Amazon MSK developer guide, configuration providers",
        ),
        _s("key.converter", _TEXT, "The aggregate's id is the key", DEBEZIUM),
        _s("value.converter", _TEXT, "The payload is text as the service wrote it", DEBEZIUM),
        *_errors(None),
    )


def worker_settings(answers: Answers, facts: Facts, *, sink: bool) -> tuple[Setting, ...]:
    """Return the worker's properties: only names that MSK Connect takes."""
    converters = (
        _s("key.converter", _TEXT, "Required by MSK Connect; the connector sets its own", WORKERS),
        _s(
            "value.converter",
            _BYTES if sink else _TEXT,
            "Required by MSK Connect; the connector sets its own",
            WORKERS,
        ),
    )
    if sink:
        return converters
    level = facts.get("clients.tuning.objectives.balance.compression")
    return (
        *converters,
        _s(
            "producer.compression.type",
            level.text,
            "The sizing counts on compressed records",
            cite(level),
        ),
        _s(
            "producer.enable.idempotence",
            True,
            "A retry must not write a change twice or out of order",
            WORKERS,
        ),
        _s(
            "config.providers",
            "secretManager",
            "Database credentials come from Secrets Manager",
            PROVIDERS,
        ),
        _s(
            "config.providers.secretManager.class",
            "com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider",
            "AWS's provider, in the plugin's ZIP",
            PROVIDERS,
        ),
        _s(
            "config.providers.secretManager.param.region",
            answers.cloud.region,
            "Where the secret is",
            "cloud.region",
        ),
    )


def _s(name: str, value: str | int | bool, reason: str, source: str) -> Setting:
    return Setting(name=name, value=value, reason=reason, source=source)
