"""Goals that cut across platforms: the budget, and one variant for every environment."""

from dataclasses import replace

from kafka_scaffold.model.answers import Environment
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Candidate, Considered, Rejection


def within_budget(
    considered: tuple[Considered, ...], budget_usd: float | None
) -> tuple[Considered, ...]:
    """Return the sizes with those that cost more than the budget rejected."""
    if budget_usd is None:
        return considered
    return tuple(_in_budget(item, budget_usd) for item in considered)


def _in_budget(item: Considered, budget_usd: float) -> Considered:
    if not isinstance(item, Candidate) or item.cost.monthly_usd <= budget_usd:
        return item
    usd = item.cost.monthly_usd
    least = "at least " if item.cost.unknown else ""
    return rejected(
        item,
        bottleneck="budget",
        reason=f"costs {least}{usd:,.0f} USD a month; goals.budget is {budget_usd:,.0f}",
        source="goals.budget",
        need=usd,
        limit=budget_usd,
        unit="USD/month",
    )


def rejected(
    item: Candidate,
    *,
    bottleneck: str,
    reason: str,
    source: str,
    kind: FactKind = FactKind.HARD,
    need: float | None = None,
    limit: float | None = None,
    unit: str = "",
) -> Rejection:
    """Return a size that fits turned down for a goal."""
    return Rejection(
        platform=item.platform,
        variant=item.variant,
        size=item.size,
        units=item.units,
        storage_gib_per_unit=item.storage_gib_per_unit,
        bottleneck=bottleneck,
        reason=reason,
        kind=kind,
        source=source,
        need=need,
        limit=limit,
        unit=unit,
        cost=item.cost,
    )


def of_variant(
    considered: tuple[Considered, ...], variant: str, why: str
) -> tuple[Considered, ...]:
    """Return the sizes with those of other variants set aside."""

    def aside(item: Considered) -> Considered:
        if not isinstance(item, Candidate) or item.variant == variant:
            return item
        return replace(item, preferred=False, reason=f"fits; {why}")

    return tuple(aside(item) for item in considered)


def without_variant(
    considered: tuple[Considered, ...], variant: str, environment: Environment, why: str
) -> tuple[Considered, ...]:
    """Return the sizes with those of a variant rejected, because another environment cannot have it."""

    def refuse(item: Considered) -> Considered:
        if not isinstance(item, Candidate) or item.variant != variant:
            return item
        reason = f"every environment is of one variant, and {environment.name} cannot be {variant}: {why}"
        return rejected(
            item, bottleneck="environment", reason=reason, source=f"environments.{environment.name}"
        )

    return tuple(refuse(item) for item in considered)


def over_preference(
    considered: tuple[Considered, ...], max_units: int, why: str
) -> tuple[Considered, ...]:
    """Return the sizes with those above the preferred number of brokers rejected: nothing else is left."""

    def refuse(item: Considered) -> Considered:
        if not isinstance(item, Candidate) or item.units <= max_units or not item.preferred:
            return item
        reason = (
            f"within every other limit, but {item.units} brokers are more than the {max_units} of {why}; "
            f"goals.operations.max_brokers {item.units} takes it"
        )
        return rejected(
            item,
            bottleneck="brokers",
            reason=reason,
            source=why,
            kind=FactKind.RECOMMENDED,
            need=item.units,
            limit=max_units,
            unit="brokers",
        )

    return tuple(refuse(item) for item in considered)
