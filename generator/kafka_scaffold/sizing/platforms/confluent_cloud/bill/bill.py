"""The monthly bill of one cluster type, line by line; a missing price stays missing."""

from kafka_scaffold.model.plan import Cost
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.cluster import cluster_lines
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.reach import key_lines, reach_lines
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.services import service_lines
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.standby import standby_lines
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked


def bill(asked: Asked, units: int, tariff: Tariff) -> Cost:
    """Return what so many units cost; of an aggregate workload the cluster and its traffic alone."""
    lines = [*cluster_lines(asked, units, tariff), *reach_lines(asked, tariff)]
    if not asked.demand.aggregate:
        lines += [*service_lines(asked, tariff), *key_lines(asked, tariff)]
    lines += standby_lines(asked, units, tariff)
    return Cost(lines=tuple(lines))
