"""MSK Connect: capacity, worker and connector settings of every connector."""

from math import ceil

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, ConnectorPlugin
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.debezium import DEBEZIUM, POSTGRES_CLASS, debezium_settings
from kafka_scaffold.sizing.connect.settings import declared_topics, plain, plain_mib_s
from kafka_scaffold.sizing.platforms.msk.connect.settings import (
    captured_values,
    credential,
    s3_settings,
    worker_settings,
)
from kafka_scaffold.sizing.platforms.msk.details import Connector
from kafka_scaffold.sizing.prose import cite, plural
from kafka_scaffold.sizing.topics.internal import dead_letter_topic


def connectors(
    answers: Answers, demand: Demand, topics: tuple[TopicPlan, ...], registry: str, facts: Facts
) -> tuple[Connector, ...]:
    """Return the connectors in the answers' order; ``registry`` is the Glue registry's name, if there is one."""
    return tuple(
        _connector(application, answers, demand, topics, registry, facts)
        for application in answers.applications
        if application.kind is ApplicationKind.CONNECTOR
    )


def _connector(
    application: Application,
    answers: Answers,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    registry: str,
    facts: Facts,
) -> Connector:
    sink = application.connector is ConnectorPlugin.S3
    touched = declared_topics(application, topics)
    dead = dead_letter_topic(application, answers)
    peak = plain_mib_s(touched, demand, answers)
    mcu, least, most = _capacity(peak, touched, facts, sink=sink)
    tasks = _tasks(touched, mcu, most, sink=sink)
    settings = (
        s3_settings(application, answers, touched, dead, tasks, registry, facts)
        if sink
        else _capture(application, answers, touched, tasks, registry)
    )
    return Connector(
        name=application.name,
        application=application.name,
        plugin=str(application.connector),
        kafkaconnect_version=_version(facts),
        mcu_count=mcu,
        workers_min=least,
        workers_max=most,
        topics=tuple(topic.name for topic in touched),
        dead_letter_topic=dead,
        configuration=settings,
        worker_properties=worker_settings(answers, facts, sink=sink),
    )


def _capture(
    application: Application,
    answers: Answers,
    topics: tuple[TopicPlan, ...],
    tasks: int,
    registry: str,
) -> tuple[Setting, ...]:
    reload = plain(
        "config.action.reload",
        "none",
        "A changed secret does not restart the connector by itself",
        "Amazon MSK developer guide, configuration providers",
    )
    return (
        plain("connector.class", POSTGRES_CLASS, "Reads PostgreSQL's log", DEBEZIUM),
        plain("tasks.max", tasks, "One replication slot, one task", DEBEZIUM),
        *debezium_settings(
            application,
            answers,
            topics,
            credential,
            (reload,),
            captured_values(answers, registry),
        ),
    )


def _version(facts: Facts) -> Setting:
    fact = facts.get("msk.connect.version")
    return Setting(
        name="kafkaconnect_version",
        value=fact.text,
        reason="The newest that MSK Connect is known to offer",
        source=cite(fact),
    )


def _capacity(
    peak: float, topics: tuple[TopicPlan, ...], facts: Facts, *, sink: bool
) -> tuple[Setting, Setting, Setting]:
    """Return MCU per worker, fewest and most workers.

    A change capture reads one log with one task, so it grows by bigger workers; a sink by more of them.
    """
    each = facts.get("msk.connect.mcu_mib_s")
    sizes = [int(str(count)) for count in facts.get("msk.connect.mcu_counts").items]
    need = max(1, ceil(peak / each.number))
    words = f"{peak:.4g} MiB/s before compression at peak / {each.number:g} per MCU = {plural(need, 'MCU')}"
    if not sink:
        count = next((size for size in sizes if size >= need), sizes[-1])
        single = "one log, one task: a second worker would idle"
        return (
            _number("mcu_count", count, f"{words}, in one worker", cite(each)),
            _number("workers_min", 1, single, "Debezium documentation, tasks.max"),
            _number("workers_max", 1, single, "Debezium documentation, tasks.max"),
        )
    quota = facts.get("msk.connect.workers_max")
    count = next((size for size in sizes if size * quota.number >= need), sizes[-1])
    partitions = max(1, sum(topic.partitions for topic in topics))
    most = int(max(1, min(quota.number, partitions, ceil(need / count) + 1)))
    least = 1 if most == 1 else max(1, ceil(need / count / 2))
    return (
        _number(
            "mcu_count",
            count,
            f"{words}; the least that {quota.number:g} workers can make up",
            cite(each),
        ),
        _number("workers_min", least, "half of what the peak takes", cite(each)),
        _number(
            "workers_max",
            most,
            f"what the peak takes and one to catch up; at most {quota.number:g} workers and one per partition",
            cite(quota),
        ),
    )


def _number(name: str, value: int, reason: str, source: str) -> Setting:
    return Setting(name=name, value=value, reason=reason[0].upper() + reason[1:], source=source)


def _tasks(topics: tuple[TopicPlan, ...], mcu: Setting, most: Setting, *, sink: bool) -> int:
    if not sink:
        return 1
    partitions = max(1, sum(topic.partitions for topic in topics))
    return min(partitions, int(mcu.value) * int(most.value))
