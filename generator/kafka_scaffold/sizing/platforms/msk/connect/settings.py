"""Settings of connectors that only MSK has: the bucket, the Glue registry, secrets, and those of the workers.

The user puts the sink as one ZIP into S3.
"""

from kafka_scaffold.model.answers import Answers, Application, SchemaFormat, SchemaRegistry
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import BYTES, CONNECT, TEXT, plain, producer_compression
from kafka_scaffold.sizing.connect.sink import S3_CLASS, s3_bucket, sink_settings
from kafka_scaffold.sizing.prose import cite


AIVEN = "Aiven S3 sink connector 3.4.2, README"
WORKERS = "Amazon MSK developer guide, supported worker configuration"
PROVIDERS = "aws-samples/msk-config-providers"
GLUE = {
    SchemaFormat.AVRO: "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter",
    SchemaFormat.JSON: "com.amazonaws.services.schemaregistry.kafkaconnect.jsonschema.JsonSchemaConverter",
    SchemaFormat.PROTOBUF: "com.amazonaws.services.schemaregistry.kafkaconnect.protobuf.ProtobufSchemaConverter",
}


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
    values = _declared_values(answers, registry)
    return (
        plain("connector.class", S3_CLASS, "Aiven's sink: Apache-2.0, no licence to buy", AIVEN),
        plain(
            "tasks.max",
            tasks,
            "One task per vCPU of the workers, at most one per partition",
            CONNECT,
        ),
        *sink_settings(application, topics, dead_letters, _bucket(answers, facts), values, AIVEN),
    )


def _bucket(answers: Answers, facts: Facts) -> tuple[Setting, ...]:
    part = facts.get("msk.connect.sink_part_mib")
    return (
        *s3_bucket(answers, "The bucket of this repository", AIVEN),
        plain(
            "aws.s3.part.size.bytes",
            int(part.number) * 1024 * 1024,
            "Each open file holds a part in memory; S3 takes none smaller",
            cite(part),
        ),
    )


def captured_values(answers: Answers, registry: str) -> tuple[Setting, ...]:
    """Return the converter of a change capture's values; none where they are JSON without a registry."""
    follows = (
        "The schema follows the table; consumers are protected by the registry's compatibility"
    )
    registered = plain(
        "value.converter.schemaAutoRegistrationEnabled", True, follows, "schemas.registry"
    )
    reasons = ("Values carry a schema of the Glue registry", "Where the registry is")
    return (*_glue(answers, registry, reasons), registered) if _has_glue(answers) else ()


def _declared_values(answers: Answers, registry: str) -> tuple[Setting, ...]:
    if not _has_glue(answers):
        return ()
    reasons = (
        "Values follow a schema of the Glue registry",
        "The registry is in the cluster's region",
    )
    declared = plain(
        "value.converter.schemaAutoRegistrationEnabled",
        False,
        "Schemas are declared in this repository",
        "schemas.registry",
    )
    generic = plain(
        "value.converter.avroRecordType",
        "GENERIC_RECORD",
        "No generated classes on the workers",
        "AWS Glue schema registry library",
    )
    avro = answers.schemas.format is SchemaFormat.AVRO
    return (*_glue(answers, registry, reasons), declared, *((generic,) if avro else ()))


def _has_glue(answers: Answers) -> bool:
    return answers.schemas.registry is SchemaRegistry.GLUE and answers.schemas.format in GLUE


def _glue(answers: Answers, registry: str, reasons: tuple[str, str]) -> tuple[Setting, ...]:
    converter, region = reasons
    return (
        plain("value.converter", GLUE[answers.schemas.format], converter, "schemas.registry"),
        plain("value.converter.region", answers.cloud.region, region, "cloud.region"),
        plain(
            "value.converter.registry.name",
            registry,
            "The registry of this repository",
            "schemas.registry",
        ),
    )


def credential(key: str, field: str) -> Setting:
    """Return one of a database's credentials, which the worker reads from Secrets Manager."""
    return plain(
        f"database.{key}",
        f"${{secretManager:@{{secret}}:{field}}}",
        "Read by the worker when it starts; no credential in Terraform",
        PROVIDERS,
    )


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
    return (
        *converters,
        producer_compression(facts),
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
