"""Topics, held against what their cluster's type lets them be."""

from collections.abc import Iterator, Mapping
from typing import Any

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import Resource, View, finding, settled


COPIES, IN_SYNC = "3", "2"
TOPICS_SOURCE = "Confluent Cloud documentation, topic configurations"
EDITABLE = frozenset(
    {
        "cleanup.policy",
        "delete.retention.ms",
        "max.compaction.lag.ms",
        "max.message.bytes",
        "message.timestamp.after.max.ms",
        "message.timestamp.before.max.ms",
        "message.timestamp.difference.max.ms",
        "message.timestamp.type",
        "min.compaction.lag.ms",
        "min.insync.replicas",
        "retention.bytes",
        "retention.ms",
        "segment.bytes",
        "segment.ms",
    }
)
EDITABLE_SOURCE = "confluentinc/terraform-provider-confluent internal/provider/resource_kafka_topic.go, editableTopicSettings"
VALIDATION = frozenset(
    {
        "confluent.key.schema.validation",
        "confluent.key.subject.name.strategy",
        "confluent.schema.validation.context.name",
        "confluent.value.schema.validation",
        "confluent.value.subject.name.strategy",
    }
)
MESSAGE_BYTES = {
    "basic": 8_388_608,
    "standard": 8_388_608,
    "enterprise": 20_971_520,
    "freight": 20_971_520,
    "dedicated": 20_971_520,
}
RANGES: Mapping[str, tuple[int | None, int | None]] = {
    "delete.retention.ms": (None, 60_566_400_000),
    "max.compaction.lag.ms": (21_600_000, None),
    "segment.bytes": (52_428_800, 1_073_741_824),
    "segment.ms": (14_400_000, None),
}
NOT_ON_FREIGHT = (
    "confluent_cluster_link",
    "confluent_connector",
    "confluent_flink_compute_pool",
    "confluent_flink_statement",
    "confluent_kafka_mirror_topic",
    "confluent_ksql_cluster",
)
FREIGHT_SOURCE = "Confluent Cloud documentation, cluster types: Freight"


def _config(resource: Resource) -> Mapping[str, Any]:
    found = resource.get("config")
    return found if isinstance(found, Mapping) else {}


def replication(view: View) -> Iterator[Finding]:
    """Three copies, two of which must hold a record: one may be away without loss and without a stop."""
    for topic in view.of("confluent_kafka_topic"):
        config = _config(topic)
        in_sync = settled(config.get("min.insync.replicas"))
        if in_sync not in {None, IN_SYNC}:
            yield finding(
                "topic-replication",
                topic,
                f"min.insync.replicas {in_sync} of {COPIES}",
                "1 loses records with a broker, 3 stops when one is away: take 2",
                TOPICS_SOURCE,
            )
        yield from _factors(topic, config)
    for connector in view.of("confluent_connector"):
        found = connector.get("config_nonsensitive")
        yield from _factors(connector, found if isinstance(found, Mapping) else {})


def _factors(resource: Resource, settings: Mapping[str, Any]) -> Iterator[Finding]:
    for name, value in settings.items():
        told = settled(value)
        if name.endswith("replication.factor") and told not in {None, COPIES, "-1"}:
            yield finding(
                "topic-replication",
                resource,
                f"{name} {told}; Confluent Cloud keeps {COPIES} copies",
                f"take {COPIES}, or leave it out",
                TOPICS_SOURCE,
            )


def settings(view: View) -> Iterator[Finding]:
    """A setting that cannot be changed is refused, or is drift on every plan."""
    for topic in view.of("confluent_kafka_topic"):
        for name, value in _config(topic).items():
            if name in VALIDATION or name.endswith("replication.factor"):
                continue
            if name not in EDITABLE:
                yield finding(
                    "topic-setting",
                    topic,
                    f"{name} cannot be set on Confluent Cloud",
                    "leave it out",
                    EDITABLE_SOURCE,
                )
                continue
            told = _out_of_range(name, settled(value), view.variants)
            if told:
                yield finding("topic-setting", topic, told, "stay within it", TOPICS_SOURCE)


def _out_of_range(name: str, value: str | None, variants: frozenset[str]) -> str:
    try:
        number = int(value or "")
    except ValueError:
        return ""
    least, most = RANGES.get(name, (None, None))
    if name == "max.message.bytes":
        most = max((MESSAGE_BYTES[v] for v in variants), default=None)
    if least is not None and number < least:
        return f"{name} {number} is less than {least}"
    return f"{name} {number} is more than {most}" if most is not None and number > most else ""


def schema_validation(view: View) -> Iterator[Finding]:
    """Brokers look at schema ids on Dedicated alone; elsewhere the setting is drift or an error."""
    if not view.variants or "dedicated" in view.variants:
        return
    for topic in view.of("confluent_kafka_topic"):
        for name in _config(topic):
            if name in VALIDATION:
                yield finding(
                    "schema-validation",
                    topic,
                    f"{name} is for Dedicated clusters alone",
                    "leave it out",
                    "confluentinc/terraform-provider-confluent issue 156",
                )


def freight(view: View) -> Iterator[Finding]:
    """Freight has no compaction, no transactions, no idempotent producers, and nothing that is built on them."""
    if view.variants != {"freight"}:
        return
    for topic in view.of("confluent_kafka_topic"):
        if "compact" in (settled(_config(topic).get("cleanup.policy")) or ""):
            yield finding(
                "freight", topic, "a compacted topic", "cleanup.policy = delete", FREIGHT_SOURCE
            )
    for acl in view.of("confluent_kafka_acl"):
        asked = {settled(acl.get("resource_type")), settled(acl.get("operation"))}
        if asked & {"TRANSACTIONAL_ID", "IDEMPOTENT_WRITE"}:
            yield finding("freight", acl, "it is for transactions", "leave it out", FREIGHT_SOURCE)
    for binding in view.of("confluent_role_binding"):
        if "/transactional-id=" in str(binding.get("crn_pattern") or ""):
            yield finding(
                "freight", binding, "it is for transactions", "leave it out", FREIGHT_SOURCE
            )
    for resource in view.of(*NOT_ON_FREIGHT):
        yield finding(
            "freight", resource, "Freight has none of these", "take Enterprise", FREIGHT_SOURCE
        )
