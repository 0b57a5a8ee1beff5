"""Topics against what their variant takes, and settings of a topic against one another."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kafka_scaffold.model.answers import Platform
from kafka_scaffold.model.facts import Facts, Scalar
from kafka_scaffold.model.plan import Finding, Setting, TopicPlan
from kafka_scaffold.rules.found import error, values, warning
from kafka_scaffold.units import MIB


KAFKA = "Apache Kafka topic configuration"
TIERED = "Apache Kafka tiered storage, limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one variant of a platform takes, by the names that every platform's facts share."""

    platform: Platform
    variant: str
    facts: Facts

    @property
    def title(self) -> str:
        """Return platform and variant in words."""
        return f"{self.platform} {self.variant}"

    def names(self, of: str) -> tuple[Scalar, ...]:
        """Return the names of properties (``configuration``) or settings (``topic_configuration``)."""
        return self.facts.get(f"{self.platform}.{of}.{self.variant}").items

    def of_variant(self, name: str) -> float | None:
        """Return a limit of the variant, or ``None`` where there is none."""
        return self._number(f"{self.platform}.{self.variant}.{name}")

    def of_platform(self, name: str) -> float | None:
        """Return a limit that all variants share, or ``None`` where there is none."""
        return self._number(f"{self.platform}.{name}")

    def _number(self, name: str) -> float | None:
        fact = self.facts.find(name)
        return None if fact is None else fact.number


def check_topics(topics: tuple[TopicPlan, ...], limits: Limits) -> tuple[Finding, ...]:
    """Return what a variant refuses, and what contradicts itself."""
    return tuple(
        finding
        for topic in topics
        for check in (_allowed, _copies, _tiered, _compaction, _segments, _size)
        for finding in check(topic, values(topic.settings), limits)
    )


def check_properties(properties: tuple[Setting, ...], limits: Limits) -> tuple[Finding, ...]:
    """Return broker properties that a variant refuses or that contradict one another."""
    allowed = limits.names("configuration")
    given = values(properties)
    found = [
        error("property-unknown", f"{limits.title} takes no property {name!r}", name)
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


def _allowed(topic: TopicPlan, given: dict[str, Scalar], limits: Limits) -> Iterator[Finding]:
    names = limits.names("topic_configuration")
    for name in given:
        if name not in names:
            message = f"{limits.title} takes no topic setting {name!r}"
            yield error("topic-setting-unknown", message, topic.name, source=KAFKA)


def _copies(topic: TopicPlan, given: dict[str, Scalar], limits: Limits) -> Iterator[Finding]:
    factor, least = topic.replication_factor, topic.min_insync_replicas
    fixed = limits.of_variant("replication")
    if fixed is not None and factor != fixed:
        message = f"replication factor {factor}; {limits.title} has {fixed:g} alone"
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


def _tiered(topic: TopicPlan, given: dict[str, Scalar], limits: Limits) -> Iterator[Finding]:
    if not given.get("remote.storage.enable", False):
        return
    if "compact" in topic.cleanup.value:
        yield error(
            "tiered-compact", "a compacted topic cannot be tiered", topic.name, source=TIERED
        )
    kept = _number(given.get("retention.ms", -1))
    least = limits.of_platform("tiered.min_retention_ms") or 0
    if 0 <= kept < least:
        message = f"retention.ms {kept:.0f}: tiered topics keep {least:.0f} ms or more"
        yield error("tiered-retention", message, topic.name, source=TIERED)
    local = _number(given.get("local.retention.ms", -2))
    if 0 <= kept < local:
        message = f"local.retention.ms {local:.0f} is more than retention.ms {kept:.0f}"
        yield error("tiered-local", message, topic.name, source=KAFKA)
    smallest_mib = limits.of_platform("tiered.min_segment_mib") or 0
    if _number(given.get("segment.bytes", math.inf)) < smallest_mib * MIB:
        message = f"segment.bytes {given['segment.bytes']}: tiered segments have {smallest_mib:g} MiB or more"
        yield error("tiered-segment", message, topic.name, source=TIERED)


def _compaction(topic: TopicPlan, given: dict[str, Scalar], limits: Limits) -> Iterator[Finding]:
    most = given.get("max.compaction.lag.ms")
    least = given.get("min.compaction.lag.ms")
    if most is not None and least is not None and _number(least) > _number(most):
        message = f"min.compaction.lag.ms {least} is more than max.compaction.lag.ms {most}"
        yield error("compaction-lag", message, topic.name, source=KAFKA)
    bound = limits.of_variant("min_max_compaction_lag_ms")
    if bound is not None and most is not None and _number(most) < bound:
        message = f"max.compaction.lag.ms {most}: {limits.title} takes {bound:.0f} or more"
        yield error("compaction-lag", message, topic.name)


def _segments(topic: TopicPlan, given: dict[str, Scalar], limits: Limits) -> Iterator[Finding]:
    del limits
    age, kept = given.get("segment.ms"), given.get("retention.ms")
    hour_ms = 3_600_000  # rolling faster than hourly is worse than keeping an hour too long
    if age is not None and kept is not None and max(_number(kept), hour_ms) < _number(age):
        message = f"segment.ms {age} is more than retention.ms {kept}: records outlive their retention twice"
        yield warning("segment-age", message, topic.name, source=KAFKA)


def _size(topic: TopicPlan, given: dict[str, Scalar], limits: Limits) -> Iterator[Finding]:
    largest = given.get("max.message.bytes")
    limit = limits.of_variant("max_message_bytes")
    if largest is not None and limit is not None and _number(largest) > limit:
        message = f"max.message.bytes {largest}: {limits.title} takes {limit:.0f} at most"
        yield error("record-size", message, topic.name)


def _number(value: Scalar) -> float:
    return float(value)
