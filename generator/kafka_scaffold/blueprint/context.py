"""The plan as plain data: what templates see as ``plan``."""

from typing import Any

from kafka_scaffold.model.plain import plain
from kafka_scaffold.model.plan import Plan


def plan_context(plan: Plan) -> dict[str, Any]:
    """Return the plan as dicts, lists and scalars: fields and public properties, without origins.

    Flags become a mapping by name. The result survives a round trip through JSON unchanged.
    """
    data: dict[str, Any] = plain(plan)
    data["flags"] = dict(plan.flags)
    return data
