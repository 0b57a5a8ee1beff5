"""Topics against what their variant takes, and settings of a topic against one another."""

from collections.abc import Iterator

from kafka_scaffold.model.facts import Facts, Scalar
from kafka_scaffold.model.plan import Finding, Setting, TopicPlan
from kafka_scaffold.rules.found import error, values, warning


KAFKA = "Apache Kafka topic configuration"
TIERED = "Amazon MSK developer guide, tiered storage"


def check_topics(topics: tuple[TopicPlan, ...], variant: str, facts: Facts) -> tuple[Finding, ...]:
    """Return what a variant refuses, and what contradicts itself."""
    return tuple(
        finding
        for topic in topics
        for check in (_allowed, _copies, _tiered, _compaction, _segments, _size)
        for finding in check(topic, values(topic.settings), variant, facts)
    )


def check_properties(
    properties: tuple[Setting, ...], variant: str, facts: Facts
) -> tuple[Finding, ...]:
    """Return broker properties that a variant refuses or that contradict one another."""
    allowed = facts.get(f"msk.configuration.{variant}").items
    given = values(properties)
    found = [
        error("property-unknown", f"MSK {variant} takes no property {name!r}", name)
        for name in given
        if name not in allowed
    ]
    found += [
        error("property-twice", f"{name!r} is given twice", name)
        for name in given
        if sum(setting.name == name for setting in properties) > 1
    ]
    if given.get("unclean.leader.election.enable", False):
        message = "a copy that is behind may lead: acknowledged records can be lost"
        found.append(error("unclean-election", message, "unclean.leader.election.enable"))
    pairs = (
        ("message.max.bytes", "replica.fetch.max.bytes", "a batch may not fit a replica's fetch"),
        ("num.network.threads", "num.io.threads", "network threads wait for request handlers"),
        ("min.insync.replicas", "default.replication.factor", "no copy may ever be away"),
        (
            "transaction.state.log.min.isr",
            "transaction.state.log.replication.factor",
            "no copy may ever be away",
        ),
    )
    for small, large, why in pairs:
        if small in given and large in given and _number(given[small]) > _number(given[large]):
            message = f"{small} {given[small]} is more than {large} {given[large]}: {why}"
            found.append(error("property-order", message, small))
    return tuple(found)


def _allowed(
    topic: TopicPlan, given: dict[str, Scalar], variant: str, facts: Facts
) -> Iterator[Finding]:
    names = facts.get(f"msk.topic_configuration.{variant}").items
    for name in given:
        if name not in names:
            message = f"MSK {variant} takes no topic setting {name!r}"
            yield error("topic-setting-unknown", message, topic.name, source=KAFKA)


def _copies(
    topic: TopicPlan, given: dict[str, Scalar], variant: str, facts: Facts
) -> Iterator[Finding]:
    factor, least = topic.replication_factor, topic.min_insync_replicas
    fixed = facts.find(f"msk.{variant}.replication")
    if fixed is not None and factor != fixed.number:
        message = f"replication factor {factor}; {variant} has {fixed.number:g} alone"
        yield error("replication-fixed", message, topic.name)
    if least > factor:
        message = (
            f"min.insync.replicas {least} is more than {factor} copies: nothing can be written"
        )
        yield error("min-isr", message, topic.name, source=KAFKA)
    elif least == factor > 1:
        message = f"all {factor} copies must be in sync: every broker restart stops writes"
        yield warning("min-isr", message, topic.name, source=KAFKA)
    if "min.insync.replicas" in given and given["min.insync.replicas"] != least:
        message = f"min.insync.replicas is {given['min.insync.replicas']} and planned as {least}"
        yield error("min-isr", message, topic.name, source=KAFKA)


def _tiered(
    topic: TopicPlan, given: dict[str, Scalar], variant: str, facts: Facts
) -> Iterator[Finding]:
    del variant
    if not given.get("remote.storage.enable", False):
        return
    if "compact" in topic.cleanup.value:
        yield error(
            "tiered-compact", "a compacted topic cannot be tiered", topic.name, source=TIERED
        )
    kept = _number(given.get("retention.ms", -1))
    least = facts.number("msk.tiered.min_retention_ms")
    if 0 <= kept < least:
        message = f"retention.ms {kept:.0f}: tiered topics keep {least:.0f} (3 days) or more"
        yield error("tiered-retention", message, topic.name, source=TIERED)
    local = _number(given.get("local.retention.ms", -2))
    if 0 <= kept < local:
        message = f"local.retention.ms {local:.0f} is more than retention.ms {kept:.0f}"
        yield error("tiered-local", message, topic.name, source=KAFKA)
    smallest = facts.number("msk.tiered.min_segment_mib") * 1024 * 1024
    if _number(given.get("segment.bytes", smallest)) < smallest:
        message = f"segment.bytes {given['segment.bytes']}: tiered segments have 48 MiB or more"
        yield error("tiered-segment", message, topic.name, source=TIERED)


def _compaction(
    topic: TopicPlan, given: dict[str, Scalar], variant: str, facts: Facts
) -> Iterator[Finding]:
    most = given.get("max.compaction.lag.ms")
    least = given.get("min.compaction.lag.ms")
    if most is not None and least is not None and _number(least) > _number(most):
        message = f"min.compaction.lag.ms {least} is more than max.compaction.lag.ms {most}"
        yield error("compaction-lag", message, topic.name, source=KAFKA)
    bound = facts.number("msk.express.min_max_compaction_lag_ms")
    if variant == "express" and most is not None and _number(most) < bound:
        message = f"max.compaction.lag.ms {most}: Express takes {bound:.0f} (1 day) or more"
        yield error("compaction-lag", message, topic.name)


def _segments(
    topic: TopicPlan, given: dict[str, Scalar], variant: str, facts: Facts
) -> Iterator[Finding]:
    del variant, facts
    age, kept = given.get("segment.ms"), given.get("retention.ms")
    hour_ms = 3_600_000  # rolling faster than hourly is worse than keeping an hour too long
    if age is not None and kept is not None and max(_number(kept), hour_ms) < _number(age):
        message = f"segment.ms {age} is more than retention.ms {kept}: records outlive their retention twice"
        yield warning("segment-age", message, topic.name, source=KAFKA)


def _size(
    topic: TopicPlan, given: dict[str, Scalar], variant: str, facts: Facts
) -> Iterator[Finding]:
    largest = given.get("max.message.bytes")
    limit = facts.find(f"msk.{variant}.max_message_bytes")
    if largest is not None and limit is not None and _number(largest) > limit.number:
        message = f"max.message.bytes {largest}: {variant} takes {limit.number:.0f} at most"
        yield error("record-size", message, topic.name)


def _number(value: Scalar) -> float:
    return float(value)
