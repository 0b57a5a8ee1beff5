"""Prices of Confluent Cloud: those of its base region, which stand in for every region until somebody gives their own."""

from dataclasses import dataclass, replace
from typing import ClassVar

from kafka_scaffold.model.facts import FactKind, Price
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.sizing import tariff


BASE = "base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff(tariff.Tariff):
    """Where and when to look prices up."""

    hours_fact: ClassVar[str] = "confluent-cloud.method.hours_per_month"

    def price(self, item: str) -> Price | None:
        """Return the price of a region, or that of the base region, which is an assumption elsewhere."""
        own = self.facts.price(item, self.region, self.on)
        if own is not None:
            return own
        base = self.facts.price(item, BASE, self.on)
        if base is None or base.overridden:
            return base
        return replace(base, kind=FactKind.ASSUMED)

    def charge(
        self,
        item: str,
        label: str,
        quantity: float,
        unit: str,
        *,
        scope: CostScope = CostScope.CLUSTER,
        note: str = "",
        count: str = "",
        upper_times: float = 1.0,
        assumed: bool = False,
    ) -> CostLine:
        """Return a line of the bill whose upper bound is that of its price, times what sources disagree on.

        Args:
            item: What the price book calls it; siblings that end in ``.low`` and ``.high`` bound it.
            label: What the reader calls it.
            quantity: How much of it in a month.
            unit: The unit of the quantity.
            scope: Part of the cluster, or of what surrounds it.
            note: What the reader should know.
            count: How the quantity comes about.
            upper_times: By what the quantity may grow.
            assumed: The quantity is an assumption, whatever the price is.
        """
        price, words = self.price(item), [note]
        if price is not None and not price.overridden:
            low, high = (self.price(f"{item}.{end}") for end in ("low", "high"))
            if high is not None:
                upper_times *= max(1.0, high.usd / price.usd)
            words += [_also(end, other) for end, other in (("from", low), ("to", high)) if other]
            if price.region == BASE:
                words.append("price of the base region")
        return self.line(
            item,
            label,
            quantity,
            unit,
            scope=scope,
            note="; ".join(word for word in words if word),
            count=count,
            upper_times=upper_times if upper_times > 1 else None,
            assumed=assumed,
        )

    def monthly_gib(self, mib_s: float) -> float:
        """Return GiB in a month of a rate; Confluent's GB are 2^30 bytes."""
        return mib_s * 3600 * self.hours / 1024


def _also(end: str, other: Price) -> str:
    return f"also seen {end} {other.usd:g} ({other.source.title})"
