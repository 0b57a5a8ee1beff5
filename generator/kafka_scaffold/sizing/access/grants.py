"""Rules of Kafka's authorizer for one application, least privilege, one rule per resource."""

from dataclasses import dataclass

from kafka_scaffold.sizing.access.reach import Reach


TOPIC = "topic"
GROUP = "group"
TRANSACTIONAL_ID = "transactional-id"
CLUSTER = "cluster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one application may do with one resource, or with all whose name begins so (``prefixed``).

    ``operations`` are Kafka's, written as its documentation does: ``Read``, ``DescribeConfigs``.
    """

    kind: str
    name: str
    operations: tuple[str, ...]
    reason: str
    prefixed: bool = False


def grants(reached: Reach) -> tuple[Grant, ...]:
    """Return the rules of a producer, consumer, processor or streams application."""
    granted = [
        Grant(
            kind=TOPIC,
            name=name,
            operations=("Describe", "Write"),
            reason=f"{reached.name} writes {name}",
        )
        for name in reached.writes
    ]
    granted += [
        Grant(
            kind=TOPIC,
            name=name,
            operations=("Read",) if name in reached.writes else ("Describe", "Read"),
            reason=f"{reached.name} reads {name}",
        )
        for name in reached.reads
    ]
    if reached.group is not None:
        reason = "Joins its own group and commits its positions there"
        granted.append(Grant(kind=GROUP, name=reached.group, operations=("Read",), reason=reason))
    if reached.transactional and (reached.writes or reached.streams):
        granted.append(_transactions(reached))
    if reached.streams:
        granted.append(_own_topics(reached))
    return tuple(granted)


def _transactions(reached: Reach) -> Grant:
    return Grant(
        kind=TRANSACTIONAL_ID,
        name=reached.prefix,
        operations=("Describe", "Write"),
        reason=f"Transactional ids begin with {reached.prefix}, one per instance",
        prefixed=True,
    )


def _own_topics(reached: Reach) -> Grant:
    return Grant(
        kind=TOPIC,
        name=reached.prefix,
        operations=("Alter", "Create", "Delete", "Describe", "DescribeConfigs", "Read", "Write"),
        reason=f"Kafka Streams creates its changelogs and repartition topics under {reached.prefix}",
        prefixed=True,
    )
