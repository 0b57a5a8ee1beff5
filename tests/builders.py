"""One valid value of each kind; a test changes only what it is about."""

from dataclasses import replace
from functools import cache
from typing import Any

import plan_fixture
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.model.answers import (
    Aggregate,
    Answers,
    EncryptionKey,
    Environment,
    LatencyGoals,
    MonitoringStack,
    NewNetwork,
    Platform,
    Rate,
    Security,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.rules.topics import Limits


@cache
def facts() -> Facts:
    """Return the project's own facts."""
    return load_facts()


def msk_limits(variant: str) -> Limits:
    """Return what a variant of MSK takes."""
    return Limits(platform=Platform.MSK, variant=variant, facts=facts())


def demand(**changes: Any) -> Demand:
    """Return an aggregate demand of 20 MiB/s; stored data follows rate and retention unless given."""
    base = Demand(
        ingress_avg_mib_s=20,
        ingress_peak_mib_s=50,
        egress_avg_mib_s=40,
        egress_peak_mib_s=100,
        retention_hours=72,
        hot_retention_hours=72,
        stored_gib=0,
        record_bytes=1000,
        producers=10,
        consumers=10,
        new_connections_per_second=1,
        zones=3,
        topics=(),
        partition_replicas=600,
        aggregate=True,
    )
    changed = replace(base, **changes)
    if "stored_gib" in changes:
        return changed
    stored = changed.ingress_avg_mib_s * changed.retention_hours * 3600 / 1024
    return replace(changed, stored_gib=stored)


def answers(**changes: Any) -> Answers:
    """Return answers that every MSK variant can meet: one environment, 20 MB/s, no budget, no latency goal."""
    base = plan_fixture.answers()
    network = NewNetwork(cidr="10.40.0.0/16")
    open_minded = replace(
        base,
        goals=replace(base.goals, budget_usd_month=None, latency=LatencyGoals()),
        security=replace(base.security, encryption_key=EncryptionKey.PROVIDER),
        monitoring=replace(base.monitoring, stack=MonitoringStack.CLOUD),
        environments=(Environment(name="prod", scale=1.0, zones=3, protect=True, network=network),),
    )
    return replace(open_minded, **changes)


def loaded(
    base: Answers,
    *,
    peak_mb_s: float = 40,
    fan_out: float = 2,
    hours: float = 168,
    hot_hours: float | None = None,
) -> Answers:
    """Return answers with another load: half of the peak on average, 3.5 times smaller on the wire."""
    write = Rate(average_bytes_s=peak_mb_s * 5e5, peak_bytes_s=peak_mb_s * 1e6)
    read = Rate(
        average_bytes_s=write.average_bytes_s * fan_out, peak_bytes_s=write.peak_bytes_s * fan_out
    )
    kept = hours * 3600.0
    hot = kept if hot_hours is None else min(hot_hours * 3600.0, kept)
    times = {"retention_s": kept, "hot_retention_s": hot}
    return replace(
        base,
        workload=replace(base.workload, write=write, read=read, **times),
        topics=tuple(replace(topic, **times) for topic in base.topics),
    )


def aggregated(vector: tuple[float, ...], **changes: Any) -> Answers:
    """Return answers that state a workload as AWS's program takes it.

    Args:
        vector: Average in, peak in, average out, peak out (MiB/s), partition replicas, hours, hot hours.
        changes: Fields of the answers to replace.
    """
    mib = 1024**2
    base = answers(topics=(), applications=())
    workload = replace(
        base.workload,
        retention_s=vector[5] * 3600.0,
        hot_retention_s=vector[6] * 3600.0,
        aggregate=Aggregate(
            incoming=Rate(average_bytes_s=vector[0] * mib, peak_bytes_s=vector[1] * mib),
            outgoing=Rate(average_bytes_s=vector[2] * mib, peak_bytes_s=vector[3] * mib),
            partition_replicas=int(vector[4]),
        ),
    )
    return replace(base, workload=workload, **changes)


def secured(base: Answers, **changes: Any) -> Answers:
    """Return answers with another security."""
    security: Security = replace(base.security, **changes)
    return replace(base, security=security)


def goals(base: Answers, **changes: Any) -> Answers:
    """Return answers with other goals."""
    return replace(base, goals=replace(base.goals, **changes))
