"""Alerts on a cluster that comes near what its units carry."""

from math import ceil

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.limits import Held, held
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import Scope
from kafka_scaffold.sizing.promql import moving, select, share, steady
from kafka_scaffold.sizing.prose import cite, shown


GROUP = "confluent-capacity"
UNITS = "confluent_kafka_server_elastic_cku_count"
LOAD = "confluent_kafka_server_cluster_load_percent"
PARTITIONS = "confluent_kafka_server_partition_count"


def capacity_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on limits of units and of the cluster, on the load, and on partitions that come and go."""
    near = tuple(rule for one in held(scope) for rule in _near(scope, one))
    elastic = scope.variant.is_elastic
    return (*(_growth(scope) if elastic else _loaded(scope)), *near, _churn(scope))


def _near(scope: Scope, one: Held) -> tuple[AlertRule, ...]:
    """Return a ticket while there is time, and a page where a limit that cannot be passed is almost reached."""
    watched = one.watched
    aggregated = (
        scope.each_second(watched.metric)
        if watched.per_minute
        else f"sum(avg_over_time({select(watched.metric, scope.job)}{scope.window}))"
    )
    sample = one.limit * (scope.delta_s if watched.per_minute else 1)
    series = scope.of_cluster(watched.metric)

    def above(name: str, part: float, *, page: bool) -> AlertRule:
        return scope.rule(
            f"Confluent{watched.alert}{name}",
            f"{aggregated} > {one.limit * part:.15g}",
            scope.minutes("short" if page else "settle"),
            group=GROUP,
            page=page,
            summary=f"{watched.what} at more than {share(part)} of the limit",
            description=f"{watched.shown}; beyond the limit the cluster holds clients back or refuses them.",
            runbook=watched.runbook,
            reason=f"{share(part)} of the limit: {one.reason}",
            fires=((series, steady(sample * (part + 1) / 2)),),
            silent=((series, steady(sample * part / 2)),),
            warm=scope.minutes("window"),
        )

    early = above("NearLimit", scope.number("near_limit"), page=False)
    late = above("AtLimit", scope.number("at_limit"), page=True)
    return (early, late) if one.hard else (early,)


def _growth(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alert on an elastic cluster that has grown almost as far as it may."""
    most, planned = scope.most_units, scope.chosen.units
    if most <= planned:
        return ()
    part = scope.facts.get("confluent-cloud.alerts.near_limit")
    limit = max(ceil(most * part.number), planned + 1)
    series = scope.of_cluster(UNITS)
    return (
        scope.rule(
            "ConfluentUnitsNearMost",
            f"max(max_over_time({select(UNITS, scope.job)}{scope.window})) >= {limit}",
            scope.minutes("settle"),
            group=GROUP,
            page=True,
            summary=f"The cluster has grown to {limit} eCKU or more, of {most} that it may have",
            description="{{ $value }} eCKU; at the most it grows no further and holds clients back.",
            runbook="scale",
            reason=f"{share(part.number)} of max_ecku {most}, and more than the {planned} that are planned "
            f"({cite(part)})",
            fires=((series, steady(most)),),
            silent=((series, steady(limit - 1)),),
        ),
    )


def _loaded(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on the load of a Dedicated cluster, which no other type reports."""
    series = scope.of_cluster(LOAD)

    def above(name: str, fact: str, *, page: bool) -> AlertRule:
        limit = scope.facts.get(f"confluent-cloud.alerts.{fact}")
        return scope.rule(
            name,
            f"max(avg_over_time({select(LOAD, scope.job)}{scope.window})) > {limit.number:g}",
            scope.minutes("short" if page else "settle"),
            group=GROUP,
            page=page,
            summary=f"The cluster is loaded to more than {share(limit.number)}",
            description="Its load is {{ $value | humanizePercentage }}.",
            runbook="scale",
            reason=f"{limit.note} ({cite(limit)}); the metric says percent and is a share of one",
            fires=((series, steady((limit.number + 1) / 2)),),
            silent=((series, steady(limit.number / 2)),),
            warm=scope.minutes("window"),
        )

    return (
        above("ConfluentLoadHigh", "load_near", page=False),
        above("ConfluentLoadCritical", "load_at", page=True),
    )


def _churn(scope: Scope) -> AlertRule:
    """Return the alert on partitions that come and go; the last minutes have no samples yet."""
    fact = scope.facts.get(f"confluent-cloud.cluster.{scope.variant}.partition_changes")
    part = scope.facts.get("confluent-cloud.alerts.churn_share")
    limit = fact.number * part.number
    minutes = scope.minutes("churn")
    looks = f"[{minutes + scope.late_minutes}m]"
    chosen, series = select(PARTITIONS, scope.job), scope.of_cluster(PARTITIONS)
    start = fact.number * 100
    return scope.rule(
        "ConfluentPartitionChurn",
        f"max(max_over_time({chosen}{looks}) - min_over_time({chosen}{looks})) > {limit:g}",
        1,
        group=GROUP,
        summary=f"More than {shown(limit)} partitions came or went within {minutes} minutes",
        description=f"{{{{ $value }}}} partitions; at {shown(fact.number)} the cluster refuses to make or delete any more.",
        runbook="partition-limit",
        reason=f"{share(part.number)} of {shown(fact.number)} in {minutes} minutes ({cite(fact)}): {part.note}",
        fires=((series, moving(start, fact.number / minutes)),),
        silent=((series, moving(start, limit / minutes / 4)),),
        warm=minutes + scope.late_minutes,
    )
