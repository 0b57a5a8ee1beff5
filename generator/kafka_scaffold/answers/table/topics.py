"""Topics: what is written, by whom and for whom."""

from typing import Any

from kafka_scaffold.answers.kinds import (
    choice,
    integer,
    pattern,
    share,
    size,
    text,
)
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Group, Question
from kafka_scaffold.answers.table.applications import APPLICATIONS, able, named
from kafka_scaffold.answers.table.workload import RETENTION, TOPICS
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import Cleanup, Ordering


MOST_TOPICS = 1000


TOPIC_NAME = pattern(
    "a topic name",
    r"(?!\.{1,2}$)(?!__)[A-Za-z0-9._-]+",
    most=249,
    example="page-views",
    hint="Kafka takes letters, digits and ._-; names beginning with __ are its own",
)


def _derived_topics(values: Values, _: str) -> dict[str, dict[str, Any]]:
    if values.given("workload.aggregate"):
        return {}
    makers = able(values, "producers")
    if values.given("applications") and makers:
        readers = able(values, "consumers")
        return {name: {"producers": (name,), "consumers": readers} for name in makers}
    return {str(values["name"]): {}}


def _unnamed(role: str) -> Computed:
    def find(values: Values) -> tuple[str, ...]:
        taken = named(values, role)
        return tuple(name for name in able(values, role) if name not in taken)

    def value(values: Values, _: str) -> tuple[str, ...]:
        return values.once(f"unnamed {role}", lambda: find(values))

    return Computed(words=f"the applications that are {role} of no other topic", value=value)


def _share(values: Values, _: str) -> float:
    def rest() -> float:
        topics = values.many("topics")
        stated = [s for s in (values.peek(f"{topic}.share") for topic in topics) if s is not None]
        return float(max(0.0, 1 - sum(stated)) / max(1, len(topics) - len(stated)))

    return values.once("share", rest)


def _hot(values: Values, here: str) -> float:
    return min(float(values["workload.hot_retention"]), float(values[f"{here}.retention"]))


def _compacts(values: Values, here: str) -> bool:
    return values[f"{here}.cleanup"] is not Cleanup.DELETE


def _deletes(values: Values, here: str) -> bool:
    return values[f"{here}.cleanup"] is not Cleanup.COMPACT


DELETES = Condition(words="with a cleanup that deletes", holds=_deletes)


GROUPS = (
    Group(
        path="topics[]",
        title="Topics",
        help="What is written, by whom and for whom.",
        names=TOPIC_NAME,
        most=MOST_TOPICS,
        noun="topic",
        prompt="Topics, separated by commas (empty: derived)",
        default=Computed(
            words="one per producing application, or one named after the project",
            value=_derived_topics,
        ),
        when=TOPICS,
    ),
)


QUESTIONS = (
    Question(
        path="topics[].name", kind=TOPIC_NAME, prompt="Name of the topic", help="As Kafka takes it."
    ),
    Question(
        path="topics[].share",
        kind=share(),
        prompt="Share of the written bytes",
        help="All shares make 100 %.",
        default=Computed(words="an equal part of what others leave", value=_share),
        asked=True,
    ),
    Question(
        path="topics[].key",
        kind=text("name of a field", most=100),
        prompt="Field that is the key",
        help="Records with the same key keep their order.",
        default=ABSENT,
    ),
    Question(
        path="topics[].cleanup",
        kind=choice(Cleanup),
        prompt="What becomes of old records",
        help="`compact` keeps the newest of each key.",
        default=Computed(words="`delete`", value=lambda *_: Cleanup.DELETE),
    ),
    Question(
        path="topics[].order",
        kind=choice(Ordering),
        prompt="Order that consumers rely on",
        help="`total` means one partition.",
        default=Computed(
            words="`workload.order`", value=lambda values, _: values["workload.order"]
        ),
    ),
    Question(
        path="topics[].retention",
        kind=RETENTION,
        prompt="How long records are kept",
        help="Instead of the workload's.",
        default=Computed(
            words="`workload.retention`", value=lambda values, _: values["workload.retention"]
        ),
        when=DELETES,
    ),
    Question(
        path="topics[].hot_retention",
        kind=RETENTION,
        prompt="How long records must be quick to read",
        help="Instead of the workload's.",
        default=Computed(words="the workload's, at most the topic's retention", value=_hot),
        when=DELETES,
    ),
    Question(
        path="topics[].producers",
        kind=APPLICATIONS,
        prompt="Applications that write it",
        help="Each gets write access.",
        default=_unnamed("producers"),
    ),
    Question(
        path="topics[].consumers",
        kind=APPLICATIONS,
        prompt="Applications that read it",
        help="Each gets read access and is a consumer group.",
        default=_unnamed("consumers"),
    ),
    Question(
        path="topics[].keys",
        kind=integer(1, 10**12),
        prompt="Number of different keys",
        help="Bounds what compaction leaves.",
        default=ABSENT,
        when=Condition(words="with a cleanup that compacts", holds=_compacts),
    ),
    Question(
        path="topics[].partitions",
        kind=integer(1, 10_000),
        prompt="Partitions",
        help="Pins what the sizing would compute.",
        default=ABSENT,
    ),
    Question(
        path="topics[].max_record_size",
        kind=size("16 MiB", "1 KB"),
        prompt="Largest record",
        help="Larger ones are refused by the brokers.",
        default=ABSENT,
    ),
)
