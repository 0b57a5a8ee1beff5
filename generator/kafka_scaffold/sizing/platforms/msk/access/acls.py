"""Kafka ACLs (SCRAM and mTLS): applications, the administrator, and the brokers themselves."""

import re

from kafka_scaffold.model.answers import Authentication
from kafka_scaffold.sizing.access.grants import grants
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.msk.details import Acl


BROKERS = "@{brokers}"
_WORD = re.compile(r"(?<!^)([A-Z])")


def principal(name: str, signed: Authentication) -> str:
    """Return the Kafka principal of an application: its SCRAM user, or its certificate's distinguished name."""
    return f"User:CN={name}" if signed is Authentication.MTLS else f"User:{name}"


def broker_acls(signed: Authentication) -> tuple[Acl, ...]:
    """Return what brokers must be granted so that replication goes on once topics carry ACLs."""
    if signed is Authentication.IAM:
        return ()
    reason = "Brokers replicate as themselves: once a topic has an ACL, they need one too"
    return (_acl(BROKERS, "READ", "topic", "*", "literal", reason),)


def admin_acls(who: str) -> tuple[Acl, ...]:
    """Return the rights of the administrator, without whom nobody could change an ACL later."""
    reason = "Manages ACLs, quotas and offsets; MSK has no super user"
    everywhere = (("topic", "*"), ("group", "*"), ("transactional-id", "*"))
    return (
        _acl(who, "ALL", "cluster", "kafka-cluster", "literal", reason),
        *(_acl(who, "ALL", kind, name, "literal", reason) for kind, name in everywhere),
    )


def application_acls(reached: Reach, who: str) -> tuple[Acl, ...]:
    """Return the ACLs of a producer, consumer, processor or streams application: one for each operation."""
    return tuple(
        _acl(
            who,
            _WORD.sub(r"_\1", operation).upper(),
            granted.kind,
            granted.name,
            "prefixed" if granted.prefixed else "literal",
            granted.reason,
        )
        for granted in grants(reached)
        for operation in granted.operations
    )


def _acl(who: str, operation: str, kind: str, name: str, pattern: str, reason: str) -> Acl:
    return Acl(
        principal=who,
        operation=operation,
        resource_type=kind,
        resource=name,
        pattern=pattern,
        reason=reason,
    )
