"""Client settings against the library's own rules, against one another, and against the topics they touch."""

from collections.abc import Iterator

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import ClientConfig, Finding, TopicPlan
from kafka_scaffold.rules.effective import Effective, effective
from kafka_scaffold.rules.found import error, warning
from kafka_scaffold.rules.known import unknown_names
from kafka_scaffold.rules.secrets import check_secrets


# What clients of KIP-848 refuse: brokers decide it.
_CLASSIC_ONLY = ("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy")


def check_client(
    config: ClientConfig, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[Finding, ...]:
    """Return what the library refuses or warns of, and what contradicts the topics.

    Args:
        config: One client's settings; what it leaves out counts with the library's default.
        topics: The topics its application writes or reads.
        facts: Names and defaults of the library.
    """
    where = f"{config.application}.{config.role}.{config.library}"
    found = [
        error("setting-unknown", f"{config.library} has no {config.role} setting {name!r}", where)
        for name in unknown_names(config, facts)
    ]
    found += check_secrets(config, where)
    producing = effective(config, "producer", facts)
    if producing is not None:
        for rule in (_idempotence, _timeouts, _buffers, _transactions, _write_size):
            found += rule(producing, topics, where)
    consuming = effective(config, "consumer", facts)
    if consuming is not None:
        for rule in (_group_protocol, _session, _fetching, _read_size):
            found += rule(consuming, topics, where)
    return tuple(found)


def _idempotence(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    acks = given.text("acks") in ("all", "-1")
    if given.flag("enable.idempotence"):
        if not acks:
            yield error("idempotence-acks", "enable.idempotence needs acks=all", where)
        if given.explicit("max.in.flight.requests.per.connection") and given.number(
            "max.in.flight.requests.per.connection"
        ) > 5:  # fmt: skip
            yield error(
                "idempotence-in-flight",
                "enable.idempotence takes 5 requests in flight at most",
                where,
            )
        if given.number("retries") == 0:
            yield error("idempotence-retries", "enable.idempotence needs retries", where)
    elif given.text("transactional.id"):
        yield error("transaction-idempotence", "transactional.id needs enable.idempotence", where)
    else:
        alone = given.number("max.in.flight.requests.per.connection") == 1
        order = "" if alone else " and out of order"
        yield warning("no-idempotence", f"a retry may write twice{order}", where)
    written = (topic for topic in topics if given.application in topic.producers)
    least = max((topic.min_insync_replicas for topic in written), default=1)
    if not acks and least > 1:
        yield warning(
            "acks", f"acks={given.text('acks')} ignores min.insync.replicas {least}", where
        )


def _timeouts(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    del topics
    delivery, linger = given.number("delivery.timeout.ms"), given.number("linger.ms")
    request = given.number("request.timeout.ms")
    if given.library == "java" and delivery < linger + request:
        message = f"delivery.timeout.ms {delivery:.0f} is less than linger.ms {linger:.0f} + request.timeout.ms {request:.0f}"
        yield error("delivery-timeout", message, where)
    if given.library == "librdkafka" and delivery <= linger:
        message = f"delivery.timeout.ms {delivery:.0f} is not more than linger.ms {linger:.0f}"
        yield error("delivery-timeout", message, where)


def _buffers(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    batch, buffer = given.number("batch.size"), given.buffer_bytes
    if batch > buffer:
        message = f"batch.size {batch:.0f} is more than the buffer of {buffer:.0f} bytes"
        yield error("batch-buffer", message, where)
    written = sum(t.partitions for t in topics if given.application in t.producers)
    if given.library == "java" and written * batch > buffer:
        message = f"{written} partitions x batch.size {batch:.0f} are more than buffer.memory {buffer:.0f}"
        yield warning("batch-buffer", f"{message}: send() blocks", where)


def _transactions(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    del topics
    longest = 900_000  # brokers' transaction.max.timeout.ms
    timeout = given.number("transaction.timeout.ms")
    if timeout > longest:
        yield error(
            "transaction-timeout",
            f"transaction.timeout.ms {timeout:.0f}; brokers take {longest}",
            where,
        )
    transactional = bool(given.text("transactional.id"))
    delivery = given.number("delivery.timeout.ms")
    if transactional and given.library == "librdkafka" and delivery > timeout:
        message = (
            f"delivery.timeout.ms {delivery:.0f} is more than transaction.timeout.ms {timeout:.0f}"
        )
        yield error("transaction-delivery", message, where)


def _write_size(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    written = [t for t in topics if given.application in t.producers and not t.internal]
    limit = _largest(written, given)
    name = "max.request.size" if given.library == "java" else "message.max.bytes"
    if given.explicit(name) and given.number(name) > limit:
        message = f"{name} {given.number(name):.0f} is more than any topic takes, {limit:.0f}"
        yield error("record-size", message, where)


def _group_protocol(
    given: Effective, topics: tuple[TopicPlan, ...], where: str
) -> Iterator[Finding]:
    del topics
    if given.text("group.protocol").lower() != "consumer":
        return
    for name in _CLASSIC_ONLY:
        if given.explicit(name):
            message = f"{name} belongs to group.protocol=classic; with consumer the brokers decide"
            yield error("group-protocol", message, where)


def _session(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    del topics
    session, heartbeat = given.number("session.timeout.ms"), given.number("heartbeat.interval.ms")
    if heartbeat >= session:
        message = (
            f"heartbeat.interval.ms {heartbeat:.0f} is not below session.timeout.ms {session:.0f}"
        )
        yield error("heartbeat", message, where)
    elif heartbeat > session / 3:
        message = f"heartbeat.interval.ms {heartbeat:.0f} is more than a third of session.timeout.ms {session:.0f}"
        yield warning("heartbeat", message, where)
    if not 6_000 <= session <= 1_800_000:  # brokers' group.min and group.max.session.timeout.ms
        yield error(
            "session", f"session.timeout.ms {session:.0f} is not between 6 s and 30 min", where
        )
    poll = given.number("max.poll.interval.ms")
    if poll < session:
        message = f"max.poll.interval.ms {poll:.0f} is less than session.timeout.ms {session:.0f}"
        yield error("poll-interval", message, where)


def _fetching(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    del topics
    java = given.library == "java"
    wait = given.number("fetch.max.wait.ms" if java else "fetch.wait.max.ms")
    limit = given.number("request.timeout.ms") if java else given.number("socket.timeout.ms") - 1000
    if wait >= limit:
        yield error(
            "fetch-wait", f"a fetch waits {wait:.0f} ms, longer than its request may take", where
        )
    least, most = given.number("fetch.min.bytes"), given.number("fetch.max.bytes")
    if least > most:
        yield error(
            "fetch-bytes",
            f"fetch.min.bytes {least:.0f} is more than fetch.max.bytes {most:.0f}",
            where,
        )
    if not java and most < given.number("message.max.bytes"):
        yield error(
            "fetch-bytes", f"fetch.max.bytes {most:.0f} is less than message.max.bytes", where
        )


def _read_size(given: Effective, topics: tuple[TopicPlan, ...], where: str) -> Iterator[Finding]:
    read = [topic for topic in topics if given.application in topic.consumers]
    fetched = given.number("max.partition.fetch.bytes")
    largest = _largest(read, given, only_raised=True)
    if largest > fetched:
        message = f"max.partition.fetch.bytes {fetched:.0f} is less than a batch of {largest:.0f}: one at a time"
        yield warning("fetch-size", message, where)


def _largest(topics: list[TopicPlan], given: Effective, *, only_raised: bool = False) -> float:
    """Return the largest batch among topics; those without a setting have Kafka's default."""
    raised = [float(s.value) for t in topics for s in t.settings if s.name == "max.message.bytes"]
    if only_raised:
        return max(raised, default=0.0)
    return max((*raised, given.default_batch))
