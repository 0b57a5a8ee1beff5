"""Alerts on nodes that are missing or restart by themselves."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.platforms.strimzi.details import NodePool
from kafka_scaffold.sizing.promql import Series, at_least_none, equal, select, steady
from kafka_scaffold.sizing.prose import plural


GROUP = "kafka-nodes"


def node_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on the pods of brokers and controllers."""
    return (*_brokers(scope), *_controllers(scope), _restarts(scope))


def _ready(scope: Scope, pool: NodePool) -> str:
    """Return how many pods of a pool are ready, from Kubernetes and not from Kafka."""
    series = select(
        "kube_pod_status_ready", scope.namespace, scope.pods(pool), equal("condition", "true")
    )
    return at_least_none(f"sum({series})")


def _ready_series(scope: Scope, pool: NodePool, missing: int) -> Series:
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
        f"{_ready(scope, pool)} < {count}",
        scope.settle_minutes,
        group=GROUP,
        page=True,
        summary=f"Fewer than {count} brokers are ready",
        description=f"Only {{{{ $value }}}} of {count} brokers are ready; partitions lack copies, and the next broker "
        "that fails stops writing.",
        runbook="broker-loss",
        reason=f"{count} brokers are what the sizing counts on; a restart takes less than "
        f"{scope.settle_minutes} minutes",
        fires=_ready_series(scope, pool, 1),
        silent=_ready_series(scope, pool, 0),
    )
    per_zone = scope.details.brokers_per_zone
    if scope.details.zones < 2 or per_zone < 2:
        return (missing,)
    lost = scope.rule(
        "KafkaZoneLost",
        f"{_ready(scope, pool)} <= {count - per_zone}",
        scope.minutes("outage"),
        group=GROUP,
        page=True,
        summary=f"{plural(per_zone, 'broker')} or more are gone at once, as many as a zone holds",
        description=f"Only {{{{ $value }}}} of {count} brokers are ready. A rolling update takes one at a time.",
        runbook="zone-loss",
        reason=f"A zone holds {plural(per_zone, 'broker')}; the sizing carries the load without them, not without more",
        fires=_ready_series(scope, pool, per_zone),
        silent=_ready_series(scope, pool, 1),
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
                f"{_ready(scope, pool)} < {count}",
                scope.settle_minutes,
                group=GROUP,
                summary=f"Fewer than {count} controllers are ready",
                description=f"Only {{{{ $value }}}} of {count} controllers are ready; {majority} are a majority.",
                runbook="controller",
                reason=f"{count} controllers survive the loss of {count - majority}; that one is lost now",
                fires=_ready_series(scope, pool, 1),
                silent=_ready_series(scope, pool, 0),
            )
        )
    if count > 1:
        found.append(
            scope.rule(
                "KafkaQuorumLost",
                f"{_ready(scope, pool)} < {majority}",
                scope.minutes("outage"),
                group=GROUP,
                page=True,
                summary="The controllers have no majority",
                description=f"Only {{{{ $value }}}} of {count} controllers are ready, {majority} are needed: no leader "
                "moves, no topic changes, restarted brokers do not come back.",
                runbook="controller",
                reason=f"{majority} of {count} controllers are a majority; a rolling update never takes two",
                fires=_ready_series(scope, pool, count - majority + 1),
                silent=_ready_series(scope, pool, count - majority),
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
