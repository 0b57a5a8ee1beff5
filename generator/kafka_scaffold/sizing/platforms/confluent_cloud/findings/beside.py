"""Findings on what surrounds the cluster: who reaches it, connectors, schemas."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import (
    Answers,
    CloudProvider,
    ConnectorPlugin,
    SchemaFormat,
    SchemaRegistry,
)
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.model.platform_answers import ConfluentNetworking, ConfluentSignIn
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import note, warning
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import sign_in
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.network import networking
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


def beside(answers: Answers, chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    """Yield what the owner has to bring, and what he takes on."""
    variant = Variant(chosen.variant)
    network = networking(answers, variant, facts)
    yield from _reach(answers, network)
    yield from _connectors(answers, network)
    yield from _schemas(answers, variant)


def _reach(answers: Answers, network: ConfluentNetworking | None) -> Iterator[Finding]:
    if network is ConfluentNetworking.PUBLIC:
        yield warning(
            "public",
            "the brokers answer the whole internet, over TLS and to whoever has a key",
            "security.exposure",
            "security.exposure private keeps them out of its reach, on other cluster types",
            "Confluent Cloud documentation, networking",
        )
    else:
        yield note(
            "private-apply",
            "topics, access rules and schemas are applied from inside the network: the runner of terraform/data must "
            "reach port 443 there",
            "security.exposure",
            source="Confluent's Terraform provider, README of enterprise-pni-aws-kafka-rbac",
        )
    if sign_in(answers) is ConfluentSignIn.API_KEY:
        yield note(
            "keys-in-state",
            "Terraform's state holds the secret of every API key: it is encrypted, and whoever reads it signs in as any "
            "application",
            "confluent_cloud.sign_in",
            "confluent_cloud.sign_in oauth leaves no key for applications",
            "Confluent's Terraform provider, confluent_api_key",
        )


def _connectors(answers: Answers, network: ConfluentNetworking | None) -> Iterator[Finding]:
    plugins = {application.connector for application in answers.applications}
    provider = answers.cloud.provider
    if ConnectorPlugin.S3 in plugins and provider is not CloudProvider.AWS:
        yield warning(
            "sink-key",
            "the sink into the object storage of this cloud signs in with a key of the storage, which you put into the "
            "secret of the connector and renew",
            "applications",
            source="Confluent Cloud documentation, connectors",
        )
    if ConnectorPlugin.DEBEZIUM_POSTGRES in plugins:
        private = network is not ConfluentNetworking.PUBLIC
        yield warning(
            "capture-network",
            "a managed connector runs in Confluent's network: it reaches a database by a public address, or over an egress "
            "endpoint that this repository does not make"
            if private
            else "a managed connector runs in Confluent's network: it reaches a database by a public address alone",
            "applications",
            "allow Confluent's egress addresses at the database, or make an egress endpoint",
            "Confluent Cloud documentation, networking of connectors",
        )


def _schemas(answers: Answers, variant: Variant) -> Iterator[Finding]:
    asked = answers.schemas
    if asked.registry is SchemaRegistry.NONE and asked.format is not SchemaFormat.NONE:
        yield note(
            "schemas-unregistered",
            f"schemas.format {asked.format} without a registry: every Confluent environment has a Schema Registry, which "
            "is left empty",
            "schemas.registry",
            "schemas.registry confluent registers them from this repository",
        )
    if has_schemas(answers) and variant is Variant.BASIC:
        yield note(
            "basic-subjects",
            "Basic has ACLs for topics and no roles; that Schema Registry has roles on subjects beside it is taken from "
            "the type's environment, not from a source on Basic",
            "schemas.registry",
            source="Confluent's Terraform provider, confluent_role_binding",
        )
