"""Size a platform without writing files."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kafka_scaffold.errors import AnswersError, NoPlatformFitsError, Problem
from kafka_scaffold.facts.staleness import stale
from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import FactFile, FactKind, Facts
from kafka_scaffold.model.plan import Finding, NoFit, Plan, Rejection, Severity
from kafka_scaffold.ops.inputs import AnswersSource, Inputs, read_inputs
from kafka_scaffold.rules import check_plan
from kafka_scaffold.sizing.planner import make_plan
from kafka_scaffold.sizing.platform_choice import cheapest_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """A plan, the answers in the form they are stored, and the facts that are due for a review."""

    plan: Plan
    answers_text: str
    stale: tuple[FactFile, ...]
    overrides: tuple[str, ...]


def plan(
    answers: AnswersSource,
    *,
    today: date,
    sets: tuple[str, ...] = (),
    facts_files: tuple[Path, ...] = (),
) -> PlanResult:
    """Return the plan of an answers file.

    Args:
        answers: A YAML file (``-`` is standard input), or text.
        today: The day whose prices count.
        sets: ``key.path=value`` laid over the file.
        facts_files: Own prices and limits.

    Raises:
        AnswersError: The answers cannot be used.
        NoPlatformFitsError: Nothing carries the workload; the reasons are in its details.
    """
    inputs = read_inputs(answers, sets, facts_files)
    decided = _decided(inputs, today)
    if isinstance(decided, NoFit):
        raise no_fit(decided)
    found = check_plan(decided, inputs.facts)
    _refuse_errors(found, inputs.source)
    return PlanResult(
        plan=replace(decided, findings=(*decided.findings, *found)),
        answers_text=inputs.loaded.text,
        stale=stale(inputs.facts, today),
        overrides=overridden(inputs.facts, decided.answers.cloud.region),
    )


def _decided(inputs: Inputs, today: date) -> Plan | NoFit:
    """Return the plan on the named platform, or on the cheapest of those that can take the answers."""
    asked, readings = inputs.loaded.answers, inputs.loaded.readings
    if asked.platform is not None:
        return make_plan(asked, inputs.facts, today)
    taken = tuple(reading for reading in readings.values() if isinstance(reading, Answers))
    refused = tuple(
        Rejection(
            platform=platform,
            variant="",
            bottleneck=problem.path,
            reason=f"{problem.path}: {problem.message}",
            kind=FactKind.HARD,
            source=problem.path,
        )
        for platform, reading in readings.items()
        if not isinstance(reading, Answers)
        for problem in reading
    )
    return cheapest_plan(asked, taken, refused, inputs.facts, today)


def _refuse_errors(found: tuple[Finding, ...], source: str) -> None:
    """Raise what topics, broker properties and client settings have against one another."""
    problems = tuple(
        Problem(path=finding.where, message=finding.message, hint=finding.hint)
        for finding in found
        if finding.severity is Severity.ERROR
    )
    if problems:
        raise AnswersError(source, problems)


def overridden(facts: Facts, region: str) -> tuple[str, ...]:
    """Return the names of facts, and of prices in a region, that an overriding file replaced."""
    if not any(file.overridden for file in facts.files):
        return ()
    names = [name for name, fact in facts.facts.items() if fact.overridden]
    names += [
        item
        for item, where in facts.prices
        if where == region and any(price.overridden for price in facts.prices[item, where])
    ]
    return tuple(sorted(names))


def no_fit(decided: NoFit) -> NoPlatformFitsError:
    """Return the error that says, variant by variant, why nothing fits."""
    answers = decided.answers
    rejections = [item for item in decided.considered if isinstance(item, Rejection)]
    asked = [r for r in rejections if answers.variant in (None, r.variant)]
    by_variant: dict[str, list[Rejection]] = {}
    for rejection in asked:
        by_variant.setdefault(f"{rejection.platform} {rejection.variant}".strip(), []).append(
            rejection
        )
    wanted = f" as {answers.variant}" if answers.variant else ""
    return NoPlatformFitsError(
        f"no platform carries {answers.name}{wanted} (environment {decided.environment.name})",
        details=tuple(_summed(name, found) for name, found in by_variant.items()),
        hint="relax the goal that is named, or ask for less; every size with its numbers: add --json",
        considered=decided.considered,
    )


def _summed(name: str, found: list[Rejection]) -> str:
    """Return one line for a variant: the reason all sizes share, or that of the size that costs least.

    What the answers themselves rule out has no size, and every reason for it counts.
    """
    if not any(rejection.variant for rejection in found):
        return f"{name}: {'; '.join(rejection.reason for rejection in found)}"
    nearest = min(found, key=lambda r: r.cost.monthly_usd if r.cost else float("inf"))
    if len({rejection.reason for rejection in found}) == 1:
        sizes = f" (all {len(found)} sizes)" if len(found) > 1 else ""
        return f"{name}{sizes}: {nearest.reason} [{nearest.kind}]"
    return (
        f"{name}: {nearest.size}, the cheapest of {len(found)}: {nearest.reason} [{nearest.kind}]"
    )
