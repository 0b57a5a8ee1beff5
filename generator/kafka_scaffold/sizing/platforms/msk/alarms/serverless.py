"""Alarms of a Serverless cluster, on the five metrics it emits; each is per topic."""

from kafka_scaffold.model.answers import Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.platforms.msk.alarms.parts import alarm
from kafka_scaffold.sizing.platforms.msk.details import Alarm
from kafka_scaffold.sizing.prose import cite


MB = 1_000_000


def serverless_alarms(
    environment: Environment, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[Alarm, ...]:
    """Return the alarms of each topic that was asked for: near its limits, converted, silent where it matters."""
    return tuple(
        found
        for topic in topics
        if not topic.internal
        for found in (*_rates(topic, facts), *_silence(topic, environment), *_conversions(topic))
    )


def _rates(topic: TopicPlan, facts: Facts) -> tuple[Alarm, ...]:
    """Return alarms at the share of what the topic's partitions carry, or the cluster if that is less."""
    share = facts.get("msk.alarms.of_limit")
    found = []
    for name, metric, way in (
        ("in", "BytesInPerSec", "ingress"),
        ("out", "BytesOutPerSec", "egress"),
    ):
        each = facts.get(f"msk.serverless.partition_{way}_mb_s")
        cluster = facts.get(f"msk.serverless.{way}_mb_s")
        limit = min(each.number * topic.partitions, cluster.number)
        found.append(
            alarm(
                f"bytes-{name}-{topic.name}",
                f"{topic.name} moves more than {share.number:.0%} of the {limit:g} MB/s it may",
                (metric,),
                round(limit * MB * share.number),
                statistic="Average",
                dimensions="topic",
                periods=3,
                runbook="scale-out",
                reason=f"{topic.partitions} partitions x {each.number:g} MB/s, at most {cluster.number:g} MB/s for "
                f"the cluster, times {share.number:g} ({cite(each)})",
                topic=topic.name,
            )
        )
    return tuple(found)


def _silence(topic: TopicPlan, environment: Environment) -> tuple[Alarm, ...]:
    if not environment.protect:
        return ()
    return (
        alarm(
            f"silent-{topic.name}",
            f"Nothing was written to {topic.name} for 30 minutes",
            ("MessagesInPerSec",),
            0,
            comparison="LessThanOrEqualToThreshold",
            dimensions="topic",
            periods=6,
            missing="breaching",
            runbook="consumer-lag",
            reason="The metric is emitted only while something is written; silence means that producers stopped",
            topic=topic.name,
        ),
    )


def _conversions(topic: TopicPlan) -> tuple[Alarm, ...]:
    return tuple(
        alarm(
            f"{name}-conversions-{topic.name}",
            f"Brokers convert records of {topic.name} for old clients",
            (metric,),
            0,
            statistic="Average",
            dimensions="topic",
            periods=3,
            runbook="throttling",
            reason="A client speaks an old protocol; converting costs throughput and latency",
            topic=topic.name,
        )
        for name, metric in (
            ("produce", "ProduceMessageConversionsPerSec"),
            ("fetch", "FetchMessageConversionsPerSec"),
        )
    )
