"""Alerts on brokers that work at their limit: threads, processors, network, latency, and one more than the others."""

import re

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.platforms.strimzi.alerts.planned import planned
from kafka_scaffold.sizing.promql import Series, equal, moving, select, share, steady
from kafka_scaffold.sizing.prose import MIB, cite, span


GROUP = "kafka-load"
NINETY_NINE = equal("quantile", "0.99")
FETCH_STEPS = ("requestqueuetimems", "localtimems", "responsequeuetimems", "responsesendtimems")
MILLI = re.compile(r"(\d+)m")


def load_alerts(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    """Return the alerts on the load of brokers."""
    return (
        *_threads(scope),
        *_network(scope),
        _cpu(scope),
        *_latency(scope, answers),
        *_imbalance(scope, answers),
    )


def _threads(scope: Scope) -> tuple[AlertRule, ...]:
    idle = scope.facts.get("strimzi.alerts.idle_fraction")
    pool = scope.details.broker_pool

    def busy(name: str, metric: str, what: str) -> AlertRule:
        return scope.rule(
            name,
            f"avg_over_time({select(metric, *scope.of_pool(pool))}{scope.window}) < {idle.number:g}",
            scope.settle_minutes,
            group=GROUP,
            summary=f"{what} of a broker are busy more than {share(1 - idle.number)} of the time",
            description="{{ $labels.pod }} has {{ $value | humanizePercentage }} of them idle; requests queue.",
            runbook="high-cpu",
            reason=f"Below {idle.number:g} requests queue; look at the clients' batches first ({cite(idle)})",
            fires=scope.metric(metric, pool, steady(idle.number / 2)),
            silent=scope.metric(metric, pool, steady((1 + idle.number) / 2)),
            warm=scope.minutes("rate"),
        )

    return (
        busy(
            "KafkaRequestHandlersBusy",
            "kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent",
            "Request handlers",
        ),
        busy(
            "KafkaNetworkThreadsBusy",
            "kafka_network_socketserver_networkprocessoravgidle_percent",
            "Network threads",
        ),
    )


def network_mib_s(scope: Scope) -> tuple[float, str] | None:
    """Return what a broker's machine moves each way for as long as one likes, and where that is from."""
    for group in scope.details.machines:
        if group.name == "broker":
            fact = scope.facts.find(
                f"{scope.details.provider}.machines.{group.machine}.network_mib_s"
            )
            if fact is not None and fact.number > 0:
                return fact.number, f"{group.machine}'s baseline ({cite(fact)})"
    control = scope.details.cruise_control
    found = re.fullmatch(r"([0-9.]+)MiB/s", str(control.outbound.value)) if control else None
    return (float(found[1]), "the capacity that Cruise Control is told") if found else None


def _network(scope: Scope) -> tuple[AlertRule, ...]:
    known = network_mib_s(scope)
    if known is None:
        return ()
    mib_s, where = known
    part = scope.number("of_limit")
    limit = mib_s * part * MIB
    pool = scope.details.broker_pool

    def near(way: str, metric: str) -> AlertRule:
        series = select(metric, scope.namespace, equal("pod", scope.node(pool)))
        rates = select(metric, scope.namespace, scope.pods(pool))
        return scope.rule(
            f"KafkaNetwork{way}NearLimit",
            f"sum by (pod) (rate({rates}{scope.window})) > {limit:.15g}",
            scope.settle_minutes,
            group=GROUP,
            summary=f"A broker moves more than {share(part)} of {mib_s:g} MiB/s {way.lower()}bound",
            description="{{ $labels.pod }} moves {{ $value | humanize1024 }}B/s; above its baseline the machine is "
            "slowed without a warning.",
            runbook="network",
            reason=f"{share(part)} of {mib_s:g} MiB/s, {where}",
            fires=((series, moving(0, limit * 60 * 1.1)),),
            silent=((series, moving(0, limit * 60 * 0.5)),),
            warm=scope.minutes("rate"),
        )

    return (
        near("In", "container_network_receive_bytes_total"),
        near("Out", "container_network_transmit_bytes_total"),
    )


def _cpu(scope: Scope) -> AlertRule:
    pool = scope.details.broker_pool
    labels = scope.namespace, scope.pods(pool), equal("container", "kafka")
    one = scope.namespace, equal("pod", scope.node(pool)), equal("container", "kafka")
    if pool.resources.cpu_limit is None:
        return _cpu_used(scope, labels, one)
    throttled = "container_cpu_cfs_throttled_periods_total"
    periods = "container_cpu_cfs_periods_total"
    part = scope.number("throttled_share")

    def series(of_periods: float) -> Series:
        return (
            (select(throttled, *one), moving(0, 600 * of_periods)),
            (select(periods, *one), moving(0, 600)),
        )

    return scope.rule(
        "KafkaCpuThrottled",
        f"sum by (pod) (rate({select(throttled, *labels)}{scope.window}))\n"
        f"/ sum by (pod) (rate({select(periods, *labels)}{scope.window})) > {part:g}",
        scope.settle_minutes,
        group=GROUP,
        summary=f"A broker waits for its CPU in more than {share(part)} of all periods",
        description="{{ $labels.pod }} is throttled in {{ $value | humanizePercentage }} of all periods.",
        runbook="high-cpu",
        reason=f"Its limit is {pool.resources.cpu_limit} CPU, which the sizing takes as enough at peak",
        fires=series(part * 1.5),
        silent=series(part / 2),
        warm=scope.minutes("rate"),
    )


def _cpu_used(scope: Scope, labels: tuple[str, ...], one: tuple[str, ...]) -> AlertRule:
    asked = scope.details.broker_pool.resources.cpu
    thousandths = MILLI.fullmatch(asked)
    cores = int(thousandths[1]) / 1000 if thousandths else float(asked)
    metric = "container_cpu_usage_seconds_total"
    return scope.rule(
        "KafkaCpuHigh",
        f"sum by (pod) (rate({select(metric, *labels)}{scope.window})) > {cores:g}",
        scope.settle_minutes,
        group=GROUP,
        summary=f"A broker uses more than the {asked} CPU it asks for",
        description="{{ $labels.pod }} uses {{ $value | humanize }} CPU; what it has beyond its request it loses when "
        "its neighbours need it.",
        runbook="high-cpu",
        reason=f"Its request is {asked} CPU and it has no limit",
        fires=((select(metric, *one), moving(0, cores * 60 * 1.2)),),
        silent=((select(metric, *one), moving(0, cores * 60 * 0.5)),),
        warm=scope.minutes("rate"),
    )


def _latency(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    goals = answers.goals.latency
    found = []
    if goals.produce_p99_ms is not None:
        found.append(_produce_latency(scope, goals.produce_p99_ms))
    if goals.end_to_end_p99_ms is not None:
        found.append(_fetch_latency(scope, goals.end_to_end_p99_ms))
    return tuple(found)


def _request(step: str) -> str:
    return f"kafka_network_requestmetrics_{step}"


def _produce_latency(scope: Scope, goal_ms: float) -> AlertRule:
    pool = scope.details.broker_pool
    metric, request = _request("totaltimems"), equal("request", "Produce")
    chosen = select(metric, *scope.of_pool(pool), request, NINETY_NINE)
    return scope.rule(
        "KafkaProduceLatency",
        f"max by (pod) ({chosen}) > {goal_ms:g}",
        scope.settle_minutes,
        group=GROUP,
        summary=f"A broker takes longer than {span(goal_ms)} for 1 in 100 produce requests",
        description="{{ $labels.pod }} takes {{ $value | humanize }} ms at the 99th percentile, network not counted.",
        runbook="high-cpu",
        reason=f"The goal is {span(goal_ms)} at the 99th percentile, and the broker alone uses it up",
        fires=scope.metric(metric, pool, steady(goal_ms * 2), request, NINETY_NINE),
        silent=scope.metric(metric, pool, steady(goal_ms / 2), request, NINETY_NINE),
    )


def _fetch_latency(scope: Scope, goal_ms: float) -> AlertRule:
    pool = scope.details.broker_pool
    request = equal("request", "FetchConsumer")
    parts = " + ".join(
        f"max by (pod) ({select(_request(step), *scope.of_pool(pool), request, NINETY_NINE)})"
        for step in FETCH_STEPS
    )

    def series(total_ms: float) -> Series:
        each = steady(total_ms / len(FETCH_STEPS))
        return tuple(
            one
            for step in FETCH_STEPS
            for one in scope.metric(_request(step), pool, each, request, NINETY_NINE)
        )

    return scope.rule(
        "KafkaFetchLatency",
        f"{parts} > {goal_ms:g}",
        scope.settle_minutes,
        group=GROUP,
        summary=f"A broker works longer than {span(goal_ms)} on 1 in 100 of consumers' fetches",
        description="{{ $labels.pod }} takes {{ $value | humanize }} ms without the time in which a fetch waits for "
        "records.",
        runbook="high-cpu",
        reason=f"The goal from end to end is {span(goal_ms)}; the wait for new records (RemoteTimeMs) is no work",
        fires=series(goal_ms * 2),
        silent=series(goal_ms / 2),
    )


def _imbalance(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    pool = scope.details.broker_pool
    traffic = planned(scope.details, answers)
    if len(pool.ids) < 2 or traffic is None:
        return ()
    times, part = scope.number("imbalance"), scope.number("imbalance_floor")
    floor = traffic.written_bytes_s / len(pool.ids) * part
    metric = "kafka_server_brokertopicmetrics_bytesin_total"
    rate = f"sum by (pod) (rate({select(metric, *scope.of_pool(pool), equal('topic', ''))}[{scope.minutes('long_rate')}m]))"

    def series(first: float) -> Series:
        level, busiest = moving(0, floor * 60 * 4), moving(0, floor * 60 * 4 * first)
        head, *others = scope.metric(metric, pool, level)
        return ((head[0], busiest), *others)

    return (
        scope.rule(
            "KafkaBrokersUnbalanced",
            f"max({rate}) > {times:g} * avg({rate})\nand avg({rate}) > {floor:.15g}",
            scope.minutes("trend"),
            group=GROUP,
            summary=f"One broker takes more than {times:g} times the average of all",
            description="The busiest broker takes {{ $value | humanize1024 }}B/s; the others have room that nobody uses.",
            runbook="rebalance",
            reason=f"The sizing spreads traffic evenly; below {share(part)} of what was planned it does not matter",
            fires=series(times * len(pool.ids)),
            silent=series(1.1),
            warm=scope.minutes("long_rate"),
        ),
    )
