"""The plan as plain data: what templates see as ``plan``."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from kafka_scaffold.model.plan import Plan


HIDDEN = frozenset({"origins"})


def plan_context(plan: Plan) -> dict[str, Any]:
    """Return the plan as dicts, lists and scalars: fields and public properties, without origins.

    Flags become a mapping by name. The result survives a round trip through JSON unchanged.
    """
    data: dict[str, Any] = plain(plan)
    data["flags"] = dict(plan.flags)
    return data


def plain(value: object) -> Any:
    """Return a value as JSON would hold it: enums as text, dates in ISO form, tuples as lists."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"a plan cannot hold {type(value).__name__}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    names = [field.name for field in fields(kind)]
    names += [
        name
        for name, member in vars(kind).items()
        if isinstance(member, property) and not name.startswith("_")
    ]
    return tuple(name for name in names if name not in HIDDEN)
