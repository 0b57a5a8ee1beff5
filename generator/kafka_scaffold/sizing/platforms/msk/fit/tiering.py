"""What may leave the brokers' disks: a demand as a variant stores it."""

from functools import partial

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.msk.details import Variant
from kafka_scaffold.sizing.platforms.msk.topics import is_tiered
from kafka_scaffold.sizing.prose import HOUR_MS
from kafka_scaffold.sizing.topics import tiering


def as_stored(demand: Demand, variant: str, facts: Facts) -> Demand:
    """Return a demand in which everything that cannot be tiered is hot.

    Only Standard has tiered storage, for deleting topics kept three days or more. Express and Serverless keep one
    kind of storage, where hot and cold cost the same, so that nothing is hot by itself.
    """
    least = facts.number("msk.tiered.min_retention_ms") / HOUR_MS
    return tiering.as_stored(
        demand,
        partial(is_tiered, variant=variant, facts=facts),
        whole=variant == Variant.STANDARD and demand.retention_hours >= least,
    )
