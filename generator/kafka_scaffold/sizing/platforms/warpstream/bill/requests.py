"""Files and reads of a month: what Agents ask object storage for."""

from dataclasses import dataclass

from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.tariff import monthly_gib
from kafka_scaffold.units import HOUR


MIB_PER_GIB = 1024
SECOND_MS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Requests of a month. ``files`` are written once each, however many buckets they go to."""

    files: float
    merged_writes: float
    merged_reads: float
    cache_reads: float
    late_reads: float


def requests(agents: int, asked: Asked, tariff: Tariff) -> Requests:
    """Return the requests of so many Agents.

    Each Agent writes a file when the batch timeout ends, or when it has gathered enough sooner.
    """
    facts, demand = asked.facts, asked.demand
    written = demand.ingress_avg_mib_s * asked.ratio
    by_time = agents * SECOND_MS / asked.latency.batch_timeout_ms
    by_size = written / facts.number("warpstream.requests.file_mib")
    files = tariff.hours * HOUR * max(by_time, by_size) if written else 0.0
    zones = demand.zones if demand.egress_avg_mib_s else 0
    late = monthly_gib(demand.egress_avg_mib_s, tariff) * _of("late_share", asked)
    return Requests(
        files=files,
        merged_writes=files * _of("compaction_writes", asked),
        merged_reads=files * _of("compaction_reads", asked),
        cache_reads=files * zones * _of("cache_reads", asked),
        late_reads=late * MIB_PER_GIB / _of("late_read_mib", asked),
    )


def _of(name: str, asked: Asked) -> float:
    return asked.facts.number(f"warpstream.requests.{name}")
