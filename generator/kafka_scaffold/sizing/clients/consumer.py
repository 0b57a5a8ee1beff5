"""A consumer's settings in the words of its library."""

from kafka_scaffold.model.answers import Application
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.connection import connection, rack, security
from kafka_scaffold.sizing.clients.documents import KAFKA_DOCS, RDKAFKA_DOCS
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.clients.load import ClientContext, Load, consumer_load
from kafka_scaffold.sizing.clients.overrides import Sections
from kafka_scaffold.sizing.clients.profile import (
    fetch_min_bytes,
    fetch_wait_ms,
    poll_records,
    prefetch_kib,
)
from kafka_scaffold.sizing.prose import cite, size, span


COOPERATIVE = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"


def consumer_sections(context: ClientContext, application: Application, library: str) -> Sections:
    """Return the sections of one consumer's file."""
    load = consumer_load(context, application)
    java = library == "java"
    return (
        ("connection", (*connection(context, application, library), *rack(context, library))),
        ("security", security(context, application, library)),
        ("group", _group(context, application, java=java)),
        ("delivery", _delivery(context, application, load, java=java)),
        (
            "fetching",
            _java_fetching(context, load) if java else _librdkafka_fetching(context, load),
        ),
    )


def _group(context: ClientContext, application: Application, *, java: bool) -> tuple[Setting, ...]:
    docs = KAFKA_DOCS if java else RDKAFKA_DOCS
    fast = "fast_" if context.objective == "latency" else ""
    session = context.facts.get(f"clients.tuning.{fast}session_timeout_ms")
    heartbeat = context.facts.get(f"clients.tuning.{fast}heartbeat_ms")
    return (
        setting("group.id", application.name, "access is granted to this group", "applications.*"),
        setting(
            "partition.assignment.strategy",
            COOPERATIVE if java else "cooperative-sticky",
            "a rebalance moves only the partitions that must move; the others go on",
            docs,
        ),
        setting(
            "session.timeout.ms",
            int(session.number),
            f"an instance that is silent for {span(session.number)} gives its partitions up",
            cite(session),
        ),
        setting(
            "heartbeat.interval.ms",
            int(heartbeat.number),
            f"at most a third of the session of {span(session.number)}",
            cite(heartbeat),
        ),
    )


def isolation(application: Application, load: Load, context: ClientContext) -> tuple[str, str]:
    """Return the isolation level and why."""
    if application.exactly_once or load.transactional_upstream:
        return "read_committed", "records of transactions that were given up are not read"
    moved = any(s.name == "remote.storage.enable" for t in context.topics for s in t.settings)
    extra = ", and committed reads cost extra on tiered storage" if moved else ""
    return "read_uncommitted", f"nothing upstream writes in transactions{extra}"


def _delivery(
    context: ClientContext, application: Application, load: Load, *, java: bool
) -> tuple[Setting, ...]:
    docs = KAFKA_DOCS if java else RDKAFKA_DOCS
    level, why = isolation(application, load, context)
    settings = [
        setting(
            "auto.offset.reset",
            "earliest",
            "a new group, or one that lost its position, misses nothing; nor do new partitions",
            docs,
        ),
        *_commits(application, java=java),
        setting("isolation.level", level, why, "applications.*.exactly_once"),
    ]
    if java:
        reason = "a typing error in a topic's name must not create one"
        settings.append(setting("allow.auto.create.topics", False, reason, docs))
    elif context.objective == "durability":
        reason = "records are checked on arrival; librdkafka leaves that out to save CPU"
        settings.append(setting("check.crcs", True, reason, docs))
    return tuple(settings)


def _commits(application: Application, *, java: bool) -> tuple[Setting, ...]:
    if application.exactly_once:
        reason = "positions are committed within the transaction, by the producer"
        return (setting("enable.auto.commit", False, reason, "applications.*.exactly_once"),)
    if java:
        reason = (
            "the code commits what it has processed, so that a crash repeats records and loses none"
        )
        return (setting("enable.auto.commit", False, reason, KAFKA_DOCS),)
    return (
        setting(
            "enable.auto.commit",
            True,
            "what the code has stored is committed every 5 s",
            RDKAFKA_DOCS,
        ),
        setting(
            "enable.auto.offset.store",
            False,
            "the code stores a position after it has processed the record, so that a crash loses none",
            RDKAFKA_DOCS,
        ),
    )


def _java_fetching(context: ClientContext, load: Load) -> tuple[Setting, ...]:
    wait = fetch_wait_ms(context)
    least = fetch_min_bytes(context, load, wait)
    records = poll_records(context)
    return (
        setting("fetch.min.bytes", least.value, least.reason, least.source),
        setting("fetch.max.wait.ms", wait.value, wait.reason, wait.source),
        *_largest(load),
        *(
            ()
            if records is None
            else (setting("max.poll.records", records.value, records.reason, records.source),)
        ),
    )


def _librdkafka_fetching(context: ClientContext, load: Load) -> tuple[Setting, ...]:
    wait = fetch_wait_ms(context)
    least = fetch_min_bytes(context, load, wait)
    ahead = prefetch_kib(context, load)
    return (
        setting("fetch.min.bytes", least.value, least.reason, least.source),
        setting("fetch.wait.max.ms", wait.value, wait.reason, wait.source),
        setting("queued.max.messages.kbytes", ahead.value, ahead.reason, ahead.source),
        *_largest(load),
    )


def _largest(load: Load) -> tuple[Setting, ...]:
    if load.largest_batch is None:
        return ()
    reason = f"a whole batch of the topic's limit of {size(load.largest_batch)} comes at once"
    name = "max.partition.fetch.bytes"
    return (setting(name, load.largest_batch, reason, "topics[].max_record_size"),)
