"""Schemas of the Glue registry: one for the value of every topic that was asked for."""

from kafka_scaffold.model.answers import Answers, SchemaRegistry
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.schemas import DeclaredSchema, declared_schemas


def glue_schemas(answers: Answers, topics: tuple[TopicPlan, ...]) -> tuple[DeclaredSchema, ...]:
    """Return the schemas to register; none without the Glue registry.

    A schema is called like its topic: that is what the Glue serializers look for by default.
    """
    if answers.schemas.registry is not SchemaRegistry.GLUE:
        return ()
    return declared_schemas(answers, topics)
