"""What runs beside the brokers: Connect, MirrorMaker, bridge, registry, the tiered storage plugin, certificates."""

import re
from dataclasses import replace

import pytest

import asked
import strimzi_asked
import strimzi_fixture
from builders import facts
from kafka_scaffold.model.answers import SchemaFormat, SchemaRegistry
from kafka_scaffold.model.platform_answers import CertificateAuthority, MirrorAuthentication
from strimzi_asked import DEV, PROD, details, kubernetes


LATER = re.compile(r"@\{(registry|key|bucket|account)\}")


def connector(made, name):
    """Return a connector of an environment."""
    return next(c for c in made.connect.connectors if c.name == name)


def schemas(answers, **changes):
    """Return answers with other schemas."""
    return replace(answers, schemas=replace(answers.schemas, **changes))


# Connect


@pytest.mark.parametrize(
    ("kubernetes_of", "class_name", "bucket", "secret"),
    [
        ("eks", "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector", "aws.s3.bucket.name", None),
        ("gke", "io.aiven.kafka.connect.gcs.GcsSinkConnector", "gcs.bucket.name", None),
        ("aks", "io.aiven.kafka.connect.azure.sink.AzureBlobSinkConnector", "azure.storage.container.name", "lake-storage"),
    ],
)  # fmt: skip
def test_a_sink_writes_to_its_clouds_bucket(kubernetes_of, class_name, bucket, secret):
    """Aiven's sink for each of them; only Azure's needs a secret."""
    made = connector(details(strimzi_fixture.answers(kubernetes_of)), "lake")
    given = asked.named(made.configuration)

    assert made.class_name == class_name
    assert given[bucket] == "@{bucket}"
    assert made.secret == secret
    assert ("${secrets:" in " ".join(map(str, given.values()))) is (secret is not None)
    assert given["errors.deadletterqueue.topic.name"] == made.dead_letter_topic
    assert given["topics"] == "page-views,clicks"


def test_class_and_tasks_stand_beside_the_configuration():
    """Strimzi takes them as fields and refuses them twice."""
    for made in details(strimzi_fixture.answers()).connect.connectors:
        assert not {"connector.class", "tasks.max"} & set(asked.named(made.configuration))


def test_a_change_capture_reads_its_password_from_a_secret():
    """Of the environment's namespace, and named after the connector; nothing of it is in Git."""
    made = connector(details(strimzi_fixture.answers()), "capture")
    given = asked.named(made.configuration)

    assert made.secret == "capture-database"  # noqa: S105
    assert given["database.password"] == "${secrets:clickstream-prod/capture-database:password}"
    assert given["table.include.list"] == "public.accounts"
    assert "config.action.reload" not in given


def test_a_sink_has_a_task_for_what_one_converts():
    """0.7 + 0.3 of 27.2 MiB/s on the wire are 95.4 MiB/s plain: ten tasks of 10 MiB/s; one slot is one task."""
    answers = strimzi_fixture.answers()
    made = details(answers)
    demand = strimzi_asked.demand(answers, answers.environments[PROD])
    plain = sum(t.ingress_peak_mib_s for t in demand.topics if t.name != "accounts") * 3.5

    assert connector(made, "lake").tasks.value == -(-plain // 10)
    assert connector(made, "capture").tasks.value == 1
    assert made.connect.replicas.value == -(-(connector(made, "lake").tasks.value + 1) // 2)


def test_a_small_environment_still_has_two_workers():
    """One may be replaced while the other works."""
    assert details(strimzi_fixture.answers(), DEV).connect.replicas.value == 2


def test_workers_keep_what_they_know_as_the_brokers_keep_records():
    """Three copies; converters are each connector's own, and nobody signs in as somebody else."""
    given = asked.named(details(strimzi_fixture.answers()).connect.config)

    assert given["offset.storage.replication.factor"] == 3
    assert given["connector.client.config.override.policy"] == "None"
    assert given["config.providers"] == "secrets"
    assert not [
        name for name in given if name.startswith("group.id") or name.endswith("storage.topic")
    ]


@pytest.mark.parametrize(
    ("form", "converter", "archive"),
    [
        (SchemaFormat.AVRO, "io.confluent.connect.avro.AvroConverter", "kafka-connect-avro-converter"),
        (SchemaFormat.JSON, "io.confluent.connect.json.JsonSchemaConverter", "kafka-connect-json-schema-converter"),
        (SchemaFormat.PROTOBUF, "io.confluent.connect.protobuf.ProtobufConverter", "kafka-connect-protobuf-converter"),
    ],
)  # fmt: skip
def test_values_follow_the_registry(form, converter, archive):
    """The converter is in the image, and asks the registry beside the brokers."""
    made = details(schemas(strimzi_fixture.answers(), format=form))
    given = asked.named(connector(made, "lake").configuration)

    assert given["value.converter"] == converter
    assert given["value.converter.schema.registry.url"] == "http://registry:8081"
    assert any(archive in address for _, address, _ in made.connect.artifacts)


def test_without_a_registry_values_pass_as_they_are():
    """And the image holds the connectors alone."""
    answers = schemas(
        strimzi_fixture.answers(), format=SchemaFormat.NONE, registry=SchemaRegistry.NONE
    )
    made = details(answers)

    given = asked.named(connector(made, "lake").configuration)
    assert given["value.converter"].endswith("ByteArrayConverter")
    assert [name for name, _, _ in made.connect.artifacts] == ["s3-sink", "debezium-postgres"]
    assert (made.registry, made.schemas) == (None, ())


def test_archives_name_their_version():
    """An address without a hole in it, over HTTPS."""
    for kubernetes_of in ("eks", "gke", "aks"):
        for name, address, version in details(
            strimzi_fixture.answers(kubernetes_of)
        ).connect.artifacts:
            assert address.startswith("https://")
            assert version in address, name
            assert "{" not in address


def test_schemas_are_registered_under_their_subject():
    """What Confluent's serializers look for; a file for each topic that was asked for."""
    made = details(strimzi_fixture.answers()).schemas

    assert [(s.name, s.file) for s in made] == [
        ("page-views-value", "schemas/page-views.avsc"),
        ("clicks-value", "schemas/clicks.avsc"),
        ("accounts-value", "schemas/accounts.avsc"),
    ]


# tiered storage


@pytest.mark.parametrize(
    ("kubernetes_of", "store", "wanted"),
    [
        ("eks", "s3", {"storage.s3.bucket.name": "@{bucket}", "storage.s3.region": "eu-west-1"}),
        ("gke", "gcs", {"storage.gcs.bucket.name": "@{bucket}", "storage.gcs.credentials.default": True}),
        ("aks", "azure", {"storage.azure.container.name": "@{bucket}", "storage.azure.account.name": "@{account}"}),
    ],
)  # fmt: skip
def test_old_segments_go_to_the_clouds_bucket(kubernetes_of, store, wanted):
    """The plugin's words for it; the pod's identity opens it, so that no key is in a file."""
    made = details(strimzi_fixture.answers(kubernetes_of)).tiered
    given = asked.named(made.config)

    assert wanted.items() <= given.items()
    assert made.class_path.endswith(f"/core/*:/opt/kafka/plugins/tiered-storage/{store}/*")
    assert not [name for name in given if "secret" in name or "key" in name]
    assert given["storage.backend.class"].startswith(
        f"io.aiven.kafka.tieredstorage.storage.{store}."
    )
    assert all(s.reason and s.source for s in made.config)


def test_images_of_our_own_say_what_they_are_made_of():
    """Strimzi's version, Kafka's, and what was added; the registry is filled in later."""
    made = details(strimzi_fixture.answers())

    assert made.tiered.image.value == "@{registry}/clickstream-kafka:1.2.0-kafka-4.3.1-tiered-1.1.1"
    assert made.connect.image.value == "@{registry}/clickstream-connect:1.2.0-kafka-4.3.1-plugins"


@pytest.mark.parametrize("kubernetes_of", ["eks", "gke", "aks", "existing"])
@pytest.mark.parametrize("at", [DEV, PROD])
def test_what_is_filled_in_later_has_a_meaning(kubernetes_of, at):
    """Every hole in a value is one that the owner's file names."""
    made = details(strimzi_fixture.answers(kubernetes_of), at)
    values = [
        *(s.value for c in made.storage_classes for s in c.parameters),
        *(s.value for s in (made.tiered.config if made.tiered else ())),
        *(s.value for c in made.connect.connectors for s in c.configuration),
        made.connect.image.value,
    ]
    holes = [v for v in values if "@{" in str(v)]

    assert all(LATER.match(str(v)) for v in holes)
    assert len(made.fill_ins) >= len({str(v) for v in holes})
    assert all(f.meaning for f in made.fill_ins)


# MirrorMaker, bridge, certificates


@pytest.mark.parametrize(
    ("asked_for", "strimzis"),
    [
        (MirrorAuthentication.SCRAM, "scram-sha-512"),
        (MirrorAuthentication.PLAIN, "plain"),
        (MirrorAuthentication.MTLS, "tls"),
    ],
)
def test_a_mirror_signs_in_as_its_source_wants(asked_for, strimzis):
    """Whatever the source is: MSK, Confluent Cloud, another Strimzi."""
    answers = strimzi_fixture.answers()
    mirror = replace(answers.kubernetes.mirror, authentication=asked_for)
    made = details(kubernetes(answers, mirror=mirror)).mirror

    assert made.source_authentication == strimzis
    assert made.source_bootstrap == "kafka-1.example.com:9096,kafka-2.example.com:9096"
    assert made.topics == "orders|legacy-.*"


def test_only_the_largest_environment_is_copied_into():
    """A tenth of the brokers could not carry the whole of another cluster; it has no user for it either."""
    made = details(strimzi_fixture.answers(), DEV)

    assert made.mirror is None
    assert "mirror" not in {u.role for u in made.users}


def test_a_mirror_keeps_names_in_both_connectors():
    """If the checkpoints do not, no group is synced; and it never writes to the source nor touches grants."""
    made = details(strimzi_fixture.answers()).mirror
    source, checkpoints = asked.named(made.source_config), asked.named(made.checkpoint_config)

    for given in (source, checkpoints):
        assert given["replication.policy.class"].endswith(".IdentityReplicationPolicy")
        assert given["offset-syncs.topic.location"] == "target"
    assert source["sync.topic.acls.enabled"] == source["sync.topic.configs.enabled"] == "false"
    assert checkpoints["sync.group.offsets.enabled"] == "true"
    assert all(name.startswith("__") for name in (made.target_group, *made.target_topics))


def test_what_writes_for_others_may_write_the_largest_record():
    """A topic that takes 5 MB takes them from a connector, the mirror and the bridge too, not only from applications."""
    base = strimzi_fixture.answers()
    first, *others = base.topics
    large = replace(base, topics=(replace(first, max_record_bytes=5_000_000), *others))
    made, usual = details(large), details(base)

    workers = "producer.max.request.size"
    for config in (made.connect.config, made.mirror.target_config):
        assert asked.named(config)[workers] >= 5_000_000
    assert asked.named(made.bridge.producer_config)["max.request.size"] >= 5_000_000
    assert workers not in asked.named(usual.connect.config)
    assert workers not in asked.named(usual.mirror.target_config)


def test_nothing_runs_that_nobody_asked_for():
    """Neither mirror nor bridge, registry or workers."""
    answers = kubernetes(strimzi_fixture.answers(), mirror=None, bridge=False)
    answers = schemas(answers, format=SchemaFormat.NONE, registry=SchemaRegistry.NONE)
    programs = tuple(a for a in answers.applications if a.connector is None)
    topics = tuple(replace(t, producers=("web",), consumers=("sessions",)) for t in answers.topics)
    made = details(replace(answers, applications=programs, topics=topics))

    assert (made.mirror, made.bridge, made.registry, made.connect) == (None, None, None, None)
    assert {u.role for u in made.users} == {"producer", "consumer", "streams"}


def test_certificates_are_renewed_at_night_where_it_matters():
    """Every renewal restarts brokers."""
    answers = strimzi_fixture.answers()
    own = kubernetes(answers, certificate_authority=CertificateAuthority.OWN)

    assert details(answers).maintenance_windows
    assert details(answers, DEV).maintenance_windows == ()
    assert details(answers).renewal_days.value < details(answers).certificate_days.value
    assert [details(a).own_certificate_authority for a in (answers, own)] == [False, True]


def test_versions_are_pinned_and_fit_together():
    """An operator's upgrade must not roll brokers by itself."""
    made = details(strimzi_fixture.answers())

    assert made.kafka_version.value in facts().get("strimzi.versions.kafka_supported").items
    assert made.kafka_version.value.startswith(made.metadata_version.value.partition("-")[0])
    assert made.drain_cleaner_version.value == "1.6.1"
    assert details(strimzi_fixture.answers("existing")).monitoring_stack_version is None


@pytest.mark.parametrize("kubernetes_of", ["eks", "gke", "aks", "existing"])
@pytest.mark.parametrize("authentication", ["scram", "mtls"])
@pytest.mark.parametrize("at", [DEV, PROD])
def test_memory_is_never_overcommitted(kubernetes_of, authentication, at):
    """Every heap fits its container, and every container says why it is as large as it is."""
    made = details(strimzi_fixture.answers(kubernetes_of, authentication), at)
    containers = [
        made.operator,
        made.topic_operator,
        made.user_operator,
        made.exporter,
        *(p.resources for p in made.pools),
        *(c.resources for c in (made.connect, made.mirror, made.bridge, made.registry) if c),
    ]

    for each in containers:
        mib = int(each.memory[:-2]) * (1024 if each.memory.endswith("Gi") else 1)
        assert (each.heap_mib or 0) < mib
        assert each.reason
        assert re.fullmatch(r"[1-9][0-9]*m?", each.cpu)
    assert made.alerts
