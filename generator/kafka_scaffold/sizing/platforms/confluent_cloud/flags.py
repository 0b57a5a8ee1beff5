"""The booleans of a plan that decide which parts of the blueprint are rendered."""

from collections.abc import Mapping

from kafka_scaffold.model.answers import Answers, CloudProvider, ConnectorPlugin, EncryptionKey
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import (
    ConfluentNetworking,
    ConfluentSignIn,
    StreamGovernance,
)
from kafka_scaffold.sizing import flags as shared
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import sign_in
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.network import networking
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.platforms.confluent_cloud.identities import has_roles
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


def flags(answers: Answers, chosen: Candidate, facts: Facts) -> Mapping[str, bool]:
    """Return every flag that ``blueprint.yaml`` may name in ``when``; each says what at least one environment has."""
    variant = Variant(chosen.variant)
    return (
        {each.value: variant is each for each in Variant}
        | {"elastic": variant.is_elastic}
        | {each.value: answers.cloud.provider is each for each in CloudProvider}
        | shared.network(answers)
        | _networking(answers, facts, variant)
        | _access(answers, variant, facts)
        | shared.guarding(answers)
        | _data(answers)
        | _beside(answers)
        | shared.applications(answers)
        | _connectors(answers)
    )


def _networking(answers: Answers, facts: Facts, variant: Variant) -> dict[str, bool]:
    taken = networking(answers, variant, facts)
    return {kind.value.replace("-", "_"): taken is kind for kind in ConfluentNetworking} | {
        "private": taken is not ConfluentNetworking.PUBLIC,
        "allowed_cidrs": taken is ConfluentNetworking.PUBLIC
        and bool(answers.security.allowed_cidrs),
    }


def _access(answers: Answers, variant: Variant, facts: Facts) -> dict[str, bool]:
    how, roles = sign_in(answers), has_roles(variant, facts)
    return {
        "api_keys": how is ConfluentSignIn.API_KEY,
        "oauth": how is ConfluentSignIn.OAUTH,
        "mtls": how is ConfluentSignIn.MTLS,
        "roles": roles,
        "acls": not roles,
        "own_key": answers.security.encryption_key is EncryptionKey.OWN,
        "quotas": answers.confluent_cloud.client_quotas,
        "audit": answers.security.audit,
    }


def _data(answers: Answers) -> dict[str, bool]:
    topics = answers.workload.aggregate is None
    advanced = answers.confluent_cloud.stream_governance is StreamGovernance.ADVANCED
    away = any(standby_region(answers, e) for e in answers.environments)
    schemas = topics and has_schemas(answers)
    return {
        "topics": topics,
        "tags": topics,
        "schemas": schemas,
        "governance_advanced": advanced,
        "recovery": away,
        "recovery_schemas": away and schemas,
    }


def _beside(answers: Answers) -> dict[str, bool]:
    own = answers.confluent_cloud
    return {
        "flink": bool(own.flink_cfu),
        "ksqldb": bool(own.ksqldb_units),
        "prometheus": True,  # metrics come from Confluent's API alone, in Prometheus' format
    }


def _connectors(answers: Answers) -> dict[str, bool]:
    plugins = {application.connector for application in answers.applications}
    return {
        "connect_s3": ConnectorPlugin.S3 in plugins,
        "connect_debezium": ConnectorPlugin.DEBEZIUM_POSTGRES in plugins,
    }
