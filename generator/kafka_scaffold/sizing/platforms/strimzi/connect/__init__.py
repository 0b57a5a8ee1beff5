"""Kafka Connect: one cluster of workers that carries every connector."""

from math import ceil

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    ConnectorPlugin,
    Environment,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import (
    BYTES,
    TEXT,
    largest_request,
    plain,
    plain_mib_s,
    producer_compression,
)
from kafka_scaffold.sizing.platforms.strimzi.connect.connectors import connector
from kafka_scaffold.sizing.platforms.strimzi.connect.plugins import artifacts
from kafka_scaffold.sizing.platforms.strimzi.details import Connect, Connector
from kafka_scaffold.sizing.platforms.strimzi.images import image
from kafka_scaffold.sizing.platforms.strimzi.names import CONNECT, user_of
from kafka_scaffold.sizing.platforms.strimzi.resources import resources
from kafka_scaffold.sizing.prose import cite, plural
from kafka_scaffold.sizing.topics.plan import Replication


WORKERS = "Apache Kafka Connect worker configuration"
PROVIDER = "Strimzi 1.2 documentation, loading configuration values from external sources"


def connect(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    kept: Replication,
    facts: Facts,
) -> Connect | None:
    """Return the workers and their connectors, or ``None`` where there is no connector."""
    applications = [a for a in answers.applications if a.kind is ApplicationKind.CONNECTOR]
    if not applications:
        return None
    running = tuple(
        connector(
            application,
            answers,
            environment,
            topics,
            _tasks(application, answers, demand, topics, facts),
        )
        for application in applications
    )
    return Connect(
        name=CONNECT,
        replicas=_replicas(running, facts),
        group_id=CONNECT,
        config_topic=f"{CONNECT}-configs",
        offset_topic=f"{CONNECT}-offsets",
        status_topic=f"{CONNECT}-status",
        config=_config(kept, topics, facts),
        image=image(
            answers,
            "connect",
            "plugins",
            "Built beforehand by images/connect: a build inside the cluster needs more rights than the namespace gives",
            facts,
        ),
        artifacts=artifacts(answers, facts),
        resources=resources(
            "connect",
            f"A worker runs {_per_worker(facts)} tasks, each of which converts records",
            facts,
        ),
        user=user_of(CONNECT, answers),
        connectors=running,
    )


def _per_worker(facts: Facts) -> int:
    return int(facts.number("strimzi.connect.tasks_per_worker"))


def _tasks(
    application: Application,
    answers: Answers,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Setting:
    if application.connector is not ConnectorPlugin.S3:
        single = "One replication slot, one task"
        return plain("tasks", 1, single, "Debezium documentation, tasks.max")
    each = facts.get("strimzi.connect.mib_s_per_task")
    read = tuple(t for t in topics if application.name in t.consumers)
    peak = plain_mib_s(read, demand, answers)
    partitions = max(1, sum(topic.partitions for topic in read))
    count = min(partitions, max(1, ceil(peak / each.number)))
    reason = (
        f"{peak:.4g} MiB/s before compression at peak / {each.number:g} for each task; at most one per partition, "
        f"of which there are {partitions}"
    )
    return plain("tasks", count, reason, cite(each))


def _replicas(running: tuple[Connector, ...], facts: Facts) -> Setting:
    tasks = sum(int(each.tasks.value) for each in running)
    least = facts.get("strimzi.connect.workers_least")
    most = facts.number("strimzi.connect.workers_max")
    need = ceil(tasks / _per_worker(facts))
    count = int(min(most, max(least.number, need)))
    reason = f"{plural(tasks, 'task')} on workers of {_per_worker(facts)}, at least {least.number:g}: {least.note}"
    return plain("replicas", count, reason, cite(least))


def _config(kept: Replication, topics: tuple[TopicPlan, ...], facts: Facts) -> tuple[Setting, ...]:
    copies = tuple(
        plain(
            f"{topic}.storage.replication.factor",
            kept.factor,
            f"Its {words}: {kept.reason}",
            kept.source,
        )
        for topic, words in (
            ("config", "configuration"),
            ("offset", "offsets"),
            ("status", "status"),
        )
    )
    return (
        *copies,
        plain(
            "key.converter",
            TEXT,
            "Connectors set their own",
            WORKERS,
        ),
        plain(
            "value.converter",
            BYTES,
            "Connectors set their own",
            WORKERS,
        ),
        producer_compression(facts),
        *largest_request(topics),
        plain(
            "connector.client.config.override.policy",
            "None",
            "A connector cannot sign in as somebody else",
            WORKERS,
        ),
        plain("config.providers", "secrets", "Database credentials come from a Secret", PROVIDER),
        plain(
            "config.providers.secrets.class",
            "io.strimzi.kafka.KubernetesSecretConfigProvider",
            "Strimzi's provider, in its image",
            PROVIDER,
        ),
    )
