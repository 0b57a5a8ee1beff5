"""What the image of the workers holds beside Strimzi's own: plugins by the archives that they are released as."""

from kafka_scaffold.model.answers import Answers, CloudProvider, ConnectorPlugin, SchemaFormat
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.strimzi.connect.values import has_converter


STORES = {CloudProvider.AWS: "s3", CloudProvider.GCP: "gcs", CloudProvider.AZURE: "azure"}
FORMATS = {
    SchemaFormat.AVRO: "avro",
    SchemaFormat.JSON: "json-schema",
    SchemaFormat.PROTOBUF: "protobuf",
}


def artifacts(answers: Answers, facts: Facts) -> tuple[tuple[str, str, str], ...]:
    """Return plugins as (name, address of the archive, version)."""
    used = {application.connector for application in answers.applications}
    found = []
    if ConnectorPlugin.S3 in used:
        store = STORES[answers.cloud.provider]
        version = facts.get("strimzi.parts.sink_version").text
        found.append((f"{store}-sink", _archive("sink", facts, version, store=store), version))
    if ConnectorPlugin.DEBEZIUM_POSTGRES in used:
        version = facts.get("strimzi.versions.debezium").text
        found.append(("debezium-postgres", _archive("debezium", facts, version), version))
    if has_converter(answers):
        kind = FORMATS[answers.schemas.format]
        version = facts.get("strimzi.parts.converter_version").text
        archive = _archive("converter", facts, version, format=kind)
        found.append((f"{kind}-converter", archive, version))
    return tuple(found)


def _archive(what: str, facts: Facts, version: str, **parts: str) -> str:
    return facts.get(f"strimzi.parts.{what}_archive").text.format(version=version, **parts)
