"""Topic settings by formula: retention, segments, compaction, the largest record."""

from math import ceil

from kafka_scaffold.model.answers import Cleanup
from kafka_scaffold.model.demand import TopicDemand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.prose import HOUR_MS, KIB, MIB, cite, clamp, power_of_two, size, span


def retention(topic: TopicDemand) -> tuple[Setting, ...]:
    """Return the cleanup policy and how long records stay."""
    policy = {
        Cleanup.DELETE: "records go when their retention ends",
        Cleanup.COMPACT: "the newest record of each key stays for good",
        Cleanup.COMPACT_DELETE: "the newest record of each key stays until its retention ends",
    }[topic.cleanup]
    settings = [
        Setting(
            name="cleanup.policy",
            value=topic.cleanup.value,
            reason=policy[0].upper() + policy[1:],
            source="topics[].cleanup",
        )
    ]
    if topic.cleanup is not Cleanup.COMPACT:
        value = milliseconds(topic.retention_hours)
        settings.append(
            Setting(
                name="retention.ms",
                value=value,
                reason=f"Kept {span(value)} as asked",
                source="topics[].retention",
            )
        )
    return tuple(settings)


def tiered(topic: TopicDemand) -> tuple[Setting, ...]:
    """Return the settings that move what is not hot to tiered storage."""
    local = milliseconds(topic.hot_retention_hours)
    return (
        Setting(
            name="remote.storage.enable",
            value=True,
            reason=f"Kept {span(milliseconds(topic.retention_hours))}, quick to read only {span(local)}: "
            "closed segments move to tiered storage, which costs less than volumes with every copy",
            source="topics[].hot_retention",
        ),
        Setting(
            name="local.retention.ms",
            value=local,
            reason=f"The last {span(local)} stay on the brokers' volumes too",
            source="topics[].hot_retention",
        ),
    )


def segments(
    topic: TopicDemand,
    partitions: int,
    facts: Facts,
    *,
    moved_bytes: float | None,
    minimum_roll_ms: float = 0,
) -> tuple[Setting, ...]:
    """Return segment size and age where they differ from the default.

    A record leaves only with its whole segment, so a segment may be as old as a tenth of the retention, and as
    big as what a partition takes in that time. A tiered topic closes segments sooner: only closed ones move.

    Args:
        topic: Its traffic, cleanup and retention.
        partitions: How many share the traffic.
        facts: Defaults and bounds.
        moved_bytes: The platform's default size of a segment that moves to tiered storage; ``None`` when none do.
        minimum_roll_ms: How long a segment stays open at least.
    """
    is_tiered = moved_bytes is not None
    age_ms = _segment_age_ms(topic, facts, is_tiered=is_tiered)
    rate_mib_s = topic.ingress_avg_mib_s / partitions
    filled = rate_mib_s * MIB * age_ms / 1000
    default = facts.get("kafka.segment.default_bytes")
    default_bytes = default.number if moved_bytes is None else moved_bytes
    least = max(
        facts.number("kafka.segment.min_mib") * MIB, rate_mib_s * MIB * minimum_roll_ms / 1000
    )
    value = int(clamp(power_of_two(filled), power_of_two(least), default.number))
    value = min(value, int(default.number))
    settings = []
    if value != default_bytes:
        settings.append(
            Setting(
                name="segment.bytes",
                value=value,
                reason=f"{rate_mib_s:.3g} MiB/s per partition fill {size(filled)} in {span(age_ms)}; "
                f"next power of two from {size(power_of_two(least))} to {size(default.number)}",
                source=cite(facts.get("kafka.segment.min_mib")),
            )
        )
    if age_ms != facts.number("kafka.segment.default_ms"):
        settings.append(_segment_age(topic, age_ms, facts, is_tiered=is_tiered))
    return tuple(settings)


def _segment_age_ms(topic: TopicDemand, facts: Facts, *, is_tiered: bool) -> int:
    longest = facts.number("kafka.segment.default_ms")
    if topic.cleanup is Cleanup.COMPACT:
        return int(longest)
    if is_tiered:
        return int(facts.number("kafka.segment.tiered_roll_ms"))
    share = facts.number("kafka.segment.share_of_retention")
    wanted = milliseconds(topic.retention_hours) * share
    return int(clamp(wanted, facts.number("kafka.segment.min_ms"), longest))


def _segment_age(topic: TopicDemand, age_ms: int, facts: Facts, *, is_tiered: bool) -> Setting:
    fact = facts.get(
        "kafka.segment.tiered_roll_ms" if is_tiered else "kafka.segment.share_of_retention"
    )
    share = (
        f"a tenth of {span(milliseconds(topic.retention_hours))} (at least an hour, at most 7 d)"
    )
    why = (
        "only closed segments move to tiered storage"
        if is_tiered
        else f"{share}: a record goes with its segment"
    )
    return Setting(
        name="segment.ms",
        value=age_ms,
        reason=f"A segment closes after {span(age_ms)}, {why}",
        source=cite(fact),
    )


def compaction(topic: TopicDemand, facts: Facts) -> tuple[Setting, ...]:
    """Return how soon compaction may and must happen; nothing for a topic that only deletes."""
    if topic.cleanup is Cleanup.DELETE:
        return ()
    least = facts.get("kafka.compaction.min_lag_ms")
    most = facts.get("kafka.compaction.max_lag_ms")
    kept = facts.get("kafka.compaction.tombstone_ms")
    tombstone_ms = int(kept.number)
    if topic.cleanup is Cleanup.COMPACT_DELETE:
        tombstone_ms = min(tombstone_ms, milliseconds(topic.retention_hours))
    dirty = facts.get("kafka.compaction.dirty_ratio")
    waste = f"{1 / (1 - dirty.number):.3g} times the live data on disk instead of twice"
    return (
        Setting(
            name="min.compaction.lag.ms",
            value=int(least.number),
            reason=f"A reader up to {span(least.number)} behind still sees every change of a key",
            source=cite(least),
        ),
        Setting(
            name="max.compaction.lag.ms",
            value=int(most.number),
            reason=f"A replaced or deleted value is gone within about {span(most.number)}, "
            "however little is written",
            source=cite(most),
        ),
        Setting(
            name="delete.retention.ms",
            value=tombstone_ms,
            reason=f"A deletion stays readable for {span(tombstone_ms)}, so that a reader that was down learns of it",
            source=cite(kept),
        ),
        Setting(
            name="min.cleanable.dirty.ratio",
            value=dirty.number,
            reason=f"Compact when {dirty.number:.0%} of the log are replaced values: {waste}",
            source=cite(dirty),
        ),
    )


def record_size(
    largest: int | None, facts: Facts, limit: float | None = None
) -> tuple[Setting, ...]:
    """Return the largest batch a topic takes, when its largest record needs more than the default."""
    default = facts.get("kafka.message.default_max_bytes").number
    overhead = facts.get("kafka.message.overhead_bytes")
    need = (largest or 0) + overhead.number
    if largest is None or need <= default:
        return ()
    value = ceil(need / KIB) * KIB
    if limit is not None:
        value = min(value, int(limit))
    return (
        Setting(
            name="max.message.bytes",
            value=value,
            reason=f"Largest record of {size(largest)} plus {size(overhead.number)} of batch and "
            "headers, in whole KiB",
            source="topics[].max_record_size",
        ),
    )


def compression() -> Setting:
    """Return the codec: the one that the producer chose."""
    return Setting(
        name="compression.type",
        value="producer",
        reason="Brokers store what producers compressed; any other codec would have them recompress each batch",
        source="Apache Kafka topic configuration, compression.type",
    )


def milliseconds(hours: float) -> int:
    """Return hours as whole milliseconds."""
    return round(hours * HOUR_MS)
