"""Each rule about client settings finds what it is about, and nothing in a sound file."""

import pytest

from builders import facts
from kafka_scaffold.model.answers import Cleanup
from kafka_scaffold.model.plan import ClientConfig, Setting, TopicPlan
from kafka_scaffold.rules.clients import check_client


def client(library, role, **given):
    """Return a client with settings; two underscores stand for a dot."""
    settings = tuple(
        Setting(name=name.replace("__", "."), value=value, reason="for the test", source="test")
        for name, value in given.items()
    )
    return ClientConfig(
        application="web", role=role, library=library, sections=(("all", settings),)
    )


def topic(partitions=6, largest=None):
    """Return a topic that web writes and reads."""
    limit = (
        (Setting(name="max.message.bytes", value=largest, reason="", source=""),) if largest else ()
    )
    return TopicPlan(
        name="clicks",
        partitions=partitions,
        replication_factor=3,
        min_insync_replicas=2,
        cleanup=Cleanup.DELETE,
        retention_hours=24,
        settings=limit,
        reason="",
        source="",
        producers=("web",),
        consumers=("web",),
    )


def rules(config, *topics):
    """Return the rules that a client breaks."""
    return {finding.rule for finding in check_client(config, topics or (topic(),), facts())}


SOUND = {"enable__idempotence": True, "acks": "all"}


@pytest.mark.parametrize("library", ["java", "librdkafka"])
def test_a_sound_producer_breaks_no_rule(library):
    """Defaults and idempotence."""
    assert rules(client(library, "producer", **SOUND)) == set()


@pytest.mark.parametrize("library", ["java", "librdkafka"])
def test_a_consumer_of_defaults_breaks_no_rule(library):
    """Nothing set, nothing wrong."""
    assert rules(client(library, "consumer")) == set()


@pytest.mark.parametrize(
    ("rule", "library", "given"),
    [
        ("setting-unknown", "librdkafka", {"buffer__memory": 1}),
        ("setting-unknown", "java", {"queue__buffering__max__kbytes": 1}),
        ("setting-unknown", "librdkafka", {"config__providers__env__class": "x"}),
        ("idempotence-acks", "java", {"acks": "1"}),
        ("idempotence-acks", "librdkafka", {"request__required__acks": 1, "acks": 1}),
        ("idempotence-in-flight", "java", {"max__in__flight__requests__per__connection": 6}),
        ("idempotence-in-flight", "librdkafka", {"max__in__flight": 6}),
        ("idempotence-retries", "java", {"retries": 0}),
        ("transaction-idempotence", "java", {"enable__idempotence": False, "transactional__id": "a"}),
        ("no-idempotence", "java", {"enable__idempotence": False}),
        ("acks", "java", {"acks": "1", "enable__idempotence": False}),
        ("delivery-timeout", "java", {"delivery__timeout__ms": 30000, "linger__ms": 1}),
        ("delivery-timeout", "librdkafka", {"message__timeout__ms": 5, "linger__ms": 5}),
        ("batch-buffer", "java", {"batch__size": 2**26}),
        ("batch-buffer", "java", {"batch__size": 2**23}),
        ("batch-buffer", "librdkafka", {"batch__size": 2**21, "queue__buffering__max__kbytes": 1024}),
        ("transaction-timeout", "java", {"transaction__timeout__ms": 900_001}),
        ("transaction-delivery", "librdkafka", {"transactional__id": "a"}),
        ("record-size", "java", {"max__request__size": 2_000_000}),
        ("record-size", "librdkafka", {"message__max__bytes": 2_000_000}),
        ("secret-in-file", "librdkafka", {"sasl__password": "hunter2"}),
        ("secret-in-file", "java", {"sasl__jaas__config": 'X required username="a" password="hunter2";'}),
        ("secret-in-file", "java", {"ssl__keystore__key": "-----BEGIN"}),
    ],
)  # fmt: skip
def test_a_producer_that_breaks_a_rule(rule, library, given):
    """The finding names the rule."""
    assert rule in rules(client(library, "producer", **SOUND | given))


@pytest.mark.parametrize(
    ("rule", "library", "given"),
    [
        ("heartbeat", "java", {"heartbeat__interval__ms": 45000}),
        ("heartbeat", "java", {"heartbeat__interval__ms": 16000}),
        ("session", "java", {"session__timeout__ms": 5000, "heartbeat__interval__ms": 1000}),
        ("poll-interval", "librdkafka", {"max__poll__interval__ms": 30000}),
        ("fetch-wait", "java", {"fetch__max__wait__ms": 30000}),
        ("fetch-wait", "librdkafka", {"fetch__wait__max__ms": 59000}),
        ("fetch-bytes", "java", {"fetch__min__bytes": 2, "fetch__max__bytes": 1}),
        ("fetch-bytes", "librdkafka", {"fetch__max__bytes": 999_999}),
        ("setting-unknown", "librdkafka", {"fetch__max__wait__ms": 1}),
    ],
)  # fmt: skip
def test_a_consumer_that_breaks_a_rule(rule, library, given):
    """The finding names the rule."""
    assert rule in rules(client(library, "consumer", **given))


def test_a_large_batch_is_fetched_whole():
    """A topic of 5 MB with fetches of 1 MiB goes one batch at a time."""
    large = topic(largest=5_000_000)

    assert rules(client("java", "consumer"), large) == {"fetch-size"}
    assert rules(client("java", "consumer", max__partition__fetch__bytes=5_000_000), large) == set()


def test_secrets_from_the_environment_are_fine():
    """A placeholder is not a secret."""
    jaas = 'X required username="a" password="${env:KAFKA_PASSWORD}";'

    assert rules(client("java", "producer", sasl__jaas__config=jaas, **SOUND)) == set()


def test_streams_clients_are_checked_under_their_prefixes():
    """Streams' own linger of 100 ms counts; a prefix does not hide a mistake."""
    assert rules(client("java", "streams", application__id="web")) == set()
    assert rules(client("java", "streams", producer__acks="1")) == {"idempotence-acks", "acks"}
    assert rules(client("java", "streams", producer__delivery__timeout__ms=30050)) == {
        "delivery-timeout"
    }
    assert rules(client("java", "streams", consumer__linger__ms=1)) == {"setting-unknown"}
    assert rules(client("java", "streams", consumer__heartbeat__interval__ms=45000)) == {
        "heartbeat"
    }
