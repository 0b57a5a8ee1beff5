"""Kafka ACLs (SCRAM and mTLS): applications, the administrator, and the brokers themselves."""

from kafka_scaffold.model.answers import Authentication
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.msk.details import Acl


BROKERS = "@{brokers}"


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
    """Return the ACLs of a producer, consumer, processor or streams application."""
    granted = [
        _acl(who, operation, "topic", name, "literal", f"{reached.name} writes {name}")
        for name in reached.writes
        for operation in ("DESCRIBE", "WRITE")
    ]
    granted += [
        _acl(who, operation, "topic", name, "literal", f"{reached.name} reads {name}")
        for name in reached.reads
        for operation in ("DESCRIBE", "READ")
        if not (operation == "DESCRIBE" and name in reached.writes)
    ]
    if reached.group is not None:
        reason = "Joins its own group and commits its positions there"
        granted.append(_acl(who, "READ", "group", reached.group, "literal", reason))
    if reached.transactional and (reached.writes or reached.streams):
        granted += _transactions(reached, who)
    if reached.streams:
        granted += _own_topics(reached, who)
    return tuple(granted)


def _transactions(reached: Reach, who: str) -> list[Acl]:
    reason = f"Transactional ids begin with {reached.prefix}, one per instance"
    return [
        _acl(who, operation, "transactional-id", reached.prefix, "prefixed", reason)
        for operation in ("DESCRIBE", "WRITE")
    ]


def _own_topics(reached: Reach, who: str) -> list[Acl]:
    reason = f"Kafka Streams creates its changelogs and repartition topics under {reached.prefix}"
    operations = ("ALTER", "CREATE", "DELETE", "DESCRIBE", "DESCRIBE_CONFIGS", "READ", "WRITE")
    return [_acl(who, o, "topic", reached.prefix, "prefixed", reason) for o in operations]


def _acl(who: str, operation: str, kind: str, name: str, pattern: str, reason: str) -> Acl:
    return Acl(
        principal=who,
        operation=operation,
        resource_type=kind,
        resource=name,
        pattern=pattern,
        reason=reason,
    )
