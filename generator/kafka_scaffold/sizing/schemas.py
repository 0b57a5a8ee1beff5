"""Schemas that this repository declares: one for the value of every topic that was asked for."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, SchemaFormat
from kafka_scaffold.model.plan import TopicPlan


_ENDINGS = {SchemaFormat.AVRO: "avsc", SchemaFormat.JSON: "json", SchemaFormat.PROTOBUF: "proto"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredSchema:
    """The schema of one topic's values, by the name that its registry has for it."""

    name: str
    topic: str
    format: str  # "AVRO" | "JSON" | "PROTOBUF"
    compatibility: str  # "BACKWARD", "FULL_ALL"…
    file: str  # path of its first version, relative to the repository root


def declared_schemas(
    answers: Answers, topics: tuple[TopicPlan, ...], ending: str = ""
) -> tuple[DeclaredSchema, ...]:
    """Return the schemas to register; a name is the topic's and the ``ending`` that serializers look for."""
    schemas = answers.schemas
    if schemas.format is SchemaFormat.NONE:
        return ()
    return tuple(
        DeclaredSchema(
            name=f"{topic.name}{ending}",
            topic=topic.name,
            format=schemas.format.value.upper(),
            compatibility=schemas.compatibility.value.replace("-", "_").upper(),
            file=f"schemas/{topic.name}.{_ENDINGS[schemas.format]}",
        )
        for topic in topics
        if not topic.internal
    )
