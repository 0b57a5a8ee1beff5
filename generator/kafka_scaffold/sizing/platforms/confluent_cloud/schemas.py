"""Schemas of Confluent's Schema Registry: one for the value of every topic that was asked for."""

from kafka_scaffold.model.answers import Answers, SchemaFormat, SchemaRegistry
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.schemas import DeclaredSchema, declared_schemas


def has_schemas(answers: Answers) -> bool:
    """Tell whether schemas are registered."""
    registry, kind = answers.schemas.registry, answers.schemas.format
    return registry is SchemaRegistry.CONFLUENT and kind is not SchemaFormat.NONE


def subject(topic: str) -> str:
    """Return the subject that Confluent's serializers look for by default."""
    return f"{topic}-value"


def registered_schemas(
    answers: Answers, topics: tuple[TopicPlan, ...]
) -> tuple[DeclaredSchema, ...]:
    """Return the schemas to register; none without Confluent's registry."""
    if answers.schemas.registry is not SchemaRegistry.CONFLUENT:
        return ()
    return declared_schemas(answers, topics, ending="-value")
