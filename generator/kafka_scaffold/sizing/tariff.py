"""Prices of a region on a day, and the lines of a bill made from them; a missing price stays missing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kafka_scaffold.model.facts import Fact, FactKind, Facts, Price
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.units import HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """Where and when to look prices up; a platform says which of its facts holds the hours of a month."""

    facts: Facts
    region: str
    on: date

    hours_fact: ClassVar[str]

    @property
    def hours(self) -> float:
        """Return the hours of a month."""
        return self.facts.number(self.hours_fact)

    def price(self, item: str) -> Price | None:
        """Return the price of an item."""
        return self.facts.price(item, self.region, self.on)

    def line(
        self,
        item: str,
        label: str,
        quantity: float,
        unit: str,
        *,
        times: float = 1.0,
        scope: CostScope = CostScope.CLUSTER,
        note: str = "",
        assumed: bool = False,
        count: str = "",
        upper_times: float | None = None,
    ) -> CostLine:
        """Return one line of the bill.

        Args:
            item: What the price book calls it.
            label: What the reader calls it.
            quantity: How much of it in a month.
            unit: The unit of the quantity.
            times: How often the price is charged.
            scope: Part of the cluster, or of what surrounds it.
            note: What the reader should know.
            assumed: The quantity is an assumption, whatever the price is.
            count: How the quantity comes about, e.g. ``6 brokers x 730 h``.
            upper_times: By what the line grows where sources conflict.
        """
        price = self.price(item)
        shown = count or f"{quantity:,.2f} {unit}"
        if price is None:
            return CostLine(
                item=label,
                quantity=quantity,
                unit=unit,
                unit_price_usd=None,
                monthly_usd=None,
                scope=scope,
                formula=f"{shown} x unknown price",
                source=f"no price of {item} in {self.region}",
                kind=FactKind.ASSUMED,
                note=note,
            )
        usd = price.usd * times
        return CostLine(
            item=label,
            quantity=quantity,
            unit=unit,
            unit_price_usd=usd,
            monthly_usd=quantity * usd,
            scope=scope,
            formula=f"{shown} x {usd:g}",
            source=_source(price),
            kind=FactKind.ASSUMED if assumed else price.kind,
            note=note,
            upper_usd=None if upper_times is None else quantity * usd * upper_times,
            price_seen=price.source.seen,
        )

    def tiered(
        self,
        items: tuple[str, ...],
        limits: tuple[float, ...],
        label: str,
        quantity: float,
        unit: str,
        *,
        note: str = "",
    ) -> CostLine:
        """Return a line of what surrounds the cluster whose price falls with volume; the unit price is the mean."""
        prices = [self.price(item) for item in items]
        known = [price for price in prices if price is not None]
        if len(known) < len(prices) or not quantity:
            scope = CostScope.SURROUNDINGS
            return self.line(items[0], label, quantity, unit, scope=scope, note=note, assumed=True)
        usd = banded(quantity, limits, tuple(price.usd for price in known))
        return CostLine(
            item=label,
            quantity=quantity,
            unit=unit,
            unit_price_usd=usd / quantity,
            monthly_usd=usd,
            scope=CostScope.SURROUNDINGS,
            formula=f"{quantity:,.2f} {unit} x {usd / quantity:.4g}, by price tier",
            source=_source(known[0]),
            kind=FactKind.ASSUMED,
            note=note,
            price_seen=min(price.source.seen for price in known),
        )

    def flat(
        self,
        fact: Fact,
        label: str,
        quantity: float,
        unit: str,
        note: str = "",
        *,
        scope: CostScope = CostScope.SURROUNDINGS,
        count: str = "",
    ) -> CostLine:
        """Return a line whose price is a fact that holds in every region."""
        return CostLine(
            item=label,
            quantity=quantity,
            unit=unit,
            unit_price_usd=fact.number,
            monthly_usd=quantity * fact.number,
            scope=scope,
            formula=f"{count or f'{quantity:,.2f} {unit}'} x {fact.number:g}",
            source=cite(fact),
            kind=fact.kind,
            note="; ".join(part for part in (note, fact.note) if part),
        )

    def hourly(self, item: str, label: str, count: int, note: str = "") -> CostLine:
        """Return a line of so many things around the cluster that are paid by the hour."""
        return self.line(
            item,
            label,
            count * self.hours,
            "hours",
            scope=CostScope.SURROUNDINGS,
            count=f"{count} x {self.hours:g} h",
            note=note,
        )


def free(fact: Fact, label: str, gib: float, note: str = "") -> CostLine:
    """Return a line of traffic for which nothing is charged, which a fact says."""
    return CostLine(
        item=label,
        quantity=gib,
        unit="GiB",
        unit_price_usd=0.0,
        monthly_usd=0.0,
        scope=CostScope.SURROUNDINGS,
        formula=f"{gib:,.2f} GiB x 0",
        source=cite(fact),
        kind=fact.kind,
        note="; ".join(part for part in (note, fact.note) if part),
    )


def banded(quantity: float, widths: tuple[float, ...], usd: tuple[float, ...]) -> float:
    """Return what a quantity costs whose price falls from band to band; the last band has no end.

    Args:
        quantity: How much of it.
        widths: How much each band but the last holds.
        usd: The price in each band.
    """
    left, total = quantity, 0.0
    for price, width in zip(usd, (*widths, float("inf")), strict=True):
        total += min(left, width) * price
        left -= min(left, width)
    return total


def _source(price: Price) -> str:
    whose = "own price" if price.overridden else "read"
    return f"{price.source.title} ({whose} {price.source.seen.isoformat()})"


def monthly_gib(mib_s: float, tariff: Tariff) -> float:
    """Return GiB in a month of a rate."""
    return mib_s * HOUR * tariff.hours / 1024
