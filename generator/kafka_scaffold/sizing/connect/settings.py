"""What settings of every connector have in common: converters by name, and what happens to bad records."""

from kafka_scaffold.model.answers import Answers, Application, ConnectorPlugin
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.prose import cite


CONNECT = "Apache Kafka Connect configuration"
BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter"
TEXT = "org.apache.kafka.connect.storage.StringConverter"
JSON = "org.apache.kafka.connect.json.JsonConverter"


def plain(name: str, value: str | int | bool, reason: str, source: str) -> Setting:
    """Return a setting; its parts stand in the order in which one reads them."""
    return Setting(name=name, value=value, reason=reason, source=source)


def errors(dead_letters: str | None) -> tuple[Setting, ...]:
    """Return where records go that cannot be converted; without a topic for them they stop the connector."""
    logged = (
        plain("errors.log.enable", True, "Every failure is in the worker's log", CONNECT),
        plain(
            "errors.log.include.messages",
            False,
            "Records may hold personal data; logs must not",
            CONNECT,
        ),
    )
    if dead_letters is None:
        return logged
    return (
        plain(
            "errors.tolerance",
            "all",
            "A record that cannot be converted goes aside and does not stop the others",
            CONNECT,
        ),
        plain("errors.deadletterqueue.topic.name", dead_letters, "Where it goes", CONNECT),
        plain(
            "errors.deadletterqueue.context.headers.enable",
            True,
            "Headers say what failed and where",
            CONNECT,
        ),
        plain(
            "errors.retry.timeout",
            600000,
            "Ten minutes of S3 or network trouble are retried first",
            CONNECT,
        ),
        *logged,
    )


def plain_mib_s(topics: tuple[TopicPlan, ...], demand: Demand, answers: Answers) -> float:
    """Return peak MiB/s before compression: a connector converts and writes plain records."""
    names = {topic.name for topic in topics}
    wire = sum(t.ingress_peak_mib_s for t in demand.topics if t.name in names)
    return wire * answers.workload.compression_ratio


def declared_topics(
    application: Application, topics: tuple[TopicPlan, ...]
) -> tuple[TopicPlan, ...]:
    """Return the topics that a connector was declared for, without those it has for itself."""
    sink = application.connector is ConnectorPlugin.S3
    return tuple(
        topic
        for topic in topics
        if application.name in (topic.consumers if sink else topic.producers) and not topic.internal
    )


def producer_compression(facts: Facts) -> Setting:
    """Return how workers compress what source connectors write."""
    level = facts.get("clients.tuning.objectives.balance.compression")
    return plain(
        "producer.compression.type",
        level.text,
        "The sizing counts on compressed records",
        cite(level),
    )


def largest_request(topics: tuple[TopicPlan, ...]) -> tuple[Setting, ...]:
    """Return what workers may send at once, where a topic takes more than the producer's default."""
    found = [
        (int(setting.value), topic.name)
        for topic in topics
        for setting in topic.settings
        if setting.name == "max.message.bytes"
    ]
    if not found:
        return ()
    value, topic = max(found)
    reason = f"As much as {topic} takes; a larger record fails the task that writes it"
    return (plain("producer.max.request.size", value, reason, "topics[].max_record_size"),)
