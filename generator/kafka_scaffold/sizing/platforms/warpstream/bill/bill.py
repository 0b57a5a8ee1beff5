"""The monthly bill of a size, line by line; a missing price stays missing."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import Cost, CostLine
from kafka_scaffold.sizing.platforms.warpstream.bill.around import around
from kafka_scaffold.sizing.platforms.warpstream.bill.fees import fees
from kafka_scaffold.sizing.platforms.warpstream.bill.stored import stored_lines
from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.bill.traffic import crossing
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Sized


def bill(sized: Sized, asked: Asked, tariff: Tariff) -> Cost:
    """Return what a size costs; of an aggregate workload the cluster and its traffic alone."""
    return Cost(lines=tuple(_lines(sized, asked, tariff)))


def _lines(sized: Sized, asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    yield _agents(sized, tariff)
    yield from fees(asked, tariff)
    yield from stored_lines(sized.fleet.agents, asked, tariff)
    yield from crossing(asked, tariff)
    if not asked.demand.aggregate:
        yield from around(sized, asked, tariff)


def _agents(sized: Sized, tariff: Tariff) -> CostLine:
    count, machine = sized.fleet.agents, sized.agent.machine
    return tariff.line(
        machine.price_item,
        "Agents",
        count * tariff.hours,
        "machine-hours",
        count=f"{count} x {machine.name} x {tariff.hours:g} h",
        note="as many as the peak takes, around the clock; autoscaling takes some away between peaks",
    )
