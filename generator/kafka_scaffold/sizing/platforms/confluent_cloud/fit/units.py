"""How many units carry a load: Confluent's published method, in every dimension that Confluent counts.

Its planner takes the largest of need over unit, adds headroom, rounds up, and takes no fewer than the uptime needs:
``max(ceil(max(need / unit) * (1 + headroom)), floor)``. It looks at ingress, egress and partitions; we add the others.
"""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.load import Load
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


_DIGITS = 9  # beyond them a quotient is rounding: 1.3 x 10 / 1.3 is 10 units


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One thing that is counted; ``need`` is the 95th percentile where there is one, ``peak`` the most."""

    name: str
    measure: str
    need: float
    peak: float
    each: Fact
    ceiling: Fact
    estimated: bool = False

    @property
    def words(self) -> str:
        """Return the measure, with a mark where nobody counted the need."""
        return f"{self.measure} (estimated)" if self.estimated else self.measure

    def limit(self, units: int) -> float:
        """Return what so many units carry: a whole cluster has a limit of its own, whatever its units add up to."""
        return min(self.each.number * units, self.ceiling.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """The units of a type, and the dimension that decides, or ``None`` when the uptime does."""

    units: int
    by_load: int
    decides: Dimension | None


def dimensions(load: Load, variant: Variant, facts: Facts) -> tuple[Dimension, ...]:
    """Return what a type counts; of what a unit has none of, a clash says so (`features`)."""
    rows = (
        ("ingress", "MB/s", "ingress_mb_s", load.steady_ingress_mb_s, load.peak_ingress_mb_s),
        ("egress", "MB/s", "egress_mb_s", load.steady_egress_mb_s, load.peak_egress_mb_s),
        ("partitions", "partitions", "partitions", load.partitions, load.partitions),
        (
            "compacted partitions",
            "partitions",
            "compacted_partitions",
            load.compacted_partitions,
            load.compacted_partitions,
        ),
        ("connections", "connections", "connections", load.connections, load.connections),
        (
            "connection attempts",
            "per second",
            "connection_attempts_s",
            load.connection_attempts_s,
            load.connection_attempts_s,
        ),
        ("requests", "per second", "requests_s", load.requests_s, load.requests_s),
    )
    found = (
        Dimension(
            name=name,
            measure=measure,
            need=need,
            peak=peak,
            each=facts.get(f"confluent-cloud.units.{variant}.{column}"),
            ceiling=facts.get(f"confluent-cloud.cluster.{variant}.{column}"),
            estimated=name in load.estimated,
        )
        for name, measure, column, need, peak in rows
    )
    return tuple(dimension for dimension in found if dimension.each.number)


def units_for(need: float, each: float, headroom: float) -> int:
    """Return the units that carry a need with headroom above it."""
    return ceil(round(need / each * (1 + headroom), _DIGITS))


def size(
    found: tuple[Dimension, ...], headroom: float, floor: int, *, peak_too: bool = False
) -> Sized:
    """Return the fewest units.

    Args:
        found: What is counted.
        headroom: Kept above the 95th percentile.
        floor: The units that the promised uptime takes.
        peak_too: Units must carry the peak as well, because they do not come by themselves.
    """

    def units(dimension: Dimension) -> int:
        most = units_for(dimension.peak, dimension.each.number, 0) if peak_too else 0
        return max(most, units_for(dimension.need, dimension.each.number, headroom))

    decides = max(found, key=lambda d: (units(d), round(d.need / d.each.number, _DIGITS)))
    by_load = max(1, units(decides))
    return Sized(
        units=max(by_load, floor),
        by_load=by_load,
        decides=decides if by_load >= floor and units(decides) > 1 else None,
    )


def busiest(found: tuple[Dimension, ...]) -> Dimension:
    """Return the dimension that takes most of a unit."""
    return max(found, key=lambda d: round(d.need / d.each.number, _DIGITS))
