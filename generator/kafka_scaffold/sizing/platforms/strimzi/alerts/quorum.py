"""Alerts on the quorum of controllers and on the metadata that nodes read from it."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.promql import select, steady


GROUP = "kafka-quorum"


def quorum_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on the active controller, and on nodes that are behind or fenced."""
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
