"""Schemas of the Glue registry: one for the value of every topic that was asked for."""

from kafka_scaffold.model.answers import Answers, SchemaFormat, SchemaRegistry
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.platforms.msk.details import GlueSchema


_ENDINGS = {SchemaFormat.AVRO: "avsc", SchemaFormat.JSON: "json", SchemaFormat.PROTOBUF: "proto"}


def glue_schemas(answers: Answers, topics: tuple[TopicPlan, ...]) -> tuple[GlueSchema, ...]:
    """Return the schemas to register; none without the Glue registry.

    A schema is called like its topic: that is what the Glue serializers look for by default.
    """
    schemas = answers.schemas
    if schemas.registry is not SchemaRegistry.GLUE or schemas.format is SchemaFormat.NONE:
        return ()
    return tuple(
        GlueSchema(
            name=topic.name,
            topic=topic.name,
            format=schemas.format.value.upper(),
            compatibility=schemas.compatibility.value.replace("-", "_").upper(),
            file=f"schemas/{topic.name}.{_ENDINGS[schemas.format]}",
        )
        for topic in topics
        if not topic.internal
    )
