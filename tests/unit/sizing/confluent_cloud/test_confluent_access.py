"""What each application may do on Confluent Cloud, by role or by ACL, and what it may move."""

from dataclasses import replace

import pytest

import confluent_planned
from confluent_planned import details, identity
from kafka_scaffold.model.answers import (
    DisasterRecovery,
    EncryptionKey,
    SchemaFormat,
    SchemaRegistry,
)
from kafka_scaffold.model.platform_answers import ConfluentSignIn


def roles(found, name, kind=None):
    """Return an application's roles as (role, kind, name, prefixed)."""
    return {
        (b.role, b.kind, b.name, b.prefixed)
        for b in identity(found, name).bindings
        if kind in (None, b.kind)
    }


def rules(found, name):
    """Return an application's ACLs as (type, name, pattern, operation)."""
    return {
        (a.resource_type, a.resource, a.pattern, a.operation) for a in identity(found, name).acls
    }


def test_a_producer_writes_its_topics_and_reads_their_schemas():
    """Nothing else: no group, no topic that it does not write, and no subject to change."""
    found = details()

    assert roles(found, "web") == {
        ("DeveloperWrite", "topic", "page-views", False),
        ("DeveloperWrite", "topic", "clicks", False),
        ("DeveloperRead", "subject", "page-views-value", False),
        ("DeveloperRead", "subject", "clicks-value", False),
    }
    assert identity(found, "web").acls == ()


def test_a_consumer_reads_its_topics_in_its_group():
    """It reads topic and group, and writes the topic where it sets records aside."""
    assert roles(details(), "sessions") == {
        ("DeveloperRead", "topic", "page-views", False),
        ("DeveloperRead", "topic", "clicks", False),
        ("DeveloperRead", "group", "sessions", False),
        ("DeveloperWrite", "topic", "sessions-dead-letters", False),
        ("DeveloperRead", "subject", "page-views-value", False),
        ("DeveloperRead", "subject", "clicks-value", False),
    }


def test_kafka_streams_makes_its_own_topics_under_its_name():
    """It may make, read and write what begins with its name, and register their schemas."""
    found = details()

    assert {r for r in roles(found, "count", "topic") if r[3]} == {
        ("DeveloperRead", "topic", "count-", True),
        ("DeveloperWrite", "topic", "count-", True),
        ("DeveloperManage", "topic", "count-", True),
    }
    assert ("DeveloperWrite", "subject", "count-", True) in roles(found, "count")


def test_a_transactional_writer_has_its_ids():
    """DeveloperWrite on ids that begin with its name."""
    base = confluent_planned.answers()
    once = tuple(replace(a, exactly_once=a.name == "count") for a in base.applications)
    found = confluent_planned.plan(replace(base, applications=once)).primary.details

    assert roles(found, "count", "transactional-id") == {
        ("DeveloperWrite", "transactional-id", "count-", True)
    }
    assert not roles(found, "web", "transactional-id")


def test_a_sink_reads_in_the_group_that_confluent_names():
    """connect-lcc, and topics of its own beside the one declared here for what it sets aside."""
    found = roles(details(), "lake")

    assert ("DeveloperRead", "group", "connect-lcc", True) in found
    assert ("DeveloperWrite", "topic", "lake-dead-letters", False) in found
    for name in ("dlq-lcc", "success-lcc", "error-lcc"):
        assert ("DeveloperManage", "topic", name, True) in found
        assert ("DeveloperWrite", "topic", name, True) in found
    assert not any(kind == "subject" and role != "DeveloperRead" for role, kind, *_ in found)


def test_a_capture_registers_what_its_tables_look_like():
    """It writes topics and their subjects, and reads in no group."""
    found = roles(details(), "capture")

    assert ("DeveloperWrite", "topic", "accounts", False) in found
    assert ("DeveloperWrite", "subject", "accounts-value", False) in found
    assert not any(kind == "group" for _, kind, *_ in found)


def test_basic_has_acls_for_topics_and_roles_on_subjects():
    """Each operation is a rule of its own; a connector may ask for the cluster."""
    found = details("basic", "aws", "public")

    assert rules(found, "web") == {
        ("TOPIC", name, "LITERAL", operation)
        for name in ("page-views", "clicks")
        for operation in ("DESCRIBE", "WRITE")
    }
    assert ("CLUSTER", "kafka-cluster", "LITERAL", "DESCRIBE") in rules(found, "lake")
    assert ("GROUP", "connect-lcc", "PREFIXED", "READ") in rules(found, "lake")
    assert ("TOPIC", "count-", "PREFIXED", "DESCRIBE_CONFIGS") in rules(found, "count")
    assert {kind for _, kind, *_ in roles(found, "web")} == {"subject"}
    assert not found.roles


def test_without_a_registry_nobody_touches_subjects():
    """No schema, no role on one."""
    base = confluent_planned.answers()
    plain = replace(base.schemas, registry=SchemaRegistry.NONE, format=SchemaFormat.NONE)
    csv = tuple(replace(a, format="json" if a.format else None) for a in base.applications)
    found = confluent_planned.plan(replace(base, schemas=plain, applications=csv)).primary.details

    assert found.schemas == ()
    assert not any(b.kind == "subject" for each in found.identities for b in each.bindings)


@pytest.mark.parametrize(
    ("case", "keyed"),
    [
        (("enterprise", "aws", "private-link", "api-key"), {"web", "sessions", "count"}),
        (("enterprise", "azure", "private-link", "oauth"), set()),
        (("dedicated", "gcp", "private-link", "mtls"), set()),
    ],
)
def test_keys_are_for_who_signs_in_with_them(case, keyed):
    """Connectors act as service accounts; with tokens and certificates no application has a key."""
    assert {each.name for each in details(*case).keyed} == keyed


# -- quotas: the share at peak, twice for writers and three times for readers ----------------------


def test_a_quota_is_the_share_of_the_whole_cluster_with_room():
    """100 MB/s / 3.5 = 28,571,429 bytes/s on the wire, written by web: x 2 = 57,142,858; read by each reader: x 3 = 85,714,286."""
    found = details()
    web, sessions = identity(found, "web").quota, identity(found, "sessions").quota

    assert (web.ingress_byte_rate, web.egress_byte_rate) == (57_142_858, 1_048_576)
    assert (sessions.ingress_byte_rate, sessions.egress_byte_rate) == (1_048_576, 85_714_286)
    assert "broker" not in web.reason


def test_kafka_streams_writes_what_it_reads_once_more():
    """Changelogs and repartition topics: 28,571,429 x 2."""
    quota = identity(details(), "count").quota

    assert (quota.ingress_byte_rate, quota.egress_byte_rate) == (57_142_858, 85_714_286)


def test_quotas_are_for_who_asked_and_not_for_connectors():
    """A connector that is slowed down would never catch up with a table."""
    found = details()
    base = confluent_planned.answers()
    none = replace(base, confluent_cloud=replace(base.confluent_cloud, client_quotas=False))

    assert {each.name for each in found.quotas} == {"web", "sessions", "count"}
    assert not confluent_planned.plan(none).primary.details.quotas


def test_an_environment_of_a_twentieth_has_a_twentieth_of_the_quota():
    """Rates are those of the environment."""
    plan = confluent_planned.plan(confluent_planned.answers())
    small, large = (e.details for e in plan.environments)
    scale = plan.environments[0].environment.scale
    share = identity(large, "web").quota.ingress_byte_rate * scale

    assert identity(small, "web").quota.ingress_byte_rate == pytest.approx(share, abs=1)


def called(base, name):
    """Return answers whose application web is called otherwise."""
    renamed = tuple(replace(a, name=name if a.name == "web" else a.name) for a in base.applications)
    topics = tuple(
        replace(t, producers=tuple(name if n == "web" else n for n in t.producers))
        for t in base.topics
    )
    return replace(base, applications=renamed, topics=topics)


def test_names_of_a_standbys_secrets_are_taken():
    """The standby hands sessions its keys as sessions-standby, where there is one."""
    base = confluent_planned.answers()
    alone = replace(base, disaster_recovery=DisasterRecovery())

    for fine in (called(alone, "sessions-standby"), called(base, "web-standby")):
        assert confluent_planned.plan(fine)
    for name in ("sessions-standby", "data-plane-standby"):
        with pytest.raises(AssertionError, match="a secret of this repository has this name"):
            confluent_planned.plan(called(base, name))


def test_names_of_secrets_are_taken():
    """An application called as a secret of this repository would overwrite it."""
    changed = called(confluent_planned.answers(), "metrics")

    with pytest.raises(AssertionError, match="a secret of this repository has this name"):
        confluent_planned.plan(changed)


def test_accounts_of_ones_own_give_way_to_applications():
    """An application may be called data: then the account that manages topics is not."""
    base = confluent_planned.answers()
    renamed = tuple(
        replace(a, name="data" if a.name == "web" else a.name) for a in base.applications
    )
    topics = tuple(
        replace(t, producers=tuple("data" if n == "web" else n for n in t.producers))
        for t in base.topics
    )
    found = confluent_planned.plan(
        replace(base, applications=renamed, topics=topics)
    ).primary.details

    assert found.data_identity != identity(found, "data").display_name


def test_signing_in_and_keys_follow_the_answers():
    """What is asked for is what the blueprint reads."""
    found = details("dedicated", "gcp", "private-link", "mtls")

    assert found.sign_in == ConfluentSignIn.MTLS
    assert found.own_key
    base = confluent_planned.answers()
    provider = replace(base.security, encryption_key=EncryptionKey.PROVIDER)
    assert not confluent_planned.plan(replace(base, security=provider)).primary.details.own_key
