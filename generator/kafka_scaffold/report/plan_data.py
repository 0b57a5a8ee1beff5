"""A plan as data: the shape that ``plan --json`` promises."""

from typing import Any

from kafka_scaffold.model.facts import FactFile
from kafka_scaffold.model.plain import plain
from kafka_scaffold.model.plan import Candidate, Considered, Cost, EnvironmentPlan, Plan, TopicPlan


def plan_data(
    plan: Plan, *, stale: tuple[FactFile, ...] = (), overrides: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a plan as JSON data.

    ``candidates`` are the sizes considered for the environment that goals and budget speak of; every environment
    lists its own as well. Money is USD per month, storage GiB per broker.
    """
    answers = plan.answers
    return {
        "name": answers.name,
        "platform": plan.platform.value,
        "variant": plan.variant,
        "title": plan.title,
        "region": answers.cloud.region,
        "environment": plan.primary.environment.name,
        "monthly_usd": _round(plan.primary.chosen.cost.monthly_usd),
        "budget_usd_month": answers.goals.budget_usd_month,
        "candidates": [candidate_data(c) for c in plan.primary.considered],
        "environments": [environment_data(e) for e in plan.environments],
        "findings": plain(plan.findings),
        "facts": {
            "as_of": plan.facts_as_of.isoformat(),
            "due_for_review": [file.name for file in stale],
            "overridden": list(overrides),
        },
        "origins": {path: plain(origin) for path, origin in sorted(answers.origins.items())},
    }


def candidate_data(considered: Considered) -> dict[str, Any]:
    """Return one size considered; a rejection has the numbers that clashed, a fit its headroom."""
    fits = isinstance(considered, Candidate)
    cost = considered.cost
    data: dict[str, Any] = {
        "platform": considered.platform.value,
        "variant": considered.variant,
        "broker_type": considered.size,
        "brokers": considered.units,
        "storage_gib_per_broker": considered.storage_gib_per_unit,
        "monthly_usd": None if cost is None or cost.unknown else _round(cost.monthly_usd),
        "lines": [] if cost is None else cost_lines(cost),
        "fits": fits,
        "chosen": isinstance(considered, Candidate) and considered.chosen,
        "reason": considered.reason,
    }
    if isinstance(considered, Candidate):
        extra = {
            "preferred": considered.preferred,
            "partitions": considered.partitions,
            "headroom": plain(considered.headroom),
            "units_reason": considered.units_reason,
            "notes": list(considered.notes),
        }
    else:
        extra = {
            "bottleneck": considered.bottleneck,
            "need": considered.need,
            "limit": considered.limit,
            "unit": considered.unit,
            "kind": considered.kind.value,
            "source": considered.source,
        }
    return data | extra


def cost_lines(cost: Cost) -> list[dict[str, Any]]:
    """Return the lines of a bill; an unknown price is null, never zero."""
    return [
        plain(line) | {"monthly_usd": _round(line.monthly_usd), "upper_usd": _round(line.upper_usd)}
        for line in cost.lines
    ]


def environment_data(environment: EnvironmentPlan) -> dict[str, Any]:
    """Return one environment: what was asked of it, what was chosen, and every decision with its reason."""
    chosen = environment.chosen
    return {
        "name": environment.environment.name,
        "scale": environment.environment.scale,
        "zones": environment.environment.zones,
        "protect": environment.environment.protect,
        "demand": plain(environment.demand),
        "chosen": candidate_data(chosen),
        "monthly_usd": _round(chosen.cost.monthly_usd),
        "upper_usd": _round(chosen.cost.upper_usd),
        "unknown_prices": list(chosen.cost.unknown),
        "candidates": [candidate_data(c) for c in environment.considered],
        "topics": [_topic(topic) for topic in environment.topics],
        "clients": plain(environment.clients),
        "details": plain(environment.details),
        "findings": plain(environment.findings),
    }


def _topic(topic: TopicPlan) -> dict[str, Any]:
    data: dict[str, Any] = plain(topic)
    return data


def _round(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 2)
