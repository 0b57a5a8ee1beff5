"""What a reader must know of a plan on any platform: prices that are missing, a budget nearly used, own facts."""

from collections.abc import Iterator
from datetime import date

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import EnvironmentPlan, Finding, Severity
from kafka_scaffold.sizing.ranking import Preference


def remarks(
    answers: Answers,
    primary: EnvironmentPlan,
    preference: Preference,
    facts: Facts,
    on: date,
) -> tuple[Finding, ...]:
    """Return the findings on the plan as a whole."""
    return (
        *_unknown(primary),
        *_budget(answers, primary, facts),
        *_many(primary, preference),
        *_headroom(primary, facts),
        *_old_prices(primary, facts, on),
        *_overridden(facts),
    )


def _unknown(primary: EnvironmentPlan) -> Iterator[Finding]:
    if primary.chosen.cost.unknown:
        yield Finding(
            rule="price-unknown",
            severity=Severity.WARNING,
            message=f"no price is known of {', '.join(primary.chosen.cost.unknown)}; the total is without them",
            where="cost",
            hint="give them in a file of your own (--facts)",
        )


def _budget(answers: Answers, primary: EnvironmentPlan, facts: Facts) -> Iterator[Finding]:
    budget = answers.goals.budget_usd_month
    if budget is None:
        return
    cost = primary.chosen.cost
    near = facts.get("sizing.preference.budget_near")
    if cost.monthly_usd > near.number * budget:
        yield Finding(
            rule="budget-near",
            severity=Severity.WARNING,
            message=f"{cost.monthly_usd:,.0f} of {budget:,.0f} USD a month are planned: {near.note}",
            where="goals.budget",
        )
    elif cost.upper_usd > budget:
        yield Finding(
            rule="budget-near",
            severity=Severity.WARNING,
            message=f"where sources conflict the upper bound of {cost.upper_usd:,.0f} USD is above the budget of {budget:,.0f}",
            where="goals.budget",
        )


def _many(primary: EnvironmentPlan, preference: Preference) -> Iterator[Finding]:
    chosen = primary.chosen
    if chosen.units > preference.max_units:
        yield Finding(
            rule="over-preference",
            severity=Severity.WARNING,
            message=f"{chosen.units} {preference.unit} are more than the {preference.max_units} of {preference.reason}: "
            "no size carries the workload with fewer, so that the biggest was taken",
            where=preference.reason.partition(" ")[0],
            hint=f"allow more {preference.unit}, or ask for less",
        )


def _headroom(primary: EnvironmentPlan, facts: Facts) -> Iterator[Finding]:
    low = facts.get("sizing.preference.headroom_low")
    tight = [row for row in primary.chosen.headroom if row.left < low.number]
    if tight:
        rows = ", ".join(f"{row.left:.0%} of {row.name}" for row in tight)
        yield Finding(
            rule="headroom-low",
            severity=Severity.NOTE,
            message=f"at peak {rows} is left of what is planned for: {low.note}",
            where="limits",
            source=tight[0].source,
        )


def _old_prices(primary: EnvironmentPlan, facts: Facts, on: date) -> Iterator[Finding]:
    limit = facts.number("sizing.preference.price_age_days")
    lines = primary.chosen.cost.lines
    seen = [line.price_seen for line in lines if line.price_seen is not None]
    old = [day for day in seen if (on - day).days > limit]
    if old:
        yield Finding(
            rule="price-age",
            severity=Severity.NOTE,
            message=f"{len(old)} of {len(seen)} prices were last read over a year ago, the oldest on "
            f"{min(old).isoformat()}",
            where="cost",
            hint="compare the larger lines with the provider's price list",
        )


def _overridden(facts: Facts) -> Iterator[Finding]:
    own = facts.facts.values() if any(file.overridden for file in facts.files) else ()
    for fact in own:
        if fact.overridden:
            yield Finding(
                rule="own-fact",
                severity=Severity.NOTE,
                message=f"{fact.value} is your own value",
                where=fact.name,
                source=fact.source.title,
            )
