"""The booleans of a plan that decide which parts of the blueprint are rendered."""

from collections.abc import Mapping

from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    Authentication,
    EncryptionKey,
    Exposure,
    Language,
    LogDestination,
    MonitoringStack,
    NewNetwork,
    SchemaRegistry,
)
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.sizing.platforms.msk.details import Variant


def flags(answers: Answers, chosen: Candidate) -> Mapping[str, bool]:
    """Return every flag that ``blueprint.yaml`` may name in ``when``."""
    variant = Variant(chosen.variant)
    return (
        {
            "standard": variant is Variant.STANDARD,
            "express": variant is Variant.EXPRESS,
            "serverless": variant is Variant.SERVERLESS,
            "provisioned": variant is not Variant.SERVERLESS,
        }
        | _access(answers)
        | _network(answers)
        | _cluster(answers, variant)
        | _applications(answers)
        | _logs(answers, variant)
    )


def _access(answers: Answers) -> dict[str, bool]:
    authentication = answers.security.authentication
    return {
        "iam": authentication is Authentication.IAM,
        "scram": authentication is Authentication.SCRAM,
        "mtls": authentication is Authentication.MTLS,
        "acls": authentication is not Authentication.IAM,
    }


def _network(answers: Answers) -> dict[str, bool]:
    new = [isinstance(e.network, NewNetwork) for e in answers.environments]
    return {
        "network_new": any(new),
        "network_existing": not all(new),
        "public": answers.security.exposure is Exposure.PUBLIC,
        "private_link": answers.security.exposure is Exposure.PRIVATE_LINK,
        "dns": answers.cloud.dns is not None,
        "dual_stack": answers.cloud.dual_stack,
    }


def _cluster(answers: Answers, variant: Variant) -> dict[str, bool]:
    provisioned = variant is not Variant.SERVERLESS
    protected = any(e.protect for e in answers.environments)
    prometheus = answers.monitoring.stack is MonitoringStack.PROMETHEUS
    return {
        "own_key": provisioned and answers.security.encryption_key is EncryptionKey.OWN,
        "prometheus": provisioned and prometheus,
        "protected": protected,
        "autoscaled_storage": variant is Variant.STANDARD and protected,
        "adopt": any(e.adopt is not None for e in answers.environments),
        "topics_as_terraform": provisioned,
        "topics_by_client": not provisioned and answers.workload.aggregate is None,
        "alerts": bool(answers.monitoring.alerts),
        "schemas": answers.schemas.registry is SchemaRegistry.GLUE,
    }


def _applications(answers: Answers) -> dict[str, bool]:
    kinds = {application.kind for application in answers.applications}
    languages = {application.language for application in answers.applications}
    return {
        "connect": ApplicationKind.CONNECTOR in kinds,
        "streams": ApplicationKind.STREAMS in kinds,
        "clients_java": Language.JAVA in languages,
        "clients_librdkafka": bool(languages - {Language.JAVA, None}),
    }


def _logs(answers: Answers, variant: Variant) -> dict[str, bool]:
    broker_logs = variant is not Variant.SERVERLESS
    wanted = answers.monitoring.logs
    return {f"logs_{d.value}": broker_logs and d in wanted for d in LogDestination}
