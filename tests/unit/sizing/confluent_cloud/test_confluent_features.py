"""What cluster types offer: each one that does not fit says why, with the answer or the numbers that clash."""

from dataclasses import replace

import pytest

from builders import facts, goals, secured
from confluent_considered import (
    answers,
    clients,
    confluent,
    considered,
    durable,
    fits,
    guarded,
    public,
    refused,
    stated,
)
from kafka_scaffold.model.answers import (
    ApplicationKind,
    Authentication,
    Cleanup,
    ConnectorPlugin,
    DisasterRecovery,
    DisasterRecoveryKind,
    EncryptionKey,
    LatencyGoals,
    Objective,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.platform_answers import ConfluentNetworking, ConfluentSignIn, Uptime
from kafka_scaffold.sizing.platforms.confluent_cloud.considered import preference, title
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.uptime import wanted_uptime
from kafka_scaffold.sizing.ranking import choose


PRIVATE = {"enterprise", "freight", "dedicated"}
AWAY = DisasterRecovery(kind=DisasterRecoveryKind.ACTIVE_PASSIVE, region="us-west-2")


def small(provider="aws", **changes):
    """Return private answers that every type with a private network carries."""
    base = confluent(clients(answers(provider), 2, 2), requests_per_second=50, connections=20)
    return replace(base, **changes)


def connected(base):
    """Return answers with a connector that reads what is written."""
    sink = replace(
        base.applications[0],
        name="archive",
        kind=ApplicationKind.CONNECTOR,
        language=None,
        connector=ConnectorPlugin.S3,
        format="json",
    )
    topics = tuple(replace(t, consumers=(*t.consumers, "archive")) for t in base.topics)
    return replace(base, applications=(*base.applications, sink), topics=topics)


def streaming(base):
    """Return answers whose reader is an application of Kafka Streams."""
    reader = replace(base.applications[1], kind=ApplicationKind.STREAMS)
    return replace(base, applications=(base.applications[0], reader))


def compacting(base):
    """Return answers with a topic that keeps the newest of each key."""
    topics = (replace(base.topics[0], cleanup=Cleanup.COMPACT, keys=1000), *base.topics[1:])
    return replace(base, topics=topics)


GATES = [
    pytest.param(durable(small(), exactly_once=True), {"freight"}, "exactly once", id="exactly-once"),
    pytest.param(
        goals(small(), optimise_for=Objective.DURABILITY), {"freight"}, "idempotence", id="idempotence"
    ),
    pytest.param(goals(small(), optimise_for=Objective.LATENCY), {"freight"}, "latency", id="latency"),
    pytest.param(
        goals(small(), latency=LatencyGoals(produce_p99_ms=50)), {"freight"}, "latency", id="produce-50-ms"
    ),
    pytest.param(compacting(small()), {"freight"}, "compaction", id="compaction"),
    pytest.param(streaming(small()), {"freight"}, "compaction", id="changelogs-compact"),
    pytest.param(connected(small()), {"freight"}, "connectors", id="connectors"),
    pytest.param(confluent(small(), flink_cfu=5), {"freight"}, "flink", id="flink"),
    pytest.param(
        confluent(small(), ksqldb_units=4), {"enterprise", "freight"}, "ksqldb", id="ksqldb-in-private"
    ),
    pytest.param(
        confluent(small(), schema_validation=True),
        {"enterprise", "freight"},
        "schema validation",
        id="schema-validation",
    ),
    pytest.param(
        confluent(small(), access_transparency=True),
        {"enterprise", "freight"},
        "access transparency",
        id="access-transparency",
    ),
    pytest.param(secured(small(), audit=True), {"freight"}, "audit", id="audit"),
    pytest.param(small(disaster_recovery=AWAY), {"freight"}, "link destination", id="recovery"),
    pytest.param(
        durable(small(disaster_recovery=AWAY), survive=Survive.REGION),
        {"freight"},
        "link destination",
        id="region-with-a-standby",
    ),
    pytest.param(
        durable(small(), survive=Survive.REGION), PRIVATE, "", id="region-without-a-standby"
    ),
    pytest.param(
        confluent(small(), networking=ConfluentNetworking.PEERING),
        {"enterprise", "freight"},
        "networking",
        id="peering",
    ),
    pytest.param(
        confluent(small(), networking=ConfluentNetworking.PNI), {"dedicated"}, "networking", id="pni"
    ),
    pytest.param(
        confluent(small("azure"), networking=ConfluentNetworking.TRANSIT_GATEWAY),
        PRIVATE,
        "networking",
        id="transit-gateway-on-azure",
    ),
    pytest.param(small("gcp"), {"freight"}, "networking", id="freight-is-on-aws"),
    pytest.param(
        secured(small("gcp"), authentication=Authentication.MTLS),
        {"enterprise", "freight"},
        "",
        id="certificates-on-gcp",
    ),
    pytest.param(
        confluent(small(), sign_in=ConfluentSignIn.MTLS), set(), "", id="certificates-on-aws"
    ),
    pytest.param(
        secured(small(), encryption_key=EncryptionKey.OWN), set(), "", id="own-key-in-private"
    ),
    pytest.param(confluent(small(), client_quotas=True), set(), "", id="quotas-in-private"),
    pytest.param(
        secured(small(), authentication=Authentication.IAM), PRIVATE, "authentication", id="iam"
    ),
    pytest.param(
        replace(small(), schemas=replace(small().schemas, registry=SchemaRegistry.GLUE)),
        PRIVATE,
        "schemas.registry",
        id="glue",
    ),
    pytest.param(
        replace(
            durable(small(), rpo_s=0), disaster_recovery=AWAY
        ),
        PRIVATE,
        "",
        id="nothing-lost-across-regions",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("base", "without", "bottleneck"), GATES)
def test_types_with_private_networks_offer_what_the_table_says(base, without, bottleneck):
    """The types left out are exactly those that lack the feature."""
    out = refused(base)

    assert PRIVATE & set(out) == without
    assert all(out[variant].source and out[variant].reason for variant in without)
    if bottleneck:
        assert {out[variant].bottleneck for variant in without} <= {bottleneck}


PUBLIC = [
    pytest.param("own key", secured, {"encryption_key": EncryptionKey.OWN}, id="own-key"),
    pytest.param("client quotas", confluent, {"client_quotas": True}, id="client-quotas"),
    pytest.param("schema validation", confluent, {"schema_validation": True}, id="validation"),
    pytest.param("authentication", confluent, {"sign_in": ConfluentSignIn.MTLS}, id="mtls"),
    pytest.param(
        "link destination",
        replace,
        {"disaster_recovery": AWAY},
        id="disaster-recovery",
    ),
]


@pytest.mark.parametrize(("bottleneck", "change", "changes"), PUBLIC)
def test_standard_lacks_what_private_types_have(bottleneck, change, changes):
    """Over the internet only Dedicated is left."""
    base = change(public(small()), **changes)

    assert refused(base)["standard"].bottleneck == bottleneck
    assert set(fits(base)) == {"dedicated"}


@pytest.mark.parametrize(
    ("change", "changes", "bottleneck"),
    [
        pytest.param(secured, {"audit": True}, "audit", id="audit"),
        pytest.param(confluent, {"sign_in": ConfluentSignIn.OAUTH}, "authentication", id="oauth"),
        pytest.param(confluent, {"uptime": Uptime.STANDARD}, "uptime", id="uptime"),
    ],
)
def test_basic_lacks_what_standard_has(change, changes, bottleneck):
    """An environment that nobody protects may be Basic until something is asked that it has not."""
    base = guarded(public(stated(1, 1, 30)), protect=False)
    base = confluent(base, connections=10)
    changed = change(base, **changes)

    assert {"basic", "standard", "dedicated"} == set(fits(base))
    assert refused(changed)["basic"].bottleneck == bottleneck
    assert "standard" in fits(changed)


def test_uptimes_clash_with_both_numbers():
    """What is wanted and what is promised."""
    item = refused(public(small()))["basic"]

    assert (item.need, item.limit, item.unit) == (99.9, 99.5, "%")


def test_features_on_which_sources_differ_say_so():
    """Freight's compaction and audit log are taken as missing, and marked."""
    for base in (compacting(small()), secured(small(), audit=True)):
        item = refused(base)["freight"]
        assert item.kind is FactKind.ASSUMED
        assert "CONFLICT" in item.reason


def test_freight_is_slow_and_is_not_taken_unasked():
    """It fits, and is set aside unless cost or throughput is what counts, or its name is said."""
    balanced = goals(small(), optimise_for=Objective.BALANCE)

    assert fits(small())["freight"].preferred
    assert not fits(balanced)["freight"].preferred
    assert fits(replace(balanced, variant="freight"))["freight"].preferred


def test_an_environment_beside_the_primary_one_promises_nothing():
    """Only what is protected or primary has to."""
    base = public(small())
    copy = replace(base.environments[0], name="dev", scale=0.1, protect=False)
    both = confluent(replace(base, environments=(*base.environments, copy)), uptime=Uptime.HIGH)
    assert wanted_uptime(both, both.environments[0]).percent == 99.99
    assert wanted_uptime(both, both.environments[1]).percent == 99.5


@pytest.mark.parametrize("survive", [Survive.ZONE, Survive.REGION])
def test_a_zone_is_survived_whatever_uptime_was_stated(survive):
    """One zone promises up to 99.95 %, and is gone with its zone."""
    base = durable(public(small()), survive=survive)

    assert wanted_uptime(base, base.environments[0]).percent == 99.99
    stated_less = confluent(base, uptime=Uptime.STANDARD)
    assert wanted_uptime(stated_less, base.environments[0]).percent == 99.99
    alone = confluent(durable(base, survive=Survive.BROKER), uptime=Uptime.STANDARD)
    assert wanted_uptime(alone, base.environments[0]).percent == 99.9


def test_the_price_decides_among_types():
    """Nobody here runs what stands behind units, so that no number of them is too many."""
    base = answers()
    cap = preference(base, facts())
    ranked = choose(considered(base), cap.max_units, cap.exempt, cap.reason, cap.even_units)
    fitting = [item for item in ranked if getattr(item, "chosen", None) is not None]
    best = next(item for item in fitting if item.chosen)

    assert best.cost.monthly_usd == min(item.cost.monthly_usd for item in fitting)
    assert all(item.preferred for item in fitting)
    assert title(base, "freight") == "Confluent Cloud Freight"
