"""Answers and facts to a plan: consider every size, choose one, decide everything that follows from it."""

from dataclasses import dataclass
from datetime import date

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.model.plan import (
    Candidate,
    Considered,
    EnvironmentPlan,
    NoFit,
    Plan,
    Rejection,
)
from kafka_scaffold.sizing import budget
from kafka_scaffold.sizing.clients import client_configs
from kafka_scaffold.sizing.clients.findings import client_findings
from kafka_scaffold.sizing.demand import to_demand
from kafka_scaffold.sizing.platforms import PlatformSizing, sizing_of
from kafka_scaffold.sizing.ranking import choose, is_allowed
from kafka_scaffold.sizing.remarks import remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sized:
    """One environment with everything that was considered for it."""

    environment: Environment
    demand: Demand
    considered: tuple[Considered, ...]

    @property
    def chosen(self) -> Candidate | None:
        return next((c for c in self.considered if isinstance(c, Candidate) and c.chosen), None)


def make_plan(answers: Answers, facts: Facts, on: date) -> Plan | NoFit:
    """Return the plan of the platform that the answers name, or why there is none.

    Args:
        answers: What was asked, as the platform takes it.
        facts: Limits and prices.
        on: The day whose prices count.

    Raises:
        ValueError: The answers name no platform.
    """
    if answers.platform is None:
        raise ValueError("answers without a platform have one reading per platform: compare them")
    return _on_platform(answers, answers.platform, facts, on)


def _on_platform(answers: Answers, platform: Platform, facts: Facts, on: date) -> Plan | NoFit:
    sizing = sizing_of(platform)
    sized = tuple(
        _consider(answers, environment, sizing, facts, on) for environment in answers.environments
    )
    primary = next(s for s in sized if s.environment.name == answers.primary.name)
    if answers.variant is not None and not _offers(primary, answers.variant):
        return NoFit(
            answers=answers,
            environment=primary.environment,
            considered=(_no_variant(answers.variant, primary, platform),),
        )
    primary = _choose_primary(answers, primary, sized, sizing, facts)
    if primary.chosen is None:
        return _no_fit(answers, primary, sized, sizing, facts)
    variant = primary.chosen.variant
    why = f"every environment is {sizing.title(answers, variant)}, as {primary.environment.name} is"
    decided = tuple(
        primary if s.environment.name == primary.environment.name
        else _choose(answers, s, variant, why, sizing, facts)
        for s in sized
    )  # fmt: skip
    return _plan(answers, platform, decided, primary.chosen, sizing, facts, on)


def _consider(
    answers: Answers, environment: Environment, sizing: PlatformSizing, facts: Facts, on: date
) -> _Sized:
    demand = to_demand(answers, environment)
    considered = sizing.consider(answers, environment, demand, facts, on)
    return _Sized(environment=environment, demand=demand, considered=considered)


def _offers(sized: _Sized, variant: str) -> bool:
    return any(item.variant == variant for item in sized.considered)


def _no_variant(variant: str, sized: _Sized, platform: Platform) -> Rejection:
    known = ", ".join(dict.fromkeys(str(item.variant) for item in sized.considered))
    return Rejection(
        platform=platform,
        variant=variant,
        bottleneck="variant",
        reason=f"variant {variant!r} is not known; known: {known}",
        kind=FactKind.HARD,
        source="variant",
    )


def _choose_primary(
    answers: Answers,
    primary: _Sized,
    sized: tuple[_Sized, ...],
    sizing: PlatformSizing,
    facts: Facts,
) -> _Sized:
    """Return the primary environment with the cheapest size of a variant that fits every environment."""
    considered = budget.within_budget(primary.considered, answers.goals.budget_usd_month)
    if answers.variant is not None:
        why = f"variant {answers.variant} is asked for"
        considered = budget.of_variant(considered, answers.variant, why)
    preference = sizing.preference(answers, facts)
    for other in sized:
        for variant in dict.fromkeys(item.variant for item in other.considered):
            if not any(
                item.variant == variant
                and is_allowed(item, preference.max_units, preference.exempt)
                for item in other.considered
            ):
                why = _first_reason(other, variant)
                if other.environment.name != primary.environment.name:
                    considered = budget.without_variant(considered, variant, other.environment, why)
    chosen = choose(
        considered,
        preference.max_units,
        preference.exempt,
        preference.reason,
        preference.even_units,
        preference.unit,
        preference.choices,
    )
    return _Sized(environment=primary.environment, demand=primary.demand, considered=chosen)


def _first_reason(sized: _Sized, variant: str) -> str:
    reasons = (
        item.reason
        for item in sized.considered
        if isinstance(item, Rejection) and item.variant == variant
    )
    return next(reasons, "no size is small enough in brokers")


def _choose(
    answers: Answers,
    sized: _Sized,
    variant: str,
    why: str,
    sizing: PlatformSizing,
    facts: Facts,
) -> _Sized:
    preference = sizing.preference(answers, facts)
    considered = budget.of_variant(sized.considered, variant, why)
    chosen = choose(
        considered,
        preference.max_units,
        preference.exempt,
        preference.reason,
        preference.even_units,
        preference.unit,
        preference.choices,
    )
    return _Sized(environment=sized.environment, demand=sized.demand, considered=chosen)


def _no_fit(
    answers: Answers,
    primary: _Sized,
    sized: tuple[_Sized, ...],
    sizing: PlatformSizing,
    facts: Facts,
) -> NoFit:
    """Return what stands in the way: another environment that nothing fits, else the primary one."""
    preference = sizing.preference(answers, facts)
    for other in sized:
        if not any(isinstance(item, Candidate) for item in other.considered):
            return NoFit(
                answers=answers, environment=other.environment, considered=other.considered
            )
    considered = budget.over_preference(primary.considered, preference.max_units, preference.reason)
    return NoFit(answers=answers, environment=primary.environment, considered=considered)


def _plan(
    answers: Answers,
    platform: Platform,
    decided: tuple[_Sized, ...],
    chosen: Candidate,
    sizing: PlatformSizing,
    facts: Facts,
    on: date,
) -> Plan:
    environments = tuple(_environment(answers, sized, sizing, facts) for sized in decided)
    primary = next(e for e in environments if e.environment.name == answers.primary.name)
    return Plan(
        answers=answers,
        platform=platform,
        variant=str(chosen.variant),
        title=sizing.title(answers, chosen.variant),
        environments=environments,
        flags=tuple(sizing.flags(answers, chosen, facts).items()),
        findings=remarks(answers, primary, sizing.preference(answers, facts), facts, on),
        facts_as_of=min(file.as_of for file in facts.files if not file.overridden),
    )


def _environment(
    answers: Answers, sized: _Sized, sizing: PlatformSizing, facts: Facts
) -> EnvironmentPlan:
    chosen = sized.chosen
    if chosen is None:
        raise RuntimeError(f"{sized.environment.name} has no size of a variant that fits it")
    environment, demand = sized.environment, sized.demand
    topics = sizing.topics(answers, environment, demand, chosen, facts)
    access = sizing.client_access(answers, environment, chosen, facts)
    return EnvironmentPlan(
        environment=environment,
        demand=demand,
        considered=sized.considered,
        chosen=chosen,
        topics=topics,
        clients=client_configs(answers, environment, demand, topics, facts, access),
        findings=(
            *sizing.findings(answers, environment, demand, chosen, facts),
            *client_findings(answers, environment, demand, topics, facts, access),
        ),
        details=sizing.details(answers, environment, demand, chosen, topics, facts),
    )
