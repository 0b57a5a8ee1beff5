"""IAM statements of one application, least privilege: the actions of its role on the resources it touches."""

from kafka_scaffold.sizing.access.reach import Reach
from kafka_scaffold.sizing.platforms.msk.details import IamStatement


CLUSTER = (("cluster", ""),)
CONNECT_INTERNALS = "__amazon_msk_connect_*"


def statements(reached: Reach) -> tuple[IamStatement, ...]:
    """Return the statements of a producer, consumer, processor or streams application."""
    granted = [_connect(reached)]
    if reached.writes:
        granted.append(_write(reached))
    if reached.reads:
        granted.append(_read(reached))
    if reached.group is not None:
        granted.append(_group(reached.group))
    if reached.transactional and (reached.writes or reached.streams):
        granted.append(_transactions(reached))
    if reached.streams:
        granted.append(_own_topics(reached))
    return tuple(granted)


def connector_statements(reached: Reach) -> tuple[IamStatement, ...]:
    """Return the statements of a connector: its topics, and what MSK Connect keeps for its workers."""
    return (
        *statements(reached),
        _statement(
            "WorkerTopics",
            ("CreateTopic", "DescribeTopic", "ReadData", "WriteData"),
            (("topic", CONNECT_INTERNALS),),
            "MSK Connect creates and uses topics for offsets, configuration and status",
        ),
        _statement(
            "WorkerGroups",
            ("AlterGroup", "DescribeGroup"),
            (("group", CONNECT_INTERNALS),),
            "Workers of a connector find one another in a group",
        ),
    )


def _connect(reached: Reach) -> IamStatement:
    produces = bool(reached.writes) or reached.streams
    actions = ("Connect", "WriteDataIdempotently") if produces else ("Connect",)
    why = "signs in and writes idempotently" if produces else "signs in"
    return _statement("Cluster", actions, CLUSTER, f"{reached.name} {why}")


def _write(reached: Reach) -> IamStatement:
    return _statement(
        "Write",
        ("DescribeTopic", "WriteData"),
        tuple(("topic", name) for name in reached.writes),
        f"{reached.name} writes these topics and no others",
    )


def _read(reached: Reach) -> IamStatement:
    return _statement(
        "Read",
        ("DescribeTopic", "ReadData"),
        tuple(("topic", name) for name in reached.reads),
        f"{reached.name} reads these topics and no others",
    )


def _group(group: str) -> IamStatement:
    return _statement(
        "Group",
        ("AlterGroup", "DescribeGroup"),
        (("group", group),),
        "Joins its own group and commits its positions there",
    )


def _transactions(reached: Reach) -> IamStatement:
    return _statement(
        "Transactions",
        ("AlterTransactionalId", "DescribeTransactionalId"),
        (("transactional-id", f"{reached.prefix}*"),),
        f"transactional ids begin with {reached.prefix}, one per instance",
    )


def _own_topics(reached: Reach) -> IamStatement:
    return _statement(
        "OwnTopics",
        (
            "AlterTopic",
            "CreateTopic",
            "DeleteTopic",
            "DescribeTopic",
            "DescribeTopicDynamicConfiguration",
            "ReadData",
            "WriteData",
        ),
        tuple(("topic", f"{reached.prefix}*-{kind}") for kind in ("changelog", "repartition")),
        f"Kafka Streams creates its changelogs and repartition topics under the application id {reached.name}",
    )


def _statement(
    sid: str, actions: tuple[str, ...], resources: tuple[tuple[str, str], ...], reason: str
) -> IamStatement:
    return IamStatement(
        sid=sid,
        actions=tuple(f"kafka-cluster:{action}" for action in actions),
        resources=resources,
        reason=reason,
    )
