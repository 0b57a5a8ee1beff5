"""Alerts on nodes that are missing and on copies that are missing with them."""

from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import (
    Scope,
    Series,
    at_least_none,
    equal,
    select,
    steady,
)
from kafka_scaffold.sizing.platforms.strimzi.details import AlertRule, NodePool
from kafka_scaffold.sizing.prose import plural


GROUP = "kafka-availability"


def availability_alerts(scope: Scope, topics: tuple[TopicPlan, ...]) -> tuple[AlertRule, ...]:
    """Return the alerts on brokers, controllers, partitions and their copies."""
    return (
        *_brokers(scope),
        *_controllers(scope),
        _restarts(scope),
        *_quorum(scope),
        *_partitions(scope),
        *_copies(scope, topics),
    )


def ready(scope: Scope, pool: NodePool) -> str:
    """Return how many pods of a pool are ready, from Kubernetes and not from Kafka."""
    series = select(
        "kube_pod_status_ready", scope.namespace, scope.pods(pool), equal("condition", "true")
    )
    return at_least_none(f"sum({series})")


def ready_series(scope: Scope, pool: NodePool, missing: int) -> Series:
    """Return the readiness of each pod of a pool; the first ones are ``missing``."""
    return tuple(
        (
            select(
                "kube_pod_status_ready",
                scope.namespace,
                equal("pod", scope.node(pool, index)),
                equal("condition", "true"),
            ),
            steady(0 if index < missing else 1),
        )
        for index in range(len(pool.ids))
    )


def _brokers(scope: Scope) -> tuple[AlertRule, ...]:
    pool = scope.details.broker_pool
    count = len(pool.ids)
    missing = scope.rule(
        "KafkaBrokerMissing",
        f"{ready(scope, pool)} < {count}",
        scope.settle_minutes,
        group=GROUP,
        page=True,
        summary=f"Fewer than {count} brokers are ready",
        description=f"Only {{{{ $value }}}} of {count} brokers are ready; partitions lack copies, and the next broker "
        "that fails stops writing.",
        runbook="broker-loss",
        reason=f"{count} brokers are what the sizing counts on; a restart takes less than "
        f"{scope.settle_minutes} minutes",
        fires=ready_series(scope, pool, 1),
        silent=ready_series(scope, pool, 0),
    )
    per_zone = scope.details.brokers_per_zone
    if scope.details.zones < 2 or per_zone < 2:
        return (missing,)
    lost = scope.rule(
        "KafkaZoneLost",
        f"{ready(scope, pool)} <= {count - per_zone}",
        scope.minutes("outage"),
        group=GROUP,
        page=True,
        summary=f"{plural(per_zone, 'broker')} or more are gone at once, as many as a zone holds",
        description=f"Only {{{{ $value }}}} of {count} brokers are ready. A rolling update takes one at a time.",
        runbook="zone-loss",
        reason=f"A zone holds {plural(per_zone, 'broker')}; the sizing carries the load without them, not without more",
        fires=ready_series(scope, pool, per_zone),
        silent=ready_series(scope, pool, 1),
    )
    return (missing, lost)


def _controllers(scope: Scope) -> tuple[AlertRule, ...]:
    pool = scope.details.controller_pool
    count = len(pool.ids)
    majority = count // 2 + 1
    found = []
    if pool is not scope.details.broker_pool:
        found.append(
            scope.rule(
                "KafkaControllerMissing",
                f"{ready(scope, pool)} < {count}",
                scope.settle_minutes,
                group=GROUP,
                summary=f"Fewer than {count} controllers are ready",
                description=f"Only {{{{ $value }}}} of {count} controllers are ready; {majority} are a majority.",
                runbook="controller",
                reason=f"{count} controllers survive the loss of {count - majority}; that one is lost now",
                fires=ready_series(scope, pool, 1),
                silent=ready_series(scope, pool, 0),
            )
        )
    if count > 1:
        found.append(
            scope.rule(
                "KafkaQuorumLost",
                f"{ready(scope, pool)} < {majority}",
                scope.minutes("outage"),
                group=GROUP,
                page=True,
                summary="The controllers have no majority",
                description=f"Only {{{{ $value }}}} of {count} controllers are ready, {majority} are needed: no leader "
                "moves, no topic changes, restarted brokers do not come back.",
                runbook="controller",
                reason=f"{majority} of {count} controllers are a majority; a rolling update never takes two",
                fires=ready_series(scope, pool, count - majority + 1),
                silent=ready_series(scope, pool, count - majority),
            )
        )
    return tuple(found)


def _restarts(scope: Scope) -> AlertRule:
    pool = scope.details.broker_pool
    metric = "kube_pod_container_status_restarts_total"
    window = scope.minutes("trend")
    series = select(metric, scope.namespace, equal("pod", scope.node(pool)))
    return scope.rule(
        "KafkaPodRestarting",
        f"sum by (pod) (increase({select(metric, scope.namespace, scope.pods(*scope.details.pools))}[{window}m])) > 0",
        1,
        group=GROUP,
        summary="A Kafka container ended by itself and was started again",
        description=f"{{{{ $labels.pod }}}} was restarted {{{{ $value | humanize }}}} times within {window} minutes. "
        "Its last state says whether memory ran out.",
        runbook="broker-loss",
        reason="A rolling update makes a new pod whose count begins at 0; only a container that died counts up",
        fires=((series, f"0+0x9 1+0x{window * 2}"),),
        silent=((series, steady(3)),),
        warm=10,
    )


def _quorum(scope: Scope) -> tuple[AlertRule, ...]:
    return (
        _active_controller(scope),
        _fenced(scope),
        _metadata_lag(scope),
        _metadata_errors(scope),
    )


def _active_controller(scope: Scope) -> AlertRule:
    pool = scope.details.controller_pool
    metric = "kafka_controller_kafkacontroller_activecontrollercount"
    none = scope.metric(metric, pool, steady(0))
    one = ((none[0][0], steady(1)), *none[1:])
    return scope.rule(
        "KafkaNoActiveController",
        f"sum({select(metric, *scope.cluster)}) != 1",
        scope.minutes("restart"),
        group=GROUP,
        page=True,
        summary="Not exactly one controller is active",
        description="{{ $value }} controllers say they are active.",
        runbook="controller",
        reason=f"An election takes seconds, a restart of the active controller less than {scope.minutes('restart')} "
        "minutes",
        fires=none,
        silent=one,
    )


def _fenced(scope: Scope) -> AlertRule:
    metric = "kafka_controller_kafkacontroller_fencedbrokercount"
    pool = scope.details.controller_pool
    return scope.rule(
        "KafkaBrokerFenced",
        f"max({select(metric, *scope.cluster)}) > 0",
        scope.settle_minutes,
        group=GROUP,
        summary="The controller does not let a broker lead",
        description="{{ $value }} brokers are registered but fenced: their pods may run, their heartbeats do not arrive.",
        runbook="broker-loss",
        reason="A restarting broker is fenced until it has caught up with the metadata, not longer",
        fires=scope.metric(metric, pool, steady(1)),
        silent=scope.metric(metric, pool, steady(0)),
    )


def _metadata_lag(scope: Scope) -> AlertRule:
    limit = scope.number("quorum_lag_ms")
    behind = "kafka_server_brokermetadatametrics_last_applied_record_lag_ms"
    standby = "kafka_controller_kafkacontroller_lastappliedrecordlagms"
    brokers = scope.details.broker_pool
    return scope.rule(
        "KafkaMetadataLag",
        f"max by (pod) ({select(behind, *scope.cluster)} or {select(standby, *scope.cluster)}) > {limit:g}",
        scope.minutes("restart"),
        group=GROUP,
        summary="A node is behind the quorum's metadata log",
        description="{{ $labels.pod }} last applied a record {{ $value | humanize }} ms old: it sends clients to the "
        "wrong leaders.",
        runbook="controller",
        reason=f"The active controller writes at least every 500 ms; {limit:g} ms are more than a slow disk explains",
        fires=scope.metric(behind, brokers, steady(limit * 2)),
        silent=scope.metric(behind, brokers, steady(limit / 10)),
    )


def _metadata_errors(scope: Scope) -> AlertRule:
    broker = "kafka_server_brokermetadatametrics_metadata_apply_error_count"
    controller = "kafka_controller_kafkacontroller_metadataerrorcount"
    pool = scope.details.broker_pool
    return scope.rule(
        "KafkaMetadataErrors",
        f"max by (pod) ({select(broker, *scope.cluster)} or {select(controller, *scope.cluster)}) > 0",
        scope.minutes("outage"),
        group=GROUP,
        page=True,
        summary="A node could not apply a record of the metadata log",
        description="{{ $labels.pod }} failed {{ $value }} times; its view of topics and leaders is no longer right "
        "until it restarts.",
        runbook="controller",
        reason="Never happens in a healthy cluster; the count stays until the node restarts",
        fires=scope.metric(broker, pool, steady(1)),
        silent=scope.metric(broker, pool, steady(0)),
    )


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
