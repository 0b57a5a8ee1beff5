"""Numbers of producers and consumers by formula, before any library names them. F1 to F11 of the reference."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.facts import Scalar
from kafka_scaffold.sizing.clients.load import ClientContext, Load
from kafka_scaffold.sizing.prose import KIB, MIB, cite, clamp, power_of_two, size, span


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A value with its arithmetic and where that comes from."""

    value: Scalar
    reason: str
    source: str

    @property
    def number(self) -> int:
        """Return the value as a whole number."""
        return int(self.value)


def linger_ms(context: ClientContext, library: str) -> Decision:
    """Return how long a record may wait for others: the objective's, at most a quarter of the latency goal.

    A platform that decides it itself is obeyed.
    """
    told = context.override(library, "producer", "linger.ms")
    if told is not None and isinstance(told.value, int | float):
        return Decision(value=int(told.value), reason=told.reason, source=told.source)
    wanted = context.tuned("linger_ms")
    share = context.facts.get("clients.tuning.linger_of_goal")
    floor = context.facts.get("clients.tuning.linger_floor_ms")
    goals = context.answers.goals.latency
    stated = [g for g in (goals.produce_p99_ms, goals.end_to_end_p99_ms) if g is not None]
    if not stated or min(stated) * share.number >= wanted:
        row = context.facts.get(f"clients.tuning.objectives.{context.objective}.linger_ms")
        reason = (
            f"waits for others up to {wanted:g} ms: the answers optimise for {context.objective}"
        )
        return Decision(value=int(wanted), reason=reason, source=cite(row))
    value = int(max(floor.number, min(stated) * share.number))
    reason = (
        f"a quarter of the goal of {span(min(stated))}; the rest is network, copies and retries"
    )
    if value == floor.number:
        reason = f"a quarter of the goal of {span(min(stated))}, at least {value} ms ({floor.note})"
    return Decision(value=value, reason=reason, source=cite(share))


def batch_collected(context: ClientContext, load: Load, linger: Decision) -> float:
    """Return the bytes that one partition's batch collects within the linger."""
    spread = load.partitions if load.keyed else max(1, context.demand.zones)
    return load.plain_bytes_s / spread * linger.number / 1000


def batch_bytes(context: ClientContext, load: Load, linger: Decision) -> Decision:
    """Return the batch size (F1): what a partition collects within the linger, with a margin."""
    margin = context.facts.get("clients.tuning.batch_margin")
    spread = load.partitions if load.keyed else max(1, context.demand.zones)
    collected = batch_collected(context, load, linger)
    floor, ceiling = context.tuned("batch_floor_bytes"), context.tuned("batch_ceiling_bytes")
    value = int(clamp(power_of_two(collected * margin.number), floor, ceiling))
    small = context.facts.get("clients.tuning.small_batch_bytes")
    thin = (
        f"; batches below {size(small.number)} compress badly" if collected < small.number else ""
    )
    over = (
        f"{spread} partitions"
        if load.keyed
        else f"{spread} brokers (no key: one partition each at a time)"
    )
    return Decision(
        value=value,
        reason=f"{size(load.plain_bytes_s)}/s per instance over {over} fill {size(collected)} in {linger.number} ms; "
        f"x {margin.number:g}, a power of two from {size(floor)} to {size(ceiling)}{thin}",
        source=cite(margin),
    )


def buffer_bytes(context: ClientContext, load: Load, batch: Decision, floor_mib: str) -> Decision:
    """Return the send buffer (F3): two batches per partition, or what is produced while no leader answers."""
    stall = context.facts.get("clients.tuning.stall_s")
    spread = load.partitions if load.keyed else max(1, context.demand.zones)
    batches = 2 * spread * batch.number
    stalled = load.plain_bytes_s * stall.number
    floor = context.number(floor_mib) * MIB
    ceiling = context.number("buffer_ceiling_mib") * MIB
    value = int(clamp(power_of_two(max(batches, stalled)), floor, ceiling))
    return Decision(
        value=value,
        reason=f"the larger of 2 x {spread} batches of {size(batch.number)} = {size(batches)} and "
        f"{stall.number:g} s of {size(load.plain_bytes_s)}/s = {size(stalled)}; a power of two from {size(floor)} "
        f"to {size(ceiling)}",
        source=cite(stall),
    )


def codec(context: ClientContext) -> Decision:
    """Return how batches are compressed; nothing when the answers say that records do not shrink."""
    ratio = context.answers.workload.compression_ratio
    if ratio <= 1:
        reason = "the answers say that records do not shrink"
        return Decision(value="none", reason=reason, source="workload.compression_ratio")
    row = context.facts.get(f"clients.tuning.objectives.{context.objective}.compression")
    reason = f"the sizing counts on {ratio:g} : 1; uncompressed records would overload the cluster"
    return Decision(value=row.text, reason=reason, source=cite(row))


def fetch_wait_ms(context: ClientContext) -> Decision:
    """Return how long a fetch may wait to fill: the objective's, at most a quarter of the end-to-end goal."""
    wanted = context.tuned("fetch_wait_ms")
    share = context.facts.get("clients.tuning.wait_of_goal")
    goal = context.answers.goals.latency.end_to_end_p99_ms
    if goal is None or goal * share.number >= wanted:
        row = context.facts.get(f"clients.tuning.objectives.{context.objective}.fetch_wait_ms")
        reason = f"an empty fetch waits {wanted:g} ms: the answers optimise for {context.objective}"
        return Decision(value=int(wanted), reason=reason, source=cite(row))
    value = max(1, int(goal * share.number))
    return Decision(
        value=value, reason=f"a quarter of the end-to-end goal of {span(goal)}", source=cite(share)
    )


def fetch_min_bytes(context: ClientContext, load: Load, wait: Decision) -> Decision:
    """Return what a fetch waits for (F10): half of what a broker holds for the instance within the wait."""
    brokers = max(1, context.demand.zones)
    collected = load.wire_bytes_s / brokers * wait.number / 1000 / 2
    ceiling = context.tuned("fetch_ceiling_bytes")
    value = min(power_of_two(collected + 1) // 2, int(ceiling))
    row = context.facts.get(f"clients.tuning.objectives.{context.objective}.fetch_ceiling_bytes")
    if value < KIB:
        return Decision(value=1, reason="records are handed out as they come", source=cite(row))
    return Decision(
        value=value,
        reason=f"half of what {brokers} brokers hold for an instance in {wait.number} ms is {size(collected)} each; "
        f"a power of two, at most {size(ceiling)}: fewer, fuller fetches",
        source=cite(row),
    )


def poll_records(context: ClientContext) -> Decision | None:
    """Return how many records a poll hands out (F7) where throughput counts; ``None`` keeps the default."""
    if context.objective not in ("throughput", "cost"):
        return None
    ceiling = context.facts.get("clients.tuning.poll_records_ceiling")
    record = context.answers.workload.record_bytes
    default = context.facts.number("clients.java.consumer.max.poll.records.default")
    value = int(clamp(ceil(MIB / record), default, ceiling.number))
    return Decision(
        value=value,
        reason=f"about 1 MiB of {size(record)} a poll; 5 minutes between polls leave {span(300_000 / value)} a record",
        source=cite(ceiling),
    )


def prefetch_kib(context: ClientContext, load: Load) -> Decision:
    """Return what a librdkafka consumer holds ahead (F6): two seconds of its records."""
    seconds = context.facts.get("clients.tuning.prefetch_s")
    floor, ceiling = context.number("prefetch_floor_kib"), context.number("prefetch_ceiling_kib")
    need = load.plain_bytes_s * seconds.number / KIB
    value = int(clamp(power_of_two(need), floor, ceiling))
    return Decision(
        value=value,
        reason=f"{seconds.number:g} s of {size(load.plain_bytes_s)}/s per instance; a power of two from "
        f"{size(floor * KIB)} to {size(ceiling * KIB)}, which is memory the process needs",
        source=cite(seconds),
    )
