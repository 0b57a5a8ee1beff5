"""Alerts on metrics that are missing, without which the other alerts are blind."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import STANDBY_ID, Scope
from kafka_scaffold.sizing.promql import select, steady


GROUP = "confluent-metrics"
SAMPLE = "confluent_kafka_server_partition_count"


def metric_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on the scrapes of the cluster and of its standby."""
    standby = scope.standby_job
    return (
        *_missing(scope, "Confluent", scope.job, scope.of_cluster(SAMPLE)),
        *(
            _missing(scope, "ConfluentStandby", standby, select(SAMPLE, standby, STANDBY_ID))
            if standby
            else ()
        ),
    )


def _missing(scope: Scope, prefix: str, job: str, series: str) -> tuple[AlertRule, ...]:
    up = select("up", job)
    minutes = scope.minutes("settle")
    return (
        scope.rule(
            f"{prefix}ScrapeFails",
            f"absent({up} == 1)",
            scope.minutes("window"),
            group=GROUP,
            summary="Confluent's Metrics API does not answer",
            description="Nothing is known of the cluster: a key may have been removed, or requests are too many.",
            runbook="metrics-missing",
            reason=f"It is asked every minute; one answer that is missing is no fault, "
            f"{scope.minutes('window')} of them are",
            fires=((up, steady(0)),),
            silent=((up, steady(1)),),
        ),
        scope.rule(
            f"{prefix}MetricsMissing",
            f"absent(max_over_time({select(SAMPLE, job)}[{minutes}m]))\nand on () max({up}) == 1",
            scope.minutes("settle"),
            group=GROUP,
            summary="The Metrics API answers, and gives nothing of the cluster",
            description="Its id is missing in the scrape, or the key may not read it: run make monitoring.",
            runbook="metrics-missing",
            reason=f"Samples are {scope.late_minutes} minutes old; none for {minutes} minutes is more than late",
            fires=((up, steady(1)),),
            silent=((up, steady(1)), (series, steady(10))),
        ),
    )
