"""Properties of brokers by formula: copies, reading by zone, retention, the largest record."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.prose import HOUR_MS, cite, power_of_two, size, span
from kafka_scaffold.sizing.topics.plan import Replication


RACK_AWARE = "org.apache.kafka.common.replica.RackAwareReplicaSelector"
MORE_CONSUMERS = 1.25  # than there are today


def declared_topics() -> Setting:
    """Return that no client makes a topic by naming it."""
    return Setting(
        name="auto.create.topics.enable",
        value=False,
        reason="Topics are declared in this repository; a typing error must not create one",
        source="Apache Kafka broker configuration, auto.create.topics.enable",
    )


def copies(kept: Replication) -> tuple[Setting, ...]:
    """Return the copies of topics without a number of their own, and of Kafka's bookkeeping."""

    def one(name: str, value: int, what: str) -> Setting:
        reason = f"{what}: {kept.reason}"
        return Setting(name=name, value=value, reason=reason, source=kept.source)

    return (
        one("default.replication.factor", kept.factor, "Topics without a number of their own"),
        one("min.insync.replicas", kept.min_insync, "Copies that acks=all waits for"),
        one("offsets.topic.replication.factor", kept.factor, "Consumer positions"),
        one("transaction.state.log.replication.factor", kept.factor, "State of transactions"),
        one("transaction.state.log.min.isr", kept.min_insync, "State of transactions"),
    )


def reading_by_zone(source: str) -> Setting:
    """Return that consumers may read from a copy in their own zone."""
    return Setting(
        name="replica.selector.class",
        value=RACK_AWARE,
        reason="Consumers that set client.rack read from a copy in their own zone; traffic between zones costs money",
        source=source,
    )


def fetch_sessions(demand: Demand, facts: Facts) -> tuple[Setting, ...]:
    """Return room for the consumers' fetch sessions, where the default has too little."""
    default = facts.get("kafka.fetch_sessions.default_slots")
    if demand.consumers <= default.number:
        return ()
    value = power_of_two(demand.consumers * MORE_CONSUMERS)
    sessions = Setting(
        name="max.incremental.fetch.session.cache.slots",
        value=value,
        reason=f"{demand.consumers} consumers each hold a fetch session on a broker; next power of two with a "
        f"quarter more (default {default.number:g})",
        source=cite(default),
    )
    return (sessions,)


def retention(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> tuple[Setting, ...]:
    """Return how long records stay without a retention of their own, and positions of stopped consumers."""
    kept_ms = round(answers.workload.retention_s * 1000)
    settings = [
        Setting(
            name="log.retention.ms",
            value=kept_ms,
            reason=f"Topics without a retention of their own keep {span(kept_ms)}",
            source="workload.retention",
        )
    ]
    default = facts.get("kafka.offsets.default_retention_minutes")
    longest_hours = max(
        (t.retention_hours for t in topics if not t.internal), default=kept_ms / HOUR_MS
    )
    minutes = round(longest_hours * 60)
    if minutes > default.number:
        settings.append(
            Setting(
                name="offsets.retention.minutes",
                value=minutes,
                reason=f"A stopped consumer finds its position as long as its records are kept, {longest_hours:.4g} h "
                f"(default {default.number / 60:g} h)",
                source=cite(default),
            )
        )
    return tuple(settings)


def record_size(topics: tuple[TopicPlan, ...], facts: Facts) -> tuple[Setting, ...]:
    """Return what brokers take and replicas fetch, when a topic takes more than the default."""
    largest = [
        (int(s.value), t.name) for t in topics for s in t.settings if s.name == "max.message.bytes"
    ]
    if not largest:
        return ()
    value, topic = max(largest)
    source = cite(facts.get("kafka.message.default_max_bytes"))

    def one(name: str, what: str) -> Setting:
        return Setting(
            name=name,
            value=value,
            reason=f"{what} {size(value)}, the limit of {topic}",
            source=source,
        )

    return (
        one("message.max.bytes", "No topic takes more than"),
        one("replica.fetch.max.bytes", "Replicas fetch a whole batch at once, up to"),
    )
