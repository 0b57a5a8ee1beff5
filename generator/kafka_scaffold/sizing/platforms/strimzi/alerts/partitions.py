"""Alerts on partitions and on their copies."""

from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.promql import select, steady


GROUP = "kafka-partitions"


def partition_alerts(scope: Scope, topics: tuple[TopicPlan, ...]) -> tuple[AlertRule, ...]:
    """Return the alerts on partitions without a leader and on copies that are missing."""
    return (*_partitions(scope), *_copies(scope, topics))


def _partitions(scope: Scope) -> tuple[AlertRule, ...]:
    offline = "kafka_controller_kafkacontroller_offlinepartitionscount"
    unclean = "kafka_controller_controllerstats_uncleanleaderelections_total"
    directories = "kafka_log_logmanager_offlinelogdirectorycount"
    controllers, brokers = scope.details.controller_pool, scope.details.broker_pool
    return (
        scope.rule(
            "KafkaPartitionsOffline",
            f"max({select(offline, *scope.cluster)}) > 0",
            scope.minutes("outage"),
            group=GROUP,
            page=True,
            summary="Partitions have no leader: nothing is written or read there",
            description="{{ $value }} partitions are offline.",
            runbook="broker-loss",
            reason="An outage for their keys; no rolling update causes it while every topic has a spare copy",
            fires=scope.metric(offline, controllers, steady(2)),
            silent=scope.metric(offline, controllers, steady(0)),
        ),
        scope.rule(
            "KafkaUncleanElection",
            f"sum(increase({select(unclean, *scope.cluster)}[{scope.minutes('election')}m])) > 0",
            1,
            group=GROUP,
            page=True,
            summary="A copy that lacked records became leader: acknowledged records are gone",
            description="{{ $value | humanize }} unclean elections; consumers may have read what is no longer there.",
            runbook="under-replicated",
            reason="Unclean elections are off; one happens only if a person or a setting allowed it",
            fires=scope.metric(unclean, controllers, "0+0x4 1+0x60"),
            silent=scope.metric(unclean, controllers, steady(1)),
            warm=5,
        ),
        scope.rule(
            "KafkaLogDirectoryOffline",
            f"sum by (pod) ({select(directories, *scope.cluster)}) > 0",
            scope.minutes("outage"),
            group=GROUP,
            page=True,
            summary="A broker gave up a disk",
            description="{{ $labels.pod }} has {{ $value }} log directories offline after an error of the disk.",
            runbook="broker-loss",
            reason="Kafka stops using a directory at its first error and does not come back to it without a restart",
            fires=scope.metric(directories, brokers, steady(1)),
            silent=scope.metric(directories, brokers, steady(0)),
        ),
    )


def _copies(scope: Scope, topics: tuple[TopicPlan, ...]) -> tuple[AlertRule, ...]:
    brokers = scope.details.broker_pool
    under = "kafka_server_replicamanager_underreplicatedpartitions"
    below = "kafka_server_replicamanager_underminisrpartitioncount"
    at = "kafka_server_replicamanager_atminisrpartitioncount"
    spare = any(topic.replication_factor > topic.min_insync_replicas for topic in topics)
    tight = any(topic.replication_factor <= topic.min_insync_replicas for topic in topics)
    found = [
        scope.rule(
            "KafkaUnderMinIsr",
            f"sum({select(below, *scope.cluster)}) > 0",
            scope.minutes("outage"),
            group=GROUP,
            page=True,
            summary="Partitions have fewer copies than min.insync.replicas: acks=all fails there",
            description="{{ $value }} partitions refuse what producers with acks=all write.",
            runbook="under-replicated",
            reason="The operator never restarts a broker when that would cause it",
            fires=scope.metric(below, brokers, steady(1)),
            silent=scope.metric(below, brokers, steady(0)),
        )
    ]
    if spare:
        found.append(
            scope.rule(
                "KafkaUnderReplicated",
                f"sum({select(under, *scope.cluster)}) > 0",
                scope.settle_minutes,
                group=GROUP,
                summary="Partitions have fewer copies than planned",
                description="{{ $value }} partitions lack a copy; nothing is lost yet.",
                runbook="under-replicated",
                reason=f"{scope.settle_minutes} minutes are longer than a restart and the catching up after it",
                fires=scope.metric(under, brokers, steady(1)),
                silent=scope.metric(under, brokers, steady(0)),
            )
        )
    if spare and not tight:
        found.append(
            scope.rule(
                "KafkaAtMinIsr",
                f"sum({select(at, *scope.cluster)}) > 0",
                scope.minutes("trend"),
                group=GROUP,
                page=True,
                summary="Partitions are one copy away from refusing writes",
                description="{{ $value }} partitions have been at min.insync.replicas for an hour.",
                runbook="under-replicated",
                reason="Every topic has a copy to spare; an hour without it is a broker that does not catch up",
                fires=scope.metric(at, brokers, steady(1)),
                silent=scope.metric(at, brokers, steady(0)),
            )
        )
    return tuple(found)
