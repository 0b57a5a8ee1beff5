"""Alerts on consumers that fall behind: against the latency goal, and before records expire unread."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Cleanup
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.access.reach import consumer_group
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.platforms.strimzi.alerts.planned import planned
from kafka_scaffold.sizing.promql import Series, equal, moving, select, steady
from kafka_scaffold.sizing.prose import HOUR_MS, SECOND_MS, shown, span


GROUP = "kafka-consumers"
LAG = "kafka_consumergroup_lag"
WRITTEN = "kafka_topic_partition_current_offset"


def lag_alerts(
    scope: Scope, topics: tuple[TopicPlan, ...], answers: Answers
) -> tuple[AlertRule, ...]:
    """Return the alerts of each group and topic it reads, as far as the plan knows the topic's traffic."""
    shares = {topic.name: topic.share for topic in answers.topics}
    traffic = planned(scope.details, answers)
    if traffic is None:
        return ()
    return tuple(
        found
        for topic in topics
        for name in topic.consumers
        if shares.get(topic.name)
        for found in _pair(
            scope,
            answers.application(name),
            topic,
            traffic.records_s * shares[topic.name],
            answers,
        )
    )


def _pair(
    scope: Scope, application: Application, topic: TopicPlan, records_s: float, answers: Answers
) -> tuple[AlertRule, ...]:
    """Return the alerts of one group on one topic; a connector writes in batches, so no latency goal binds it."""
    group = consumer_group(application)
    batches = application.kind is ApplicationKind.CONNECTOR
    late = None if batches else _late_s(scope, answers)
    unread = _unread_s(scope, topic)
    found = []
    if late is not None and (unread is None or late < unread):
        goal = span(answers.goals.latency.end_to_end_p99_ms or 0)
        why = f"The end-to-end goal is {goal}; {span(late * SECOND_MS)} behind is late for certain"
        found.append(_behind(scope, "KafkaConsumerLate", group, topic, late, records_s, why))
    if unread is not None:
        part = scope.number("lag_of_retention")
        kept = span(topic.retention_hours * HOUR_MS)
        why = f"{part:.0%} of the {kept} that {topic.name} keeps; the rest is the time to repair it"
        found.append(_behind(scope, "KafkaRecordsExpire", group, topic, unread, records_s, why))
    return tuple(found)


def _late_s(scope: Scope, answers: Answers) -> float | None:
    goal_ms = answers.goals.latency.end_to_end_p99_ms
    if goal_ms is None:
        return None
    return max(scope.number("lag_floor_s"), goal_ms / SECOND_MS * scope.number("lag_per_goal"))


def _unread_s(scope: Scope, topic: TopicPlan) -> float | None:
    if topic.cleanup is Cleanup.COMPACT:
        return None
    part = round(topic.retention_hours * 3600 * scope.number("lag_of_retention"))
    return max(scope.number("lag_floor_s"), part)


def _behind(
    scope: Scope,
    name: str,
    group: str,
    topic: TopicPlan,
    seconds: float,
    records_s: float,
    why: str,
) -> AlertRule:
    """Return an alert on a lag in time: records not read yet by what the topic gets each second.

    Markers of transactions are offsets too, and some clients never commit the last one: on a quiet topic one offset of
    each partition stays unread for ever, which is no lag.
    """
    expires = name == "KafkaRecordsExpire"
    of_topic = scope.namespace, equal("topic", topic.name)
    of_group = scope.namespace, equal("consumergroup", group), equal("topic", topic.name)
    floor = max(records_s * scope.number("lag_rate_floor"), 2 * topic.partitions / seconds)
    written = f"sum(rate({select(WRITTEN, *of_topic)}[{scope.minutes('long_rate')}m]))"
    limit = span(seconds * SECOND_MS)
    return scope.rule(
        f"{name}-{group}-{topic.name}",
        f"sum({select(LAG, *of_group)})\n/ clamp_min({written}, {floor:.6g}) > {seconds:g}",
        scope.settle_minutes,
        group=GROUP,
        page=expires,
        summary=f"{group} is more than {limit} behind on {topic.name}"
        + (": records will expire unread" if expires else ""),
        description="It needs {{ $value | humanizeDuration }} at the present rate of the topic to read what it has not "
        "read yet.",
        runbook="consumer-lag",
        reason=f"{why}; planned are {shown(records_s)} records/s, so that is {shown(seconds * records_s)} records",
        fires=_series(of_group, of_topic, records_s, seconds * max(records_s, floor) * 2),
        silent=_series(of_group, of_topic, records_s, seconds * records_s / 2),
        warm=scope.minutes("long_rate"),
    )


def _series(
    of_group: tuple[str, ...], of_topic: tuple[str, ...], records_s: float, lag: float
) -> Series:
    partition = equal("partition", "0")
    return (
        (select(LAG, *of_group, partition), steady(lag)),
        (select(WRITTEN, *of_topic, partition), moving(0, records_s * 60)),
    )
