"""Human units: what people write, turned into bytes per second, bytes, seconds and dollars, and back.

Decimal prefixes are powers of 1000, binary ones (KiB, MiB…) of 1024.
"""

import re
from collections.abc import Mapping
from math import isfinite


KIB = 1024
MIB = 1024**2
GIB = 1024**3
HOUR = 3600

_SIZES = {
    "B": 1,
    "kB": 10**3,
    "KB": 10**3,
    "MB": 10**6,
    "GB": 10**9,
    "TB": 10**12,
    "KiB": KIB,
    "MiB": MIB,
    "GiB": GIB,
    "TiB": 1024**4,
}
_DURATIONS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": HOUR, "d": 24 * HOUR, "w": 168 * HOUR}
_QUANTITY = re.compile(r"\s*([0-9]+(?:[.,_][0-9]+)*(?:[eE][+-]?[0-9]+)?)\s*([^\s0-9].*?)?\s*\Z")
_SHOWN = 40


class UnitError(ValueError):
    """A quantity that cannot be read; the message says what to write instead."""


def rate(text: object) -> float:
    """Return bytes per second of ``50 MB/s``."""
    return _quantity(text, {f"{u}/s": float(n) for u, n in _SIZES.items()}, ("MB/s", "MiB/s"))


def size(text: object) -> int:
    """Return whole bytes of ``1 KB``."""
    return round(_quantity(text, _SIZES, ("KB", "KiB")))


def duration(text: object) -> float:
    """Return seconds of ``7d``."""
    return _quantity(text, _DURATIONS, ("ms", "s"))


def share(text: object) -> float:
    """Return the fraction of ``70%``."""
    return _quantity(text, {"%": 0.01}, ("%",))


def money(text: object) -> float:
    """Return US dollars per month of ``15000 USD/month``."""
    return _quantity(text, {"USD/month": 1}, ("USD/month",))


def format_rate(bytes_s: float) -> str:
    """Return a rate in the largest decimal unit that keeps it at one or above."""
    return f"{_format(bytes_s, ('B', 'KB', 'MB', 'GB', 'TB'))}/s"


def format_duration(seconds: float) -> str:
    """Return seconds in the largest unit that divides them."""
    for unit in ("w", "d", "h", "m", "s"):
        count = round(seconds / _DURATIONS[unit], 9)
        if count >= 1 and count == int(count):
            return f"{int(count)}{unit}"
    return f"{seconds * 1000:g}ms"


def _format(value: float, units: tuple[str, ...]) -> str:
    chosen = next((u for u in reversed(units) if value >= _SIZES[u]), units[0])
    return f"{value / _SIZES[chosen]:g} {chosen}"


def _quantity(text: object, units: Mapping[str, float], examples: tuple[str, ...]) -> float:
    shown = _show(text)
    match = _QUANTITY.match(text) if isinstance(text, str) and len(text) <= _SHOWN else None
    number = match[1] if match else f"{text}" if _is_number(text) else ""
    unit = match[2] if match else None
    choices = " or ".join(f"{number or 50} {unit}" for unit in examples)
    if not number:
        raise UnitError(f"{shown} is not a quantity; write {choices}")
    if unit is None:
        raise UnitError(f"{shown} has no unit; write {choices}")
    if unit not in units:
        wanted = unit.casefold().removesuffix("/s")
        near = next((u for u in units if u.casefold().removesuffix("/s") == wanted), None)
        hint = f'did you mean "{number} {near}"?' if near else f"known: {', '.join(units)}"
        raise UnitError(f"{shown} has an unknown unit; {hint}")
    if "," in number:
        raise UnitError(f"{shown}: write thousands without a comma, decimals with a point")
    if number.count(".") > 1:
        raise UnitError(f"{shown} is not a quantity; write {choices}")
    value = float(number.replace("_", "")) * units[unit]
    if not isfinite(value):
        raise UnitError(f"{shown} is too large")
    return value


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < 10**15
        and value >= 0
    )


def _show(value: object) -> str:
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "this number"
    text = value if isinstance(value, str) else repr(value)
    clipped = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return '"' + "".join(char if char.isprintable() else "?" for char in clipped) + '"'
