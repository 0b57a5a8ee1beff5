"""Alerts on volumes: nearly full, and about to be."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import GIB, Scope
from kafka_scaffold.sizing.platforms.strimzi.details import NodePool
from kafka_scaffold.sizing.promql import Series, equal, moving, select, share, steady
from kafka_scaffold.sizing.prose import cite


GROUP = "kafka-disks"
FREE = "kubelet_volume_stats_available_bytes"
WHOLE = "kubelet_volume_stats_capacity_bytes"


def disk_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on the volumes of brokers, and of controllers where those have their own."""
    brokers, controllers = scope.details.broker_pool, scope.details.controller_pool
    own = () if controllers is brokers else (_controllers(scope, controllers),)
    return (*_brokers(scope, brokers), _filling(scope, brokers), *own)


def _free(scope: Scope, pool: NodePool) -> str:
    claims = scope.namespace, scope.claims(pool)
    return f"min by (persistentvolumeclaim) ({select(FREE, *claims)} / {select(WHOLE, *claims)})"


def _series(scope: Scope, pool: NodePool, free: str) -> Series:
    volume = pool.volumes[0]
    claim = equal("persistentvolumeclaim", f"data-{volume.id}-{scope.node(pool)}")
    return (
        (select(FREE, scope.namespace, claim), free),
        (select(WHOLE, scope.namespace, claim), steady(volume.size_gib * GIB)),
    )


def _bytes(pool: NodePool, ratio: float) -> int:
    return round(pool.volumes[0].size_gib * GIB * ratio)


def page_ratio(scope: Scope) -> tuple[float, str]:
    """Return the free share of a volume at which somebody is woken, and why."""
    quota = scope.details.quota
    if quota is None:
        fact = scope.facts.get("strimzi.alerts.disk_page_ratio")
        return fact.number, f"A full volume stops its broker ({cite(fact)})"
    margin = scope.number("disk_margin")
    stops = float(quota.min_available_ratio.value)
    return (
        stops + margin,
        f"At {share(stops)} the quota plugin stops producers; {share(margin)} are the time to act",
    )


def _brokers(scope: Scope, pool: NodePool) -> tuple[AlertRule, ...]:
    ratio, why = page_ratio(scope)
    early = ratio + scope.number("disk_ticket_margin")

    def low(name: str, limit: float, reason: str, *, page: bool) -> AlertRule:
        return scope.rule(
            name,
            f"{_free(scope, pool)} < {limit:.3g}",
            scope.minutes("restart"),
            group=GROUP,
            page=page,
            summary=f"Less than {share(limit)} of a broker's volume is free",
            description="{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.",
            runbook="disk-full",
            reason=reason,
            fires=_series(scope, pool, steady(_bytes(pool, limit / 2))),
            silent=_series(scope, pool, steady(_bytes(pool, (1 + limit) / 2))),
        )

    return (
        low("KafkaDiskNearlyFull", ratio, why, page=True),
        low(
            "KafkaDiskLow",
            early,
            f"{share(early - ratio)} before somebody is woken, so that it is done by day",
            page=False,
        ),
    )


def _filling(scope: Scope, pool: NodePool) -> AlertRule:
    ratio, _ = page_ratio(scope)
    past = round(scope.number("disk_trend_hours"))
    ahead = round(scope.number("disk_act_hours"))
    below = scope.number("disk_trend_below")
    claims = scope.namespace, scope.claims(pool)
    free, whole = select(FREE, *claims), select(WHOLE, *claims)
    size = pool.volumes[0].size_gib * GIB
    start = size * below
    per_minute = -(start - size * ratio) / (ahead * 60)
    return scope.rule(
        "KafkaDiskFilling",
        f"predict_linear({free}[{past}h], {ahead * 3600}) / {whole} < {ratio:.3g}\n"
        f"and {free} / {whole} < {below:g}",
        scope.minutes("trend"),
        group=GROUP,
        summary=f"A broker's volume will be nearly full within {ahead} hours",
        description=f"{{{{ $labels.persistentvolumeclaim }}}} loses space so fast that less than {share(ratio)} will be "
        f"free in {ahead} hours.",
        runbook="disk-full",
        reason=f"The trend of {past} hours, told {ahead} hours ahead; above {share(below)} free a new cluster only "
        "fills up to its retention",
        fires=_series(scope, pool, moving(start - size / 1000, per_minute * 2)),
        silent=_series(scope, pool, steady(start - size / 1000)),
        warm=30,
    )


def _controllers(scope: Scope, pool: NodePool) -> AlertRule:
    fact = scope.facts.get("strimzi.alerts.disk_page_ratio")
    limit = fact.number + scope.number("disk_ticket_margin")
    return scope.rule(
        "KafkaControllerDiskNearlyFull",
        f"{_free(scope, pool)} < {limit:.3g}",
        scope.minutes("restart"),
        group=GROUP,
        page=True,
        summary=f"Less than {share(limit)} of a controller's volume is free",
        description="{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.",
        runbook="disk-full",
        reason=f"Metadata is small and compacted into snapshots; a filling volume is a fault ({cite(fact)})",
        fires=_series(scope, pool, steady(_bytes(pool, limit / 2))),
        silent=_series(scope, pool, steady(_bytes(pool, (1 + limit) / 2))),
    )
