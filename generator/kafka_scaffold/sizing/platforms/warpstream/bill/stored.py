"""What object storage costs: bytes that are kept, files written, merged and read, and S3 Express before all that."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import CostLine
from kafka_scaffold.sizing.object_storage import STORES
from kafka_scaffold.sizing.platforms.warpstream.bill.requests import Requests, requests
from kafka_scaffold.sizing.platforms.warpstream.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.tariff import monthly_gib


EXPRESS_REQUESTS = 1000


def stored_lines(agents: int, asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines of the region's bucket, and those of the zones' buckets where there are any."""
    made = requests(agents, asked, tariff)
    yield tariff.line(
        STORES[asked.answers.cloud.provider].storage,
        "object storage",
        asked.demand.stored_gib,
        "GiB-month",
        note="compressed, and once: the storage keeps its own copies; files that are merged stay a little longer",
    )
    if asked.variant.is_express:
        yield from _express(made, asked, tariff)
    else:
        yield _writes("files", made.files, _gathered(agents, asked), asked, tariff)
        yield _reads("caches", made.cache_reads, "cache_reads", asked, tariff)
        yield _reads("compaction", made.merged_reads, "compaction_reads", asked, tariff)
    merged = asked.facts.get("warpstream.requests.compaction_writes").note
    yield _writes("compaction", made.merged_writes, merged, asked, tariff)
    yield _reads("late consumers", made.late_reads, "late_share", asked, tariff)


def _gathered(agents: int, asked: Asked) -> str:
    timeout = asked.latency.batch_timeout_ms
    mib = asked.facts.number("warpstream.requests.file_mib")
    return f"{agents} Agents write one each {timeout:g} ms, or sooner when they have {mib:g} MiB"


def _writes(whose: str, count: float, note: str, asked: Asked, tariff: Tariff) -> CostLine:
    store = STORES[asked.answers.cloud.provider]
    return _line(
        store.write, f"object storage, writes of {whose}", count, store.requests, note, tariff
    )


def _reads(whose: str, count: float, fact: str, asked: Asked, tariff: Tariff) -> CostLine:
    store, note = (
        STORES[asked.answers.cloud.provider],
        asked.facts.get(f"warpstream.requests.{fact}").note,
    )
    return _line(
        store.read, f"object storage, reads of {whose}", count, store.requests, note, tariff
    )


def _express(made: Requests, asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what files cost in the buckets of the zones, in which every file is until it has been merged."""
    facts = asked.facts
    buckets, kept = (
        facts.get("warpstream.express.buckets"),
        facts.get("warpstream.express.kept_hours"),
    )
    crossing = facts.get("warpstream.express.cross_zone_free")
    written = monthly_gib(asked.demand.ingress_avg_mib_s, tariff)
    zones = asked.demand.zones if asked.demand.egress_avg_mib_s else 0
    caches = zones * facts.number("warpstream.requests.cache_reads")
    reads = caches + facts.number("warpstream.requests.compaction_reads")
    read = made.cache_reads + made.merged_reads
    rows = (
        (
            "storage",
            "storage",
            written / tariff.hours * kept.number * buckets.number,
            "GiB-month",
            kept.note,
        ),
        ("upload", "upload", written * buckets.number, "GiB", f"{buckets.note}; {crossing.note}"),
        ("retrieval", "retrieval", written * reads, "GiB", "by the file caches and by compaction"),
    )
    files = made.files * buckets.number
    yield _line(
        "aws.s3-express.put",
        "S3 Express, writes of files",
        files,
        EXPRESS_REQUESTS,
        buckets.note,
        tariff,
    )
    yield _line(
        "aws.s3-express.get",
        "S3 Express, reads",
        read,
        EXPRESS_REQUESTS,
        "by the file caches and by compaction",
        tariff,
    )
    for item, label, quantity, unit, note in rows:
        yield tariff.line(
            f"aws.s3-express.{item}",
            f"S3 Express, {label}",
            quantity,
            unit,
            note=note,
            assumed=True,
        )


def _line(item: str, label: str, count: float, per: int, note: str, tariff: Tariff) -> CostLine:
    return tariff.line(item, label, count / per, f"{per:,} requests", assumed=True, note=note)
