"""``Kafka.spec.kafka.config``: only names that Strimzi does not set itself, each with its reason."""

from math import ceil

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.brokers import properties
from kafka_scaffold.sizing.platforms.strimzi.details import TieredStorage
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology
from kafka_scaffold.sizing.prose import MIB, cite, size
from kafka_scaffold.sizing.topics.plan import Replication


KAFKA = "Apache Kafka 4.3 broker configuration"
RACK = "Strimzi 1.2 documentation, rack awareness"
RLMM = "rlmm.config.remote.log.metadata.topic"


def server_properties(
    answers: Answers,
    demand: Demand,
    chosen: Candidate,
    nodes: Topology,
    topics: tuple[TopicPlan, ...],
    kept: Replication,
    tiered: TieredStorage | None,
    facts: Facts,
) -> tuple[Setting, ...]:
    """Return the brokers' configuration."""
    names = facts.get(f"strimzi.configuration.{chosen.variant}").items
    wanted = (
        properties.declared_topics(),
        _unclean(),
        *properties.copies(kept),
        *_shared_groups(kept),
        *((properties.reading_by_zone(RACK),) if nodes.zones > 1 else ()),
        *properties.fetch_sessions(demand, facts),
        *properties.retention(answers, topics, facts),
        *properties.record_size(topics, facts),
        *_threads(answers, chosen, facts),
        *_replication(demand, chosen, kept, facts),
        *_cruise_control(kept, dual=nodes.dual),
        *(_remote(kept, facts) if tiered is not None else ()),
    )
    return tuple(setting for setting in wanted if setting.name in names)


def _unclean() -> Setting:
    return Setting(
        name="unclean.leader.election.enable",
        value=False,
        reason="A copy that is behind never leads, so acknowledged records are not lost",
        source=KAFKA,
    )


def _shared_groups(kept: Replication) -> tuple[Setting, ...]:
    prefix = "share.coordinator.state.topic"
    what = "State of share groups, which Kafka 4.2 and later have"
    return (
        Setting(
            name=f"{prefix}.replication.factor",
            value=kept.factor,
            reason=f"{what}: {kept.reason}",
            source=kept.source,
        ),
        Setting(
            name=f"{prefix}.min.isr",
            value=kept.min_insync,
            reason=f"{what}: {kept.reason}",
            source=kept.source,
        ),
    )


def _threads(answers: Answers, chosen: Candidate, facts: Facts) -> tuple[Setting, ...]:
    vcpu = facts.number(f"{answers.cloud.provider}.machines.{chosen.size}.vcpu")
    settings = []
    for name, fact in (
        ("num.network.threads", "network_threads"),
        ("num.io.threads", "io_threads"),
    ):
        each = facts.get(f"strimzi.parts.{fact}_per_vcpu")
        default = facts.number(f"strimzi.parts.{fact}_default")
        value = int(max(default, vcpu * each.number))
        if value != default:
            reason = f"{each.number:g} for each of {vcpu:g} vCPU (default {default:g}): {each.note}"
            settings.append(Setting(name=name, value=value, reason=reason, source=cite(each)))
    again = facts.get("strimzi.parts.recovery_threads")
    settings.append(
        Setting(
            name="num.recovery.threads.per.data.dir",
            value=int(again.number),
            reason=f"A broker that was killed is back sooner: {again.note}",
            source=cite(again),
        )
    )
    return tuple(settings)


def _replication(
    demand: Demand, chosen: Candidate, kept: Replication, facts: Facts
) -> tuple[Setting, ...]:
    """Return more fetchers where a broker copies more than one of them brings over."""
    from_mib_s = facts.get("strimzi.parts.replica_fetchers_from_mib_s")
    copied = demand.ingress_peak_mib_s * (kept.factor - 1) / max(1, chosen.units)
    if copied < from_mib_s.number:
        return ()
    fact = facts.get("strimzi.parts.replica_fetchers")
    reason = f"A broker copies {copied:.3g} MiB/s at peak; {fact.note}"
    return (
        Setting(
            name="num.replica.fetchers", value=int(fact.number), reason=reason, source=cite(fact)
        ),
    )


def _cruise_control(kept: Replication, *, dual: bool) -> tuple[Setting, ...]:
    if dual:
        return ()
    what = "What brokers tell Cruise Control"
    return (
        Setting(
            name="cruise.control.metrics.topic.replication.factor",
            value=kept.factor,
            reason=f"{what}: {kept.reason}",
            source=kept.source,
        ),
        Setting(
            name="cruise.control.metrics.topic.min.insync.replicas",
            value=kept.min_insync,
            reason=f"{what}: {kept.reason}",
            source=kept.source,
        ),
    )


def _remote(kept: Replication, facts: Facts) -> tuple[Setting, ...]:
    rate = facts.get("strimzi.tiered.upload_mib_s")
    bytes_s = ceil(rate.number * MIB)
    what = "Where moved segments are is itself a topic"
    return (
        Setting(
            name=f"{RLMM}.replication.factor",
            value=kept.factor,
            reason=f"{what}: {kept.reason}",
            source=kept.source,
        ),
        Setting(
            name=f"{RLMM}.min.isr",
            value=kept.min_insync,
            reason=f"{what}: {kept.reason}",
            source=kept.source,
        ),
        Setting(
            name="remote.log.manager.copy.max.bytes.per.second",
            value=bytes_s,
            reason=f"Moving segments takes {size(bytes_s)}/s of a broker's disk and network at most; {rate.note}",
            source=cite(rate),
        ),
    )
