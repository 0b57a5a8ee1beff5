"""Alerts on clients: held back, on one partition, on old protocols, gone, or not let in."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import DAYS, LATE_MINUTES, Scope
from kafka_scaffold.sizing.promql import at_least_none, equal, select, share, steady
from kafka_scaffold.sizing.prose import span


GROUP = "confluent-clients"
HELD_BACK = "confluent_kafka_server_client_limit_milliseconds"
LATENCY = "confluent_kafka_server_producer_latency_avg_milliseconds"
DEPRECATED = "confluent_kafka_server_deprecated_request_count"
CONNECTIONS = "confluent_kafka_server_active_connection_count"
SIGN_INS = "confluent_kafka_server_successful_authentication_count"
DAY_MINUTES = 24 * 60


def client_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on what clients feel, and on clients that are no longer there."""
    return (
        _held_back(scope),
        *_slow(scope),
        *(_hot(scope, way) for way in ("ingress", "egress")),
        _deprecated(scope),
        _lost(scope),
        _sign_ins(scope),
    )


def _held_back(scope: Scope) -> AlertRule:
    minutes = scope.minutes("settle")
    series = scope.of_cluster(HELD_BACK, equal("principal_id", "sa-abc123"))
    return scope.rule(
        "ConfluentClientHeldBack",
        f"max by (principal_id) (avg_over_time({select(HELD_BACK, scope.job)}{scope.window})) > 0",
        minutes,
        group=GROUP,
        summary="A client is held back",
        description="{{ $labels.principal_id }} waits {{ $value | humanize }} ms for its quota or for the cluster.",
        runbook="throttling",
        reason=f"A burst is held back for a moment; {minutes} minutes of it are a quota or a limit that is too small",
        fires=((series, steady(40)),),
        silent=((series, steady(0)),),
        warm=scope.minutes("window"),
    )


def _slow(scope: Scope) -> tuple[AlertRule, ...]:
    goal = scope.answers.goals.latency.produce_p99_ms
    if goal is None:
        return ()
    series = scope.of_cluster(LATENCY)
    return (
        scope.rule(
            "ConfluentProduceLatency",
            f"max(avg_over_time({select(LATENCY, scope.job)}{scope.window})) > {goal:g}",
            scope.minutes("settle"),
            group=GROUP,
            summary=f"The cluster takes longer than {span(goal)} for an average write",
            description="Writes take {{ $value | humanize }} ms in the cluster, on average; the network comes on top.",
            runbook="throttling",
            reason=f"The goal is {span(goal)} at the 99th percentile, and the mean alone uses it up",
            fires=((series, steady(goal * 2)),),
            silent=((series, steady(goal / 2)),),
            warm=scope.minutes("window"),
        ),
    )


def _hot(scope: Scope, way: str) -> AlertRule:
    metric = f"confluent_kafka_server_hot_partition_{way}"
    series = scope.of_cluster(metric, equal("topic", "a-topic"), equal("partition", "0"))
    verb = "written to" if way == "ingress" else "read from"
    return scope.rule(
        f"ConfluentHotPartition{way.title()}",
        f"max by (topic) (max_over_time({select(metric, scope.job)}{scope.window})) > 0",
        scope.minutes("short"),
        group=GROUP,
        summary=f"One partition is {verb} more than it takes",
        description="A partition of {{ $labels.topic }} is hot: its keys are uneven, or the topic has too few.",
        runbook="hot-partition",
        reason="The metric is 1 while there is a hot partition and missing otherwise; more units do not help it",
        fires=((series, steady(1)),),
        silent=((series, steady(0)),),
    )


def _deprecated(scope: Scope) -> AlertRule:
    minutes = scope.minutes("trend")
    series = scope.of_cluster(DEPRECATED, equal("principal_id", "sa-abc123"))
    return scope.rule(
        "ConfluentDeprecatedRequests",
        f"sum by (principal_id) (sum_over_time({select(DEPRECATED, scope.job)}[{minutes}m])) > 0",
        minutes,
        group=GROUP,
        summary="A client speaks a version of the protocol that will be switched off",
        description="{{ $labels.principal_id }} sent {{ $value | humanize }} such requests within "
        f"{minutes} minutes; its library is too old.",
        runbook="connections",
        reason="Confluent announces when it stops to answer them, and from then on the client is cut off",
        fires=((series, steady(3)),),
        silent=((series, steady(0)),),
    )


def _lost(scope: Scope) -> AlertRule:
    part, hours = scope.number("lost_share"), round(scope.number("lost_hours"))
    chosen = select(CONNECTIONS, scope.job)
    floor = scope.demand.connections
    samples = hours * 60 + scope.minutes("settle") + scope.minutes("short") + LATE_MINUTES
    last = scope.minutes("settle") + scope.minutes("short") + LATE_MINUTES
    series = scope.of_cluster(CONNECTIONS)
    before = floor * 4
    return scope.rule(
        "ConfluentConnectionsLost",
        f"{at_least_none(f'sum(avg_over_time({chosen}{scope.window}))')}\n"
        f"< {part:g} * sum(avg_over_time({chosen}[{hours}h]))\n"
        f"and sum(avg_over_time({chosen}[{hours}h])) > {floor}",
        scope.minutes("short"),
        group=GROUP,
        page=True,
        summary=f"More than {share(1 - part)} of the connections of the last {hours} hours are gone",
        description="{{ $value | humanize }} connections are left: a key was removed, a network was cut, or clients are "
        "down.",
        runbook="authentication-failures",
        reason=f"A deployment moves clients one by one; {floor} clients are planned, and fewer connections than that say "
        "nothing",
        fires=((series, f"{before}+0x{samples - last - 1} {before * part / 4:g}+0x{last}"),),
        silent=((series, steady(before)),),
        warm=hours * 60 + scope.minutes("settle"),
    )


def _sign_ins(scope: Scope) -> AlertRule:
    """Return an alert on a drop of sign-ins; those that fail are not counted anywhere."""
    part, minutes = scope.number("sign_ins_share"), scope.minutes("trend")
    chosen = select(SIGN_INS, scope.job)
    day = f"sum(sum_over_time({chosen}[{minutes}m] offset 1d))"
    floor = scope.demand.connections * 2
    samples = DAY_MINUTES + minutes + scope.minutes("settle") + LATE_MINUTES
    last = minutes + scope.minutes("settle") + LATE_MINUTES
    series = scope.of_cluster(SIGN_INS)
    each = max(1, floor * 2 / minutes)
    return scope.rule(
        "ConfluentSignInsDropped",
        f"{at_least_none(f'sum(sum_over_time({chosen}[{minutes}m]))')} < {part:g} * {day}\nand {day} > {floor}",
        scope.minutes("settle"),
        group=DAYS,
        summary=f"Fewer than {share(part)} of yesterday's sign-ins at this hour succeed",
        description="{{ $value | humanize }} succeeded in the last hour.",
        runbook="authentication-failures",
        reason=f"Sign-ins that fail are not counted, so what is missing says it; at most {floor} in an hour yesterday say "
        "nothing",
        fires=((series, f"{each:g}+0x{samples - last - 1} {each * part / 4:g}+0x{last}"),),
        silent=((series, steady(each, samples)),),
        warm=DAY_MINUTES + minutes,
    )
