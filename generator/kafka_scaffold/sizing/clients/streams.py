"""A Kafka Streams application's settings; its clients' own carry the prefixes ``producer.`` and ``consumer.``."""

from kafka_scaffold.model.answers import Application, Survive
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.connection import connection, rack, security
from kafka_scaffold.sizing.clients.consumer import isolation
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.clients.load import (
    ClientContext,
    consumer_load,
    producer_load,
)
from kafka_scaffold.sizing.clients.overrides import Sections
from kafka_scaffold.sizing.clients.producer import compression
from kafka_scaffold.sizing.clients.profile import (
    batch_bytes,
    fetch_min_bytes,
    fetch_wait_ms,
    linger_ms,
)
from kafka_scaffold.sizing.prose import cite, size, span


DOCS = "Apache Kafka Streams, configuration"
STREAMS_LINGER_MS = 100


def streams_sections(context: ClientContext, application: Application) -> Sections:
    """Return the sections of one Streams application's file."""
    return (
        ("connection", _connection(context, application)),
        ("security", security(context, application, "java")),
        ("processing", _processing(context, application)),
        ("state", _state(context, application)),
        ("producer", _producer(context, application)),
        ("consumer", _consumer(context, application)),
    )


def _connection(context: ClientContext, application: Application) -> tuple[Setting, ...]:
    own = setting(
        "application.id",
        application.name,
        "names the group and begins the names of internal topics; access is granted to those",
        "applications.*",
    )
    return (own, *connection(context, application, "java"), *rack(context, "java", "consumer."))


def _processing(context: ClientContext, application: Application) -> tuple[Setting, ...]:
    if not application.exactly_once:
        reason = "a crash repeats records and loses none"
        return (
            setting("processing.guarantee", "at_least_once", reason, "applications.*.exactly_once"),
        )
    timeout = context.facts.get("clients.tuning.transaction_timeout_ms")
    return (
        setting(
            "processing.guarantee",
            "exactly_once_v2",
            "state, output and positions are committed in one transaction",
            "applications.*.exactly_once",
        ),
        setting(
            "producer.transaction.timeout.ms",
            int(timeout.number),
            f"Streams' own 10 s are too short for a broker's failover; {span(timeout.number)} is the client's default",
            cite(timeout),
        ),
    )


def _state(context: ClientContext, application: Application) -> tuple[Setting, ...]:
    settings = [
        setting(
            "state.dir",
            f"/var/lib/kafka-streams/{application.name}",
            "on a volume that survives a restart; the default in /tmp means a full restore every time",
            DOCS,
        ),
        setting(
            "topology.optimization", "all", "source topics serve as changelogs where they can", DOCS
        ),
    ]
    goals = context.answers.goals.durability
    if goals.survive is not Survive.BROKER or goals.rto_s is not None:
        fact = context.facts.get("clients.tuning.standby_replicas")
        settings.append(setting("num.standby.replicas", int(fact.number), fact.note, cite(fact)))
    return tuple(settings)


def _producer(context: ClientContext, application: Application) -> tuple[Setting, ...]:
    load = producer_load(context, application)
    linger = linger_ms(context, "java")
    batch = batch_bytes(context, load, linger)
    settings = [
        setting(
            "producer.acks",
            "all",
            "a record counts when the copies in sync hold it",
            "goals.durability",
        ),
        setting("producer.batch.size", batch.value, batch.reason, batch.source),
        *compression(context, "java", "producer."),
    ]
    if linger.number != STREAMS_LINGER_MS:
        reason = f"{linger.reason}; Streams' own is {STREAMS_LINGER_MS} ms"
        settings.insert(1, setting("producer.linger.ms", linger.value, reason, linger.source))
    if load.largest_batch is not None:
        reason = f"as much as the topic takes, {size(load.largest_batch)}"
        value = load.largest_batch
        settings.append(
            setting("producer.max.request.size", value, reason, "topics[].max_record_size")
        )
    return tuple(settings)


def _consumer(context: ClientContext, application: Application) -> tuple[Setting, ...]:
    load = consumer_load(context, application)
    wait = fetch_wait_ms(context)
    least = fetch_min_bytes(context, load, wait)
    default = context.facts.number("clients.java.consumer.fetch.max.wait.ms.default")
    settings = [
        setting("consumer.auto.offset.reset", "earliest", "a new application misses nothing", DOCS)
    ]
    if not application.exactly_once:  # Streams sets read_committed itself with exactly_once_v2
        level, why = isolation(application, load, context)
        settings.append(
            setting("consumer.isolation.level", level, why, "applications.*.exactly_once")
        )
    if least.number > 1:
        settings.append(
            setting("consumer.fetch.min.bytes", least.value, least.reason, least.source)
        )
    if wait.number != default:
        settings.append(setting("consumer.fetch.max.wait.ms", wait.value, wait.reason, wait.source))
    if load.largest_batch is not None:
        reason = f"a whole batch of the topic's limit of {size(load.largest_batch)} comes at once"
        name = "consumer.max.partition.fetch.bytes"
        settings.append(setting(name, load.largest_batch, reason, "topics[].max_record_size"))
    return tuple(settings)
