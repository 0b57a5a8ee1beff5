"""Values as plain data: what JSON, YAML and templates can hold."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any


HIDDEN = frozenset({"origins"})
_ATOMS = frozenset({str, int, float, bool, type(None)})


def plain(value: object) -> Any:
    """Return a value as JSON would hold it: enums as text, dates in ISO form, tuples as lists.

    Dataclasses become mappings of their fields and public properties; origins are left out. A dataclass that stands
    in several places is converted once.
    """
    return _plain(value, {})


def _plain(value: Any, known: dict[int, Any]) -> Any:
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _ATOMS else _plain(item, known) for item in value]
    names = members(kind)
    if names:
        if id(value) not in known:
            made = {}
            for name in names:
                item = getattr(value, name)
                made[name] = item if type(item) in _ATOMS else _plain(item, known)
            known[id(value)] = (made, value)  # the value is held, so that its id stays its own
        return known[id(value)][0]
    if isinstance(value, Mapping):
        return {str(_plain(key, known)): _plain(item, known) for key, item in value.items()}
    return _scalar(value)


def _scalar(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a plan cannot hold {type(value).__name__}")


@cache
def members(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields and public properties of a dataclass; nothing for other types."""
    if not is_dataclass(kind):
        return ()
    found = [field.name for field in fields(kind)]
    found += [
        name
        for name, member in vars(kind).items()
        if isinstance(member, property) and not name.startswith("_")
    ]
    return tuple(name for name in found if name not in HIDDEN)
