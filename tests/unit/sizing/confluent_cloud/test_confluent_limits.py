"""Limits that units do not move: partitions that are busy, records, keys and access rules; and how far a cluster grows."""

from dataclasses import replace

import pytest

from builders import facts
from confluent_considered import (
    answers,
    asked,
    clients,
    confluent,
    demand,
    durable,
    fits,
    guarded,
    public,
    refused,
    stated,
)
from kafka_scaffold.model.answers import (
    ApplicationKind,
    ConnectorPlugin,
    Language,
    Ordering,
    Survive,
)
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.platform_answers import ConfluentNetworking, ConfluentSignIn
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import identities
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.scaling import cluster_size


def with_applications(base, count):
    """Return answers with so many more applications that read every topic."""
    reader = replace(base.applications[1], language=Language.JAVA, instances=1)
    more = tuple(replace(reader, name=f"reader-{n}") for n in range(count))
    names = tuple(a.name for a in more)
    topics = tuple(replace(t, consumers=(*t.consumers, *names)) for t in base.topics)
    return replace(base, applications=(*base.applications, *more), topics=topics)


def one_topic(base, **changes):
    """Return answers whose whole traffic is one topic's."""
    topic = replace(base.topics[0], share=1.0, **changes)
    return replace(base, topics=(topic,))


def ordered(peak_mb_s):
    """Return answers with one topic in total order, of so many MB/s on the wire."""
    base = one_topic(answers(), ordering=Ordering.TOTAL)
    rate = replace(
        base.workload.write,
        average_bytes_s=peak_mb_s * 3.5 * 1024**2,
        peak_bytes_s=peak_mb_s * 3.5 * 1024**2,
    )
    base = replace(base, workload=replace(base.workload, write=rate))
    return confluent(base, requests_per_second=10, connections=10)


def size_of(base, variant):
    """Return what a type is created with."""
    return cluster_size(base, base.primary, demand(base), fits(base)[variant], facts())


def test_one_partition_carries_what_its_type_says():
    """8 MB/s in total order: Enterprise's partition takes 6, Dedicated's 12."""
    item = refused(ordered(8))["enterprise"]

    assert (item.bottleneck, item.limit) == ("partition ingress", 6)
    assert item.need == pytest.approx(8)
    assert "dedicated" in fits(ordered(8))
    assert refused(ordered(13))["dedicated"].limit == 12


@pytest.mark.parametrize(
    ("variant", "mib", "fitting"),
    [
        pytest.param("standard", 7, True, id="standard-7"),
        pytest.param("standard", 8, False, id="standard-8-with-its-header"),
        pytest.param("dedicated", 19, True, id="dedicated-19"),
        pytest.param("dedicated", 20, False, id="dedicated-20-with-its-header"),
    ],
)
def test_records_are_no_larger_than_a_type_takes(variant, mib, fitting):
    """8 MiB on Basic and Standard, 20 on the others, batch headers included."""
    base = one_topic(public(answers()), max_record_bytes=mib * 1024**2)
    base = confluent(base, requests_per_second=10, connections=10)

    assert (variant in fits(base)) is fitting
    if not fitting:
        assert refused(base)[variant].bottleneck == "record size"


def test_access_rules_are_counted_by_operation():
    """Of "web", which writes two topics: 2 x (Describe, Write). "sessions" reads two: 2 x (Describe, Read) + its group's Read.

    Its dead letters: Describe, Write. 4 + 5 + 2 = 11.
    """
    found = identities(answers(), asked(answers(), "enterprise").topics, facts())

    assert found.acls == 11


def test_keys_are_counted_with_their_successors():
    """Two applications x 2 + 2 for whoever manages topics; none with certificates but those of the manager."""
    topics = asked(answers(), "enterprise").topics
    certified = confluent(answers(), sign_in=ConfluentSignIn.MTLS)

    assert identities(answers(), topics, facts()).api_keys == 6
    assert identities(certified, topics, facts()).api_keys == 2


def test_connectors_bring_rules_and_no_keys():
    """A managed connector acts as a service account: 12 rules of its own and those of what it reads."""
    base = answers()
    sink = replace(
        base.applications[0],
        name="archive",
        kind=ApplicationKind.CONNECTOR,
        language=None,
        connector=ConnectorPlugin.S3,
    )
    base = replace(base, applications=(*base.applications, sink))
    found = identities(base, asked(base, "enterprise").topics, facts())

    assert found.api_keys == 6
    assert found.acls == 11 + 12 + 1  # and to join its group


def test_a_connector_on_basic_has_one_task():
    """Three tasks are Standard's at least."""
    base = guarded(public(answers()), protect=False)
    sink = replace(
        base.applications[0],
        name="archive",
        kind=ApplicationKind.CONNECTOR,
        language=None,
        connector=ConnectorPlugin.S3,
        instances=3,
    )
    write = replace(base.workload.write, average_bytes_s=10e6, peak_bytes_s=10e6)
    base = replace(
        base,
        applications=(*base.applications, sink),
        workload=replace(base.workload, write=write, read=write),
        topics=tuple(replace(t, partitions=6) for t in base.topics),
    )
    base = confluent(base, requests_per_second=10, connections=10)

    assert refused(base)["basic"].bottleneck == "tasks of one connector"
    assert (refused(base)["basic"].need, refused(base)["basic"].limit) == (3, 1)
    assert "standard" in fits(base)


def test_more_applications_than_keys_need_a_larger_type():
    """60 applications x 2 + 2 + 2 x 2 = 126: Standard has 100 keys, Dedicated 2,000."""
    base = with_applications(public(answers()), 60)
    base = confluent(base, requests_per_second=10, connections=10)

    assert (refused(base)["standard"].need, refused(base)["standard"].limit) == (126, 100)
    assert "dedicated" in fits(base)


def test_a_partition_of_basic_holds_five_terabytes():
    """Everything kept for 10 years in twelve partitions is more; Standard keeps it."""
    years = 10 * 365 * 86_400.0
    base = guarded(public(answers()), protect=False)
    base = one_topic(base, partitions=12, retention_s=years, hot_retention_s=years)
    workload = replace(
        base.workload,
        write=replace(base.workload.write, average_bytes_s=10e6, peak_bytes_s=10e6),
    )
    base = confluent(replace(base, workload=workload), requests_per_second=10, connections=10)

    assert refused(base)["basic"].bottleneck == "partition storage"
    assert "standard" in fits(base)


@pytest.mark.parametrize(
    ("base", "variant", "most"),
    [
        # twice what is planned
        pytest.param(stated(100, 180, 800), "enterprise", 6, id="twice"),
        # 1 x 2
        pytest.param(clients(stated(), 1, 1), "enterprise", 2, id="of-one"),
        # 7 x 2 = 14 of Standard's 10
        pytest.param(clients(public(stated(125, 1)), 1, 1), "standard", 10, id="no-more-than-all"),
        # stated by the user
        pytest.param(confluent(stated(100, 180, 800), max_units=4), "enterprise", 4, id="stated"),
        # 10 x 1.3 = 10 / 60 of a unit, and the peak of 300 takes 5
        pytest.param(
            confluent(
                clients(stated(300, 1), 1, 1), p95_write_bytes_s=10 * 1024**2
            ),
            "enterprise",
            5,
            id="the-peak",
        ),
    ],
)  # fmt: skip
def test_an_elastic_cluster_has_a_bound(base, variant, most):
    """Without one a runaway client is billed up to the type's ceiling."""
    size = size_of(base, variant)

    assert size.max_ecku.value == most
    assert size.cku is None


def test_dedicated_has_units_and_no_bound():
    """Its units are bought."""
    size = size_of(stated(100, 180, 800), "dedicated")

    assert (size.cku.value, size.max_ecku) == (3, None)
    assert "ingress" in size.cku.reason


@pytest.mark.parametrize(
    ("survive", "variant", "availability", "percent"),
    [
        pytest.param(Survive.BROKER, "enterprise", "LOW", 99.9, id="enterprise"),
        pytest.param(Survive.ZONE, "enterprise", "HIGH", 99.99, id="enterprise-zone"),
        pytest.param(Survive.BROKER, "dedicated", "SINGLE_ZONE", 99.95, id="dedicated"),
        pytest.param(Survive.ZONE, "dedicated", "MULTI_ZONE", 99.99, id="dedicated-zone"),
        pytest.param(Survive.BROKER, "freight", "HIGH", 99.99, id="freight"),
    ],
)
def test_availability_follows_what_must_survive(survive, variant, availability, percent):
    """In the words of the cluster's resource."""
    size = size_of(durable(stated(), survive=survive), variant)

    assert (size.availability.value, size.uptime_percent) == (availability, percent)


def test_networks_follow_the_type():
    """Private access is by interfaces of one's own on Enterprise, by a link on Dedicated."""
    assert size_of(stated(), "enterprise").networking is ConfluentNetworking.PNI
    assert size_of(stated(), "dedicated").networking is ConfluentNetworking.PRIVATE_LINK
    azure = stated(provider="azure")
    assert size_of(azure, "enterprise").networking is ConfluentNetworking.PRIVATE_LINK


def test_limits_that_sources_contradict_are_marked():
    """Whether requests and connections are enforced on elastic types is told both ways; Dedicated's are guidelines."""
    base = confluent(stated(), requests_per_second=100)
    elastic = {row.name: row for row in fits(base)["enterprise"].headroom}
    bought = {row.name: row for row in fits(base)["dedicated"].headroom}

    assert elastic["ingress"].kind is FactKind.HARD
    assert elastic["requests"].kind is FactKind.ASSUMED
    assert "CONFLICT" in elastic["connections"].note
    assert bought["requests"].kind is FactKind.RECOMMENDED
    assert bought["partitions"].kind is FactKind.HARD


def test_requests_that_nobody_counted_are_no_row():
    """Of a stated workload nobody knows the requests: unknown is not zero with all of the limit left."""
    assert "requests" not in {row.name for row in fits(stated())["enterprise"].headroom}
    counted = confluent(stated(), requests_per_second=100)
    assert "requests" in {row.name for row in fits(counted)["enterprise"].headroom}
