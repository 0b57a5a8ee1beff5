"""What holds data in a protected environment cannot be deleted by one command."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import View, finding


# With them goes data, or what decrypts, describes or reaches it.
KEPT = (
    "confluent_byok_key",
    "confluent_certificate_authority",
    "confluent_certificate_pool",
    "confluent_cluster_link",
    "confluent_environment",
    "confluent_identity_pool",
    "confluent_identity_provider",
    "confluent_kafka_cluster",
    "confluent_kafka_mirror_topic",
    "confluent_kafka_topic",
    "confluent_network",
    "confluent_schema",
    "confluent_service_account",
)


def prevent_destroy(view: View) -> Iterator[Finding]:
    """``terraform destroy``, and a change that replaces, stop at these."""
    if not view.protected:
        return
    for resource in view.of(*KEPT):
        if resource.get("lifecycle", "prevent_destroy") is not True:
            yield finding(
                "prevent-destroy",
                resource,
                "nothing keeps a protected environment from losing it",
                "lifecycle { prevent_destroy = true }",
            )


def deletion_protection(view: View) -> Iterator[Finding]:
    """The second guard also stops what takes the first one out of the file."""
    if not view.protected:
        return
    for cluster in view.of("confluent_kafka_cluster"):
        if cluster.get("deletion_protection") is not True:
            yield finding(
                "deletion-protection",
                cluster,
                "it can be deleted as soon as its block is",
                "deletion_protection = true",
                "confluentinc/terraform-provider-confluent docs/resources/confluent_kafka_cluster.md",
            )
