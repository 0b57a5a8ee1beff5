"""Fully managed connectors: which class in which cloud, and what they are told."""

from dataclasses import replace

import pytest

import confluent_planned
from confluent_considered import refused
from kafka_scaffold.model.answers import SchemaFormat, SchemaRegistry


CLOUDS = {
    "aws": ("S3_SINK", "s3.bucket.name", (), True),
    "gcp": ("GcsSink", "gcs.bucket.name", ("gcs.credentials.config",), False),
    "azure": ("AzureBlobSink", "azblob.container.name", ("azblob.account.key",), False),
}


def connectors(base):
    """Return the primary environment's connectors by name."""
    return {c.name: c for c in confluent_planned.plan(base).primary.details.connectors}


def told(connector):
    """Return a connector's configuration."""
    return {setting.name: setting.value for setting in connector.configuration}


def registered(base, kind, file="json"):
    """Return answers whose values have schemas of a format, and a sink that writes other files."""
    registry = SchemaRegistry.NONE if kind is SchemaFormat.NONE else SchemaRegistry.CONFLUENT
    files = tuple(replace(a, format=file if a.format else None) for a in base.applications)
    schemas = replace(base.schemas, format=kind, registry=registry)
    return replace(base, schemas=schemas, applications=files)


@pytest.mark.parametrize("provider", CLOUDS)
def test_a_sink_writes_into_the_storage_of_its_own_cloud(provider):
    """On AWS with a role and no key; elsewhere with a key of the storage."""
    kind, bucket, secrets, integration = CLOUDS[provider]
    sink = connectors(confluent_planned.answers("enterprise", provider))["lake"]

    assert (sink.class_name, sink.secrets, sink.integration) == (kind, secrets, integration)
    assert told(sink)[bucket] == "@{bucket}"
    assert ("provider.integration.id" in told(sink)) is integration
    assert sink.topics == ("page-views", "clicks")
    assert told(sink)["topics"] == "page-views,clicks"


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (SchemaFormat.AVRO, "AVRO"),
        (SchemaFormat.JSON, "JSON_SR"),
        (SchemaFormat.PROTOBUF, "PROTOBUF"),
        (SchemaFormat.NONE, "JSON"),
    ],
)
def test_values_are_read_as_they_are_registered(kind, word):
    """Formats take the place of converters."""
    found = connectors(registered(confluent_planned.answers(), kind))

    assert told(found["lake"])["input.data.format"] == word
    assert told(found["capture"])["output.data.format"] == word


@pytest.mark.parametrize("file", ["parquet", "avro"])
def test_files_with_columns_need_schemas(file):
    """Without a registry there are none, which the type is turned down for."""
    base = registered(confluent_planned.answers(), SchemaFormat.NONE, file)

    item = refused(base)["enterprise"]
    assert item.bottleneck == "applications.lake.format"
    assert f"applications.lake.format {file}" in item.reason
    assert (
        told(connectors(registered(base, SchemaFormat.AVRO, file))["lake"])["output.data.format"]
        == file.upper()
    )


def test_what_a_sink_cannot_write_goes_to_a_declared_topic():
    """Its retention is decided here, not by whoever creates it."""
    plan = confluent_planned.plan(confluent_planned.answers())
    sink = next(c for c in plan.primary.details.connectors if c.name == "lake")

    assert told(sink)["errors.deadletterqueue.topic.name"] == "lake-dead-letters"
    assert "lake-dead-letters" in {topic.name for topic in plan.primary.topics}


def test_a_capture_routes_tables_to_the_declared_topics():
    """Table public.accounts under Debezium's name capture.public.accounts to topic accounts, by Confluent's router."""
    found = connectors(confluent_planned.answers())["capture"]
    settings = told(found)

    assert found.class_name == "PostgresCdcSourceV2"
    assert settings["table.include.list"] == "public.accounts"
    assert settings["transforms.route0.regex"] == "capture[.]public[.]accounts"
    assert settings["transforms.route0.replacement"] == "accounts"
    assert settings["transforms.route0.type"].endswith("cloud.transforms.TopicRegexRouter")
    assert found.secrets == ("database.password",)
    assert "database.password" not in settings
    assert settings["database.sslmode"] == "require"


def test_no_setting_is_one_of_confluents_own():
    """Converters, workers' clients and classes are Confluent's to set."""
    for connector in connectors(confluent_planned.answers()).values():
        assert not [
            name
            for name in told(connector)
            if name.startswith(("key.converter", "value.converter", "producer.", "consumer."))
        ]


def test_tasks_are_those_that_are_stated():
    """One without a number; a capture reads one log and has one whatever is stated."""
    base = confluent_planned.answers()
    four = replace(
        base,
        applications=tuple(
            replace(a, instances=4) if a.connector is not None else a for a in base.applications
        ),
    )

    assert {c.tasks.value for c in connectors(base).values()} == {1}
    assert connectors(four)["lake"].tasks.value == 4
    assert connectors(four)["capture"].tasks.value == 1


def test_connectors_are_billed_by_task_and_by_data():
    """Two tasks x 730 x 0.035 = 51.10; 60 MB/s / 3.5 = 16.349 MiB/s x 2,566.4 = 41,957 GB x 0.025 = 1,048.94."""
    plan = confluent_planned.plan(confluent_planned.answers())
    lines = {line.item: line for line in plan.primary.chosen.cost.lines}

    assert lines["connector tasks"].monthly_usd == pytest.approx(51.10)
    assert lines["connector data"].monthly_usd == pytest.approx(1048.94, abs=0.01)
