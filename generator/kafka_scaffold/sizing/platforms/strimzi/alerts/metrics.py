"""Alerts on metrics that are missing, without which the other alerts are blind."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope, answering
from kafka_scaffold.sizing.promql import Series, equal, like, select, steady


GROUP = "kafka-metrics"


def metric_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on nodes, on Kafka Exporter and on Kubernetes that give no metrics."""
    return (_scrapes(scope), _exporter(scope), _from_kubernetes(scope))


def _scrapes(scope: Scope) -> AlertRule:
    pools = scope.details.pools
    nodes = sum(len(pool.ids) for pool in pools)
    names = like("strimzi_io_pool_name", "|".join(pool.name for pool in pools))
    every: Series = tuple(one for pool in pools for one in scope.metric("up", pool, steady(1)))
    return scope.rule(
        "KafkaMetricsMissing",
        f"{answering(*scope.cluster, names)} < {nodes}",
        scope.settle_minutes,
        group=GROUP,
        summary=f"Fewer than {nodes} Kafka nodes give metrics",
        description="Only {{ $value }} nodes answer; alerts are blind to the others.",
        runbook="operator",
        reason=f"{nodes} nodes are planned, each with the exporter on port 9404",
        fires=((every[0][0], steady(0)), *every[1:]),
        silent=every,
    )


def _exporter(scope: Scope) -> AlertRule:
    name = equal("strimzi_io_name", f"{scope.details.cluster_name}-kafka-exporter")
    series = select("up", *scope.cluster, name)
    return scope.rule(
        "KafkaExporterMissing",
        f"absent({series} == 1)",
        scope.settle_minutes,
        group=GROUP,
        summary="The lag of consumers is not known",
        description="Kafka Exporter does not answer; alerts on consumers are blind.",
        runbook="consumer-lag",
        reason="Lag per group comes from Kafka Exporter alone",
        fires=((series, steady(0)),),
        silent=((series, steady(1)),),
    )


def _from_kubernetes(scope: Scope) -> AlertRule:
    metrics = {
        "kube_pod_status_ready": "kube-state-metrics",
        "kubelet_volume_stats_capacity_bytes": "the kubelet",
        "container_cpu_usage_seconds_total": "cAdvisor",
    }
    every = tuple((select(metric, scope.namespace), steady(1)) for metric in metrics)
    return scope.rule(
        "KubernetesMetricsMissing",
        "\nor ".join(f"absent({series})" for series, _ in every),
        scope.settle_minutes,
        group=GROUP,
        summary="Kubernetes gives no metrics of Kafka's namespace",
        description="Alerts on disks, CPU and missing pods are blind.",
        runbook="operator",
        reason=f"They read {', '.join(metrics.values())}, which not every Prometheus scrapes",
        fires=every[1:],
        silent=every,
    )
