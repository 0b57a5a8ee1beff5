"""Schemas of Karapace: one for the value of every topic that was asked for."""

from kafka_scaffold.model.answers import Answers, SchemaRegistry
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.schemas import DeclaredSchema, declared_schemas


def registered_schemas(
    answers: Answers, topics: tuple[TopicPlan, ...]
) -> tuple[DeclaredSchema, ...]:
    """Return the schemas to register, by the subjects that Confluent's serializers look for; none without Karapace."""
    if answers.schemas.registry is not SchemaRegistry.KARAPACE:
        return ()
    return declared_schemas(answers, topics, ending="-value")
