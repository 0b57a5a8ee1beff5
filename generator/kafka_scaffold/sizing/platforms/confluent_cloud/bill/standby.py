"""What a standby in another region costs: its units, what it stores, the link that fills it, its network and key."""

from collections.abc import Iterator
from dataclasses import replace

from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.cluster import storage_line, unit_line
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.reach import endpoint_hours, key_lines
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.services import governance_line
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.capacity import standby_units
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region


UNPRICED = "billed, and no price is public"


def standby_lines(asked: Asked, units: int, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines of a standby; none where the environment has none."""
    region = standby_region(asked.answers, asked.environment)
    if region is None:
        return
    there = replace(tariff, region=region)
    own = [
        unit_line(asked, standby_units(asked, units), there),
        storage_line(asked, there),
        *endpoint_hours(asked, there),
    ]
    if not asked.demand.aggregate:
        own += [*governance_line(asked, there), *key_lines(asked, there)]
    yield from (_of_standby(line, region) for line in own)
    yield from _link(asked, tariff)


def _of_standby(line: CostLine, region: str) -> CostLine:
    note = "; ".join(part for part in (f"in {region}", line.note) if part)
    return replace(line, item=f"standby {line.item}", scope=CostScope.SURROUNDINGS, note=note)


def _link(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what the link is billed for. What has no public price stays unknown, and is never zero."""
    written = tariff.monthly_gib(asked.demand.ingress_avg_mib_s)
    wanted = (
        ("hour", "cluster link", tariff.hours, "link-hours", ""),
        ("read", "cluster link reading", written, "GB", "at the cluster"),
        ("data", "cluster link writing", written, "GB", "at the standby"),
        (
            "region",
            "cluster link between regions",
            written,
            "GB",
            "whether it is billed beside the link's own data is not published",
        ),
    )
    for item, label, quantity, unit, note in wanted:
        yield tariff.charge(
            f"confluent.cluster-link.{item}",
            label,
            quantity,
            unit,
            scope=CostScope.SURROUNDINGS,
            note="; ".join(part for part in (note, UNPRICED) if part),
        )
