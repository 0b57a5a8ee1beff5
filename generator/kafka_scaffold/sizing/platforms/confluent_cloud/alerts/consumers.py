"""Alerts on consumers that fall behind: against the latency goal, and before records expire unread."""

from kafka_scaffold.model.answers import Application, ApplicationKind, Cleanup
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.access.reach import consumer_group
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import Scope
from kafka_scaffold.sizing.promql import equal, like, select, steady
from kafka_scaffold.sizing.prose import HOUR_MS, SECOND_MS, shown, span


GROUP = "confluent-consumers"
LAG = "confluent_kafka_server_consumer_lag_offsets"
WRITTEN = "confluent_kafka_server_received_records"
CONNECTORS = "connect-lcc-.*"  # Confluent names a connector's group after its id


def consumer_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts of each group and topic it reads, or of every group where topics are not declared."""
    if scope.demand.aggregate:
        return (_any_group(scope),)
    traffic = scope.topic_records_s
    return tuple(
        rule
        for topic in scope.topics
        if traffic.get(topic.name)
        for reader in _readers(scope, topic)
        for rule in _pair(scope, reader, topic, traffic[topic.name])
    )


def _readers(scope: Scope, topic: TopicPlan) -> tuple[Application, ...]:
    """Return who reads a topic; of connectors one alone, as their groups are told apart by ids nobody knows yet."""
    found = tuple(scope.answers.application(name) for name in topic.consumers)
    connectors = tuple(a for a in found if _is_connector(a))
    return (*(a for a in found if not _is_connector(a)), *connectors[:1])


def _is_connector(application: Application) -> bool:
    return application.kind is ApplicationKind.CONNECTOR


def _pair(
    scope: Scope, reader: Application, topic: TopicPlan, records_s: float
) -> tuple[AlertRule, ...]:
    """Return the alerts of one group on one topic; a connector writes in batches, so no latency goal binds it."""
    late = None if _is_connector(reader) else _late_s(scope)
    unread = _unread_s(scope, topic)
    found = []
    if late is not None and (unread is None or late < unread):
        goal = span(scope.answers.goals.latency.end_to_end_p99_ms or 0)
        why = f"The end-to-end goal is {goal}; {span(late * SECOND_MS)} behind is late for certain"
        found.append(_behind(scope, "ConfluentConsumerLate", reader, topic, late, records_s, why))
    if unread is not None:
        part = scope.number("lag_of_retention")
        kept = span(topic.retention_hours * HOUR_MS)
        why = f"{part:.0%} of the {kept} that {topic.name} keeps; the rest is the time to repair it"
        found.append(
            _behind(scope, "ConfluentRecordsExpire", reader, topic, unread, records_s, why)
        )
    return tuple(found)


def _late_s(scope: Scope) -> float | None:
    goal_ms = scope.answers.goals.latency.end_to_end_p99_ms
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
    reader: Application,
    topic: TopicPlan,
    seconds: float,
    records_s: float,
    why: str,
) -> AlertRule:
    """Return an alert on a lag in time: records not read yet by what the topic gets each second.

    Markers of transactions are offsets too, and on a quiet topic one offset of each partition may stay unread for ever.
    """
    connector, expires = _is_connector(reader), name == "ConfluentRecordsExpire"
    who = "connectors" if connector else consumer_group(reader)
    group = "connect-lcc-abc123" if connector else who
    chosen = like("consumer_group_id", CONNECTORS) if connector else equal("consumer_group_id", who)
    of_topic = equal("topic", topic.name)
    floor = max(records_s * scope.number("lag_rate_floor"), 2 * topic.partitions / seconds)
    limit = span(seconds * SECOND_MS)
    lag = scope.of_cluster(LAG, equal("consumer_group_id", group), of_topic)
    written = (scope.of_cluster(WRITTEN, of_topic), steady(records_s * scope.delta_s))
    by_group = "max(sum by (consumer_group_id) " if connector else "(sum"
    return scope.rule(
        f"{name}-{who}-{topic.name}",
        f"{by_group}({select(LAG, scope.job, chosen, of_topic)}))\n"
        f"/ clamp_min({scope.each_second(WRITTEN, of_topic)}, {floor:.6g}) > {seconds:g}",
        scope.minutes("settle"),
        group=GROUP,
        page=expires,
        summary=f"{who} {'are' if connector else 'is'} more than {limit} behind on {topic.name}"
        + (": records will expire unread" if expires else ""),
        description="It takes {{ $value | humanizeDuration }} at the present rate of the topic to read what is not read "
        "yet.",
        runbook="consumer-lag",
        reason=f"{why}; planned are {shown(records_s)} records/s, so that is {shown(seconds * records_s)} records",
        fires=((lag, steady(seconds * max(records_s, floor) * 2)), written),
        silent=((lag, steady(seconds * records_s / 2)), written),
        warm=scope.minutes("window"),
    )


def _any_group(scope: Scope) -> AlertRule:
    """Return an alert on any group, reckoned by all that is written: topics are not known."""
    stated = _late_s(scope)
    seconds = scope.number("lag_unstated_s") if stated is None else stated
    floor = max(scope.records_s * scope.number("lag_rate_floor"), 1 / seconds)
    group = equal("consumer_group_id", "a-group")
    lag = scope.of_cluster(LAG, group, equal("topic", "a-topic"))
    written = (scope.of_cluster(WRITTEN), steady(scope.records_s * scope.delta_s))
    behind = seconds * max(scope.records_s, floor)
    limit = span(seconds * SECOND_MS)
    why = (
        "Neither topics nor an end-to-end goal are given"
        if stated is None
        else f"The end-to-end goal is {span(scope.answers.goals.latency.end_to_end_p99_ms or 0)}"
    )
    return scope.rule(
        "ConfluentGroupBehind",
        f"sum by (consumer_group_id) ({select(LAG, scope.job)})\n"
        f"/ on () group_left () clamp_min({scope.each_second(WRITTEN)}, {floor:.6g}) > {seconds:g}",
        scope.minutes("settle"),
        group=GROUP,
        summary=f"A group has not read what the whole cluster gets in {limit}",
        description="{{ $labels.consumer_group_id }} is {{ $value | humanizeDuration }} of all writes behind.",
        runbook="consumer-lag",
        reason=f"{why}; planned are {shown(scope.records_s)} records/s, so that is {shown(behind)} records",
        fires=((lag, steady(behind * 2)), written),
        silent=((lag, steady(behind / 2)), written),
        warm=scope.minutes("window"),
    )
