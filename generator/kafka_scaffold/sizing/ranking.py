"""Choose among sizes that fit: the cheapest that is not too many brokers to run well.

A cap on the count, not a penalty on the price: every size's count and cost only grow with load, so the set under the cap
only shrinks and the chosen cost never falls when load rises. The biggest size of a variant is never set aside, so that
a workload that fits always gets a plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kafka_scaffold.model.plan import Candidate, Considered, CostScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """How many brokers are wanted at most, why, and the sizes that may be more.

    Among equal costs ``even_units`` brokers or more come first: the more there are, the less one of them takes with it.
    """

    max_units: int
    reason: str
    exempt: frozenset[str] = frozenset()
    even_units: int = 1
    unit: str = "brokers"  # what the platform counts
    choices: str = ""  # what it is chosen among, where nothing is capped


def choose(
    considered: tuple[Considered, ...],
    max_units: int,
    biggest: Iterable[str],
    why: str = "",
    even_units: int = 1,
    unit: str = "brokers",
    choices: str = "",
) -> tuple[Considered, ...]:
    """Return the sizes with the chosen one marked and those above the cap set aside, in the same order.

    Args:
        considered: Fits and rejections of one environment.
        max_units: How many brokers the team wants to run at most.
        biggest: Name of the biggest size of each variant; exempt from the cap.
        why: Where the cap comes from.
        even_units: Among equal costs sizes with at least so many brokers come first, the fewest of them before all.
        unit: What the platform counts.
        choices: What it is chosen among, where nothing is capped.
    """
    exempt = frozenset(biggest)
    allowed = [c for c in considered if is_allowed(c, max_units, exempt)]
    if not allowed:
        return considered
    preference = Preference(
        max_units=max_units,
        reason=why,
        exempt=exempt,
        even_units=even_units,
        unit=unit,
        choices=choices,
    )
    best = min(allowed, key=lambda item: _order(item, even_units))
    words = _chosen_because(best, allowed, _fits(considered), preference)
    return tuple(_marked(item, best, words, preference) for item in considered)


def is_allowed(item: Considered, max_units: int, exempt: frozenset[str]) -> bool:
    """Tell whether a size fits, has a price, and is not set aside."""
    if not isinstance(item, Candidate) or not item.preferred or unpriced(item):
        return False
    return item.units <= max_units or item.size in exempt


def unpriced(item: Candidate) -> tuple[str, ...]:
    """Return the lines of the cluster itself that have no price; such a size cannot be compared."""
    lines = item.cost.lines
    return tuple(
        line.item for line in lines if line.monthly_usd is None and line.scope is CostScope.CLUSTER
    )


def _cost(item: Considered) -> float:
    """Return USD per month to the cent."""
    return round(item.cost.monthly_usd, 2) if item.cost else 0.0


def _order(item: Considered, even_units: int) -> tuple[float, bool, int, str]:
    return _cost(item), item.units < even_units, item.units, item.size


def _fits(considered: Iterable[Considered]) -> int:
    return sum(isinstance(item, Candidate) for item in considered)


def _chosen_because(
    best: Considered, allowed: Sequence[Considered], fitting: int, cap: Preference
) -> str:
    if len(allowed) == 1:
        return (
            "the only size that fits"
            if fitting == 1
            else f"the only one left of {fitting} sizes that fit"
        )
    words = (
        f"cheapest of {len(allowed)} {cap.choices} that fit"
        if cap.choices
        else f"cheapest of {len(allowed)} sizes that fit within {cap.max_units} {cap.unit}"
    )
    even = [item.units for item in allowed if item is not best and _cost(item) == _cost(best)]
    if any(units < best.units for units in even):
        return f"{words}; at the same cost, losing one of {best.units} takes less with it than one of {min(even)}"
    return f"{words}; no fewer at the same cost spread a loss as well" if even else words


def _marked(item: Considered, best: Considered, words: str, cap: Preference) -> Considered:
    if not isinstance(item, Candidate) or not item.preferred:
        return item
    if item is best:
        return replace(item, chosen=True, reason=words)
    if missing := unpriced(item):
        return replace(item, reason=f"fits; no price of {', '.join(missing)}")
    against = compared(item, best, cap.unit)
    if item.units > cap.max_units and item.size not in cap.exempt:
        whose = f" ({cap.reason})" if cap.reason else ""
        reason = f"fits; {item.units} {cap.unit} are more than the {cap.max_units} preferred{whose}; {against}"
        return replace(item, preferred=False, reason=reason)
    return replace(item, reason=f"fits; {against}")


def compared(item: Considered, best: Considered, unit: str = "brokers") -> str:
    """Return how a size's cost compares to the chosen one's, and its units when the cost is the same."""
    ours, theirs = _cost(item), _cost(best)
    if not theirs:
        return "cost cannot be compared"
    more = ours / theirs - 1
    if abs(more) < 0.0005:
        return f"the same cost with {item.units} {unit} instead of {best.units}"
    return f"{abs(more):.1%} {'more' if more >= 0 else 'less'} than the chosen one"
