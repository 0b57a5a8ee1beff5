"""A producer's settings in the words of its library."""

from math import ceil

from kafka_scaffold.model.answers import Application
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.connection import INSTANCE, connection, security
from kafka_scaffold.sizing.clients.documents import KAFKA_DOCS, RDKAFKA_DOCS
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.clients.load import ClientContext, Load, producer_load
from kafka_scaffold.sizing.clients.overrides import Sections
from kafka_scaffold.sizing.clients.profile import (
    Decision,
    batch_bytes,
    buffer_bytes,
    codec,
    linger_ms,
)
from kafka_scaffold.sizing.prose import KIB, cite, clamp, size, span


def producer_sections(context: ClientContext, application: Application, library: str) -> Sections:
    """Return the sections of one producer's file."""
    load = producer_load(context, application)
    java = library == "java"
    batching = _java_batching(context, load) if java else _librdkafka_batching(context, load)
    return (
        ("connection", connection(context, application, library)),
        ("security", security(context, application, library)),
        ("durability", durability(context, application, library)),
        ("batching", batching),
    )


def durability(
    context: ClientContext, application: Application, library: str
) -> tuple[Setting, ...]:
    """Return what makes a record count once: acknowledged by copies, not twice, not out of order."""
    docs = KAFKA_DOCS if library == "java" else RDKAFKA_DOCS
    why = "a retry writes nothing twice and keeps the order"
    if library != "java":
        why += "; librdkafka's default is false"
    settings = [
        setting(
            "acks", "all", "a record counts when the copies in sync hold it", "goals.durability"
        ),
        setting("enable.idempotence", True, why, docs),
    ]
    if application.exactly_once:
        settings += _transactions(context, application, library)
    else:
        settings.append(_delivery_timeout(context, library))
    backoff = context.facts.get("clients.tuning.retry_backoff_ms")
    request = context.facts.get(f"clients.tuning.objectives.{context.objective}.request_timeout_ms")
    reason = "a broker that restarts is not asked again at once"
    settings += [
        setting(
            "request.timeout.ms",
            int(request.number),
            f"an answer that takes longer than {span(request.number)} is asked for again, elsewhere if need be",
            cite(request),
        ),
        setting("retry.backoff.ms", int(backoff.number), reason, cite(backoff)),
    ]
    return tuple(settings)


def _delivery_timeout(context: ClientContext, library: str) -> Setting:
    fact = context.facts.get("clients.tuning.delivery_timeout_ms")
    linger, request = linger_ms(context, library).number, int(context.tuned("request_timeout_ms"))
    reason = (
        f"after {span(fact.number)} of retries the code must decide; longer than a broker's failover, and than "
        f"linger and request together ({linger} + {request} ms)"
    )
    return setting("delivery.timeout.ms", int(fact.number), reason, cite(fact))


def _transactions(context: ClientContext, application: Application, library: str) -> list[Setting]:
    fact = context.facts.get("clients.tuning.transaction_timeout_ms")
    settings = [
        setting(
            "transactional.id",
            f"{application.name}-{INSTANCE}",
            "set KAFKA_INSTANCE to a name that an instance keeps over restarts (an ordinal, never random): it fences "
            "its own predecessor, and access is granted to ids that begin so",
            "applications.*.exactly_once",
        ),
        setting(
            "transaction.timeout.ms",
            int(fact.number),
            f"a transaction that hangs holds up readers of committed records {span(fact.number)} at most",
            cite(fact),
        ),
    ]
    reason = f"no record may be under way longer than its transaction, {span(fact.number)}"
    if library == "java":
        reason = f"as long as the transaction, {span(fact.number)}: later it would be for nothing"
    return [*settings, setting("delivery.timeout.ms", int(fact.number), reason, cite(fact))]


def compression(context: ClientContext, library: str, prefix: str = "") -> tuple[Setting, ...]:
    """Return codec and level."""
    chosen = codec(context)
    java = library == "java"
    name = "compression.type" if java else "compression.codec"
    settings = [setting(f"{prefix}{name}", chosen.value, chosen.reason, chosen.source)]
    if chosen.value == "zstd":
        level = context.facts.get("clients.tuning.zstd_level")
        name = "compression.zstd.level" if java else "compression.level"
        settings.append(setting(f"{prefix}{name}", int(level.number), level.note, cite(level)))
    return tuple(settings)


def _java_batching(context: ClientContext, load: Load) -> tuple[Setting, ...]:
    linger = linger_ms(context, "java")
    batch = batch_bytes(context, load, linger)
    buffer = buffer_bytes(context, load, batch, "buffer_floor_mib")
    return (
        _named("linger.ms", linger),
        _named("batch.size", batch),
        _named("buffer.memory", buffer),
        *compression(context, "java"),
        *_largest("max.request.size", load),
    )


def _librdkafka_batching(context: ClientContext, load: Load) -> tuple[Setting, ...]:
    linger = linger_ms(context, "librdkafka")
    batch = batch_bytes(context, load, linger)
    buffer = buffer_bytes(context, load, batch, "queue_floor_mib")
    return (
        _named("linger.ms", linger),
        _named("batch.size", batch),
        Setting(
            name="queue.buffering.max.kbytes",
            value=buffer.number // KIB,
            reason=buffer.reason[0].upper() + buffer.reason[1:],
            source=buffer.source,
        ),
        _messages(context, buffer),
        *compression(context, "librdkafka"),
        *_partitioner(load),
        *_largest("message.max.bytes", load),
    )


def _messages(context: ClientContext, buffer: Decision) -> Setting:
    record = context.answers.workload.record_bytes
    default = context.facts.get("clients.librdkafka.producer.queue.buffering.max.messages.default")
    value = int(clamp(ceil(buffer.number / record), default.number, 10_000_000))
    reason = f"{size(buffer.number)} hold {value:,} records of {size(record)}; the count must not fill before the bytes"
    return setting("queue.buffering.max.messages", value, reason, cite(default))


def _partitioner(load: Load) -> tuple[Setting, ...]:
    if not load.keyed:
        return ()
    reason = "the same key goes to the same partition as with Java clients; librdkafka's default (CRC32) would not"
    return (setting("partitioner", "murmur2_random", reason, RDKAFKA_DOCS),)


def _largest(name: str, load: Load) -> tuple[Setting, ...]:
    if load.largest_batch is None:
        return ()
    reason = f"as much as the topic takes, {size(load.largest_batch)}"
    return (setting(name, load.largest_batch, reason, "topics[].max_record_size"),)


def _named(name: str, decision: Decision) -> Setting:
    return setting(name, decision.value, decision.reason, decision.source)
