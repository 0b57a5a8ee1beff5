"""Settings of a change capture: Debezium for PostgreSQL, tables to topics and an outbox to events.

Topic names say what is captured: ``outbox.event.<type>`` are events of the table ``public.outbox``, everything else
is a table, ``prefix.schema.table`` or just ``table`` of schema ``public``.
"""

from collections.abc import Callable

from kafka_scaffold.model.answers import Answers, Application, Cleanup
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import CONNECT, JSON, TEXT, errors, plain
from kafka_scaffold.sizing.topics.internal import (
    OUTBOX,
    capture_prefix,
    captured_topics,
)


DEBEZIUM = "Debezium 3.7 documentation, PostgreSQL connector"
ROUTER = "Debezium 3.7 documentation, outbox event router"
OUTBOX_TABLE = "public.outbox"
REGEX_ROUTER = "org.apache.kafka.connect.transforms.RegexRouter"
POSTGRES_CLASS = "io.debezium.connector.postgresql.PostgresConnector"
_CREDENTIALS = (
    ("hostname", "host"),
    ("port", "port"),
    ("user", "username"),
    ("password", "password"),
    ("dbname", "dbname"),
)


def table_of(topic: str) -> str:
    """Return the table that a topic takes its records from."""
    parts = topic.split(".")
    return ".".join(parts[-2:]) if len(parts) > 1 else f"public.{topic}"


def debezium_settings(
    application: Application,
    answers: Answers,
    topics: tuple[TopicPlan, ...],
    credential: Callable[[str, str], Setting],
    worker: tuple[Setting, ...],
    values: tuple[Setting, ...],
) -> tuple[Setting, ...]:
    """Return the configuration of one change capture, without its class and tasks.

    Args:
        application: The change capture.
        answers: For the topics that are declared.
        topics: What it writes.
        credential: The setting of one of the database's credentials, from Debezium's name of it and the secret's.
        worker: What the platform's workers need beside.
        values: The converter of a table's values; none writes them as JSON, as events of an outbox always are.
    """
    direct = captured_topics(application, answers)
    events = outbox_topics(topics)
    return (
        *(credential(key, field) for key, field in _CREDENTIALS),
        *capture_settings(application, answers, topics),
        *worker,
        *_converters(direct, events, values),
        *errors(None),
    )


def outbox_topics(topics: tuple[TopicPlan, ...]) -> tuple[str, ...]:
    """Return the topics of events that come from the outbox."""
    return tuple(topic.name for topic in topics if topic.name.startswith(OUTBOX))


def capture_settings(
    application: Application,
    answers: Answers,
    topics: tuple[TopicPlan, ...],
    router: str = REGEX_ROUTER,
) -> tuple[Setting, ...]:
    """Return what is captured and where it goes, whoever runs the connector; ``router`` renames topics there."""
    direct = captured_topics(application, answers)
    events = outbox_topics(topics)
    prefix = capture_prefix(application, answers)
    return (
        plain("topic.prefix", prefix, "Topics of tables are called prefix.schema.table", DEBEZIUM),
        *_capture(application, direct, events),
        *_deletes(topics),
        *_transforms(direct, events, prefix, router),
    )


def _literally(name: str) -> str:
    """Return a regular expression for a topic's name; of its characters only the dot means something else."""
    return name.replace(".", "[.]")


def _capture(
    application: Application, direct: tuple[str, ...], events: tuple[str, ...]
) -> tuple[Setting, ...]:
    slot = application.name.replace("-", "_")
    tables = [table_of(name) for name in direct] + ([OUTBOX_TABLE] if events else [])
    mode, why = (
        ("initial", "Begins with what the tables hold, then follows changes")
        if direct
        else ("no_data", "An outbox holds events, not state: begin with what comes")
    )
    return (
        plain(
            "plugin.name",
            "pgoutput",
            "The decoder that RDS and Aurora have; the default is not installed there",
            DEBEZIUM,
        ),
        plain("slot.name", slot, "A slot of its own", DEBEZIUM),
        plain("publication.name", slot, "A publication of its own", DEBEZIUM),
        plain(
            "publication.autocreate.mode",
            "filtered",
            "Only the tables below; all_tables needs a superuser",
            DEBEZIUM,
        ),
        plain(
            "table.include.list",
            ",".join(tables),
            "Tables that the topics' names ask for",
            "topics[].name",
        ),
        plain("snapshot.mode", mode, why, DEBEZIUM),
        plain(
            "heartbeat.interval.ms",
            10000,
            "Without it PostgreSQL keeps its log while the tables are quiet",
            DEBEZIUM,
        ),
    )


def _deletes(topics: tuple[TopicPlan, ...]) -> tuple[Setting, ...]:
    compacts = any(topic.cleanup is not Cleanup.DELETE for topic in topics)
    why = (
        "Compaction drops a key only after a tombstone"
        if compacts
        else "No topic is compacted, so an empty record says nothing to consumers"
    )
    return (plain("tombstones.on.delete", compacts, why, DEBEZIUM),)


def _transforms(
    direct: tuple[str, ...], events: tuple[str, ...], prefix: str, router: str
) -> tuple[Setting, ...]:
    renamed = [name for name in direct if name != f"{prefix}.{table_of(name)}"]
    routes = {f"route{index}": name for index, name in enumerate(renamed)}
    names = [*(["outbox"] if events else []), *routes]
    if not names:
        return ()
    settings = [
        plain("transforms", ",".join(names), "From tables to the topics declared here", CONNECT)
    ]
    if events:
        settings += _outbox(events, prefix)
    for label, name in routes.items():
        table = f"{prefix}.{table_of(name)}"
        settings += [
            plain(f"transforms.{label}.type", router, f"Table {table_of(name)} to {name}", CONNECT),
            plain(
                f"transforms.{label}.regex",
                _literally(table),
                f"Debezium's name for {name}",
                CONNECT,
            ),
            plain(
                f"transforms.{label}.replacement", name, "The name declared here", "topics[].name"
            ),
        ]
    return tuple(settings)


def _outbox(events: tuple[str, ...], prefix: str) -> tuple[Setting, ...]:
    types = ", ".join(name.removeprefix(OUTBOX) for name in events)
    pattern = _literally(f"{prefix}.{OUTBOX_TABLE}")
    kind = "org.apache.kafka.connect.transforms.predicates.TopicNameMatches"
    return (
        plain(
            "transforms.outbox.type",
            "io.debezium.transforms.outbox.EventRouter",
            "Turns rows of the outbox into events",
            ROUTER,
        ),
        plain("transforms.outbox.predicate", "isOutbox", "Rows of other tables pass by", CONNECT),
        plain(
            "transforms.outbox.route.by.field",
            "aggregatetype",
            f"Column that names the topic; declared are {types}",
            ROUTER,
        ),
        plain(
            "transforms.outbox.route.topic.replacement",
            OUTBOX + "${routedByValue}",
            "Topics are called as declared",
            ROUTER,
        ),
        plain(
            "transforms.outbox.table.expand.json.payload",
            True,
            "The payload becomes JSON, not text that holds JSON",
            ROUTER,
        ),
        plain("predicates", "isOutbox", "Tells the outbox from other tables", CONNECT),
        plain("predicates.isOutbox.type", kind, "By Debezium's name of the table", CONNECT),
        plain("predicates.isOutbox.pattern", pattern, "By Debezium's name of the table", CONNECT),
    )


def _converters(
    direct: tuple[str, ...], events: tuple[str, ...], values: tuple[Setting, ...]
) -> tuple[Setting, ...]:
    settings = []
    if direct:
        settings += [
            plain("key.converter", JSON, "A table's key may have several columns", CONNECT),
            plain(
                "key.converter.schemas.enable",
                False,
                "Keys without a schema in each record",
                CONNECT,
            ),
        ]
    else:
        settings.append(plain("key.converter", TEXT, "The aggregate's id is the key", ROUTER))
    if values and not events:
        return (*settings, *values)
    settings += [
        plain("value.converter", JSON, "Records are JSON", CONNECT),
        plain("value.converter.schemas.enable", False, "Without a schema in each record", CONNECT),
    ]
    return tuple(settings)
