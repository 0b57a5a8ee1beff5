"""Which platform is taken when none is named: the cheapest that carries the workload, and why not the others."""

from dataclasses import replace
from datetime import date

from kafka_scaffold.model.answers import Answers, Platform
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Finding, NoFit, Plan, Rejection, Severity
from kafka_scaffold.sizing.planner import make_plan


def cheapest_plan(
    asked: Answers,
    readings: tuple[Answers, ...],
    refused: tuple[Rejection, ...],
    facts: Facts,
    on: date,
) -> Plan | NoFit:
    """Return the plan that costs least, or why there is none.

    Args:
        asked: What was asked, without a platform.
        readings: The same as each platform takes it.
        refused: Platforms that cannot take what was asked, with the reason.
        facts: Limits and prices.
        on: The day whose prices count.
    """
    outcomes = [make_plan(answers, facts, on) for answers in readings]
    plans = [outcome for outcome in outcomes if isinstance(outcome, Plan)]
    if plans:
        best = min(plans, key=_monthly)
        others = (_lost(o, best) for o in outcomes if o is not best)
        passed_over = (*others, *(_unable(rejection) for rejection in refused))
        return replace(best, findings=(*best.findings, *passed_over))
    failed = [outcome for outcome in outcomes if isinstance(outcome, NoFit)]
    return NoFit(
        answers=asked,
        environment=failed[0].environment if failed else asked.primary,
        considered=(*(item for outcome in failed for item in outcome.considered), *refused),
    )


def _monthly(plan: Plan) -> float:
    return plan.primary.chosen.cost.monthly_usd


def _lost(outcome: Plan | NoFit, best: Plan) -> Finding:
    """Return why another platform was not taken."""
    if isinstance(outcome, NoFit):
        rejections = [item for item in outcome.considered if isinstance(item, Rejection)]
        return _unable(min(rejections, key=_clashes))
    chosen = outcome.primary.chosen
    more = _monthly(outcome) / _monthly(best) - 1 if _monthly(best) else 0.0
    over = "over " if chosen.cost.unknown else ""  # a line without a price is not in the sum
    return _passed_over(
        outcome.platform,
        f"{outcome.title} fits too: {chosen.units} x {chosen.size}, {over}{_monthly(outcome):,.0f} USD a month, {more:.0%} more; "
        f"{chosen.units_reason}",
    )


def _clashes(rejection: Rejection) -> int:
    """Return how much stands against a size; the one with the least of it is nearest to what was asked for."""
    return rejection.reason.count("; ")


def _unable(rejection: Rejection) -> Finding:
    what = f"{rejection.platform} {rejection.variant}".strip()
    return _passed_over(rejection.platform, f"{what} does not fit: {rejection.reason}")


def _passed_over(platform: Platform, message: str) -> Finding:
    return Finding(
        rule="platform-passed-over",
        severity=Severity.NOTE,
        message=message,
        where="platform",
        hint=f"platform: {platform} asks for it alone",
    )
