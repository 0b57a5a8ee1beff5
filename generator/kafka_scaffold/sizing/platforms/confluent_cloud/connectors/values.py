"""How values are written, in the words of managed connectors."""

from kafka_scaffold.model.answers import Answers, SchemaFormat
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas


FORMATS = {
    SchemaFormat.AVRO: "AVRO",
    SchemaFormat.JSON: "JSON_SR",
    SchemaFormat.PROTOBUF: "PROTOBUF",
}


def values_format(answers: Answers) -> str:
    """Return the format of values; JSON where no schema is registered."""
    return FORMATS[answers.schemas.format] if has_schemas(answers) else "JSON"
