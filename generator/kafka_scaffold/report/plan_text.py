"""A plan for a terminal: what was chosen, what it costs, how much room is left, what lost and why."""

from collections.abc import Iterator
from typing import Any

from kafka_scaffold.model.facts import FactFile
from kafka_scaffold.model.plan import (
    Candidate,
    Considered,
    Cost,
    EnvironmentPlan,
    Finding,
    Headroom,
    Plan,
    Rejection,
    Severity,
)
from kafka_scaffold.report.numbers import money, number
from kafka_scaffold.report.plan_settings import setting_parts
from kafka_scaffold.report.screen import bar, draw, line, table


_SHOWN_PER_VARIANT = 3
_ASSUMPTION = "assumption"
_OWN_SHOWN = 6
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}


def plan_text(
    plan: Plan,
    *,
    stale: tuple[FactFile, ...] = (),
    overrides: tuple[str, ...] = (),
    full: bool = False,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Return a plan in words and tables.

    Args:
        plan: What was decided.
        stale: Facts that are due for a review.
        overrides: Facts and prices that the user replaced.
        full: Also every size considered, every environment's bill, and every setting with reason and source.
        width: Columns of the terminal.
        colour: Whether colour is welcome.
    """
    parts = list(_parts(plan, full))
    parts += list(_facts(plan, stale, overrides))
    if not full:
        parts.append(
            line("every size, topic and setting with its reason: add --full, or --json", "dim")
        )
    return draw(parts, width=width, colour=colour)


def _parts(plan: Plan, full: bool) -> Iterator[Any]:
    primary = plan.primary
    cloud = plan.answers.cloud
    count = primary.environment.zones
    zones = "1 zone" if count == 1 else f"{count} zones"
    yield line(f"{plan.answers.name} on {plan.title}, {cloud.region}, {zones}", "bold")
    yield ""
    yield from _headline(primary)
    yield from _limits(primary.chosen.headroom)
    yield from _bill(primary.chosen.cost, plan.answers.goals.budget_usd_month)
    yield from _considered(primary, full)
    if len(plan.environments) > 1:
        yield from _environments(plan)
    yield from _topics(primary, full)
    if full:
        for environment in plan.environments:
            if environment is not primary:
                yield from _other(environment)
        yield from setting_parts(primary)
    yield from _findings(plan, full)


def _headline(environment: EnvironmentPlan) -> Iterator[Any]:
    chosen = environment.chosen
    size = f"{chosen.units} × {chosen.size}" if chosen.units else chosen.size
    storage = f", {chosen.storage_gib_per_unit:,} GiB each" if chosen.storage_gib_per_unit else ""
    tight = chosen.tightest
    room = f"     tightest limit: {tight.name}, {tight.left:.0%} left at peak" if tight else ""
    yield line(f"  {size}{storage}     {money(chosen.cost.monthly_usd)} USD/month{room}")
    for note in (chosen.units_reason, *chosen.notes) if chosen.units_reason else chosen.notes:
        yield line(f"  {note}")
    yield ""


def _limits(headroom: tuple[Headroom, ...]) -> Iterator[Any]:
    if not headroom:
        return
    yield table(
        ("limit", "per", "need", "limit", "unit", "left", ""),
        [
            (h.name, h.scope, number(h.need), number(h.limit), h.unit, f"{h.left:.0%}", bar(h.left))
            for h in headroom
        ],
        right=(2, 3, 5),
    )
    yield ""


def _bill(cost: Cost, budget: float | None) -> Iterator[Any]:
    rows = [(c.item, c.formula, money(c.monthly_usd)) for c in cost.lines]
    of_budget = f"of {money(budget)} budget" if budget is not None else ""
    rows.append(("total", of_budget, money(cost.monthly_usd)))
    if cost.upper_usd > cost.monthly_usd:
        rows.append(("at most", "where sources conflict", money(cost.upper_usd)))
    yield table(("cost", "how it adds up", "USD/month"), rows, right=(2,))
    if cost.unknown:
        yield line(f"  not in the total, price unknown: {', '.join(cost.unknown)}", "yellow")
    yield ""


def _considered(environment: EnvironmentPlan, full: bool) -> Iterator[Any]:
    ranked = sorted(environment.considered, key=_rank)
    rows = ranked if full else list(_notable(ranked))
    yield table(
        ("considered", "size", "USD/month", "why"),
        [_row(c) for c in rows],
        right=(2,),
    )
    hidden = len(ranked) - len(rows)
    if hidden:
        yield line(f"  and {hidden} more sizes (--full)", "dim")
    yield ""


def _rank(considered: Considered) -> tuple[bool, bool, float]:
    fits = isinstance(considered, Candidate)
    chosen = isinstance(considered, Candidate) and considered.chosen
    cost = considered.cost.monthly_usd if considered.cost else float("inf")
    return not chosen, not fits, cost


def _notable(ranked: list[Considered]) -> Iterator[Considered]:
    """Yield the chosen size, the next best of each variant, and one rejection where nothing of it fits."""
    seen: dict[str, int] = {}
    fitting = {c.variant for c in ranked if isinstance(c, Candidate)}
    for considered in ranked:
        limit = _SHOWN_PER_VARIANT if isinstance(considered, Candidate) else 1
        if isinstance(considered, Rejection) and considered.variant in fitting:
            continue
        seen[considered.variant] = seen.get(considered.variant, 0) + 1
        if seen[considered.variant] <= limit:
            yield considered


def _row(considered: Considered) -> tuple[str, str, str, str]:
    size = f"{considered.units} × {considered.size}" if considered.units else considered.size or "–"
    usd = _price(considered.cost)
    reason = considered.reason
    if isinstance(considered, Candidate) and considered.chosen:
        reason = f"chosen: {reason}"
    if isinstance(considered, Rejection):
        reason = f"{reason} [{considered.kind}]"
    return considered.variant, size, usd, reason


def _price(cost: Cost | None) -> str:
    """Return what a size costs; what is known of it is the least where a price is missing."""
    if cost is None or not cost.lines:
        return "–"
    return f"over {money(cost.monthly_usd)}" if cost.unknown else money(cost.monthly_usd)


def _environments(plan: Plan) -> Iterator[Any]:
    rows = []
    for e in plan.environments:
        size = f"{e.chosen.units} × {e.chosen.size}" if e.chosen.units else e.chosen.size
        guard = "protected" if e.environment.protect else ""
        scale = f"{e.environment.scale:.0%}"
        rows.append((e.environment.name, scale, size, money(e.chosen.cost.monthly_usd), guard))
    yield table(("environment", "scale", "size", "USD/month", ""), rows, right=(1, 3))
    yield ""


def _topics(environment: EnvironmentPlan, full: bool) -> Iterator[Any]:
    if not environment.topics:
        return
    shown = environment.topics if full else environment.topics[:8]
    rows = [
        (t.name, str(t.partitions), str(t.replication_factor), str(t.min_insync_replicas), t.reason)
        for t in shown
    ]
    yield table(("topic", "partitions", "RF", "min ISR", "why"), rows, right=(1, 2, 3))
    if len(environment.topics) > len(shown):
        yield line(f"  and {len(environment.topics) - len(shown)} more topics (--full)", "dim")
    yield ""


def _other(environment: EnvironmentPlan) -> Iterator[Any]:
    yield line(f"{environment.environment.name}", "bold")
    yield ""
    yield from _headline(environment)
    yield from _limits(environment.chosen.headroom)
    yield from _bill(environment.chosen.cost, None)


def _findings(plan: Plan, full: bool) -> Iterator[Any]:
    found = list(dict.fromkeys([*plan.findings, *plan.primary.findings]))
    shown = [f for f in found if full or f.rule != _ASSUMPTION]
    for finding in sorted(shown, key=lambda f: list(Severity).index(f.severity)):
        yield line(f"{_SIGNS[finding.severity]} {_words(finding)}", _style(finding))
    hidden = len(found) - len(shown)
    if hidden:
        noun = "assumption" if hidden == 1 else "assumptions"
        yield line(f"· {hidden} {noun} went into this, each with its reason under --full")
    if found:
        yield ""


def _words(finding: Finding) -> str:
    where = f"{finding.where}: " if finding.where else ""
    hint = f"; {finding.hint}" if finding.hint else ""
    source = f" ({finding.source})" if finding.source else ""
    return f"{where}{finding.message}{hint}{source}"


def _style(finding: Finding) -> str:
    return {Severity.ERROR: "red", Severity.WARNING: "yellow"}.get(finding.severity, "")


def _facts(plan: Plan, stale: tuple[FactFile, ...], overrides: tuple[str, ...]) -> Iterator[Any]:
    yield line(f"facts as of {plan.facts_as_of}", "dim")
    for file in stale:
        yield line(f"! {file.name} was due for a review on {file.review_by}", "yellow")
    if overrides:
        more = len(overrides) - _OWN_SHOWN
        named = ", ".join(overrides[:_OWN_SHOWN]) + (f" and {more} more" if more > 0 else "")
        yield line(f"  facts and prices of your own: {named}")
