"""API keys that can be changed without cutting a client off."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.network import is_public
from kafka_scaffold.validate.confluent_policy.view import View, finding, written


_GENERATIONS = re.compile(r"generation|rotation", re.IGNORECASE)
_KAFKA = re.compile(r"\bconfluent_kafka_cluster\.")


def rotation(view: View) -> Iterator[Finding]:
    """A key that is replaced is gone before its clients have the next one; two must be able to live side by side."""
    for key in view.of("confluent_api_key"):
        if not _GENERATIONS.search(key.keyed_by):
            yield finding(
                "key-rotation",
                key,
                "one key without generations: to rotate it is to delete it",
                "make one for each of a list of generations (for_each over key_generations)",
            )


def wait(view: View) -> Iterator[Finding]:
    """The provider tries a new Kafka key on the cluster, which it cannot reach from outside of a private network."""
    if not view.of("confluent_kafka_cluster") or is_public(view):
        return
    for key in view.of("confluent_api_key"):
        of_kafka = _KAFKA.search(written(key.get("managed_resource", "id")))
        if of_kafka and key.get("disable_wait_for_ready") is not True:
            yield finding(
                "key-wait",
                key,
                "it waits for a cluster that only its own network reaches",
                "set disable_wait_for_ready = true",
                "confluentinc/terraform-provider-confluent examples/configurations/enterprise-pni-aws-kafka-rbac",
            )
