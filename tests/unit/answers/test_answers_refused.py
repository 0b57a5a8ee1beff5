"""What cannot be used is refused: broken values, contradictions, and what is not supported yet."""

import pytest
from answers_samples import FULL, SMALLEST, load, only_problem, problems


CA = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555"
CLUSTER = (
    "arn:aws:kafka:us-east-1:111122223333:cluster/clicks/11111111-2222-3333-4444-555555555555-2"
)
LAKE = ("applications.lake={kind: connector, sink: s3}", "topics.clicks.consumers=[ads, lake]")
VPC = "vpc-0a1b2c3d"

BROKEN = [
    ("name=Shop", "name", "lower-case"),
    ("name=a--b", "name", "lower-case"),
    (f"name={'x' * 31}", "name", "at most 30"),
    ("name=aws-events", "name", "kept by AWS"),
    ("version=2", "version", "out of bounds"),
    ("owner=somebody", "owner", "is not an owner"),
    ("tags.aws:team=x", "tags.aws:team", "aws:"),
    ("tags.team=a|b", "tags.team", "is not a tag value"),
    ("tags.team=12", "tags.team", "in quotes"),
    ('description="a\\x1bb"', "description", "cannot be printed"),
    ("cloud.region=eu-wst-1", "cloud.region", 'did you mean "eu-west-1"'),
    ("cloud.region=mars", "cloud.region", "none of the 3 known regions"),
    ("cloud.zones=4", "cloud.zones", "eu-west-1 has 3"),
    ("cloud.network.create.cidr=10.0.0.1/16", "cloud.network.create.cidr", "host bits"),
    ("cloud.network.create.cidr=300.0.0.0/16", "cloud.network.create.cidr", "too large"),
    ("cloud.network.create.cidr=10.0.0.0/8", "cloud.network.create.cidr", "/16 to /28"),
    ("cloud.network.create.cidr=127.0.0.0/16", "cloud.network.create.cidr", "routed"),
    ("cloud.network.create.cidr=10.0.0.0/25", "cloud.network.create.cidr", "/24 or larger"),
    ("workload.write.peak=10 MB/s", "workload.write.peak", "below the average"),
    ("workload.read={average: 10 MB/s, peak: 1 MB/s}", "workload.read.peak", "below the average"),
    ("workload.read={fan_out: 2, average: 1 MB/s}", "workload.read.average", "not both"),
    ("workload.read={peak: 90 MB/s}", "workload.read.peak", "applies only"),
    ("workload.hot_retention=4d", "workload.hot_retention", "longer than retention"),
    ("workload.compression_ratio=0.5", "workload.compression_ratio", "out of bounds"),
    ("workload.compression_ratio=.nan", "workload.compression_ratio", "not a number"),
    ("workload.record_size=1", "workload.record_size", "no unit"),
    ("workload.retention=0s", "workload.retention", "out of bounds"),
    ("workload.clients.producers=1.5", "workload.clients.producers", "whole number"),
    ("goals.latency={produce_p99: 1 s, end_to_end_p99: 50 ms}", "goals.latency.end_to_end_p99", "less than produce_p99"),
    ("goals.optimise_for=costs", "goals.optimise_for", 'did you mean "cost"'),
    ("goals.budget=100", "goals.budget", "no unit"),
    ("goals.durability.exactly_once=maybe", "goals.durability.exactly_once", "neither true nor false"),
    ("topics[0].name=a/b", "topics[0].name", "Kafka takes"),
    ("topics[0].name=..", "topics[0].name", "Kafka takes"),
    ("topics[0].name=__consumer_offsets", "topics[0].name", "its own"),
    (f"topics[0].name={'x' * 250}", "topics[0].name", "at most 249"),
    ("topics[0].name=orders", "topics[1].name", "there twice"),
    ("topics[0].share=0%", "topics[0].share", "out of bounds"),
    ("topics[1].share=50%", "topics[1].share", "make 110 %"),
    ("topics[0].share=100%", "topics[1]", "nothing is left"),
    ("topics[0].keys=100", "topics[0].keys", "applies only"),
    ("topics[0].hot_retention=4d", "topics[0].hot_retention", "longer than retention"),
    ("topics[0].consumers=[ads, ads]", "topics[0].consumers", "listed twice"),
    ("topics[0].consumers=[web]", "topics[0].consumers[0]", "cannot read"),
    ("topics[0].producers=[ads]", "topics[0].producers[0]", "cannot write"),
    ("topics[0].max_record_size=10 B", "topics[0].max_record_size", "out of bounds"),
    ("applications.ads.language=perl", "applications.ads.language", "no choice"),
    ("applications.ads.sink=s3", "applications.ads.sink", "applies only"),
    ("applications.Ads={kind: consumer}", "applications.Ads", "lower-case"),
    ("applications.new={kind: consumer}", "applications.new", "no topic names it"),
    ("applications.web.password=x", "applications.web.password", "no secrets"),
    (f"applications.{'x' * 40}={{kind: consumer}}", f"applications.{'x' * 40}", "no topic names it"),
    (f"security.certificate_authority_arns=[{CA}]", "security.certificate_authority_arns", "applies only"),
    ("security.authentication=mtls", "security.certificate_authority_arns", "missing"),
    ("security.exposure=private-link", "security.client_accounts", "missing"),
    ("security.exposure=public", "security.allowed_cidrs", "public access needs"),
    ('security.client_accounts=["111122223333"]', "security.client_accounts", "applies only"),
    ("security.allowed_cidrs=[0.0.0.0/0]", "security.allowed_cidrs[0]", "/8 to /32"),
    ("schemas.registry=glue", "schemas.registry", "schemas.format"),
    ("schemas.compatibility=full", "schemas.compatibility", "applies only"),
    ("monitoring.log_retention=31d", "monitoring.log_retention", "write 60d"),
    ("monitoring.logs=[]", "monitoring.logs", "is empty"),
    ("monitoring.alerts=[pigeon]", "monitoring.alerts[0]", "no choice"),
    ("environments.production-europe={}", "environments.production-europe", "at most 12"),
    ("environments.prod.zones=4", "environments.prod.zones", "eu-west-1 has 3"),
    ("environments.prod.zones=1", "environments.prod.zones", "cannot survive"),
    (f"environments.prod.adopt={{cluster_arn: '{CLUSTER}'}}", "environments.prod.adopt.cluster_arn", "is in us-east-1"),
    ("environments.prod.adopt={}", "environments.prod.adopt.cluster_arn", "missing"),
    ("cloud.dns={prefix: kafka}", "cloud.dns.zone_id", "missing"),
    ("workloads=x", "workloads", 'did you mean "workload"'),
    ("partitions=3", "partitions", 'did you mean "topics[].partitions"'),
    ("cloud.network={existing: {vpc: x, subnets: [subnet-00000001, subnet-00000002, subnet-00000003]}}", "cloud.network.existing.vpc", "AWS names networks by ids"),
    ("workload=5", "workload", "a group of keys"),
    ("topics=5", "topics", "a list was expected"),
    ("topics={a: b}", "topics", "a list was expected"),
    ("topics[0]=x", "topics[0]", "a group of keys"),
]  # fmt: skip
LATER = [
    ("platform=warpstream", "platform"),
    ("schemas={format: avro, registry: apicurio}", "schemas.registry"),
    ("monitoring.stack=datadog", "monitoring.stack"),
    ("disaster_recovery.kind=active-active", "disaster_recovery.kind"),
]
TOGETHER = [
    pytest.param(("topics[0].name=a.b", "topics[1].name=a_b"), "topics[1].name", "one name to Kafka", id="collision"),
    pytest.param(("topics[0].order=total", "topics[0].partitions=6"), "topics[0].partitions", "no total order", id="total"),
    pytest.param(("topics[0].cleanup=compact", "topics[0].order=none"), "topics[0].cleanup", "by key", id="compaction"),
    pytest.param(("topics[0].cleanup=compact", "topics[0].retention=1d"), "topics[0].retention", "applies only", id="compact-retention"),
    pytest.param(("workload.record_size=2 MB", "topics[0].max_record_size=1 MB"), "topics[0].max_record_size", "less than", id="record"),
    pytest.param((*LAKE, "platform=msk", "security.authentication=scram"), "applications.lake.kind", "not supported yet", id="connect-scram"),
    pytest.param((*LAKE, "applications.lake.source=debezium-postgres"), "applications.lake.source", "either", id="both-ends"),
    pytest.param((*LAKE, "applications.lake.language=java"), "applications.lake.language", "applies only", id="connector-language"),
    pytest.param((*LAKE, "applications.lake.format=parquet"), "applications.lake.format", "schemas.format", id="parquet"),
    pytest.param((*LAKE, "applications.lake.sink=snowflake"), "applications.lake.sink", "not supported yet", id="snowflake"),
    pytest.param(("applications.ads.kind=streams",), "applications.ads.language", "java", id="streams-go"),
    pytest.param(("goals.durability.exactly_once=true", "applications.web.exactly_once=false"), "applications.web.exactly_once", "every application", id="exactly-once"),
    pytest.param(("tags.Team=a", "tags.team=b"), "tags.team", "only in case", id="tags"),
    pytest.param(("variant=express",), "variant", "applies only with a platform", id="variant-of-auto"),
    pytest.param(("platform=msk", "variant=expres"), "variant", 'did you mean "express"', id="variant"),
    pytest.param(("cloud.region=us-west-1", "cloud.zones=3"), "cloud.zones", "us-west-1 has 2", id="two-zones"),
    pytest.param(("cloud.zones=1",), "cloud.zones", "cannot survive", id="one-zone"),
    pytest.param(("platform=msk", "security.exposure=public", "security.allowed_cidrs=[203.0.113.0/24]", "monitoring.stack=prometheus"), "monitoring.stack", "without public access", id="public-scrape"),
    pytest.param((f"cloud.network={{existing: {{vpc: {VPC}, subnets: [subnet-00000001, subnet-00000002]}}}}",), "cloud.network.existing.subnets", "2 subnets for the 3 zones", id="subnets"),
    pytest.param(("cloud.network={create: {}, existing: {vpc: vpc-0a1b2c3d, subnets: [subnet-00000001, subnet-00000002, subnet-00000003]}}",), "cloud.network.existing", "not both", id="networks"),
    pytest.param(("platform=msk", "cloud.provider=gcp", "cloud.region=europe-west1"), "cloud.provider", "msk does not run on gcp", id="msk-on-gcp"),
    pytest.param(("cloud.provider=gcp",), "cloud.region", "known regions of Google Cloud", id="region-of-another-cloud"),
    pytest.param(("cloud.provider=azure", "cloud.region=westus"), "cloud.zones", "cannot survive", id="azure-without-zones"),
    pytest.param(("cloud.provider=gcp", "cloud.region=europe-west1", f"cloud.network={{existing: {{vpc: {VPC}/x, subnets: [kafka]}}}}"), "cloud.network.existing.vpc", "is not a network", id="gcp-path"),
    pytest.param(("cloud.provider=azure", "cloud.region=westeurope", "cloud.network={existing: {vpc: kafka, subnets: [/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/kafka/subnets/kafka]}}"), "cloud.network.existing.vpc", "resource ids", id="azure-name"),
    pytest.param(("platform=strimzi", "cloud.network={create: {cidr: 10.0.0.0/24}}"), "cloud.network.create.cidr", "pods and services", id="pods"),
    pytest.param(("platform=msk", "schemas={format: avro, registry: karapace}"), "schemas.registry", "write glue", id="karapace-on-msk"),
    pytest.param(("platform=msk", "kubernetes.bridge=true"), "kubernetes.bridge", "applies only", id="kubernetes-on-msk"),
    pytest.param(("platform=strimzi", "kubernetes.listeners=[tls-route]", "kubernetes.domain=kafka.example.com"), "kubernetes.gateway", "missing", id="route-without-gateway"),
    pytest.param(("platform=strimzi", "kubernetes.listeners=[ingress]", "kubernetes.ingress_class=nginx"), "kubernetes.domain", "missing", id="ingress-without-domain"),
    pytest.param(("platform=strimzi", "kubernetes.storage_class=gp3"), "kubernetes.storage_class", "existing", id="storage-class"),
    pytest.param(("platform=strimzi", "kubernetes.mirror={alias: old}"), "kubernetes.mirror.bootstrap_servers", "missing", id="mirror"),
    pytest.param(("platform=strimzi", "kubernetes.mirror={alias: old, bootstrap_servers: ['b:9092'], topics: ['orders(']}"), "kubernetes.mirror.topics[0]", "no regular expression", id="mirror-pattern"),
    pytest.param(("platform=msk", "security.authentication=mtls"), "security.certificate_authority_arns", "missing", id="authority"),
    pytest.param(("environments={x: {}, y-x: {}}", "applications.y-web={kind: producer}", "topics[0].producers=[web, y-web]"), None, None, id="no-clash"),
    pytest.param(("environments={x: {}, x-y: {}}", "applications.y-web={kind: producer}", "topics[0].producers=[web, y-web]"), "applications.web", "make the same name", id="clash"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "words"), BROKEN, ids=lambda v: str(v)[:40])
def test_a_broken_answer_is_refused_where_it_stands(change, path, words):
    """The message names the key and what to write; no second problem follows from the first."""
    found = problems(FULL, change)

    assert [p.path for p in found] == [path]
    assert words in found[0].message


@pytest.mark.parametrize(("change", "path"), LATER, ids=lambda v: str(v)[:40])
def test_what_is_not_supported_yet_says_so(change, path):
    """Nothing is silently ignored."""
    problem = only_problem(FULL, change)

    assert problem.path == path
    assert "not supported yet" in problem.message


@pytest.mark.parametrize(("changes", "path", "words"), TOGETHER)
def test_answers_that_contradict_one_another_are_refused(changes, path, words):
    """Each is fine alone."""
    if path is None:
        assert load(FULL, *changes)
        return
    found = problems(FULL, *changes)

    assert [p.path for p in found] == [path]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("version: 1\n", "version"),
        ("name: web-events\n", "name"),
        ("cloud: {region: eu-west-1}\n", "cloud.region"),
    ],
)
def test_a_required_answer_that_is_missing_is_named(line, path):
    """Its key path and an example are enough to go on."""
    problem = only_problem(SMALLEST.replace(line, ""))

    assert problem.path == path
    assert problem.message.startswith("missing")


def test_traffic_is_required_in_one_form_or_the_other():
    """Without rates there is nothing to size."""
    assert (
        only_problem("version: 1\nname: x\ncloud: {region: eu-west-1}\n").path
        == "workload.write.average"
    )
    assert {p.path for p in problems(SMALLEST + "  aggregate: {}\n")} == {
        "workload.write.average",
        "workload.write.peak",
        "workload.aggregate.in.average",
        "workload.aggregate.partition_replicas",
    }


def test_topics_do_not_go_with_aggregates():
    """Nothing that was written is ignored."""
    text = FULL.replace(
        "write: {average: 20 MB/s, peak: 60 MB/s}\n  retention: 3d",
        "aggregate: {in: {average: 1 MB/s}, partition_replicas: 6}",
    )

    assert {p.path for p in problems(text)} == {"topics", "applications"}


def test_a_source_connector_names_its_topics():
    """Debezium names topics after tables; none can be derived."""
    text = (
        SMALLEST
        + "applications: {db: {kind: connector, source: debezium-postgres}, ads: {kind: consumer}}"
    )

    assert only_problem(text).path == "applications.db.source"


def test_derived_names_stay_short_enough_for_roles():
    """Project, environment and application together make a name of at most 64 characters."""
    long = "a" * 40
    change = f"applications={{{long}: {{kind: producer}}, ads: {{kind: consumer}}}}"
    lists = (f"topics[0].producers=[{long}]", f"topics[1].producers=[{long}]")
    problem = only_problem(FULL, change, *lists, f"name={'n' * 30}")

    assert problem.path == f"applications.{long}"
    assert "role name" in problem.message


@pytest.mark.parametrize("text", ["", "x", "[]", "- a", "5", "null"])
def test_a_file_without_keys_is_refused(text):
    """There is a word for it, not a traceback."""
    assert problems(text)


@pytest.mark.parametrize("key", ["name:", "cloud:", "workload: {write: }"])
def test_a_key_without_a_value_is_refused(key):
    """An empty value is more often forgotten than meant."""
    name = key.partition(":")[0]
    text = "\n".join(
        line for line in SMALLEST.splitlines() if not line.startswith((name, "  write"))
    )

    assert any("no value" in p.message for p in problems(f"{text}\n{key}\n"))


def test_many_problems_are_cut_off():
    """A file of nothing but mistakes is answered quickly."""
    text = SMALLEST + "".join(f"key{n}: x\n" for n in range(5000))

    assert 100 <= len(problems(text)) <= 400
