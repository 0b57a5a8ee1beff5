"""Numbers and sources as reasons say them."""

from math import ceil, log2

from kafka_scaffold.model.facts import Fact


KIB = 1024
MIB = 1024 * 1024
GIB = 1024 * MIB
SECOND_MS = 1000
THOUSAND = 1000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_SPANS = (("d", DAY_MS), ("h", HOUR_MS), ("min", 60_000), ("s", SECOND_MS), ("ms", 1))
_SIZES = (("GiB", GIB), ("MiB", MIB), ("KiB", KIB), ("bytes", 1))


def cite(fact: Fact) -> str:
    """Return the citation of a fact: its source's title and when it was read."""
    return f"{fact.source.title} (read {fact.source.seen.isoformat()})"


def shown(value: float) -> str:
    """Return a number with thousands separators, whole from a thousand on: ``1,771,875``, ``9.083``."""
    return f"{value:,.0f}" if abs(value) >= THOUSAND else f"{value:.4g}"


def span(milliseconds: float) -> str:
    """Return a duration in its largest unit that is not below one: ``7 d``, ``90 min``, ``2.5 s``."""
    for unit, size in _SPANS:
        if milliseconds >= size:
            return f"{milliseconds / size:.4g} {unit}"
    return "0 ms"


def size(count: float) -> str:
    """Return bytes in their largest unit that is not below one: ``64 MiB``."""
    for unit, factor in _SIZES:
        if count >= factor:
            return f"{count / factor:.4g} {unit}"
    return f"{count:g} bytes"


def clamp(value: float, low: float, high: float) -> float:
    """Return the value, or the bound that it oversteps; ``low`` wins over ``high``."""
    return max(low, min(value, high))


def power_of_two(value: float) -> int:
    """Return the least power of two that is not below ``value``."""
    return 1 if value <= 1 else int(2 ** ceil(log2(value)))


def plural(count: float, noun: str) -> str:
    """Return a count with its noun: ``1 topic``, ``2 topics``."""
    return f"{count:g} {noun}" if count == 1 else f"{count:g} {noun}s"
