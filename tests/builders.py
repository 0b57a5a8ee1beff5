"""One valid value of each kind; a test changes only what it is about."""

from dataclasses import replace
from functools import cache
from typing import Any

from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts


@cache
def facts() -> Facts:
    """Return the project's own facts."""
    return load_facts()


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
