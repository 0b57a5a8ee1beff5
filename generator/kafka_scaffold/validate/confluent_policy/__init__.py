"""What a repository for Confluent Cloud must not do, though its provider allows it; no other checker knows these rules."""

from collections.abc import Callable, Iterator, Mapping

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy import (
    access,
    cluster,
    governance,
    guards,
    keys,
    network,
    secrets,
    topics,
)
from kafka_scaffold.validate.confluent_policy.clients import check_clients
from kafka_scaffold.validate.confluent_policy.view import View, views


__all__ = ["RULES", "View", "check_environment", "check_repository", "views"]

_OF_ENVIRONMENT: tuple[Callable[[View], Iterator[Finding]], ...] = (
    keys.rotation,
    keys.wait,
    access.role_everybody,
    access.role_admin,
    access.role_scope,
    access.acl,
    network.public_endpoint,
    network.network_type,
    network.connection_type,
    network.one_cloud,
    network.ip_filter,
    guards.prevent_destroy,
    guards.deletion_protection,
    cluster.max_ecku,
    cluster.availability,
    cluster.auto_create,
    cluster.provider_version,
    secrets.literal,
    secrets.output,
    secrets.variable,
    secrets.credentials,
    secrets.connector,
    topics.replication,
    topics.settings,
    topics.schema_validation,
    topics.freight,
    governance.compatibility,
    governance.package,
)
RULES = (
    "acl-everybody",
    "acl-everything",
    "auto-create",
    "availability",
    "connection-type",
    "connector-secret",
    "deletion-protection",
    "freight",
    "governance-package",
    "ip-filter",
    "ip-filter-scope",
    "key-rotation",
    "key-wait",
    "max-ecku",
    "network-place",
    "network-type",
    "prevent-destroy",
    "provider-version",
    "public-endpoint",
    "resource-credentials",
    "role-admin",
    "role-everybody",
    "role-scope",
    "schema-compatibility",
    "schema-validation",
    "secret-literal",
    "secret-output",
    "secret-variable",
    "syntax",
    "topic-replication",
    "topic-setting",
)


def check_repository(texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Check every environment of a repository; one without Confluent's resources has nothing to be checked.

    Args:
        texts: Its files by path.
    """
    found, broken = views(texts)
    return (*broken, *(f for view in found for f in check_environment(view, texts)))


def check_environment(view: View, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with one environment."""
    for rule in _OF_ENVIRONMENT:
        yield from rule(view)
    yield from check_clients(texts, view)
