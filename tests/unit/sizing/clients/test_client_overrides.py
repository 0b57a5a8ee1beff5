"""What a platform decides about its clients replaces what the profiles say, and keeps files consistent."""

from dataclasses import replace
from itertools import product

import pytest

import asked
from builders import facts
from client_sign_ins import LANGUAGES, SIGN_INS, access
from kafka_scaffold.model.answers import Language, Objective, Ordering, Rate
from kafka_scaffold.rules.clients import check_client
from kafka_scaffold.rules.known import unknown_names
from kafka_scaffold.sizing.clients import client_configs
from kafka_scaffold.sizing.clients.overrides import Guarantee, Override, from_facts
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.confluent_cloud.client_overrides import client_overrides
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


def configs(answers, overrides):
    """Return the settings of every client."""
    where = answers.primary
    demand = to_demand(answers, where)
    given = access(SIGN_INS["api-key"], overrides=overrides)
    return client_configs(answers, where, demand, asked.topics(answers), facts(), given)


def client(answers, overrides, application="web", role="producer"):
    """Return one client's settings by name."""
    found = configs(answers, overrides)
    chosen = next(c for c in found if (c.application, c.role) == (application, role))
    return asked.named(chosen.settings)


def override(name, value, **changes):
    """Return an override of a Java producer."""
    base = Override(
        library="java",
        role="producer",
        section="batching",
        name=name,
        value=value,
        reason="the platform says so",
        source="x",
    )
    return replace(base, **changes)


def confluent(variant, answers=None, **changes):
    """Return one of Confluent's clients."""
    given = answers or unordered()
    return client(given, client_overrides(given, variant, facts()), **changes)


def unordered(language=Language.JAVA):
    """Return answers in which no order counts, optimised for cost."""
    answers = asked.optimise(asked.answers(language=language), "cost")
    return asked.with_topics(answers, ordering=Ordering.NONE, key=None)


def test_a_value_is_replaced_where_it_stands():
    """One line, in its section, with the platform's reason."""
    found = configs(asked.answers(), (override("acks", "1", section="durability"),))[0]
    lines = [s for _, settings in found.sections for s in settings if s.name == "acks"]

    assert [(s.value, s.reason) for s in lines] == [("1", "The platform says so")]
    assert lines[0] in dict(found.sections)["durability"]


def test_a_value_is_added_to_its_section():
    """Where the profile says nothing."""
    found = configs(asked.answers(), (override("max.block.ms", 5, section="batching"),))[0]

    assert [s.value for s in dict(found.sections)["batching"] if s.name == "max.block.ms"] == [5]


def test_a_value_is_left_out():
    """Nothing stands for a setting that the platform does not want."""
    assert "batch.size" in client(asked.answers(), ())
    assert "batch.size" not in client(asked.answers(), (override("batch.size", None),))


def test_the_librarys_default_is_not_repeated():
    """Also when the platform names it."""
    assert "batch.size" not in client(asked.answers(), (override("batch.size", 16384),))


def test_another_library_and_role_are_left_alone():
    """An override is for one of each."""
    told = (override("max.block.ms", 5),)

    assert "max.block.ms" not in client(asked.answers(language=Language.GO), told)
    assert "max.block.ms" not in client(asked.answers(), told, "sessions", "consumer")


def test_streams_has_it_under_a_prefix():
    """Its own clients take it, unless it is not for them."""
    taken = client(asked.answers(), (override("max.block.ms", 5),), "count", "streams")
    kept = client(
        asked.answers(), (override("max.block.ms", 5, streams=False),), "count", "streams"
    )

    assert taken["producer.max.block.ms"] == 5
    assert "producer.max.block.ms" not in kept


def test_a_name_may_hold_the_applications():
    """For what the client tells brokers about itself."""
    told = override("client.id", "{application},zone=${env:KAFKA_RACK}", section="connection")

    assert client(asked.answers(), (told,))["client.id"] == "web,zone=${env:KAFKA_RACK}"


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        pytest.param(asked.with_topics(asked.answers(), ordering=Ordering.NONE), 2, id="loose"),
        pytest.param(asked.with_topics(asked.answers(), ordering=Ordering.PER_KEY), 1, id="key"),
        pytest.param(asked.with_topics(asked.answers(), ordering=Ordering.TOTAL), 1, id="total"),
        pytest.param(
            asked.exactly_once(asked.with_topics(asked.answers(), ordering=Ordering.NONE)),
            1,
            id="exactly-once",
        ),
    ],
)
def test_an_order_that_must_be_kept_has_settings_of_its_own(answers, value):
    """What loses order or repeats records is only for those who do not mind."""
    name = "max.in.flight.requests.per.connection"
    told = (
        override(name, 1, guarantee=Guarantee.STRICT),
        override(name, 2, guarantee=Guarantee.LOOSE),
    )

    assert client(answers, told)[name] == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_batches_follow_the_platforms_linger(language):
    """A batch is what a partition collects: within 5 ms the least there is, within 10 s more."""
    library = "java" if language is Language.JAVA else "librdkafka"
    told = (override("linger.ms", 10_000, library=library),)
    answers = asked.optimise(asked.answers(language=language), "latency")
    rate = Rate(average_bytes_s=1e9, peak_bytes_s=1e9)
    answers = replace(answers, workload=replace(answers.workload, write=rate))

    assert client(answers, told)["linger.ms"] == 10_000
    assert client(answers, told)["batch.size"] > client(answers, ()).get("batch.size", 0)


def test_a_fact_that_is_a_list_is_no_setting():
    """A slip in the facts is found here, not in a client."""
    with pytest.raises(TypeError, match="is a list"):
        from_facts(
            replace(
                facts(),
                facts={
                    "p.java.producer.acks": facts().get(
                        "confluent-cloud.clients.group_protocol_without"
                    )
                },
            ),
            "p",
        )


def test_freight_has_no_idempotence_and_large_batches():
    """Confluent's page about clients of Freight, line by line, for Java."""
    produced = confluent(Variant.FREIGHT)
    consumed = confluent(Variant.FREIGHT, application="sessions", role="consumer")

    assert produced["enable.idempotence"] is False
    assert (produced["linger.ms"], produced["batch.size"]) == (100, 1048576)
    assert produced["buffer.memory"] == 524288000
    assert produced["partitioner.adaptive.partitioning.enable"] is False
    assert produced["metadata.max.age.ms"] == consumed["metadata.max.age.ms"] == 60000
    assert consumed["max.partition.fetch.bytes"] == 8388608
    assert produced["acks"] == "all"


def test_freight_in_librdkafkas_words():
    """It has fewer of them."""
    answers = unordered(Language.GO)
    produced = confluent(Variant.FREIGHT, answers)
    consumed = confluent(Variant.FREIGHT, answers, application="sessions", role="consumer")

    assert produced["enable.idempotence"] is False
    assert produced["linger.ms"] == 100
    assert produced["max.in.flight.requests.per.connection"] == 5
    assert consumed["max.partition.fetch.bytes"] == 8388608
    assert "metadata.max.age.ms" not in consumed


@pytest.mark.parametrize("language", LANGUAGES)
def test_freight_keeps_an_order_that_was_asked_for(language):
    """Without idempotence a retry overtakes all but the only request under way."""
    answers = asked.with_topics(unordered(language), ordering=Ordering.PER_KEY)

    assert confluent(Variant.FREIGHT, answers)["max.in.flight.requests.per.connection"] == 1


def test_streams_on_freight_is_not_idempotent_either():
    """Its producer would be refused."""
    found = confluent(Variant.FREIGHT, application="count", role="streams")

    assert found["producer.enable.idempotence"] is False
    assert "consumer.group.protocol" not in found


@pytest.mark.parametrize("variant", [v for v in Variant if v is not Variant.FREIGHT])
def test_the_other_types_are_idempotent(variant):
    """They lose nothing by it."""
    assert confluent(variant)["enable.idempotence"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_brokers_assign_partitions(language):
    """Confluent's advice; sessions and assignors belong to the protocol it replaces."""
    found = confluent("standard", unordered(language), application="sessions", role="consumer")

    assert found["group.protocol"] == "consumer"
    assert not {"session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy"} & (
        set(found)
    )


def test_where_latency_counts_sessions_stay_short():
    """Brokers would wait longer for a silent instance."""
    answers = asked.optimise(asked.answers(), "latency")
    found = confluent("standard", answers, application="sessions", role="consumer")

    assert "group.protocol" not in found
    assert found["session.timeout.ms"] == 10000


def test_idle_connections_are_kept_alive():
    """In librdkafka by a setting, in Java always."""
    assert confluent("basic", unordered(Language.GO))["socket.keepalive.enable"] is True
    assert "socket.keepalive.enable" not in confluent("basic")


def test_every_file_is_known_and_consistent():
    """Over objectives, libraries, cluster types and deliveries; Freight's producers alone may repeat records."""
    for objective, language, variant, order in product(Objective, LANGUAGES, Variant, Ordering):
        answers = asked.optimise(asked.answers(language=language), objective.value)
        answers = asked.with_topics(answers, ordering=order)
        planned = asked.topics(answers)
        for config in configs(answers, client_overrides(answers, variant, facts())):
            touched = tuple(
                t for t in planned if config.application in (*t.producers, *t.consumers)
            )
            rules = {finding.rule for finding in check_client(config, touched, facts())}
            assert unknown_names(config, facts()) == ()
            assert rules <= ({"no-idempotence"} if variant is Variant.FREIGHT else set())
            names = [setting.name for setting in config.settings]
            assert len(set(names)) == len(names)
