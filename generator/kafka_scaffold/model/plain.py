"""Values as plain data: what JSON, YAML and templates can hold."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any


HIDDEN = frozenset({"origins"})


def plain(value: object) -> Any:
    """Return a value as JSON would hold it: enums as text, dates in ISO form, tuples as lists.

    Dataclasses become mappings of their fields and public properties; origins are left out.
    """
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
