"""What the blueprint reads: flags, names, processing, the cluster's own settings, clients, schemas."""

from dataclasses import replace

import pytest

import confluent_fixture
import confluent_planned
from builders import facts
from confluent_considered import stated
from confluent_planned import details
from kafka_scaffold.model.platform_answers import StreamGovernance
from kafka_scaffold.sizing.clients.sign_in import ApiKey, Certificate, OAuth
from kafka_scaffold.sizing.platforms import available, providers_of, sizing_of, variants_of
from kafka_scaffold.sizing.platforms.confluent_cloud.configuration import parallelism
from kafka_scaffold.sizing.platforms.confluent_cloud.names import LONGEST, fitted
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


PLATFORM = confluent_planned.answers().platform


def test_confluent_cloud_is_a_platform():
    """Its package says what answers are judged by, without the rest of it."""
    assert PLATFORM in available()
    assert variants_of(PLATFORM) == tuple(variant.value for variant in Variant)
    assert len(providers_of(PLATFORM)) == 3
    assert (
        sizing_of(PLATFORM).title(confluent_planned.answers(), "freight")
        == "Confluent Cloud Freight"
    )


@pytest.mark.parametrize("case", confluent_fixture.CASES, ids="-".join)
def test_every_case_of_the_blueprint_can_be_planned(case):
    """Type, cloud, network and sign-in as asked, and every flag that the blueprint may name."""
    variant, provider, networking, sign_in = case
    plan = confluent_planned.plan(confluent_planned.answers(*case))
    found, on = plan.primary.details, {name for name, holds in plan.flags if holds}

    assert (found.variant, found.provider, found.networking, found.sign_in) == case
    assert {name for name, _ in plan.flags} == set(confluent_fixture.NAMES.split())
    sign = {"api-key": "api_keys"}.get(sign_in, sign_in)
    assert {variant, provider, networking.replace("-", "_"), sign} <= on
    assert ("private" in on) is (networking != "public")
    assert ("acls" in on) is (variant == "basic")
    assert ("elastic" in on) is (variant != "dedicated")


@pytest.mark.parametrize(
    ("flag", "case"),
    [
        ("connect", ("freight", "aws", "pni")),
        ("flink", ("freight", "aws", "pni")),
        ("recovery", ("standard", "gcp", "public")),
        ("own_key", ("basic", "aws", "public")),
        ("quotas", ("standard", "azure", "public")),
        ("allowed_cidrs", ("enterprise", "aws", "pni")),
        ("streams", ("freight", "aws", "pni")),
    ],
)
def test_flags_are_off_where_nothing_is(flag, case):
    """What a type lacks has no part of the blueprint."""
    assert not dict(confluent_planned.plan(confluent_planned.answers(*case)).flags)[flag]


def test_names_are_cut_and_stay_apart():
    """64 characters, with a digest of the whole where it was cut."""
    long, other = "a" * 60 + "-prod-web", "a" * 60 + "-prod-app"

    assert fitted("short") == "short"
    assert len(fitted(long)) == LONGEST
    assert fitted(long) != fitted(other)


@pytest.mark.parametrize(
    ("average", "pool"), [(1, 5), (2.5, 5), (2.6, 10), (10, 20), (20, 40), (24, 50), (40, 50)]
)
def test_a_pool_grows_to_twice_its_average(average, pool):
    """The next of 5, 10, 20, 30, 40, 50; 40 CFU x 2 are more than there is."""
    base = confluent_planned.answers()
    asked = replace(base, confluent_cloud=replace(base.confluent_cloud, flink_cfu=average))
    flink = confluent_planned.plan(asked).primary.details.flink

    assert flink.max_cfu.value == pool
    assert ("more than the 50 CFU of the largest pool" in flink.max_cfu.reason) is (average == 40)


@pytest.mark.parametrize(("asked", "made"), [(1, 1), (3, 4), (4, 4), (9, 12)])
def test_ksqldb_comes_in_sizes(asked, made):
    """The next size is taken, and says so."""
    base = confluent_planned.answers("dedicated", "aws", "private-link")
    own = replace(base.confluent_cloud, ksqldb_units=asked)
    ksql = confluent_planned.plan(replace(base, confluent_cloud=own)).primary.details.ksql

    assert ksql.units.value == made
    assert str(asked) in ksql.units.reason


def test_settings_of_the_cluster_are_dedicateds_alone():
    """Topics are declared: a mistyped name makes none."""
    config = details("dedicated", "aws", "private-link").cluster_config

    assert {s.name: s.value for s in config} == {"auto.create.topics.enable": False}
    assert details().cluster_config == ()


def test_too_many_partitions_at_once_are_made_one_topic_at_a_time():
    """500 in five minutes on Enterprise: 115 are made as they come, 600 one topic after the other."""
    topics = confluent_planned.plan(confluent_planned.answers()).primary.topics
    many = tuple(replace(topics[0], name=f"t{n}", partitions=100) for n in range(6))

    assert parallelism(Variant.ENTERPRISE, topics, facts()) is None
    slow = parallelism(Variant.ENTERPRISE, many, facts())
    assert slow.value == 1
    assert "600 partitions" in slow.reason
    assert parallelism(Variant.DEDICATED, many, facts()) is None
    assert details().topics_per_apply.value == 500


def test_the_catalogue_tells_whose_a_topic_is():
    """Tags with every package, business metadata with Advanced alone; names as an attribute may have them."""
    base = confluent_planned.answers(tags=(("cost-center", "4711"), ("7x24", "no")))
    plain = replace(base.confluent_cloud, stream_governance=StreamGovernance.ESSENTIALS)
    rich = confluent_planned.plan(base).primary.details
    poor = confluent_planned.plan(replace(base, confluent_cloud=plain)).primary.details

    assert rich.topic_attributes == (
        ("a_7x24", "no"), ("cost_center", "4711"), ("owner", "@example/platform")
    )  # fmt: skip
    assert poor.topic_attributes == ()
    assert [name for name, _ in poor.topic_tags] == ["managed_by_terraform"]


def test_schemas_are_called_as_serializers_look_for_them():
    """Topic, hyphen, value; none for topics that applications have for themselves."""
    found = details()

    assert [s.name for s in found.schemas] == ["page-views-value", "clicks-value", "accounts-value"]
    assert {s.format for s in found.schemas} == {"AVRO"}


@pytest.mark.parametrize(
    ("sign_in", "kind", "words"),
    [
        ("api-key", ApiKey, "AWS Secrets Manager"),
        ("oauth", OAuth, "-raw cluster_id"),
        ("mtls", Certificate, "certificate authority"),
    ],
)
def test_clients_learn_where_their_credentials_are(sign_in, kind, words):
    """A key from the cloud's own store, a token for an identity pool, a certificate of one's own authority."""
    base = confluent_planned.answers("dedicated", "aws", "private-link", sign_in)
    chosen = confluent_planned.plan(base).primary.chosen
    access = sizing_of(PLATFORM).client_access(base, base.primary, chosen, facts())

    assert isinstance(access.sign_in, kind)
    assert words in repr(access.sign_in)
    assert access.trust is None
    assert base.primary.name in access.bootstrap


@pytest.mark.parametrize(
    ("provider", "where"),
    [
        ("aws", "confluent/clickstream/prod/{application}"),
        ("gcp", "confluent-clickstream-prod-{application}"),
        ("azure", "key vault of prod"),
    ],
)
def test_keys_are_in_the_store_of_the_cloud(provider, where):
    """Each cloud has its own, and its own names."""
    base = confluent_planned.answers("enterprise", provider)
    chosen = confluent_planned.plan(base).primary.chosen
    access = sizing_of(PLATFORM).client_access(base, base.primary, chosen, facts())

    assert where in access.sign_in.credential


@pytest.mark.parametrize(
    ("case", "zone"),
    [
        (("enterprise", "aws", "pni"), True),
        (("enterprise", "aws", "private-link"), False),
        (("freight", "aws", "pni"), True),
        (("dedicated", "gcp", "peering"), False),
    ],
)
def test_consumers_read_in_their_zone_where_brokers_serve_it(case, zone):
    """Private network interfaces on AWS, and peering of Dedicated there."""
    base = confluent_planned.answers(*case)
    chosen = confluent_planned.plan(base).primary.chosen
    access = sizing_of(PLATFORM).client_access(base, base.primary, chosen, facts())

    assert (access.zone is not None) is zone
    assert access.zone_source


def test_every_environment_has_names_of_its_own():
    """Two environments share no display name in the organisation."""
    plan = confluent_planned.plan(confluent_planned.answers())
    names = [
        name
        for e in plan.environments
        for name in (
            e.details.environment_name,
            e.details.data_identity,
            e.details.metrics_identity,
            *(each.display_name for each in e.details.identities),
        )
    ]

    assert len(set(names)) == len(names)


def test_the_sample_of_the_planner_goes_through_the_plan():
    """100 in, 180 out, 800 partitions: 100 / 60 x 1.3 = 2.17, 3 eCKU that may become 6; no topic is known of it."""
    plan = confluent_planned.plan(replace(stated(100, 180, 800), variant="enterprise"))
    found = plan.primary.details

    assert (plan.primary.chosen.units, found.units, found.max_ecku.value) == (3, 3, 6)
    assert plan.primary.topics == found.schemas == found.connectors == ()
    assert not any(identity.bindings for identity in found.identities)
    on = dict(plan.flags)
    assert not on["topics"]
    assert not on["tags"]
    assert not on["schemas"]
    assert on["prometheus"]
