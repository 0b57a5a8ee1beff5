"""Answers for Confluent Cloud: what follows from what, and what contradicts."""

from dataclasses import fields

import pytest
from answers_samples import CONTEXT, FULL, SMALLEST, load, problems

from kafka_scaffold import yaml_io
from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.model.answers import (
    Answers,
    Authentication,
    DisasterRecovery,
    DisasterRecoveryKind,
    ExistingNetwork,
    Exposure,
    MonitoringStack,
    NewNetwork,
    Platform,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.platform_answers import (
    ConfluentCloud,
    ConfluentNetworking,
    ConfluentSignIn,
    StreamGovernance,
    Uptime,
)


CHOSEN = "platform=confluent-cloud"
EVERYTHING = """\
uptime: 99.95
networking: peering
sign_in: oauth
stream_governance: advanced
schema_validation: true
client_quotas: true
access_transparency: true
flink_cfu: 12.5
ksqldb_units: 4
cku_price: 2.67
p95_write: 40 MB/s
p95_read: 41 MB/s
connections: 1200
requests_per_second: 3000
max_units: 6
"""
STANDBY = ("disaster_recovery.kind=active-passive", "disaster_recovery.region=us-east-1")
SUBNETS = "[subnet-00000001, subnet-00000002, subnet-00000003]"


def with_group(text: str = EVERYTHING) -> str:
    """Return full answers with a group of Confluent's."""
    inner = "".join(f"  {line}\n" for line in text.splitlines())
    return f"{FULL}platform: confluent-cloud\nschemas: {{format: avro}}\nconfluent_cloud:\n{inner}"


def test_every_answer_reaches_the_model():
    """Rates are bytes per second, the price is by the hour."""
    found = load(with_group()).confluent_cloud

    assert found == ConfluentCloud(
        uptime=Uptime.ZONE,
        networking=ConfluentNetworking.PEERING,
        sign_in=ConfluentSignIn.OAUTH,
        stream_governance=StreamGovernance.ADVANCED,
        schema_validation=True,
        client_quotas=True,
        access_transparency=True,
        flink_cfu=12.5,
        ksqldb_units=4,
        cku_usd_hour=2.67,
        p95_write_bytes_s=40e6,
        p95_read_bytes_s=41e6,
        connections=1200,
        requests_per_second=3000.0,
        max_units=6,
    )
    named = {field.name for field in fields(ConfluentCloud)}
    assert all(getattr(found, name) != getattr(ConfluentCloud(), name) for name in named)


def test_nothing_asked_is_what_the_model_has_by_itself():
    """Defaults are written once more nowhere."""
    assert load(SMALLEST, CHOSEN).confluent_cloud == ConfluentCloud()
    assert load(SMALLEST).confluent_cloud == ConfluentCloud()
    assert load(SMALLEST).disaster_recovery == DisasterRecovery()


def test_what_was_written_loads_to_the_same():
    """Also numbers that YAML would take for numbers."""
    data = yaml_io.load(with_group(), "x").data
    text = to_yaml(data)

    assert load(text).confluent_cloud == load(with_group()).confluent_cloud
    assert to_yaml(yaml_io.load(text, "x").data) == text


@pytest.mark.parametrize("written", ["99.9", "'99.9'", "99.90"])
def test_an_uptime_needs_no_quotes(written):
    """A percentage is a number to YAML and a word to us."""
    found = load(with_group(f"uptime: {written}\n")).confluent_cloud

    assert found.uptime is Uptime.STANDARD


@pytest.mark.parametrize("cloud", ["aws/eu-west-1", "gcp/europe-west1", "azure/westeurope"])
def test_defaults_are_confluents_on_every_cloud(cloud):
    """API keys, Prometheus and its own registry."""
    provider, _, region = cloud.partition("/")
    answers = load(
        SMALLEST,
        CHOSEN,
        f"cloud.provider={provider}",
        f"cloud.region={region}",
        "schemas.format=avro",
    )

    assert answers.security.authentication is Authentication.SCRAM
    assert answers.security.certificate_authority_arns == ()
    assert answers.monitoring.stack is MonitoringStack.PROMETHEUS
    assert answers.schemas.registry is SchemaRegistry.CONFLUENT


@pytest.mark.parametrize(
    ("change", "signed", "own"),
    [
        pytest.param("confluent_cloud.sign_in=mtls", "mtls", "mtls", id="mtls-there"),
        pytest.param("security.authentication=mtls", "mtls", "mtls", id="mtls-here"),
        pytest.param("confluent_cloud.sign_in=oauth", "scram", "oauth", id="oauth"),
        pytest.param("security.authentication=scram", "scram", "api-key", id="scram"),
    ],
)
def test_one_answer_about_signing_in_is_enough(change, signed, own):
    """The other follows, and no authority of AWS is asked for."""
    answers = load(SMALLEST, CHOSEN, change)

    assert answers.security.authentication is Authentication(signed)
    assert answers.confluent_cloud.sign_in is ConfluentSignIn(own)


@pytest.mark.parametrize(
    ("networking", "exposure"),
    [
        ("public", "public"),
        ("private-link", "private-link"),
        ("pni", "private"),
        ("peering", "private"),
    ],
)
def test_exposure_follows_networking(networking, exposure):
    """A public cluster is open to all unless networks are named; no account of AWS is asked for."""
    answers = load(SMALLEST, CHOSEN, f"confluent_cloud.networking={networking}")

    assert answers.security.exposure is Exposure(exposure)
    assert answers.security.allowed_cidrs == ()
    assert answers.security.client_accounts == ()


REFUSED = [
    ("confluent_cloud.uptime=99.98", "confluent_cloud.uptime", 'did you mean "99.9'),
    ("confluent_cloud.uptime=true", "confluent_cloud.uptime", "no choice"),
    ("confluent_cloud.networking=internet", "confluent_cloud.networking", "transit-gateway"),
    ("confluent_cloud.sign_in=api-keys", "confluent_cloud.sign_in", 'did you mean "api-key"'),
    ("confluent_cloud.sign_in=scram", "confluent_cloud.sign_in", "choices: api-key, oauth, mtls"),
    ("confluent_cloud.stream_governance=pro", "confluent_cloud.stream_governance", "essentials, advanced"),
    ("confluent_cloud.schema_validation=maybe", "confluent_cloud.schema_validation", "neither true nor false"),
    ("confluent_cloud.client_quotas=2", "confluent_cloud.client_quotas", "neither true nor false"),
    ("confluent_cloud.access_transparency=[true]", "confluent_cloud.access_transparency", "neither true nor false"),
    ("confluent_cloud.flink_cfu=-1", "confluent_cloud.flink_cfu", "write 0 to 1,000"),
    ("confluent_cloud.flink_cfu=.nan", "confluent_cloud.flink_cfu", "not a number"),
    ("confluent_cloud.ksqldb_units=1.5", "confluent_cloud.ksqldb_units", "whole number"),
    ("confluent_cloud.ksqldb_units=29", "confluent_cloud.ksqldb_units", "write 0 to 28"),
    ("confluent_cloud.cku_price=0", "confluent_cloud.cku_price", "write 0.01 to 100"),
    ("confluent_cloud.cku_price=2.67 USD/hour", "confluent_cloud.cku_price", "not a number"),
    ("confluent_cloud.p95_write=20", "confluent_cloud.p95_write", "no unit"),
    ("confluent_cloud.p95_write=61 MB/s", "confluent_cloud.p95_write", "above the peak of 60 MB/s"),
    ("confluent_cloud.p95_read=0 MB/s", "confluent_cloud.p95_read", "out of bounds"),
    ("confluent_cloud.p95_read=1 TB/s", "confluent_cloud.p95_read", "workload.read.peak"),
    ("confluent_cloud.connections=0", "confluent_cloud.connections", "write 1 to"),
    ("confluent_cloud.requests_per_second=.inf", "confluent_cloud.requests_per_second", "not a number"),
    ("confluent_cloud.max_units=153", "confluent_cloud.max_units", "write 1 to 152"),
    ("confluent_cloud.cku_usd_hour=2", "confluent_cloud.cku_usd_hour", "unknown key"),
    ("confluent_cloud.api_secret=x", "confluent_cloud.api_secret", "no secrets"),
    ("confluent_cloud.schema_validation=true", "schemas.format", "write json, avro or protobuf"),
    ("variant=serverless", "variant", "basic, standard, enterprise, freight, dedicated"),
    ("security.authentication=iam", "security.authentication", "write scram for API keys"),
    ("monitoring.stack=cloud", "monitoring.stack", "write prometheus"),
    ("schemas={format: avro, registry: glue}", "schemas.registry", "write confluent"),
    ("schemas={format: avro, registry: karapace}", "schemas.registry", "write confluent"),
    ("goals.durability.survive=region", "goals.durability.survive", "disaster_recovery.kind active-passive"),
    ("disaster_recovery.kind=active-active", "disaster_recovery.kind", "not supported yet"),
    ("disaster_recovery.kind=active-passive", "disaster_recovery.region", "write e.g. eu-central-1"),
    ("disaster_recovery.region=us-east-1", "disaster_recovery.region", "applies only with disaster_recovery.kind: active-passive"),
    ("disaster_recovery.network.create.cidr=10.9.0.0/16", "disaster_recovery.network.create.cidr", "applies only"),
]  # fmt: skip
TOGETHER = [
    pytest.param(("confluent_cloud.sign_in=oauth", "security.authentication=mtls"), "confluent_cloud.sign_in", "leave one of them out", id="oauth-mtls"),
    pytest.param(("confluent_cloud.sign_in=mtls", "security.authentication=scram"), "confluent_cloud.sign_in", "security.authentication is scram", id="mtls-scram"),
    pytest.param(("confluent_cloud.networking=public", "security.exposure=private"), "confluent_cloud.networking", "security.exposure is private", id="public-private"),
    pytest.param(("confluent_cloud.networking=pni", "security.exposure=public"), "confluent_cloud.networking", "leave one of them out", id="pni-public"),
    pytest.param(("disaster_recovery.kind=active-passive", "disaster_recovery.region=us-eastt-1"), "disaster_recovery.region", 'did you mean "us-east-1"', id="typo"),
    pytest.param(("disaster_recovery.kind=active-passive", "disaster_recovery.region=westeurope"), "disaster_recovery.region", "known regions of AWS", id="another-cloud"),
    pytest.param(("disaster_recovery.kind=active-passive", "disaster_recovery.region=eu-west-1"), "disaster_recovery.region", "the cluster's own region", id="same-region"),
    pytest.param(("disaster_recovery.kind=active-passive", "disaster_recovery.region=us-west-1"), "disaster_recovery.region", "us-west-1 has 2, the cluster 3 zones", id="few-zones"),
    pytest.param((*STANDBY, "environments.prod.protect=false"), "disaster_recovery.kind", "write protect: true", id="unprotected"),
    pytest.param((*STANDBY, "disaster_recovery.network.create.cidr=10.0.128.0/17"), "disaster_recovery.network.create.cidr", "overlaps cloud.network, 10.0.0.0/16", id="overlap"),
    pytest.param((*STANDBY, "disaster_recovery.network.create.cidr=10.9.0.0/28"), "disaster_recovery.network.create.cidr", "/24 or larger", id="small"),
    pytest.param((*STANDBY, "disaster_recovery.network.create.cidr=10.9.0.1/16"), "disaster_recovery.network.create.cidr", "host bits", id="host-bits"),
    pytest.param((*STANDBY, "disaster_recovery.network={existing: {vpc: kafka}}"), "disaster_recovery.network.existing.subnets", "missing", id="no-subnets"),
    pytest.param((*STANDBY, f"disaster_recovery.network={{existing: {{vpc: kafka, subnets: {SUBNETS}}}}}"), "disaster_recovery.network.existing.vpc", "AWS names networks by ids", id="foreign-network"),
    pytest.param((*STANDBY, f"disaster_recovery.network={{create: {{cidr: 10.9.0.0/16}}, existing: {{vpc: vpc-00000001, subnets: {SUBNETS}}}}}"), "disaster_recovery.network.existing", "not both", id="both"),
    pytest.param((*STANDBY, "environments={prod: {network: {create: {cidr: 10.9.0.0/16}}}}", "disaster_recovery.network.create.cidr=10.9.1.0/24"), "disaster_recovery.network.create.cidr", "overlaps environments.prod.network", id="overlap-own"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "words"), REFUSED, ids=lambda v: str(v)[:50])
def test_a_broken_answer_is_refused_where_it_stands(change, path, words):
    """What, where, and what to write instead; nothing else follows from it."""
    found = problems(FULL, CHOSEN, change)

    assert [p.path for p in found] == [path]
    assert words in found[0].message
    assert found[0].file


@pytest.mark.parametrize(("changes", "path", "words"), TOGETHER)
def test_answers_that_contradict_are_refused(changes, path, words):
    """The message names the other side, or what to write."""
    found = problems(FULL, CHOSEN, *changes)

    assert [p.path for p in found] == [path]
    assert words in found[0].message


@pytest.mark.parametrize("platform", ["msk", "strimzi"])
@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        (("confluent_cloud.client_quotas=true",), "confluent_cloud.client_quotas", "applies only"),
        (STANDBY, "disaster_recovery.kind", "not supported yet on"),
        (("goals.durability.survive=region",), "goals.durability.survive", "not supported yet on"),
        (("schemas={format: avro, registry: confluent}",), "schemas.registry", "Confluent Cloud's"),
    ],
    ids=["own", "standby", "region", "registry"],
)
def test_what_is_confluents_is_refused_elsewhere(platform, changes, path, words):
    """The message says where it works or what to take instead."""
    found = problems(FULL, f"platform={platform}", *changes)

    assert [p.path for p in found] == [path]
    assert words in found[0].message


@pytest.mark.parametrize(
    "changes",
    [STANDBY, ("schemas={format: avro, registry: confluent}",)],
    ids=["standby", "registry"],
)
def test_auto_leaves_only_confluent(changes):
    """Without a platform the others say what they have against it."""
    readings = load_answers(FULL, "x", sets=changes, context=CONTEXT).readings

    assert [p for p, found in readings.items() if isinstance(found, Answers)] == [
        Platform.CONFLUENT_CLOUD
    ]


@pytest.mark.parametrize(
    ("own", "platform"),
    [
        ("kubernetes.gitops=flux", Platform.STRIMZI),
        ("confluent_cloud.client_quotas=true", Platform.CONFLUENT_CLOUD),
    ],
)
def test_what_is_asked_of_one_platform_keeps_no_other_out_of_auto(own, platform):
    """It holds where that platform is taken, and says nothing about the others."""
    readings = load_answers(FULL, "x", sets=(own,), context=CONTEXT).readings
    taken = {p for p, found in readings.items() if isinstance(found, Answers)}

    assert platform in taken
    assert taken == {
        p
        for p, found in load_answers(FULL, "x", context=CONTEXT).readings.items()
        if isinstance(found, Answers)
    }
    assert len(taken) > 1


def test_a_standby_gets_a_network_that_is_free():
    """The first /16 that neither the cloud nor an environment has."""
    environments = (
        "environments={dev: {scale: 10%, network: {create: {cidr: 10.1.4.0/22}}}, prod: {}}"
    )
    found = load(FULL, CHOSEN, *STANDBY, environments).disaster_recovery

    assert found == DisasterRecovery(
        kind=DisasterRecoveryKind.ACTIVE_PASSIVE,
        region="us-east-1",
        network=NewNetwork(cidr="10.2.0.0/16"),
    )


def test_a_standby_takes_a_network_that_exists():
    """With a subnet for each zone."""
    network = f"disaster_recovery.network={{existing: {{vpc: vpc-00000009, subnets: {SUBNETS}}}}}"
    found = load(FULL, CHOSEN, *STANDBY, network).disaster_recovery

    assert isinstance(found.network, ExistingNetwork)
    assert found.network.vpc == "vpc-00000009"


def test_a_standby_survives_being_written():
    """Network and all."""
    text = f"{FULL}platform: confluent-cloud\ndisaster_recovery:\n  kind: active-passive\n  region: us-east-1\n"
    again = to_yaml(yaml_io.load(text, "x").data)

    assert load(again).disaster_recovery == load(text).disaster_recovery


def test_percentiles_of_aggregates_are_held_against_aggregates():
    """Their peaks stand elsewhere."""
    aggregate = "workload={aggregate: {in: {average: 20 MB/s, peak: 30 MB/s}, out: {average: 20 MB/s, peak: 30 MB/s}, partition_replicas: 300}}"
    found = problems(SMALLEST, CHOSEN, aggregate, "confluent_cloud.p95_write=40 MB/s")

    assert [p.path for p in found] == ["confluent_cloud.p95_write"]
    assert "workload.aggregate.in.peak" in found[0].message


def test_a_region_is_survived_by_a_standby():
    """The goal and what fulfils it."""
    answers = load(FULL, CHOSEN, *STANDBY, "goals.durability.survive=region")

    assert answers.goals.durability.survive is Survive.REGION
    assert answers.disaster_recovery.kind is DisasterRecoveryKind.ACTIVE_PASSIVE
