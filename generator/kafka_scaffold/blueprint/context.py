"""The plan as plain data: what templates see as ``plan``."""

from dataclasses import replace
from typing import Any

from kafka_scaffold.model.plain import plain
from kafka_scaffold.model.plan import Candidate, Considered, Cost, EnvironmentPlan, Plan


_NO_COST = Cost(lines=())


def plan_context(plan: Plan) -> dict[str, Any]:
    """Return the plan as dicts, lists and scalars: fields and public properties, without origins.

    Flags become a mapping by name. Of sizes that were not chosen only the sums of their bills are there, not the
    lines, nor each limit. The result survives a round trip through JSON unchanged.
    """
    bare = tuple(replace(e, considered=()) for e in plan.environments)
    data: dict[str, Any] = plain(replace(plan, environments=bare))
    data["flags"] = dict(plan.flags)
    for environment, made in zip(plan.environments, data["environments"], strict=True):
        made["considered"] = _considered(environment)
    return data


def _considered(environment: EnvironmentPlan) -> list[dict[str, Any]]:
    return [
        plain(item) if isinstance(item, Candidate) and item.chosen else _summary(item)
        for item in environment.considered
    ]


def _summary(item: Considered) -> dict[str, Any]:
    cost = item.cost
    short: Considered
    if isinstance(item, Candidate):
        short = replace(item, cost=_NO_COST, headroom=())
    else:
        short = replace(item, cost=None)
    data: dict[str, Any] = plain(short)
    if cost is not None:
        data["cost"] = {
            "monthly_usd": cost.monthly_usd,
            "upper_usd": cost.upper_usd,
            "unknown": list(cost.unknown),
        }
    return data
