"""The plugin that stops producers before a disk is full: a broker whose disk is full does not start again."""

from math import ceil

from kafka_scaffold.model.answers import Answers, Environment, SchemaRegistry
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.platforms.strimzi.access import has_client_quotas
from kafka_scaffold.sizing.platforms.strimzi.details import BrokerQuota
from kafka_scaffold.sizing.platforms.strimzi.names import REGISTRY, principal, user_of
from kafka_scaffold.sizing.prose import MIB, cite


def broker_quota(
    answers: Answers, environment: Environment, demand: Demand, facts: Facts
) -> BrokerQuota | None:
    """Return the plugin's limits, or ``None`` where users have quotas of their own instead.

    The registry is left out: a schema is small, and without it producers that are still let through cannot write.
    """
    if has_client_quotas(environment):
        return None
    ratio = facts.get("strimzi.quotas.min_available_ratio")
    registry = answers.schemas.registry is SchemaRegistry.KARAPACE
    return BrokerQuota(
        min_available_ratio=Setting(
            name="min_available_ratio",
            value=ratio.number,
            reason=f"Producers stop while less than {ratio.number:.0%} of a volume is free; {ratio.note}",
            source=cite(ratio),
        ),
        producer_byte_rate=_rate("producer_byte_rate", demand.ingress_peak_mib_s, facts),
        consumer_byte_rate=_rate("consumer_byte_rate", demand.egress_peak_mib_s, facts),
        excluded=(principal(user_of(REGISTRY, answers), answers),) if registry else (),
    )


def _rate(name: str, peak_mib_s: float, facts: Facts) -> Setting:
    room = facts.get("strimzi.quotas.room")
    return Setting(
        name=name,
        value=ceil(peak_mib_s * room.number * MIB),
        reason=f"All clients of one broker together: {peak_mib_s:.3g} MiB/s of the cluster at peak x {room.number:g}; "
        "one broker may for a moment serve everybody",
        source=cite(room),
    )
