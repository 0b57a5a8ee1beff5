"""Fully managed connectors: a sink into the cloud's object storage, a change capture of PostgreSQL.

Confluent names their properties in its own way and brings converters of its own: formats take the place of classes.
"""

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    ConnectorPlugin,
    Environment,
)
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import declared_topics, plain
from kafka_scaffold.sizing.platforms.confluent_cloud.connectors import capture
from kafka_scaffold.sizing.platforms.confluent_cloud.connectors.sink import SINKS, sink_settings
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Connector
from kafka_scaffold.sizing.platforms.confluent_cloud.names import account


def connectors(
    answers: Answers, environment: Environment, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[Connector, ...]:
    """Return the connectors in the answers' order."""
    return tuple(
        _connector(application, answers, environment, topics, facts)
        for application in answers.applications
        if application.kind is ApplicationKind.CONNECTOR
    )


def _connector(
    application: Application,
    answers: Answers,
    environment: Environment,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Connector:
    touched = declared_topics(application, topics)
    is_sink = application.connector is ConnectorPlugin.S3
    sink = SINKS[answers.cloud.provider]
    settings = (
        sink_settings(application, answers, touched, sink, facts)
        if is_sink
        else capture.capture_configuration(application, answers, touched)
    )
    return Connector(
        name=application.name,
        application=application.name,
        plugin=str(application.connector),
        class_name=sink.class_name if is_sink else capture.CLASS,
        tasks=_tasks(application, is_sink=is_sink),
        topics=tuple(topic.name for topic in touched),
        configuration=settings,
        secrets=sink.secret if is_sink else capture.SECRETS,
        secret_name=account(answers, environment, f"{application.name}-connector"),
        integration=is_sink and sink.method is not None,
    )


def _tasks(application: Application, *, is_sink: bool) -> Setting:
    if not is_sink:
        why = "A change capture reads one log, and takes one task"
        return plain("tasks.max", 1, why, capture.DOCS)
    if application.instances is None:
        why = "One task, as no number of instances is stated; tasks are billed by the hour"
        return plain("tasks.max", 1, why, f"applications.{application.name}")
    return plain(
        "tasks.max",
        application.instances,
        "As many as instances are stated",
        f"applications.{application.name}.instances",
    )
