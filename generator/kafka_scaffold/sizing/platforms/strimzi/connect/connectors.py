"""Connectors as ``KafkaConnector`` has them: class and tasks apart from the configuration."""

from functools import partial

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    CloudProvider,
    ConnectorPlugin,
    Environment,
)
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.connect.debezium import POSTGRES_CLASS, debezium_settings
from kafka_scaffold.sizing.connect.settings import declared_topics, plain
from kafka_scaffold.sizing.connect.sink import S3_CLASS, s3_bucket, sink_settings
from kafka_scaffold.sizing.platforms.strimzi.connect.values import (
    captured_values,
    registered_values,
)
from kafka_scaffold.sizing.platforms.strimzi.details import Connector
from kafka_scaffold.sizing.platforms.strimzi.names import namespace
from kafka_scaffold.sizing.topics.internal import dead_letter_topic


AIVEN = "Aiven's cloud storage connectors 3.4.3, README"
PROVIDER = "Strimzi 1.2 documentation, KubernetesSecretConfigProvider"
CLASSES = {
    CloudProvider.AWS: S3_CLASS,
    CloudProvider.GCP: "io.aiven.kafka.connect.gcs.GcsSinkConnector",
    CloudProvider.AZURE: "io.aiven.kafka.connect.azure.sink.AzureBlobSinkConnector",
}


def connector(
    application: Application,
    answers: Answers,
    environment: Environment,
    topics: tuple[TopicPlan, ...],
    tasks: Setting,
) -> Connector:
    """Return one connector with the topics that it was declared for."""
    sink = application.connector is ConnectorPlugin.S3
    touched = declared_topics(application, topics)
    dead = dead_letter_topic(application, answers)
    settings = (
        sink_settings(
            application,
            touched,
            dead,
            _bucket(application, answers, environment),
            registered_values(answers),
            AIVEN,
        )
        if sink
        else debezium_settings(
            application,
            answers,
            touched,
            partial(_credential, secret_of(application, answers), namespace(answers, environment)),
            (),
            captured_values(answers),
        )
    )
    return Connector(
        name=application.name,
        application=application.name,
        plugin=str(application.connector),
        class_name=CLASSES[answers.cloud.provider] if sink else POSTGRES_CLASS,
        tasks=tasks,
        topics=tuple(topic.name for topic in touched),
        dead_letter_topic=dead,
        configuration=settings,
        secret=secret_of(application, answers),
    )


def _credential(secret: str | None, space: str, key: str, field: str) -> Setting:
    reason = "Read by the worker when it starts; no credential in Git"
    return plain(f"database.{key}", f"${{secrets:{space}/{secret}:{field}}}", reason, PROVIDER)


def secret_of(application: Application, answers: Answers) -> str | None:
    """Return the Secret that a connector signs in with; ``None`` where its pod's own identity is enough."""
    if application.connector is not ConnectorPlugin.S3:
        return f"{application.name}-database"
    azure = answers.cloud.provider is CloudProvider.AZURE
    return f"{application.name}-storage" if azure else None


def _bucket(
    application: Application, answers: Answers, environment: Environment
) -> tuple[Setting, ...]:
    """Return where a sink writes. Azure's takes a connection string alone, which is a secret of its own."""
    provider = answers.cloud.provider
    ours = answers.kubernetes.cluster is KubernetesCluster.CREATE
    whose = "The bucket of this repository" if ours else "A bucket of yours"
    made = f"{whose}; workers open it with the identity of their service account"
    if provider is CloudProvider.AWS:
        return s3_bucket(answers, made, AIVEN)
    if provider is CloudProvider.GCP:
        default = "The identity of the service account, not a key in a file"
        return (
            plain("gcs.bucket.name", "@{bucket}", made, AIVEN),
            plain("gcs.credentials.default", True, default, AIVEN),
        )
    where = f"{namespace(answers, environment)}/{secret_of(application, answers)}"
    reason = "The sink signs in with a connection string alone; it is read when the worker starts"
    return (
        plain("azure.storage.container.name", "@{bucket}", whose, AIVEN),
        plain(
            "azure.storage.connection.string",
            f"${{secrets:{where}:connection-string}}",
            reason,
            PROVIDER,
        ),
    )
