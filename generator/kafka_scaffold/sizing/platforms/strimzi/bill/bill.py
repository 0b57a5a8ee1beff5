"""The monthly bill of a size, line by line; a missing price stays missing."""

from dataclasses import dataclass, field

from kafka_scaffold.model.plan import Cost, CostLine
from kafka_scaffold.sizing.platforms.strimzi.bill.around import around, around_nodes
from kafka_scaffold.sizing.platforms.strimzi.bill.cluster import broker_lines, controller_lines
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.strimzi.bill.tiered import tiered_lines
from kafka_scaffold.sizing.platforms.strimzi.bill.traffic import crossing
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import Capacity
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One environment's bills. Lines that do not depend on the machine are made once for each number of brokers."""

    asked: Asked
    tariff: Tariff
    fixed: tuple[tuple[CostLine, ...], tuple[CostLine, ...]]
    by_topology: dict[Topology, tuple[tuple[CostLine, ...], tuple[CostLine, ...]]] = field(
        default_factory=dict
    )

    def cost(self, capacity: Capacity) -> Cost:
        """Return what a size costs; of an aggregate workload the cluster and its traffic alone."""
        own, beside = self._of_nodes(capacity.topology)
        traffic, around_all = self.fixed
        return Cost(
            lines=(*broker_lines(capacity, self.tariff), *own, *traffic, *around_all, *beside)
        )

    def _of_nodes(self, topology: Topology) -> tuple[tuple[CostLine, ...], tuple[CostLine, ...]]:
        if topology not in self.by_topology:
            own = tuple(controller_lines(topology, self.asked, self.tariff))
            beside = (
                ()
                if self.asked.demand.aggregate
                else tuple(around_nodes(self.asked, topology, self.tariff))
            )
            self.by_topology[topology] = own, beside
        return self.by_topology[topology]


def bill(asked: Asked, tariff: Tariff) -> Bill:
    """Return the bills of an environment on a variant."""
    provider = asked.answers.cloud.provider
    traffic = (
        *tiered_lines(asked.demand, provider, tariff),
        *crossing(asked.demand, provider, asked.copies, tariff),
    )
    beside = () if asked.demand.aggregate else tuple(around(asked, tariff))
    return Bill(asked=asked, tariff=tariff, fixed=(traffic, beside))
