"""Alerts on Cruise Control, tiered storage and quotas, each where the environment has it."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.platforms.strimzi.alerts.planned import planned
from kafka_scaffold.sizing.platforms.strimzi.alerts.surroundings import deployment_down
from kafka_scaffold.sizing.promql import at_least_none, equal, moving, select, share, steady
from kafka_scaffold.sizing.prose import size


GROUP = "kafka-features"
TIER = "kafka_server_brokertopicmetrics_remote"


def feature_alerts(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    """Return the alerts on parts that not every environment has."""
    return (*_cruise_control(scope), *_tiered(scope, answers), *_quotas(scope))


def _cruise_control(scope: Scope) -> tuple[AlertRule, ...]:
    if scope.details.cruise_control is None:
        return ()
    windows = select("kafka_cruisecontrol_loadmonitor_valid_windows", *scope.cluster)
    return (
        deployment_down(
            scope,
            "CruiseControlDown",
            f"{scope.details.cluster_name}-cruise-control",
            group=GROUP,
            runbook="rebalance",
            what="Cruise Control is",
            reason="New brokers stay empty and brokers that go keep their partitions until it is back",
        ),
        scope.rule(
            "CruiseControlBlind",
            f"{at_least_none(f'max({windows})')} < 1",
            scope.minutes("trend"),
            group=GROUP,
            summary="Cruise Control has no valid window of metrics",
            description="It proposes nothing (NotEnoughValidWindows) until brokers have reported for a whole window.",
            runbook="rebalance",
            reason="After a start it needs some windows of five minutes, not an hour",
            fires=((windows, steady(0)),),
            silent=((windows, steady(1)),),
        ),
    )


def _tiered(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    if scope.details.tiered is None:
        return ()
    return (*_copy_lag(scope, answers), *_errors(scope))


def _copy_lag(scope: Scope, answers: Answers) -> tuple[AlertRule, ...]:
    traffic = planned(scope.details, answers)
    if traffic is None:
        return ()
    minutes = scope.minutes("tiered_lag")
    limit = traffic.written_bytes_s * minutes * 60
    pool = scope.details.broker_pool
    metric = f"{TIER}copylagbytes"
    return (
        scope.rule(
            "KafkaTieredCopyLag",
            f"sum({select(metric, *scope.cluster, equal('topic', ''))}) > {limit:.15g}",
            scope.settle_minutes,
            group=GROUP,
            summary=f"More than {size(limit)} wait to be copied to the bucket",
            description="{{ $value | humanize1024 }}B stay on the brokers' disks beyond the time they were sized for.",
            runbook="tiered-storage",
            reason=f"What {minutes} minutes of the planned traffic write; disks hold the hot part and little more",
            fires=scope.metric(metric, pool, steady(limit)),
            silent=scope.metric(metric, pool, steady(limit / len(pool.ids) / 2)),
        ),
    )


def _errors(scope: Scope) -> tuple[AlertRule, ...]:
    pool = scope.details.broker_pool

    def failing(name: str, what: str, verb: str, why: str, *, page: bool) -> AlertRule:
        metric = f"{TIER}{what}errors_total"
        rate = select(metric, *scope.cluster, equal("topic", ""))
        return scope.rule(
            name,
            f"sum(rate({rate}{scope.window})) > 0",
            scope.settle_minutes,
            group=GROUP,
            page=page,
            summary=f"Brokers fail to {verb} the bucket",
            description="{{ $value | humanize }} requests a second fail; the broker's log names the error of the cloud.",
            runbook="tiered-storage",
            reason=why,
            fires=scope.metric(metric, pool, moving(0, 6)),
            silent=scope.metric(metric, pool, steady(6)),
            warm=scope.minutes("rate"),
        )

    return (
        failing(
            "KafkaTieredCopyErrors",
            "copy",
            "copy to",
            "What is not copied stays on disks that are not sized for it",
            page=True,
        ),
        failing(
            "KafkaTieredFetchErrors",
            "fetch",
            "read from",
            "Consumers of older records stand still",
            page=True,
        ),
        failing(
            "KafkaTieredDeleteErrors",
            "delete",
            "delete from",
            "What expired is still paid for",
            page=False,
        ),
    )


def _quotas(scope: Scope) -> tuple[AlertRule, ...]:
    pool = scope.details.broker_pool
    quota = scope.details.quota
    if quota is not None:
        metric = "kafka_quotas_throttle_factor"
        ratio = share(float(quota.min_available_ratio.value))
        return (
            scope.rule(
                "KafkaProducersStopped",
                f"min({select(metric, *scope.cluster)}) < 1",
                scope.minutes("outage"),
                group=GROUP,
                page=True,
                summary="The quota plugin holds producers back",
                description="It lets through {{ $value | humanizePercentage }} of what producers may write.",
                runbook="disk-full",
                reason=f"A volume has less than {ratio} free, or the plugin cannot ask the brokers how much they have",
                fires=scope.metric(metric, pool, steady(0)),
                silent=scope.metric(metric, pool, steady(1)),
            ),
        )
    user = next((user for user in scope.details.users if user.quota is not None), None)
    if user is None:
        return ()
    metric = "kafka_server_client_throttle_time_ms"
    labels = equal("request", "Produce"), equal("user", user.name)
    return (
        scope.rule(
            "KafkaClientThrottled",
            f"max by (user, request) ({select(metric, *scope.cluster)}) > 0",
            scope.settle_minutes,
            group=GROUP,
            summary="A client writes or reads more than its quota",
            description="{{ $labels.user }} waits {{ $value | humanize }} ms for each {{ $labels.request }} request.",
            runbook="throttling",
            reason="Quotas are what the plan gives each user; beyond them brokers delay, they do not refuse",
            fires=scope.metric(metric, pool, steady(40), *labels),
            silent=scope.metric(metric, pool, steady(0), *labels),
        ),
    )
