"""Alarms on consumers that fall behind: against the latency goal, and before records expire unread."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Cleanup
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.access.reach import consumer_group
from kafka_scaffold.sizing.platforms.msk.alarms.parts import alarm
from kafka_scaffold.sizing.platforms.msk.details import Alarm
from kafka_scaffold.sizing.prose import HOUR_MS, span


METRIC = "EstimatedMaxTimeLag"


def lag_alarms(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> tuple[Alarm, ...]:
    """Return the alarms of each group and topic it reads."""
    return tuple(
        found
        for topic in topics
        for name in topic.consumers
        for found in _pair(answers.application(name), topic, answers, facts)
    )


def _pair(
    application: Application, topic: TopicPlan, answers: Answers, facts: Facts
) -> tuple[Alarm, ...]:
    """Return the alarms of one group on one topic; a connector writes in batches, so no latency goal binds it."""
    group = consumer_group(application)
    batches = application.kind is ApplicationKind.CONNECTOR
    late = None if batches else _late_s(answers, facts)
    unread = _unread_s(topic, facts)
    found = []
    if late is not None and (unread is None or late < unread):
        found.append(_late(group, topic, late, answers))
    if unread is not None:
        found.append(_unread(group, topic, unread, facts))
    return tuple(found)


def _late_s(answers: Answers, facts: Facts) -> float | None:
    goal_ms = answers.goals.latency.end_to_end_p99_ms
    if goal_ms is None:
        return None
    return max(
        facts.number("msk.alarms.lag_floor_s"),
        goal_ms / 1000 * facts.number("msk.alarms.lag_per_goal"),
    )


def _unread_s(topic: TopicPlan, facts: Facts) -> float | None:
    if topic.cleanup is Cleanup.COMPACT:
        return None
    share = facts.number("msk.alarms.lag_of_retention")
    return max(facts.number("msk.alarms.lag_floor_s"), round(topic.retention_hours * 3600 * share))


def _late(group: str, topic: TopicPlan, seconds: float, answers: Answers) -> Alarm:
    goal = span(answers.goals.latency.end_to_end_p99_ms or 0)
    return alarm(
        f"late-{group}-{topic.name}",
        f"{group} is {span(seconds * 1000)} behind on {topic.name}",
        (METRIC,),
        seconds,
        dimensions="group-topic",
        period_s=60,
        periods=15,
        runbook="consumer-lag",
        reason=f"The end-to-end goal is {goal}; the metric comes once a minute, so not below a minute",
        group=group,
        topic=topic.name,
    )


def _unread(group: str, topic: TopicPlan, seconds: float, facts: Facts) -> Alarm:
    share = facts.number("msk.alarms.lag_of_retention")
    kept = span(topic.retention_hours * HOUR_MS)
    return alarm(
        f"unread-{group}-{topic.name}",
        f"{group} is {span(seconds * 1000)} behind on {topic.name}: records will expire unread",
        (METRIC,),
        seconds,
        dimensions="group-topic",
        period_s=60,
        periods=15,
        page=True,
        runbook="consumer-lag",
        reason=f"{share:.0%} of the {kept} that {topic.name} keeps; the rest is the time to repair it",
        group=group,
        topic=topic.name,
    )
