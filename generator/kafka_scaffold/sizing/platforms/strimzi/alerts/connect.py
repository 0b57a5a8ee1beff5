"""Alerts on Kafka Connect, MirrorMaker 2, the bridge and the registry, each where the environment has it."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope, answering
from kafka_scaffold.sizing.platforms.strimzi.alerts.surroundings import deployment_down
from kafka_scaffold.sizing.promql import Series, equal, moving, select, steady
from kafka_scaffold.sizing.prose import SECOND_MS, plural, span


GROUP = "kafka-connect"
LATENCY = "kafka_connect_mirror_source_replication_latency_ms_avg"
OFFSET = "kafka_topic_partition_current_offset"


def connect_alerts(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    """Return the alerts on what moves records in and out of Kafka."""
    return (*_connect(scope), *_mirror(scope, answers), *_services(scope))


def _connect(scope: Scope) -> tuple[AlertRule, ...]:
    connect = scope.details.connect
    if connect is None:
        return ()
    letters = tuple(
        (connector.name, connector.dead_letter_topic)
        for connector in connect.connectors
        if connector.dead_letter_topic
    )
    kind, workers = "KafkaConnect", int(connect.replicas.value)
    return (
        _workers(scope, "KafkaConnectWorkerMissing", kind, connect.name, workers, "connect"),
        *_failed(scope, "KafkaConnect", kind, connect.name, "connect"),
        *(_dead_letters(scope, name, topic) for name, topic in letters),
    )


def _of(scope: Scope, kind: str, name: str) -> tuple[str, ...]:
    return scope.namespace, equal("strimzi_io_kind", kind), equal("strimzi_io_cluster", name)


def _workers(scope: Scope, alert: str, kind: str, name: str, count: int, runbook: str) -> AlertRule:
    labels = _of(scope, kind, name)
    pods: Series = tuple(
        (select("up", *labels, equal("pod", f"{name}-{index}")), steady(1))
        for index in range(count)
    )
    return scope.rule(
        alert,
        f"{answering(*labels)} < {count}",
        scope.settle_minutes,
        group=GROUP,
        summary=f"{name} has fewer than {plural(count, 'worker')}",
        description=f"Only {{{{ $value }}}} of {count} workers of {name} answer; the others carry their tasks, if they can.",
        runbook=runbook,
        reason=f"{plural(count, 'worker')} are planned; a worker restarts in less than {scope.settle_minutes} minutes",
        fires=((pods[0][0], steady(0)), *pods[1:]),
        silent=pods,
    )


def _failed(scope: Scope, prefix: str, kind: str, name: str, runbook: str) -> tuple[AlertRule, ...]:
    labels = _of(scope, kind, name)
    status, tasks = (
        "kafka_connect_connector_status",
        "kafka_connect_worker_connector_failed_task_count",
    )
    connector = equal("connector", "a-connector")
    broken = select(status, *labels, equal("status", "failed"))
    return (
        scope.rule(
            f"{prefix}ConnectorFailed",
            f"max by (connector) ({broken}) > 0",
            scope.settle_minutes,
            group=GROUP,
            page=True,
            summary=f"A connector of {name} has failed",
            description="{{ $labels.connector }} moves nothing; its status holds the error.",
            runbook=runbook,
            reason="The operator restarts a failed connector by itself, ever more rarely; this one did not come back",
            fires=((select(status, *labels, connector, equal("status", "failed")), steady(1)),),
            silent=((select(status, *labels, connector, equal("status", "running")), steady(1)),),
        ),
        scope.rule(
            f"{prefix}TaskFailed",
            f"sum by (connector) ({select(tasks, *labels)}) > 0",
            scope.settle_minutes,
            group=GROUP,
            page=True,
            summary=f"Tasks of a connector of {name} have failed",
            description="{{ $value }} tasks of {{ $labels.connector }} move nothing; its status holds the error.",
            runbook=runbook,
            reason="The others do not take over what a failed task had",
            fires=((select(tasks, *labels, connector), steady(1)),),
            silent=((select(tasks, *labels, connector), steady(0)),),
        ),
    )


def _dead_letters(scope: Scope, connector: str, topic: str) -> AlertRule:
    minutes = scope.minutes("trend")
    labels = scope.namespace, equal("topic", topic)
    one = select(OFFSET, *labels, equal("partition", "0"))
    return scope.rule(
        f"KafkaConnectDeadLetters-{connector}",
        f"sum(delta({select(OFFSET, *labels)}[{minutes}m])) > 0",
        1,
        group=GROUP,
        summary=f"{connector} set records aside that it could not handle",
        description=f"{{{{ $value | humanize }}}} records went to {topic} within {minutes} minutes.",
        runbook="connect",
        reason=f"{topic} is for what {connector} cannot read; nobody reads it but a person",
        fires=((one, moving(0, 1)),),
        silent=((one, steady(12)),),
        warm=10,
    )


def _mirror(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    mirror = scope.details.mirror
    if mirror is None:
        return ()
    kind, workers = "KafkaMirrorMaker2", int(mirror.replicas.value)
    asked = answers.goals.durability.rpo_s
    seconds = (
        scope.number("mirror_lag_s") if asked is None else max(asked, scope.number("lag_floor_s"))
    )
    limit = span(seconds * SECOND_MS)
    labels = _of(scope, kind, mirror.name)
    one = select(LATENCY, *labels, equal("topic", "a-topic"), equal("partition", "0"))
    return (
        _workers(scope, "KafkaMirrorWorkerMissing", kind, mirror.name, workers, "mirror"),
        *_failed(scope, "KafkaMirror", kind, mirror.name, "mirror"),
        scope.rule(
            "KafkaMirrorLag",
            f"max by (topic) ({select(LATENCY, *labels)}) > {seconds * SECOND_MS:g}",
            scope.settle_minutes,
            group=GROUP,
            page=asked is not None,
            summary=f"The copy from {mirror.source_alias} is more than {limit} behind",
            description="Records of {{ $labels.topic }} arrive {{ $value | humanize }} ms after they were written.",
            runbook="mirror",
            reason="The recovery point asked for"
            if asked is not None
            else f"{limit}, as no recovery point is asked for",
            fires=((one, steady(seconds * SECOND_MS * 2)),),
            silent=((one, steady(seconds * SECOND_MS / 2)),),
        ),
    )


def _services(scope: Scope) -> tuple[AlertRule, ...]:
    bridge, registry = scope.details.bridge, scope.details.registry
    found = []
    if bridge is not None:
        found.append(
            deployment_down(
                scope,
                "KafkaBridgeDown",
                f"{bridge.name}-bridge",
                group=GROUP,
                runbook="operator",
                what="The HTTP bridge is",
                reason=f"{plural(int(bridge.replicas.value), 'pod')} are planned, one is enough to serve",
            )
        )
    if registry is not None:
        found.append(
            deployment_down(
                scope,
                "SchemaRegistryDown",
                registry.name,
                group=GROUP,
                runbook="operator",
                what="The schema registry is",
                reason="Clients start and use new schemas only while it answers; running ones remember theirs",
            )
        )
    return tuple(found)
