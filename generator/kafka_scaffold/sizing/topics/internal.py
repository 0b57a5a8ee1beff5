"""Topics that applications need beside those asked for: dead letters, heartbeats of a change capture.

Kafka Streams creates its own topics, and Kafka Connect those of its workers; both need access, not a declaration.
"""

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    Cleanup,
    ConnectorPlugin,
)
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.prose import HOUR_MS, cite, span
from kafka_scaffold.sizing.topics.settings import compression, record_size


OUTBOX = "outbox.event."
SETS_ASIDE = (ApplicationKind.CONSUMER, ApplicationKind.PROCESSOR)


def dead_letter_topic(application: Application, answers: Answers) -> str | None:
    """Return the topic in which an application sets aside records it cannot process, if it reads any."""
    reads = any(application.name in topic.consumers for topic in answers.topics)
    keeps = application.kind in SETS_ASIDE or application.connector is ConnectorPlugin.S3
    return f"{application.name}-dead-letters" if reads and keeps else None


def captured_topics(application: Application, answers: Answers) -> tuple[str, ...]:
    """Return the topics that a change capture writes straight from tables, not from an outbox."""
    written = (topic.name for topic in answers.topics if application.name in topic.producers)
    return tuple(name for name in written if not name.startswith(OUTBOX))


def capture_prefix(application: Application, answers: Answers) -> str:
    """Return Debezium's topic prefix: the one all names share as ``prefix.schema.table``, else the application's."""
    parts = [name.split(".") for name in captured_topics(application, answers)]
    prefixes = {found[0] for found in parts if len(found) == len(("prefix", "schema", "table"))}
    shared = len(prefixes) == 1 and all(
        len(found) == len(("prefix", "schema", "table")) for found in parts
    )
    return prefixes.pop() if shared else application.name


def heartbeat_topic(application: Application, answers: Answers) -> str | None:
    """Return the topic in which a change capture reports that it is alive."""
    if application.connector is not ConnectorPlugin.DEBEZIUM_POSTGRES:
        return None
    return f"__debezium-heartbeat.{capture_prefix(application, answers)}"


def internal_topics(
    answers: Answers, facts: Facts, largest_batch: float | None = None
) -> tuple[TopicPlan, ...]:
    """Return the internal topics of every application, with the copies still to be decided.

    A topic that the answers ask for by the same name is theirs, not ours.
    """
    taken = {topic.name for topic in answers.topics}
    planned = []
    for application in answers.applications:
        dead = dead_letter_topic(application, answers)
        if dead is not None and dead not in taken:
            sizes = record_size(
                _largest_read(application.name, answers, facts), facts, largest_batch
            )
            planned.append(_dead_letters(dead, application.name, sizes, facts))
        heartbeat = heartbeat_topic(application, answers)
        if heartbeat is not None and heartbeat not in {topic.name for topic in planned}:
            planned.append(_heartbeat(heartbeat, application.name, facts))
    return tuple(planned)


def streams_partitions(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> int:
    """Return the partitions of the topics that Kafka Streams applications make for themselves."""
    each = int(facts.number("strimzi.internal.streams_topics"))
    names = [a.name for a in answers.applications if a.kind is ApplicationKind.STREAMS]
    return each * sum(
        max((t.partitions for t in topics if name in t.consumers), default=0) for name in names
    )


def _largest_read(application: str, answers: Answers, facts: Facts) -> int | None:
    """Return the largest record an application may set aside: one it reads, with headers that say why."""
    read = [t.max_record_bytes for t in answers.topics if application in t.consumers]
    largest = max((size for size in read if size is not None), default=None)
    return None if largest is None else largest + int(facts.number("kafka.message.overhead_bytes"))


def _dead_letters(
    name: str, application: str, sizes: tuple[Setting, ...], facts: Facts
) -> TopicPlan:
    count = facts.get("kafka.partitions.dead_letters")
    kept = facts.get("kafka.retention.dead_letters_ms")
    reason = (
        f"records that {application} could not process; {count.number:g} partitions, one per zone"
    )
    return _topic(
        name,
        int(count.number),
        (
            Setting(
                name="cleanup.policy",
                value="delete",
                reason="Looked at, then gone",
                source=cite(kept),
            ),
            Setting(
                name="retention.ms",
                value=int(kept.number),
                reason=f"{span(kept.number)} to look at what failed and to send it again",
                source=cite(kept),
            ),
            *sizes,
            compression(),
        ),
        reason=reason,
        source=cite(count),
        application=application,
    )


def _heartbeat(name: str, application: str, facts: Facts) -> TopicPlan:
    kept = facts.get("kafka.retention.heartbeat_ms")
    settings = (
        Setting(
            name="cleanup.policy",
            value="delete",
            reason="Only the newest matters",
            source=cite(kept),
        ),
        Setting(
            name="retention.ms",
            value=int(kept.number),
            reason="A day of heartbeats is more than anybody reads",
            source=cite(kept),
        ),
        compression(),
    )
    return _topic(
        name,
        1,
        settings,
        reason=f"heartbeats of {application}, which let the database drop its log while tables are quiet",
        source="Debezium documentation, heartbeat.interval.ms",
        application=application,
    )


def _topic(
    name: str,
    partitions: int,
    settings: tuple[Setting, ...],
    *,
    reason: str,
    source: str,
    application: str,
) -> TopicPlan:
    kept_ms = next(float(s.value) for s in settings if s.name == "retention.ms")
    return TopicPlan(
        name=name,
        partitions=partitions,
        replication_factor=0,
        min_insync_replicas=0,
        cleanup=Cleanup.DELETE,
        retention_hours=kept_ms / HOUR_MS,
        settings=settings,
        reason=reason,
        source=source,
        producers=(application,),
        consumers=(),
        internal=True,
    )
