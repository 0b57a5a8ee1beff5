"""Client settings: the numbers by formula, the names of one library alone, no secret, no needless default."""

from dataclasses import replace
from itertools import product

import pytest

import asked
from builders import facts
from kafka_scaffold.model.answers import Language, LatencyGoals, Objective, Ordering, Rate
from kafka_scaffold.rules.clients import check_client
from kafka_scaffold.rules.known import unknown_names
from kafka_scaffold.sizing.clients.emit import SAFETY
from kafka_scaffold.sizing.clients.findings import client_findings
from kafka_scaffold.sizing.clients.load import ClientContext, producer_load
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.msk.client_access import client_access


AUTHENTICATION = ("iam", "scram", "mtls")
LANGUAGES = (Language.JAVA, Language.GO)


def settings(answers, application, role, variant="standard"):
    """Return one client's settings by name."""
    return asked.named(asked.client(answers, application, role, variant).settings)


def one_writer(rate_mib_s, partitions, *, language=Language.JAVA, instances=1, record_bytes=1000):
    """Return answers in which web alone writes one topic, uncompressed, at a rate."""
    base = asked.answers(language=language)
    topic = replace(
        base.topics[0],
        share=1.0,
        producers=("web",),
        consumers=("sessions",),
        partitions=partitions,
    )
    apps = tuple(
        replace(a, instances=instances) for a in base.applications if a.name in ("web", "sessions")
    )
    rate = Rate(average_bytes_s=rate_mib_s * asked.MIB, peak_bytes_s=rate_mib_s * asked.MIB)
    workload = replace(base.workload, write=rate, compression_ratio=1.0, record_bytes=record_bytes)
    return replace(base, workload=workload, topics=(topic,), applications=apps)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("objective", "rate_mib_s", "partitions", "batch"),
    [
        pytest.param("balance", 10, 6, 65536, id="10 MiB/s / 6 x 20 ms x 1.25 = 42.7 KiB"),
        pytest.param("balance", 40, 6, 131072, id="170.7 KiB, at most 128 KiB"),
        pytest.param("throughput", 10, 6, 131072, id="50 ms: 106.7 KiB"),
        pytest.param("throughput", 60, 6, 1048576, id="640 KiB"),
        pytest.param("cost", 10, 6, 262144, id="100 ms: 213.3 KiB"),
        pytest.param("latency", 20, 6, 32768, id="5 ms: 21.3 KiB"),
    ],
)
def test_a_batch_is_what_a_partition_collects(language, objective, rate_mib_s, partitions, batch):
    """F1: rate per partition x linger x 1.25, a power of two within the objective's bounds."""
    answers = asked.optimise(one_writer(rate_mib_s, partitions, language=language), objective)

    assert settings(answers, "web", "producer")["batch.size"] == batch


@pytest.mark.parametrize(
    ("objective", "produce_ms", "end_to_end_ms", "linger"),
    [
        pytest.param("throughput", None, None, 50, id="no-goal"),
        pytest.param("throughput", 100, None, 25, id="a quarter of 100 ms"),
        pytest.param("cost", 1000, 80, 20, id="the tighter goal counts"),
        pytest.param("cost", 8, None, 5, id="never below 5 ms on MSK"),
        pytest.param("balance", 1000, None, 20, id="a loose goal changes nothing"),
    ],
)
def test_linger_leaves_room_in_the_goal(objective, produce_ms, end_to_end_ms, linger):
    """A record may wait a quarter of the time it has."""
    goals = LatencyGoals(produce_p99_ms=produce_ms, end_to_end_p99_ms=end_to_end_ms)
    answers = asked.optimise(asked.answers(language=Language.GO), objective, goals)
    given = settings(answers, "web", "producer")

    assert given.get("linger.ms", 5) == linger


def test_the_buffer_rides_out_a_leader_election():
    """F3: 10 s of 20 MiB/s are 200 MiB: 256; in librdkafka's words KiB, and enough messages of 1000 bytes."""
    java = settings(asked.optimise(one_writer(20, 6), "balance"), "web", "producer")
    other = settings(
        asked.optimise(one_writer(20, 6, language=Language.GO), "balance"), "web", "producer"
    )

    assert java["buffer.memory"] == 256 * asked.MIB
    assert other["queue.buffering.max.kbytes"] == 256 * 1024
    assert other["queue.buffering.max.messages"] == 268436


def test_the_buffer_holds_two_batches_of_every_partition():
    """F3: 2 x 600 partitions x 64 KiB are 75 MiB, more than 10 s of 1 MiB/s: 128."""
    answers = asked.optimise(one_writer(1, 600), "balance")

    assert settings(answers, "web", "producer")["buffer.memory"] == 128 * asked.MIB


def test_fetches_wait_for_half_of_what_brokers_hold():
    """F10: 12 MiB/s over 3 brokers for 1 s, half: 2 MiB, at most 128 KiB; the latency profile takes what is there."""
    cheap = settings(asked.optimise(one_writer(12, 6), "cost"), "sessions", "consumer")
    fast = settings(asked.optimise(one_writer(12, 6), "latency"), "sessions", "consumer")

    assert (cheap["fetch.min.bytes"], cheap["fetch.max.wait.ms"]) == (131072, 1000)
    assert "fetch.min.bytes" not in fast
    assert fast["fetch.max.wait.ms"] == 100


def test_a_slow_topic_is_fetched_as_it_comes():
    """F10: 0.002 MiB/s over 3 brokers for 0.5 s, half: 175 bytes, too little to wait for."""
    answers = asked.optimise(one_writer(0.002, 6), "balance")

    assert "fetch.min.bytes" not in settings(answers, "sessions", "consumer")


def test_a_fetch_waits_a_quarter_of_the_end_to_end_goal():
    """200 ms end to end leave 50 ms."""
    goals = LatencyGoals(end_to_end_p99_ms=200)
    answers = asked.optimise(one_writer(12, 6, language=Language.GO), "cost", goals)

    assert settings(answers, "sessions", "consumer")["fetch.wait.max.ms"] == 50


def test_polls_hold_a_mebibyte_where_throughput_counts():
    """F7: 1 MiB of 300 bytes are 3496 records, and never more than 5000."""
    small = asked.optimise(one_writer(12, 6, record_bytes=300), "throughput")
    tiny = asked.optimise(one_writer(12, 6, record_bytes=50), "throughput")

    assert settings(small, "sessions", "consumer")["max.poll.records"] == 3496
    assert settings(tiny, "sessions", "consumer")["max.poll.records"] == 5000
    assert "max.poll.records" not in settings(
        asked.optimise(small, "balance"), "sessions", "consumer"
    )


def test_prefetching_is_two_seconds():
    """F6: 2 s of 5 MiB/s per instance are 10 MiB: 16."""
    answers = asked.optimise(one_writer(20, 8, language=Language.GO, instances=4), "balance")

    assert settings(answers, "sessions", "consumer")["queued.max.messages.kbytes"] == 16384


def test_an_environment_scales_its_instances():
    """A tenth of 20 producers are two."""
    answers = asked.answers()
    dev = answers.environments[0]
    demand = to_demand(answers, dev)
    context = ClientContext(
        answers=answers,
        environment=dev,
        demand=demand,
        topics=asked.topics(answers, "standard", dev),
        facts=facts(),
        access=client_access(answers.security.authentication, "standard"),
    )
    assert producer_load(context, answers.application("web")).instances == 2


def all_answers():
    """Yield answers over every objective, authentication, language, delivery and record size."""
    choices = product(Objective, AUTHENTICATION, LANGUAGES, (False, True), (None, 5_000_000))
    for objective, authentication, language, once, record in choices:
        answers = asked.optimise(asked.answers(authentication, language=language), objective.value)
        answers = asked.with_topics(answers, max_record_bytes=record)
        yield asked.exactly_once(answers) if once else answers


def test_every_name_is_known_to_its_library():
    """Java would ignore a wrong name, librdkafka would not start."""
    for answers in all_answers():
        for config in asked.clients(answers):
            assert unknown_names(config, facts()) == ()


def test_every_file_is_consistent():
    """Timeouts, sizes and guarantees agree with one another and with the topics."""
    for answers in all_answers():
        planned = asked.topics(answers)
        for config in asked.clients(answers):
            touched = tuple(
                t for t in planned if config.application in (*t.producers, *t.consumers)
            )
            assert check_client(config, touched, facts()) == ()


def test_nothing_repeats_the_librarys_default():
    """Unless safety hangs on it; a file of defaults hides what was decided."""
    for answers in all_answers():
        for config in asked.clients(answers):
            for setting in config.settings:
                name = f"clients.{config.library}.{config.role}.{setting.name}.default"
                default = facts().find(name)
                if setting.name not in SAFETY and default is not None:
                    assert setting.value != default.value, setting


def test_every_line_has_a_reason_and_a_source():
    """The reason becomes the comment above the line, and no name is given twice."""
    for answers in all_answers():
        for config in asked.clients(answers):
            names = [setting.name for setting in config.settings]
            assert len(set(names)) == len(names)
            assert all(setting.reason and setting.source for setting in config.settings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_durability_is_never_traded(language):
    """Whatever is optimised for, a record counts when the copies in sync hold it, and once."""
    for objective in Objective:
        given = settings(
            asked.optimise(asked.answers(language=language), objective.value), "web", "producer"
        )
        assert given["acks"] == "all"
        assert given["enable.idempotence"] is True


def test_only_placeholders_stand_for_what_is_not_known():
    """Addresses, zones, instances and secrets come from the environment; librdkafka's file has no secret line."""
    for answers in all_answers():
        for config in asked.clients(answers):
            given = asked.named(config.settings)
            assert given["bootstrap.servers"] == "${env:KAFKA_BOOTSTRAP_SERVERS}"
            assert "sasl.password" not in given
            assert "ssl.key.pem" not in given


def test_signing_in_follows_the_library():
    """IAM is a login module in Java, a token in librdkafka."""
    java = settings(asked.answers(), "web", "producer")
    other = settings(asked.answers(language=Language.GO), "web", "producer")
    scram = settings(asked.answers("scram", language=Language.GO), "web", "producer")
    mtls = settings(asked.answers("mtls"), "web", "producer")

    assert java["sasl.mechanism"] == "AWS_MSK_IAM"
    assert java["reconnect.backoff.ms"] == 1000
    assert other["sasl.mechanisms"] == "OAUTHBEARER"
    assert (scram["sasl.mechanisms"], scram["sasl.username"]) == ("SCRAM-SHA-512", "web")
    assert mtls["ssl.keystore.key"] == "${env:KAFKA_PRIVATE_KEY}"
    assert "reconnect.backoff.ms" not in mtls


def test_keys_land_where_javas_do():
    """Librdkafka hashes otherwise by default; a client without keys needs no partitioner."""
    keyed = asked.answers(language=Language.GO)
    unkeyed = asked.with_topics(keyed, key=None, ordering=Ordering.NONE)
    assert settings(keyed, "web", "producer")["partitioner"] == "murmur2_random"
    assert "partitioner" not in settings(unkeyed, "web", "producer")


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_once_is_transactions_on_both_sides(language):
    """Ids that instances keep, committed records only, positions within the transaction."""
    answers = asked.exactly_once(asked.answers(language=language))
    produced, consumed = (
        settings(answers, "enrich", "producer"),
        settings(answers, "enrich", "consumer"),
    )

    assert produced["transactional.id"] == "enrich-${env:KAFKA_INSTANCE}"
    assert produced["delivery.timeout.ms"] <= produced["transaction.timeout.ms"]
    assert consumed["isolation.level"] == "read_committed"
    assert consumed["enable.auto.commit"] is False
    assert settings(answers, "count", "streams")["processing.guarantee"] == "exactly_once_v2"


def test_a_reader_of_transactions_reads_what_is_committed():
    """Also when it does not write in transactions itself."""
    answers = asked.answers()
    apps = tuple(replace(a, exactly_once=a.name == "web") for a in answers.applications)

    given = settings(replace(answers, applications=apps), "sessions", "consumer")
    assert given["isolation.level"] == "read_committed"
    assert settings(answers, "sessions", "consumer")["isolation.level"] == "read_uncommitted"


def test_at_least_once_loses_nothing_in_a_crash():
    """The code commits in Java; with librdkafka it stores, and the library commits what is stored."""
    java = settings(asked.answers(), "sessions", "consumer")
    other = settings(asked.answers(language=Language.GO), "sessions", "consumer")

    assert java["enable.auto.commit"] is False
    assert (other["enable.auto.commit"], other["enable.auto.offset.store"]) == (True, False)


def test_large_records_pass_on_both_sides():
    """Producer and consumer take what the topic takes."""
    answers = asked.with_topics(asked.answers(), max_record_bytes=5_000_000)

    assert settings(answers, "web", "producer")["max.request.size"] == 4884 * 1024
    assert settings(answers, "sessions", "consumer")["max.partition.fetch.bytes"] == 4884 * 1024


def test_serverless_chooses_the_replica_itself():
    """There is no selector to set, so a zone would do nothing."""
    assert "client.rack" in settings(asked.answers(), "sessions", "consumer")
    assert "client.rack" not in settings(asked.answers(), "sessions", "consumer", "serverless")


def test_roles_follow_the_kind():
    """A processor has two files, a connector none, Streams is Java whatever language was named."""
    answers = asked.answers(language=Language.RUST)
    found = [(c.application, c.role, c.library) for c in asked.clients(answers)]

    assert found == [
        ("web", "producer", "librdkafka"),
        ("sessions", "consumer", "librdkafka"),
        ("enrich", "producer", "librdkafka"),
        ("enrich", "consumer", "librdkafka"),
        ("count", "streams", "java"),
    ]


def test_state_survives_a_restart():
    """Not in /tmp, and with a second copy when a zone may be lost."""
    given = settings(asked.answers(), "count", "streams")

    assert given["state.dir"] == "/var/lib/kafka-streams/count"
    assert given["num.standby.replicas"] == 1


def test_batches_too_small_to_compress_are_reported():
    """200 instances at 0.05 MiB/s over 24 partitions collect 43 bytes in 20 ms; sizing counted on 4 : 1."""
    answers = asked.optimise(one_writer(10, 24, instances=200), "balance")
    hopeful = replace(answers, workload=replace(answers.workload, compression_ratio=4.0))

    def rules(asked_for):
        where = asked_for.primary
        planned = asked.topics(asked_for)
        demand = to_demand(asked_for, where)
        access = client_access(asked_for.security.authentication, "standard")
        return {f.rule for f in client_findings(asked_for, where, demand, planned, facts(), access)}

    assert "small-batches" in rules(hopeful)
    assert "small-batches" not in rules(answers)
    assert "idle-consumers" in rules(answers)
