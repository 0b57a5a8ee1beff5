"""Choose among sizes that fit: the cheapest that is not too many brokers to run well.

A cap on the count, not a penalty on the price: every size's count and cost only grow with load, so the set under the cap
only shrinks and the chosen cost never falls when load rises. The biggest size of a variant is never set aside, so that
a workload that fits always gets a plan.
"""

from collections.abc import Iterable
from dataclasses import replace

from kafka_scaffold.model.plan import Candidate, Considered


def choose(
    considered: tuple[Considered, ...], max_units: int, biggest: Iterable[str]
) -> tuple[Considered, ...]:
    """Return the sizes with the chosen one marked and those above the cap set aside, in the same order.

    Args:
        considered: Fits and rejections of one environment.
        max_units: How many brokers the team wants to run at most.
        biggest: Name of the biggest size of each variant; exempt from the cap.
    """
    exempt = frozenset(biggest)
    fits = [c for c in considered if isinstance(c, Candidate) and not c.cost.unknown]
    allowed = [c for c in fits if c.units <= max_units or c.size in exempt]
    if not allowed:
        return considered
    best = min(allowed, key=lambda c: (c.cost.monthly_usd, c.units, c.size))
    return tuple(_marked(item, best, max_units, exempt) for item in considered)


def _marked(
    item: Considered, best: Candidate, max_units: int, exempt: frozenset[str]
) -> Considered:
    if not isinstance(item, Candidate):
        return item
    if item is best:
        return replace(item, chosen=True, reason="cheapest that fits")
    if item.cost.unknown:
        return replace(item, reason=f"fits; no price of {', '.join(item.cost.unknown)}")
    more = item.cost.monthly_usd / best.cost.monthly_usd - 1
    against = f"{abs(more):.1%} {'more' if more >= 0 else 'less'} than the chosen one"
    if item.units > max_units and item.size not in exempt:
        reason = f"fits; {item.units} brokers are more than the {max_units} preferred; {against}"
        return replace(item, preferred=False, reason=reason)
    return replace(item, reason=f"fits; {against}")
