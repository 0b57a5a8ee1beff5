"""Units of a type for a load, or the limit that stands against it."""

from dataclasses import replace

from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.clash import Clash
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.limits import fixed
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import (
    Dimension,
    Sized,
    dimensions,
    size,
    units_for,
)
from kafka_scaffold.sizing.prose import cite, shown


COUNTED = frozenset({"keys", "rules", "tasks"})  # their names say it already


def sized(asked: Asked) -> tuple[tuple[Dimension, ...], Sized]:
    """Return what is counted and the units that carry it."""
    found = dimensions(asked.load, asked.variant, asked.facts)
    room = asked.facts.number("confluent-cloud.method.headroom")
    return found, size(
        found, room, asked.promise.least_units, peak_too=not asked.variant.is_elastic
    )


def standby_units(asked: Asked, units: int) -> int:
    """Return the units that a standby runs while it waits; those of an elastic type come when clients do.

    It takes in what is written, and holds every partition; nobody reads from it. A CKU is bought, and must be there.
    """
    if not asked.variant.is_elastic:
        return units
    load = replace(
        asked.load,
        steady_egress_mb_s=0.0,
        peak_egress_mb_s=0.0,
        connections=0.0,
        connection_attempts_s=0.0,
        requests_s=0.0,
    )
    room = asked.facts.number("confluent-cloud.method.headroom")
    found = dimensions(load, asked.variant, asked.facts)
    return min(units, size(found, room, asked.promise.least_units).units)


def overload(asked: Asked, found: tuple[Dimension, ...], units: int) -> Clash | None:
    """Return the first limit that the load breaks: the type's most units, the whole cluster, what units do not move."""
    return (
        _units(asked, found, units)
        or _whole(asked, found)
        or _peak(asked, found)
        or next((_over(asked, row) for row in fixed(asked) if row.need > row.limit), None)
        or _allowed(asked, units)
    )


def _units(asked: Asked, found: tuple[Dimension, ...], units: int) -> Clash | None:
    most = asked.most
    if units <= most.number:
        return None
    room = asked.facts.number("confluent-cloud.method.headroom")
    decides = max(found, key=lambda d: d.need / d.each.number)
    quotient = f"{shown(decides.need)} {decides.words} / {decides.each.number:,g} a unit x {1 + room:g} headroom"
    if units_for(decides.need, decides.each.number, room) < units:
        decides = max(found, key=lambda d: d.peak / d.each.number)
        quotient = (
            f"{shown(decides.peak)} {decides.words} at peak / {decides.each.number:,g} a unit"
        )
    note = f" ({most.note})" if most.note else ""
    return Clash(
        bottleneck=decides.name,
        reason=f"{decides.name}: {quotient} = {units} {asked.variant.unit}; {asked.variant.title()} takes at most "
        f"{most.number:g}{note}",
        source=cite(most),
        kind=FactKind.ASSUMED if decides.estimated else most.kind,
        need=units,
        limit=most.number,
        unit=asked.variant.unit,
    )


def _whole(asked: Asked, found: tuple[Dimension, ...]) -> Clash | None:
    for dimension in found:
        if dimension.peak > dimension.ceiling.number:
            return Clash(
                bottleneck=dimension.name,
                reason=f"{dimension.name} of {shown(dimension.peak)} {dimension.words}; a whole "
                f"{asked.variant.title()} cluster takes {dimension.ceiling.number:,g}, however many units it has",
                source=cite(dimension.ceiling),
                kind=FactKind.ASSUMED if dimension.estimated else dimension.ceiling.kind,
                need=dimension.peak,
                limit=dimension.ceiling.number,
                unit=dimension.measure,
            )
    return None


def _peak(asked: Asked, found: tuple[Dimension, ...]) -> Clash | None:
    """Return the dimension whose peak no number of units carries, although the 95th percentile fits."""
    for dimension in found:
        carried = dimension.limit(int(asked.most.number))
        if dimension.peak > carried:
            return Clash(
                bottleneck=dimension.name,
                reason=f"{dimension.name} of {shown(dimension.peak)} {dimension.measure} at peak; {asked.variant.title()} "
                f"grows to {asked.most.number:g} {asked.variant.unit}, which carry {shown(carried)}",
                source=cite(asked.most),
                kind=asked.most.kind,
                need=dimension.peak,
                limit=carried,
                unit=dimension.measure,
            )
    return None


def _over(asked: Asked, row: Headroom) -> Clash:
    words = f"; {row.note}" if row.note else ""
    where = " per partition" if row.scope == "partition" else ""
    asks = f"{row.name} of {shown(row.need)} {row.unit}{where}"
    if row.unit in COUNTED:
        asks = f"{shown(row.need)} {row.name} are needed"
    return Clash(
        bottleneck=row.name,
        reason=f"{asks}; {asked.variant.title()} takes {shown(row.limit)}{words}",
        source=row.source,
        kind=row.kind,
        need=row.need,
        limit=row.limit,
        unit=row.unit,
    )


def _allowed(asked: Asked, units: int) -> Clash | None:
    """Return why fewer units are allowed than are needed."""
    allowed = asked.answers.confluent_cloud.max_units
    if allowed is None or units <= allowed or not _is_primary(asked):
        return None
    return Clash(
        bottleneck="units",
        reason=f"{units} {asked.variant.unit} are needed, confluent_cloud.max_units allows {allowed}",
        source="confluent_cloud.max_units",
        need=units,
        limit=allowed,
        unit=asked.variant.unit,
    )


def _is_primary(asked: Asked) -> bool:
    return asked.environment.name == asked.answers.primary.name


def peak_units(found: tuple[Dimension, ...]) -> int:
    """Return the units that the peak takes, without headroom."""
    return max(units_for(d.peak, d.each.number, 0) for d in found)
