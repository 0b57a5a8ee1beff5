"""The MSK cluster in detail: storage, properties, listeners, access, alarms, connectors; each by its rule."""

from dataclasses import replace

import pytest

import asked
from builders import facts, msk_limits
from kafka_scaffold.model.answers import (
    Adopt,
    Authentication,
    Compatibility,
    Exposure,
    MonitoringStack,
    Rate,
    SchemaFormat,
    SchemaRegistry,
    Schemas,
)
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.rules.topics import check_properties
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms.msk.alarms import emitted
from kafka_scaffold.sizing.platforms.msk.describe import cluster_name, describe
from kafka_scaffold.sizing.platforms.msk.details import StorageGrowth
from kafka_scaffold.sizing.platforms.msk.storage import provisioned_mib_s, volume_baseline_mib_s
from kafka_scaffold.sizing.platforms.msk.topics import plan_topics


VARIANTS = ("standard", "express", "serverless")
RUNBOOKS = {
    "broker-loss",
    "zone-loss",
    "storage-full",
    "consumer-lag",
    "high-cpu",
    "throttling",
    "connections",
    "controller",
    "under-replicated",
    "scale-out",
    "rolling-upgrade",
    "topic-change",
    "credential-rotation",
    "restore",
}


def secured(**changes):
    """Return answers with other security."""
    authentication = changes.pop("authentication", "iam")
    base = asked.answers(authentication)
    return replace(base, security=replace(base.security, **changes))


def grant(details, application):
    """Return what one application may do."""
    return next(a for a in details.access if a.application == application)


def actions(access):
    """Return the IAM actions of an application by resource."""
    return {
        resource: {action.removeprefix("kafka-cluster:") for action in statement.actions}
        for statement in access.statements
        for resource in statement.resources
    }


# storage


@pytest.mark.parametrize(
    ("gib", "mib_s"),
    [(10, 128), (170, 128), (200, 150), (334, 250), (5000, 250)],
)
def test_a_volume_carries_by_its_size(gib, mib_s):
    """0.75 MiB/s per GiB, at least 128, at most 250."""
    assert volume_baseline_mib_s(gib, facts()) == pytest.approx(mib_s, abs=1)


@pytest.mark.parametrize(
    ("size", "peak", "expected"),
    [
        pytest.param("kafka.m7g.4xlarge", 100, None, id="100/3 x 6.5 = 217 is within 250"),
        pytest.param("kafka.m7g.4xlarge", 200, 434, id="200/3 x 6.5 = 433.3"),
        pytest.param("kafka.m7g.4xlarge", 900, 625, id="no more than the size's EBS"),
        pytest.param("kafka.m7g.2xlarge", 200, None, id="smaller sizes take none"),
    ],
)
def test_throughput_is_provisioned_when_the_volume_is_too_slow(size, peak, expected):
    """And only on sizes that take it."""
    answers = asked.answers()
    demand = replace(
        to_demand(answers, answers.primary), ingress_peak_mib_s=peak, hot_retention_hours=168
    )
    assert provisioned_mib_s(demand, size, 3, 1000, facts()) == expected


def test_provisioned_throughput_brings_its_fetchers():
    """Replication uses what is paid for."""
    answers = asked.answers()
    fast = Rate(average_bytes_s=200e6, peak_bytes_s=400e6)
    answers = replace(answers, workload=replace(answers.workload, write=fast))
    details = asked.details(answers, size="kafka.m7g.4xlarge", units=3, storage_gib_per_unit=1000)
    given = asked.named(details.server_properties)

    # 400 MB/s / 3.5 / 3 brokers x (6.5 + 1.5 tiered) = 290.6 MiB/s
    assert details.storage.throughput_mib_s.value == 291
    assert given["num.replica.fetchers"] == 4
    assert (given["num.io.threads"], given["num.network.threads"]) == (16, 8)


def test_storage_has_one_owner():
    """Auto scaling where it is protected, Terraform where a volume must not grow by itself; the reason says why."""
    answers = asked.answers()
    protected = asked.details(answers).storage
    open_ = asked.details(answers, environment=answers.environments[0]).storage

    assert protected.growth is StorageGrowth.AUTOSCALED
    assert (protected.volume_gib.value, protected.max_gib.value) == (1000, 2000)
    assert open_.growth is StorageGrowth.TERRAFORM
    assert open_.max_gib.value == open_.volume_gib.value
    assert "protection" in open_.growth_reason


def test_storage_scaling_is_not_everywhere():
    """In Osaka Terraform sets the size."""
    answers = asked.answers()
    osaka = replace(answers, cloud=replace(answers.cloud, region="ap-northeast-3"))

    assert asked.details(osaka).storage.growth is StorageGrowth.TERRAFORM


def test_the_largest_volume_is_msks():
    """Twice 10 TiB is more than a volume can have."""
    assert asked.details(asked.answers(), storage_gib_per_unit=10240).storage.max_gib.value == 16384


# properties


@pytest.mark.parametrize("authentication", ["iam", "scram", "mtls"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_only_properties_that_the_variant_takes(variant, authentication):
    """MSK refuses a configuration with an unknown name."""
    answers = asked.with_topics(asked.answers(authentication), max_record_bytes=5_000_000)
    for environment in answers.environments:
        properties = asked.details(answers, variant, environment).server_properties
        problems = check_properties(properties, msk_limits(variant))
        assert [f for f in problems if f.severity is Severity.ERROR] == []
        assert all(s.reason and s.source for s in properties)


def test_standard_never_loses_acknowledged_records():
    """MSK's own defaults would: unclean election on, access for everyone."""
    given = asked.named(asked.details(asked.answers()).server_properties)

    assert given["unclean.leader.election.enable"] is False
    assert given["allow.everyone.if.no.acl.found"] is False
    assert given["auto.create.topics.enable"] is False
    assert (given["default.replication.factor"], given["min.insync.replicas"]) == (3, 2)


def test_two_zones_size_kafkas_own_topics_too():
    """With two brokers, topics of three copies could never be made and no group would start."""
    answers = asked.answers()
    given = asked.named(
        asked.details(answers, environment=answers.environments[0]).server_properties
    )

    assert given["offsets.topic.replication.factor"] == 2
    assert given["transaction.state.log.replication.factor"] == 2
    assert given["transaction.state.log.min.isr"] == 1


def test_acls_are_written_before_they_bind():
    """With SCRAM and mTLS the first apply leaves access open, IAM needs no such step."""
    assert asked.details(asked.answers("iam")).acl_bootstrap is None
    for authentication in ("scram", "mtls"):
        details = asked.details(asked.answers(authentication))
        assert details.acl_bootstrap.value is True
        assert asked.named(details.server_properties)["allow.everyone.if.no.acl.found"] is False


def test_large_records_reach_replicas():
    """A batch that a topic takes must fit a replica's fetch."""
    answers = asked.with_topics(asked.answers(), max_record_bytes=5_000_000)
    given = asked.named(asked.details(answers).server_properties)

    # the dead letters' topic takes the most: 5,000,000 + 1024 for headers + 1024, in KiB
    assert given["message.max.bytes"] == given["replica.fetch.max.bytes"] == 4885 * 1024


def test_positions_outlive_records():
    """A consumer stopped for 20 days on a topic kept 30 days continues where it was: 43,200 minutes."""
    answers = asked.with_topics(asked.answers(), retention_s=30 * 86400.0)

    assert (
        asked.named(asked.details(answers).server_properties)["offsets.retention.minutes"] == 43200
    )


def test_many_consumers_get_fetch_sessions():
    """3000 consumers x 1.25, next power of two."""
    answers = asked.answers()
    clients = replace(answers.workload.clients, consumers=3000)
    answers = replace(answers, workload=replace(answers.workload, clients=clients))
    given = asked.named(asked.details(answers, units=60).server_properties)

    assert given["max.incremental.fetch.session.cache.slots"] == 4096


# listeners, monitoring, names


@pytest.mark.parametrize(
    ("authentication", "exposure", "expected"),
    [
        ("iam", "private", [(9098, "bootstrap_brokers_sasl_iam")]),
        ("scram", "public", [(9096, "bootstrap_brokers_sasl_scram"), (9196, "bootstrap_brokers_public_sasl_scram")]),
        ("mtls", "private-link", [(9094, "bootstrap_brokers_tls"), (14001, "bootstrap_brokers_vpc_connectivity_tls")]),
    ],
)  # fmt: skip
def test_listeners_follow_authentication_and_exposure(authentication, exposure, expected):
    """Ports and attributes as MSK and its Terraform provider have them."""
    answers = secured(authentication=authentication, exposure=Exposure(exposure))
    answers = replace(answers, applications=tuple(a for a in answers.applications if a.connector is None),
                      topics=answers.topics[:2])  # fmt: skip
    answers = asked.with_topics(answers, consumers=("sessions", "enrich", "count"))

    found = asked.details(answers).listeners
    assert [(listener.port, listener.bootstrap_attribute) for listener in found] == expected


def test_connectors_need_the_iam_listener():
    """MSK Connect signs in with IAM or not at all."""
    names = [listener.name for listener in asked.details(asked.answers("scram")).listeners]

    assert names == ["scram", "iam"]


@pytest.mark.parametrize(
    ("audit", "environment", "level"),
    [(True, 1, "PER_TOPIC_PER_BROKER"), (False, 1, "PER_BROKER"), (False, 0, "DEFAULT")],
)
def test_metrics_by_need(audit, environment, level):
    """An audit wants topics, production brokers, and what is not protected makes do with the free ones."""
    answers = secured(audit=audit)
    details = asked.details(answers, environment=answers.environments[environment])

    assert details.enhanced_monitoring.value == level


def test_prometheus_and_the_internet_exclude_each_other():
    """MSK refuses open monitoring together with public access on KRaft."""
    base = secured(exposure=Exposure.PUBLIC)
    monitored = replace(base, monitoring=replace(base.monitoring, stack=MonitoringStack.PROMETHEUS))

    assert asked.details(monitored).open_monitoring is False
    assert (
        asked.details(replace(monitored, security=asked.answers().security)).open_monitoring is True
    )
    assert asked.details(asked.answers(), "serverless").open_monitoring is False


@pytest.mark.parametrize(
    ("audit", "asked_days", "kept"),
    [(False, 30, 30), (False, 45, 60), (True, 30, 365), (True, 500, 545)],
)
def test_logs_are_kept_as_cloudwatch_can(audit, asked_days, kept):
    """The next value that CloudWatch takes; a year for an audit."""
    answers = secured(audit=audit)
    monitoring = replace(answers.monitoring, log_retention_days=asked_days)

    assert asked.details(replace(answers, monitoring=monitoring)).log_retention_days.value == kept


def test_the_version_tells_its_support():
    """With the day it came to MSK; both variants have brokers without ZooKeeper."""
    for variant in ("standard", "express"):
        version = asked.details(asked.answers(), variant).kafka_version
        assert version.value == "3.9.x.kraft"
        assert "2025-04-21" in version.reason
        assert facts().get(f"msk.versions.{version.value}.{variant}").value is True


def test_a_long_name_is_cut_and_stays_unique():
    """MSK takes 64 characters; two long names that differ at the end stay different."""
    names = {cluster_name("x" * 60 + end, "production") for end in ("a", "b")}

    assert len(names) == 2
    assert all(len(name) <= 64 for name in names)
    assert cluster_name("clickstream", "prod") == "clickstream-prod"


def test_serverless_has_no_brokers():
    """Everything about brokers is empty, and topics are no Terraform resources."""
    details = asked.details(asked.answers(), "serverless")

    assert (details.brokers, details.instance_type, details.kafka_version) == (0, "", None)
    assert details.storage is None
    assert details.server_properties == ()
    assert details.enhanced_monitoring is None
    assert details.log_destinations == ()
    assert not details.topics_as_terraform


# access


def test_a_producer_may_only_write():
    """Its topics, idempotently; no group, no reading, no creating."""
    assert actions(grant(asked.details(asked.answers()), "web")) == {
        ("cluster", ""): {"Connect", "WriteDataIdempotently"},
        ("topic", "page-views"): {"DescribeTopic", "WriteData"},
        ("topic", "clicks"): {"DescribeTopic", "WriteData"},
    }


def test_a_consumer_may_read_its_topics_in_its_group():
    """And set aside what it cannot process."""
    assert actions(grant(asked.details(asked.answers()), "sessions")) == {
        ("cluster", ""): {"Connect", "WriteDataIdempotently"},
        ("topic", "sessions-dead-letters"): {"DescribeTopic", "WriteData"},
        ("topic", "page-views"): {"DescribeTopic", "ReadData"},
        ("topic", "clicks"): {"DescribeTopic", "ReadData"},
        ("group", "sessions"): {"AlterGroup", "DescribeGroup"},
    }


def test_transactions_have_ids_of_their_own():
    """Exactly once needs the transactional ids that begin with the name."""
    details = asked.details(asked.exactly_once(asked.answers()))

    assert actions(grant(details, "web"))["transactional-id", "web-*"] == {
        "AlterTransactionalId",
        "DescribeTransactionalId",
    }
    without = actions(grant(asked.details(asked.answers()), "web"))
    assert not any(kind == "transactional-id" for kind, _ in without)


def test_streams_may_create_its_own_topics_only():
    """Changelogs and repartition topics under its id, no other topic."""
    found = actions(grant(asked.details(asked.answers()), "count"))
    creates = {resource for resource, granted in found.items() if "CreateTopic" in granted}

    assert creates == {("topic", "count-*-changelog"), ("topic", "count-*-repartition")}


def test_a_sink_reads_in_connects_group():
    """And its workers keep their books in topics that MSK Connect makes."""
    found = actions(grant(asked.details(asked.answers()), "lake"))

    assert ("group", "connect-lake") in found
    assert "CreateTopic" in found["topic", "__amazon_msk_connect_*"]
    assert "WriteData" in found["topic", "lake-dead-letters"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_nobody_has_wildcards(variant):
    """No statement names every topic, group or action."""
    for access in asked.details(asked.exactly_once(asked.answers()), variant).access:
        assert access.statements
        for statement in access.statements:
            assert not any("*" in action for action in statement.actions)
            assert not any(name == "*" for _, name in statement.resources)


@pytest.mark.parametrize(
    ("authentication", "web"), [("scram", "User:web"), ("mtls", "User:CN=web")]
)
def test_acls_name_the_principal_of_the_listener(authentication, web):
    """A SCRAM user, or the name in a certificate."""
    acls = grant(asked.details(asked.answers(authentication)), "web").acls

    assert {acl.principal for acl in acls} == {web}
    assert {(a.operation, a.resource_type, a.resource, a.pattern) for a in acls} == {
        (operation, "topic", topic, "literal")
        for topic in ("page-views", "clicks")
        for operation in ("DESCRIBE", "WRITE")
    }


def test_connectors_sign_in_with_iam_whatever_applications_use():
    """So that they have statements, and no ACLs, on a SCRAM cluster."""
    lake = grant(asked.details(asked.answers("scram")), "lake")

    assert lake.statements
    assert lake.acls == ()


def test_brokers_and_an_administrator_have_acls():
    """Without them replication would stop, and nobody could grant anything any more."""
    details = asked.details(asked.answers("scram"))
    admin = details.access[-1]

    assert [(a.principal, a.operation, a.resource) for a in details.cluster_acls] == [
        ("@{brokers}", "READ", "*")
    ]
    assert (admin.role, admin.application) == ("admin", "kafka-admin")
    assert ("ALL", "cluster") in {(a.operation, a.resource_type) for a in admin.acls}
    assert asked.details(asked.answers("iam")).cluster_acls == ()


def test_the_administrator_is_nobodys_namesake():
    """An application called so must not become one."""
    answers = asked.answers("scram")
    renamed = (replace(answers.applications[0], name="kafka-admin"), *answers.applications[1:])
    topics = tuple(replace(t, producers=()) for t in answers.topics)
    details = asked.details(replace(answers, applications=renamed, topics=topics))
    admins = [a for a in details.access if a.role == "admin"]

    assert [a.application for a in admins] == ["kafka-admin-x"]


def test_quotas_are_the_share_with_room():
    """Web has a third of 100 MB/s / 3.5 = 9.08 MiB/s, over 6 brokers, twice; readers read all, three times."""
    web = grant(asked.details(asked.answers("scram")), "web").quota
    sessions = grant(asked.details(asked.answers("scram")), "sessions").quota
    peak = 100e6 / 3.5

    assert web.producer_byte_rate == pytest.approx(peak / 3 / 6 * 2, rel=1e-6)
    assert web.consumer_byte_rate is None
    assert sessions.consumer_byte_rate == pytest.approx(peak / 6 * 3, rel=1e-6)
    assert sessions.principal == "sessions"


def test_a_topic_of_one_partition_loads_one_broker():
    """Its writer's quota is not divided by brokers that hold nothing of it."""
    answers = asked.with_topics(asked.answers("scram"), partitions=1)
    web = grant(asked.details(answers), "web").quota

    assert web.producer_byte_rate == pytest.approx(100e6 / 3.5 / 3 * 2, rel=1e-6)


# alarms


@pytest.mark.parametrize("environment", [0, 1])
@pytest.mark.parametrize("variant", VARIANTS)
def test_alarms_watch_metrics_that_exist(variant, environment):
    """An alarm on a metric that is not emitted is silent for ever."""
    answers = secured(audit=False)
    details = asked.details(answers, variant, answers.environments[environment])
    level = details.enhanced_monitoring.value if details.enhanced_monitoring else "DEFAULT"
    known = emitted(variant, level, facts())

    assert len(details.alarms) >= 3
    for alarm in details.alarms:
        assert set(alarm.metrics) <= known
        assert alarm.runbook in RUNBOOKS
        assert alarm.reason
    assert len({alarm.name for alarm in details.alarms}) == len(details.alarms)


def test_controller_metrics_take_the_maximum():
    """Brokers that are not the controller report zero."""
    controller = next(a for a in asked.details(asked.answers()).alarms if a.name == "controller")

    assert (controller.statistic, controller.comparison, controller.threshold) == (
        "Maximum",
        "LessThanThreshold",
        1,
    )
    assert controller.severity == "page"


def test_thresholds_come_from_the_size():
    """78.75 MiB/s of EBS x 0.8 on m7g.large; 15.6 MB/s x 0.8 on express.m7g.large; partitions as recommended."""
    standard = {a.name: a for a in asked.details(asked.answers()).alarms}
    express = {a.name: a for a in asked.details(asked.answers(), "express").alarms}

    assert standard["volume-throughput"].threshold == pytest.approx(63.0)
    assert standard["partitions"].threshold == 1000
    assert express["bytes-in"].threshold == pytest.approx(12_480_000)
    assert "disk" not in express


def test_lag_alarms_follow_goal_and_retention():
    """Ten times a goal of 60 s is late; a quarter of 7 days is a page."""
    answers = asked.answers()
    latency = replace(answers.goals.latency, end_to_end_p99_ms=60_000)
    answers = replace(answers, goals=replace(answers.goals, latency=latency))
    found = {a.name: a for a in asked.details(answers).alarms if a.group}

    assert found["late-sessions-clicks"].threshold == 600
    assert found["unread-sessions-clicks"].threshold == 7 * 86400 / 4
    assert found["unread-sessions-clicks"].severity == "page"
    assert found["unread-connect-lake-clicks"].group == "connect-lake"
    assert "late-connect-lake-clicks" not in found


def test_serverless_alarms_are_per_topic():
    """6 partitions x 5 MB/s x 0.8, and the cluster's 200 MB/s bound a topic of many."""
    answers = asked.with_topics(asked.answers(), partitions=6)
    found = {a.name: a for a in asked.details(answers, "serverless").alarms}
    many = asked.details(asked.with_topics(answers, partitions=240), "serverless")

    assert found["bytes-in-clicks"].threshold == 24_000_000
    assert found["bytes-in-clicks"].dimensions == "topic"
    assert {a.name: a for a in many.alarms}["bytes-in-clicks"].threshold == 160_000_000


# schemas and connectors


def test_glue_schemas_are_called_like_their_topics():
    """One for each topic that was asked for, none for dead letters."""
    schemas = Schemas(
        format=SchemaFormat.AVRO, registry=SchemaRegistry.GLUE, compatibility=Compatibility.FULL_ALL
    )
    found = asked.details(asked.answers(schemas=schemas)).schemas

    assert [(s.name, s.file) for s in found] == [
        (name, f"schemas/{name}.avsc") for name in ("page-views", "clicks", "accounts")
    ]
    assert {(s.format, s.compatibility) for s in found} == {("AVRO", "FULL_ALL")}
    assert asked.details(asked.answers()).schemas == ()


def connector(answers, name, variant="standard"):
    """Return one connector."""
    return next(c for c in asked.details(answers, variant).connectors if c.name == name)


def test_a_sink_grows_by_workers():
    """100 MB/s before compression are 95.4 MiB/s: 10 MCU, at least 5 workers, at most the 10 that MSK allows."""
    lake = connector(asked.answers(), "lake")

    assert (lake.mcu_count.value, lake.workers_min.value, lake.workers_max.value) == (1, 5, 10)
    assert lake.dead_letter_topic == "lake-dead-letters"
    assert (
        asked.named(lake.configuration)["errors.deadletterqueue.topic.name"] == "lake-dead-letters"
    )


def test_a_capture_has_one_worker():
    """A replication slot has one reader."""
    capture = connector(asked.answers(), "capture")

    assert (capture.workers_min.value, capture.workers_max.value) == (1, 1)
    assert asked.named(capture.configuration)["tasks.max"] == 1


def test_topic_names_say_what_is_captured():
    """A plain name is a table of public, prefix.schema.table is itself, outbox.event is the outbox."""
    answers = asked.answers()
    names = ("outbox.event.order", "shop.sales.customers", "shop.sales.items")
    captured = tuple(replace(answers.topics[-1], name=name) for name in names)
    answers = replace(answers, topics=(*answers.topics[:2], *captured))
    given = asked.named(connector(answers, "capture").configuration)
    plain = asked.named(connector(asked.answers(), "capture").configuration)

    assert given["topic.prefix"] == "shop"
    assert given["table.include.list"] == "sales.customers,sales.items,public.outbox"
    assert given["transforms"] == "outbox"
    assert given["predicates.isOutbox.pattern"] == "shop[.]public[.]outbox"
    assert plain["table.include.list"] == "public.accounts"
    assert plain["transforms.route0.replacement"] == "accounts"
    internal = {topic.name for topic in asked.topics(answers) if topic.internal}
    assert "__debezium-heartbeat.shop" in internal


def test_a_capture_holds_no_credential():
    """Workers read them from Secrets Manager."""
    given = asked.named(connector(asked.answers(), "capture").configuration)

    assert given["database.password"] == "${secretManager:@{secret}:password}"
    assert given["plugin.name"] == "pgoutput"
    assert given["heartbeat.interval.ms"] == 10000


@pytest.mark.parametrize("authentication", Authentication)
@pytest.mark.parametrize("variant", VARIANTS)
def test_an_aggregate_workload_has_a_cluster_and_no_applications(variant, authentication):
    """Nothing is derived from topics that are not there."""
    answers = asked.answers(authentication.value)
    stored = replace(
        to_demand(answers, answers.primary), aggregate=True, topics=(), partition_replicas=600
    )
    bare = replace(answers, applications=(), topics=())
    planned = plan_topics(bare, bare.primary, stored, variant, facts())
    details = describe(bare, bare.primary, stored, asked.candidate(variant), planned, facts())
    assert planned == ()
    assert details.access == ()
    assert details.connectors == ()


def test_what_is_taken_over_keeps_its_name():
    """Terraform would replace a cluster or configuration of another name."""
    arn = "arn:aws:kafka:eu-west-1:111122223333:{}/legacy/11111111-2222-3333-4444-555555555555-1"
    answers = asked.answers()
    adopt = Adopt(cluster_arn=arn.format("cluster"))
    environment = replace(answers.environments[-1], adopt=adopt)
    taken = asked.details(answers, environment=environment)
    both = replace(adopt, configuration_arn=arn.format("configuration").replace("legacy", "old"))
    taken_too = asked.details(answers, environment=replace(environment, adopt=both))

    assert taken.cluster_name == "legacy"
    assert taken.configuration_name == f"{answers.name}-{environment.name}"
    assert taken_too.configuration_name == "old"
