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


@pytest.mark.parametrize("library", ["java", "librdkafka"])
def test_brokers_decide_about_sessions_of_the_new_protocol(library):
    """KIP-848 refuses what the classic protocol had; alone it is fine."""
    alone = client(library, "consumer", group__protocol="consumer")
    names = ("session__timeout__ms", "heartbeat__interval__ms", "partition__assignment__strategy")
    values = (45000, 3000, "range")

    assert rules(alone) == set()
    for name, value in zip(names, values, strict=True):
        both = client(library, "consumer", group__protocol="consumer", **{name: value})
        assert rules(both) == {"group-protocol"}
        classic = client(library, "consumer", group__protocol="classic", **{name: value})
        assert rules(classic) == set()


@pytest.mark.parametrize("library", ["java", "librdkafka"])
@pytest.mark.parametrize("mechanism", ["PLAIN", "OAUTHBEARER"])
def test_what_a_client_signs_in_with_needs_tls(library, mechanism):
    """A name and a password, or a token that anyone may use who sees it."""
    name = "sasl__mechanism" if library == "java" else "sasl__mechanisms"
    clear = client(library, "consumer", security__protocol="SASL_PLAINTEXT", **{name: mechanism})
    unsaid = client(library, "consumer", **{name: mechanism})
    covered = client(library, "consumer", security__protocol="SASL_SSL", **{name: mechanism})

    assert rules(clear) == rules(unsaid) == {"secret-in-clear"}
    assert rules(covered) == set()


@pytest.mark.parametrize(
    "options",
    [
        'username="a" password="b";',
        "username='a' password='b';",
        'clientId="a" clientSecret="b";',
        'clientId="a" clientSecret = "b";',
    ],
)
def test_a_login_module_holds_no_secret(options):
    """Neither a password nor what a client gets its tokens for; a variable is fine."""
    filled = options.replace("b", "${env:X}")

    assert "secret-in-file" in rules(client("java", "consumer", sasl__jaas__config=options))
    assert rules(client("java", "consumer", sasl__jaas__config=filled)) == set()


def test_a_single_request_under_way_keeps_the_order():
    """What cannot overtake is only said to be repeated."""
    loose = {"enable__idempotence": False, "acks": "all"}
    strict = {**loose, "max__in__flight__requests__per__connection": 1}

    def said(given):
        found = check_client(client("java", "producer", **given), (topic(),), facts())
        return [finding.message for finding in found if finding.rule == "no-idempotence"]

    assert said(loose) == ["a retry may write twice and out of order"]
    assert said(strict) == ["a retry may write twice"]


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
