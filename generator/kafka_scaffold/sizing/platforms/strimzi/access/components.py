"""Users of Connect, MirrorMaker, the bridge and the registry: what each of them touches, and no more."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, ApplicationKind, Environment, SchemaRegistry
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.model.platform_answers import Mirror
from kafka_scaffold.sizing.access.grants import CLUSTER, GROUP, TOPIC, Grant, grants
from kafka_scaffold.sizing.access.reach import reach
from kafka_scaffold.sizing.platforms.strimzi.access.rules import rules
from kafka_scaffold.sizing.platforms.strimzi.details import User
from kafka_scaffold.sizing.platforms.strimzi.mirror import mirrored
from kafka_scaffold.sizing.platforms.strimzi.names import (
    BRIDGE,
    CONNECT,
    MIRROR,
    MIRROR_GROUP,
    REGISTRY,
    signed_with,
    user_of,
)


OWN = ("Create", "Describe", "DescribeConfigs", "Read", "Write")
COPIED = ("Alter", "AlterConfigs", "Create", "Describe", "DescribeConfigs", "Read", "Write")
BRIDGE_GROUPS = f"{BRIDGE}-"
_PLAIN = re.compile(r"([A-Za-z0-9_-]|\\?\.)+")  # a name, its dots as they are or escaped


def component_users(
    answers: Answers, environment: Environment, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[User, ...]:
    """Return the users of what runs beside the brokers."""
    found: list[User] = []
    if any(a.kind is ApplicationKind.CONNECTOR for a in answers.applications):
        found.append(_user(CONNECT, _connect(answers, topics), answers))
    source = mirrored(answers, environment)
    if source is not None:
        found.append(_user(MIRROR, _mirror(source), answers))
    if answers.kubernetes.bridge:
        found.append(_user(BRIDGE, _bridge(topics), answers))
    if answers.schemas.registry is SchemaRegistry.KARAPACE:
        found.append(_user(REGISTRY, _registry(facts), answers))
    return tuple(found)


def _user(component: str, granted: Iterator[Grant], answers: Answers) -> User:
    return User(
        name=user_of(component, answers),
        role=component,
        authentication=signed_with(answers),
        acls=rules(granted),
        quota=None,
    )


def _connect(answers: Answers, topics: tuple[TopicPlan, ...]) -> Iterator[Grant]:
    why = "Workers keep configuration, offsets and status of connectors there"
    yield Grant(kind=TOPIC, name=f"{CONNECT}-", operations=OWN, reason=why, prefixed=True)
    joins = "Workers find one another in a group"
    yield Grant(kind=GROUP, name=CONNECT, operations=("Read",), reason=joins)
    for application in answers.applications:
        if application.kind is ApplicationKind.CONNECTOR:
            yield from grants(reach(application, topics))


def _mirror(mirror: Mirror) -> Iterator[Grant]:
    alias = mirror.alias
    own = "MirrorMaker's workers keep configuration, offsets and status there"
    yield Grant(kind=TOPIC, name=f"{MIRROR_GROUP}-", operations=OWN, reason=own, prefixed=True)
    joins = "Workers find one another in a group"
    yield Grant(kind=GROUP, name=MIRROR_GROUP, operations=("Read",), reason=joins)
    for name in (f"mm2-offset-syncs.{alias}.internal", f"{alias}.checkpoints.internal"):
        where = f"How offsets of {alias} translate into ours"
        yield Grant(kind=TOPIC, name=name, operations=OWN, reason=where)
    copies = f"Topics of {alias} are made and written here, with their settings"
    for pattern in mirror.topics:
        yield _copied(pattern, copies)
    positions = "Writes the translated positions of groups that are not active here"
    yield Grant(kind=GROUP, name="*", operations=("Describe", "Read"), reason=positions)
    looks = "Looks for topics and groups"
    yield Grant(kind=CLUSTER, name="kafka-cluster", operations=("Describe",), reason=looks)


def _copied(pattern: str, reason: str) -> Grant:
    """Return the grant on what a pattern means: a topic, a prefix, or everything where it is neither."""
    stem = pattern.removesuffix(".*")
    if _PLAIN.fullmatch(stem):
        return Grant(
            kind=TOPIC,
            name=stem.replace("\\.", "."),
            operations=COPIED,
            reason=reason,
            prefixed=stem != pattern,
        )
    wide = f"{reason}; the pattern {pattern} is no prefix, so no narrower rule holds it"
    return Grant(kind=TOPIC, name="*", operations=COPIED, reason=wide)


def _bridge(topics: tuple[TopicPlan, ...]) -> Iterator[Grant]:
    for topic in topics:
        if not topic.internal:
            yield Grant(
                kind=TOPIC,
                name=topic.name,
                operations=("Describe", "Read", "Write"),
                reason="Callers of the bridge read and write declared topics; remove what they must not",
            )
    yield Grant(
        kind=GROUP,
        name=BRIDGE_GROUPS,
        operations=("Describe", "Read"),
        reason=f"Consumers over HTTP are in groups that begin with {BRIDGE_GROUPS}",
        prefixed=True,
    )


def _registry(facts: Facts) -> Iterator[Grant]:
    topic = facts.get("strimzi.registry.topic").text
    yield Grant(
        kind=TOPIC, name=topic, operations=OWN, reason="Schemas are kept in a compacted topic"
    )
    yield Grant(
        kind=GROUP,
        name=REGISTRY,
        operations=("Describe", "Read"),
        reason="Instances elect the one that writes",
    )
    yield Grant(
        kind=CLUSTER,
        name="kafka-cluster",
        operations=("Describe",),
        reason="Looks whether its topic is there",
    )
