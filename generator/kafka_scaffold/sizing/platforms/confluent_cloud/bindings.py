"""Who may do what: roles on resources where the cluster type has them, Kafka ACLs on Basic."""

from collections.abc import Iterable, Iterator

from kafka_scaffold.model.answers import Answers, ApplicationKind, ConnectorPlugin
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.access.grants import CLUSTER, GROUP, TOPIC, Grant, grants
from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Acl, RoleBinding
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas, subject


READ, WRITE, MANAGE = "DeveloperRead", "DeveloperWrite", "DeveloperManage"
CONNECT_GROUP = "connect-lcc"  # ids of managed connectors begin with lcc
HEARTBEATS = "__debezium-heartbeat-lcc"
OWN_TOPICS = ("dlq-lcc", "success-lcc", "error-lcc")
# What of Kafka's operations a role brings; the first role that has one of them is taken.
_ROLES = (
    (READ, {"Read"}),
    (WRITE, {"Write"}),
    (MANAGE, {"Alter", "AlterConfigs", "Create", "Delete"}),
)
_DESCRIBES = {"Describe", "DescribeConfigs"}  # every role on a resource brings these


def needs(reached: Reach) -> tuple[Grant, ...]:
    """Return what one application needs of the cluster; a connector reads in a group that Confluent names."""
    wanted = grants(reached)
    if reached.application.kind is not ApplicationKind.CONNECTOR:
        return wanted
    return (*(g for g in wanted if g.kind != GROUP), *_connector(reached))


def _connector(reached: Reach) -> Iterator[Grant]:
    """Yield what a managed connector needs beside its topics."""
    yield Grant(
        kind=CLUSTER,
        name="kafka-cluster",
        operations=("Describe",),
        reason="A managed connector asks which brokers there are",
    )
    if reached.application.connector is not ConnectorPlugin.S3:
        yield Grant(
            kind=TOPIC,
            name=HEARTBEATS,
            operations=("Create", "Write"),
            reason="Confluent may name the topic of heartbeats after the connector's id, which begins with lcc",
            prefixed=True,
        )
        return
    yield Grant(
        kind=GROUP,
        name=CONNECT_GROUP,
        operations=("Read",),
        reason="Confluent names the group after the connector's id, which begins with lcc",
        prefixed=True,
    )
    for name in OWN_TOPICS:
        yield Grant(
            kind=TOPIC,
            name=name,
            operations=("Create", "Write"),
            reason="A sink reports what failed and what did not in topics that it creates itself",
            prefixed=True,
        )


def bindings(wanted: Iterable[Grant]) -> tuple[RoleBinding, ...]:
    """Return roles for what is needed; describing the cluster comes with any of them."""
    return tuple(
        RoleBinding(
            role=role,
            kind=grant.kind,
            name=grant.name,
            prefixed=grant.prefixed,
            reason=grant.reason,
        )
        for grant in wanted
        for role, brings in _ROLES
        if brings & set(grant.operations)
    )


def acls(wanted: Iterable[Grant]) -> tuple[Acl, ...]:
    """Return one ACL for each operation on each resource."""
    return tuple(
        Acl(
            resource_type=grant.kind.upper().replace("-", "_"),
            resource=grant.name,
            pattern="PREFIXED" if grant.prefixed else "LITERAL",
            operation=_upper(operation),
            reason=grant.reason,
        )
        for grant in wanted
        for operation in grant.operations
    )


def _upper(operation: str) -> str:
    """Return ``DescribeConfigs`` as ``DESCRIBE_CONFIGS``."""
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in operation).removeprefix("_")


def subject_bindings(
    reached: Reach, topics: tuple[TopicPlan, ...], answers: Answers
) -> tuple[RoleBinding, ...]:
    """Return roles on the subjects of declared topics, whose schemas this repository registers.

    A change capture registers what its tables look like, and Kafka Streams what its own topics hold; nobody else writes.
    """
    if not has_schemas(answers):
        return ()
    touched = {*reached.writes, *reached.reads}
    names = [t.name for t in topics if t.name in touched and not t.internal]
    captures = reached.application.connector is ConnectorPlugin.DEBEZIUM_POSTGRES
    found = [_subject(READ, subject(name), f"Schema of {name}") for name in names]
    if captures:
        found += [
            _subject(WRITE, subject(name), f"The schema of {name} follows its table")
            for name in names
        ]
    if reached.streams:
        why = "Kafka Streams registers the schemas of the topics that it creates itself"
        found += [_subject(role, reached.prefix, why, prefixed=True) for role in (READ, WRITE)]
    return tuple(found)


def _subject(role: str, name: str, reason: str, *, prefixed: bool = False) -> RoleBinding:
    return RoleBinding(role=role, kind="subject", name=name, prefixed=prefixed, reason=reason)
