"""What Strimzi needs to be told so that it does what is meant."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, finding
from kafka_scaffold.validate.kubernetes_policy.view import CLUSTER_LABEL, View, of_kind


VERSIONS = ("4.2.0", "4.2.1", "4.3.0", "4.3.1")
VERSIONS_SOURCE = "Strimzi 1.2.0 kafka-versions.yaml"
USE_RESOURCES = "strimzi.io/use-connector-resources"
REBALANCE_TEMPLATE = "strimzi.io/rebalance-template"


def kafka_version(view: View) -> Iterator[Finding]:
    """Without a version an upgrade of the operator upgrades Kafka too, at once."""
    version = view.kafka.at("spec", "kafka", "version")
    if version is None:
        yield finding("kafka-version", view.kafka, "spec.kafka.version is not set", VERSIONS_SOURCE)
    elif str(version) not in VERSIONS:
        message = f"Strimzi 1.2.0 does not run Kafka {version}; it runs {', '.join(VERSIONS)}"
        yield finding("kafka-version", view.kafka, message, VERSIONS_SOURCE)


def connector_resources(
    manifests: tuple[Manifest, ...], _clusters: tuple[View, ...]
) -> Iterator[Finding]:
    """Connectors are read only from a KafkaConnect that says so; else they are made and ignored."""
    connectors = of_kind(manifests, "KafkaConnector")
    named = {connector.metadata("labels", CLUSTER_LABEL) for connector in connectors}
    for connect in of_kind(manifests, "KafkaConnect"):
        if connect.name in named and connect.metadata("annotations", USE_RESOURCES) != "true":
            yield finding("connector-resources", connect, f"no annotation {USE_RESOURCES}")


def rebalance_template(
    manifests: tuple[Manifest, ...], clusters: tuple[View, ...]
) -> Iterator[Finding]:
    """What happens when brokers come or go is read from a KafkaRebalance that is a template."""
    templates = {
        m.name
        for m in of_kind(manifests, "KafkaRebalance")
        if m.metadata("annotations", REBALANCE_TEMPLATE) == "true"
    }
    for view in clusters:
        for automatic in view.kafka.items("spec", "cruiseControl", "autoRebalance"):
            template = automatic.get("template")
            name = template.get("name") if isinstance(template, dict) else None
            if name is not None and name not in templates:
                message = f"autoRebalance names {name}, and there is no template of that name"
                yield finding("rebalance-template", view.kafka, message)
