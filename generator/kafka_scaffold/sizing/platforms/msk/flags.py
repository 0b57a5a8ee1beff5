"""The booleans of a plan that decide which parts of the blueprint are rendered."""

from collections.abc import Mapping

from kafka_scaffold.model.answers import (
    Answers,
    Authentication,
    EncryptionKey,
    Exposure,
    LogDestination,
    MonitoringStack,
    SchemaRegistry,
)
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.sizing import flags as shared
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
        | shared.applications(answers)
        | _logs(answers, variant)
    )


def _access(answers: Answers) -> dict[str, bool]:
    iam = answers.security.authentication is Authentication.IAM
    return {"iam": iam, "acls": not iam} | shared.signing(answers)


def _network(answers: Answers) -> dict[str, bool]:
    return shared.network(answers) | {
        "private_link": answers.security.exposure is Exposure.PRIVATE_LINK,
        "dns": answers.cloud.dns is not None,
        "dual_stack": answers.cloud.dual_stack,
    }


def _cluster(answers: Answers, variant: Variant) -> dict[str, bool]:
    provisioned = variant is not Variant.SERVERLESS
    guarding = shared.guarding(answers)
    prometheus = answers.monitoring.stack is MonitoringStack.PROMETHEUS
    return guarding | {
        "own_key": provisioned and answers.security.encryption_key is EncryptionKey.OWN,
        "prometheus": provisioned and prometheus,
        "autoscaled_storage": variant is Variant.STANDARD and guarding["protected"],
        "adopt": any(e.adopt is not None for e in answers.environments),
        "topics_as_terraform": provisioned,
        "topics_by_client": not provisioned and answers.workload.aggregate is None,
        "schemas": answers.schemas.registry is SchemaRegistry.GLUE,
    }


def _logs(answers: Answers, variant: Variant) -> dict[str, bool]:
    broker_logs = variant is not Variant.SERVERLESS
    wanted = answers.monitoring.logs
    return {f"logs_{d.value}": broker_logs and d in wanted for d in LogDestination}
