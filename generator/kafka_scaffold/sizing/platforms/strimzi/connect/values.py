"""Converters of values whose schemas Karapace keeps: Confluent's, which are Apache-2.0, as it speaks their protocol."""

from kafka_scaffold.model.answers import Answers, SchemaFormat, SchemaRegistry
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.connect.settings import CONNECT, plain
from kafka_scaffold.sizing.platforms.strimzi.names import REGISTRY, REGISTRY_PORT


CONVERTERS = {
    SchemaFormat.AVRO: "io.confluent.connect.avro.AvroConverter",
    SchemaFormat.JSON: "io.confluent.connect.json.JsonSchemaConverter",
    SchemaFormat.PROTOBUF: "io.confluent.connect.protobuf.ProtobufConverter",
}


def has_converter(answers: Answers) -> bool:
    """Tell whether values follow schemas of the registry."""
    karapace = answers.schemas.registry is SchemaRegistry.KARAPACE
    return karapace and answers.schemas.format in CONVERTERS


def registered_values(answers: Answers) -> tuple[Setting, ...]:
    """Return the converter of values; none where no registry has their schemas."""
    if not has_converter(answers):
        return ()
    return (
        plain(
            "value.converter",
            CONVERTERS[answers.schemas.format],
            "Values follow a schema of the registry",
            "schemas.registry",
        ),
        plain(
            "value.converter.schema.registry.url",
            f"http://{REGISTRY}:{REGISTRY_PORT}",
            "The registry beside the brokers",
            CONNECT,
        ),
    )


def captured_values(answers: Answers) -> tuple[Setting, ...]:
    """Return the converter of a change capture's values, which registers what the tables look like."""
    follows = (
        "The schema follows the table; consumers are protected by the registry's compatibility"
    )
    registers = plain("value.converter.auto.register.schemas", True, follows, "schemas.registry")
    return (*registered_values(answers), registers) if has_converter(answers) else ()
