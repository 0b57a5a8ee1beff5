"""Alerts on what costs more than was planned: units, traffic, and data that is kept."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.capacity import UNITS
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import DAYS, LATE_MINUTES, Scope
from kafka_scaffold.sizing.promql import select, steady
from kafka_scaffold.sizing.prose import GIB, MIB, cite, clamp


RETAINED = "confluent_kafka_server_retained_bytes"


def cost_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on the quantities that the bill is made of; a link to a standby reads all that is written."""
    demand = scope.demand
    linked = demand.ingress_avg_mib_s if scope.standby_job else 0.0
    return (
        *_units(scope),
        _traffic(scope, "Ingress", "received_bytes", "written", demand.ingress_avg_mib_s),
        _traffic(scope, "Egress", "sent_bytes", "read", demand.egress_avg_mib_s + linked),
        _retained(scope),
    )


def _allowed(scope: Scope) -> tuple[float, str]:
    """Return how many times the plan may be used, and why: the budget may leave less than we would."""
    fact = scope.facts.get("confluent-cloud.alerts.cost_share")
    planned, budget = scope.chosen.cost.monthly_usd, scope.answers.goals.budget_usd_month
    if budget is None or not planned:
        return fact.number, f"{fact.note} ({cite(fact)})"
    factor = clamp(budget / planned, 1, fact.number)
    return factor, f"the bill is planned at {planned:,.0f} USD a month, the budget is {budget:,.0f}"


def _above(
    scope: Scope,
    name: str,
    expression: str,
    *,
    planned: float,
    what: str,
    value: str,
    series: str,
    sample: float,
) -> AlertRule:
    factor, why = _allowed(scope)
    minutes = round(scope.number("cost_hours") * 60)
    samples = minutes + scope.minutes("trend") + LATE_MINUTES
    return scope.rule(
        name,
        f"{expression} > {planned * factor:.15g}",
        scope.minutes("trend"),
        group=DAYS,
        summary=f"Over {scope.number('cost_hours'):g} hours more is {what} than was planned",
        description=f"{value} on average: the bill grows with it.",
        runbook="cost-review",
        reason=f"{factor:.3g} times the plan: {why}",
        fires=((series, steady(sample * factor * 2, samples)),),
        silent=((series, steady(sample / 2, samples)),),
        warm=minutes,
    )


def _units(scope: Scope) -> tuple[AlertRule, ...]:
    if not scope.variant.is_elastic or scope.most_units <= scope.chosen.units:
        return ()
    hours, units = round(scope.number("cost_hours")), scope.chosen.units
    minutes = hours * 60
    samples = minutes + scope.minutes("trend") + LATE_MINUTES
    series = scope.of_cluster(UNITS)
    return (
        scope.rule(
            "ConfluentUnitsAbovePlan",
            f"max(avg_over_time({select(UNITS, scope.job)}[{hours}h])) > {units}",
            scope.minutes("trend"),
            group=DAYS,
            summary=f"The cluster had more than {units} eCKU over {hours} hours",
            description="{{ $value | humanize }} eCKU on average; each is billed by the hour.",
            runbook="cost-review",
            reason=f"{units} are planned for the busiest hour: {scope.chosen.units_reason}",
            fires=((series, steady(units + 1, samples)),),
            silent=((series, steady(units, samples)),),
            warm=minutes,
        ),
    )


def _traffic(scope: Scope, name: str, metric: str, what: str, mib_s: float) -> AlertRule:
    whole = f"confluent_kafka_server_{metric}"
    hours = round(scope.number("cost_hours"))
    chosen = select(whole, scope.job)
    planned = max(mib_s * MIB, 1.0)
    return _above(
        scope,
        f"Confluent{name}AbovePlan",
        f"sum(avg_over_time({chosen}[{hours}h])) / {scope.delta_s}",
        planned=planned,
        what=what,
        value="{{ $value | humanize1024 }}B/s",
        series=scope.of_cluster(whole),
        sample=planned * scope.delta_s,
    )


def _retained(scope: Scope) -> AlertRule:
    copies = scope.facts.get("confluent-cloud.metrics.retained_copies")
    hours = round(scope.number("cost_hours"))
    planned = max(scope.demand.stored_gib * GIB * copies.number, 1.0)
    return _above(
        scope,
        "ConfluentRetainedAbovePlan",
        f"sum(avg_over_time({select(RETAINED, scope.job)}[{hours}h]))",
        planned=planned,
        what="kept",
        value="{{ $value | humanize1024 }}B",
        series=scope.of_cluster(RETAINED),
        sample=planned,
    )
