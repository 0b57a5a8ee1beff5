"""The cluster's server.properties: only names that the variant accepts, each with its reason."""

from kafka_scaffold.model.answers import Answers, Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.platforms.msk.details import Storage
from kafka_scaffold.sizing.prose import cite, power_of_two, size, span
from kafka_scaffold.sizing.topics.plan import Replication


RACK_AWARE = "org.apache.kafka.common.replica.RackAwareReplicaSelector"


def server_properties(
    answers: Answers,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    copies: Replication,
    storage: Storage | None,
    facts: Facts,
) -> tuple[Setting, ...]:
    """Return the properties of one cluster; none on Serverless, which has no configuration to edit."""
    names = facts.get(f"msk.configuration.{chosen.variant}").items
    wanted = (
        *_safety(answers, facts),
        *_copies(copies),
        *_reading(demand, facts),
        *_retention(answers, topics, facts),
        *_record_size(topics, facts),
        *_threads(chosen, storage, facts),
    )
    return tuple(setting for setting in wanted if setting.name in names)


def acl_bootstrap(answers: Answers, variant: str, facts: Facts) -> Setting | None:
    """Return what must hold until the first ACLs exist; ``None`` where IAM decides and ACLs play no part.

    There is no super user on MSK: with the property off and no ACL, nobody could create the first one. So the
    first apply leaves it on, access/apply.sh creates the ACLs (an administrator's among them), and the next
    apply turns it off for good.
    """
    if variant == "serverless" or answers.security.authentication is Authentication.IAM:
        return None
    fact = facts.get("msk.acl.bootstrap")
    return Setting(
        name="allow.everyone.if.no.acl.found",
        value=bool(fact.value),
        reason="Only until the first ACLs exist: MSK has no super user, so with it off nobody could create them",
        source=cite(fact),
    )


def _safety(answers: Answers, facts: Facts) -> tuple[Setting, ...]:
    acl = facts.get("msk.acl.allow_everyone")
    iam = answers.security.authentication is Authentication.IAM
    return (
        Setting(
            name="auto.create.topics.enable",
            value=False,
            reason="Topics are declared in this repository; a typing error must not create one",
            source="Apache Kafka broker configuration, auto.create.topics.enable",
        ),
        Setting(
            name="unclean.leader.election.enable",
            value=False,
            reason="A copy that is behind never leads, so acknowledged records are not lost; MSK's default is true",
            source="Amazon MSK developer guide, default configuration",
        ),
        Setting(
            name="allow.everyone.if.no.acl.found",
            value=bool(acl.value),
            reason="A topic without a grant is nobody's; IAM policies decide for IAM clients"
            if iam
            else "A topic without an ACL is nobody's; on only until the first ACLs exist",
            source=cite(acl),
        ),
    )


def _copies(copies: Replication) -> tuple[Setting, ...]:
    def one(name: str, value: int, what: str) -> Setting:
        reason = f"{what}: {copies.reason}"
        return Setting(name=name, value=value, reason=reason, source=copies.source)

    return (
        one("default.replication.factor", copies.factor, "Topics without a number of their own"),
        one("min.insync.replicas", copies.min_insync, "Copies that acks=all waits for"),
        one("offsets.topic.replication.factor", copies.factor, "Consumer positions"),
        one("transaction.state.log.replication.factor", copies.factor, "State of transactions"),
        one("transaction.state.log.min.isr", copies.min_insync, "State of transactions"),
    )


def _reading(demand: Demand, facts: Facts) -> tuple[Setting, ...]:
    rack = Setting(
        name="replica.selector.class",
        value=RACK_AWARE,
        reason="Consumers that set client.rack read from a copy in their own zone; traffic between zones costs money",
        source="Amazon MSK developer guide, consumer rack awareness",
    )
    default = facts.get("kafka.fetch_sessions.default_slots")
    if demand.consumers <= default.number:
        return (rack,)
    value = power_of_two(demand.consumers * 1.25)
    sessions = Setting(
        name="max.incremental.fetch.session.cache.slots",
        value=value,
        reason=f"{demand.consumers} consumers each hold a fetch session on a broker; next power of two with a "
        f"quarter more (default {default.number:g})",
        source=cite(default),
    )
    return (rack, sessions)


def _retention(
    answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts
) -> tuple[Setting, ...]:
    kept_ms = round(answers.workload.retention_s * 1000)
    settings = [
        Setting(
            name="log.retention.ms",
            value=kept_ms,
            reason=f"Topics without a retention of their own keep {span(kept_ms)}",
            source="workload.retention",
        )
    ]
    default = facts.get("kafka.offsets.default_retention_minutes")
    longest_hours = max(
        (t.retention_hours for t in topics if not t.internal), default=kept_ms / 3_600_000
    )
    minutes = round(longest_hours * 60)
    if minutes > default.number:
        settings.append(
            Setting(
                name="offsets.retention.minutes",
                value=minutes,
                reason=f"A stopped consumer finds its position as long as its records are kept, {longest_hours:.4g} h "
                f"(default {default.number / 60:g} h)",
                source=cite(default),
            )
        )
    return tuple(settings)


def _record_size(topics: tuple[TopicPlan, ...], facts: Facts) -> tuple[Setting, ...]:
    largest = [
        (int(s.value), t.name) for t in topics for s in t.settings if s.name == "max.message.bytes"
    ]
    if not largest:
        return ()
    value, topic = max(largest)
    source = cite(facts.get("kafka.message.default_max_bytes"))

    def one(name: str, what: str) -> Setting:
        return Setting(
            name=name,
            value=value,
            reason=f"{what} {size(value)}, the limit of {topic}",
            source=source,
        )

    return (
        one("message.max.bytes", "No topic takes more than"),
        one("replica.fetch.max.bytes", "Replicas fetch a whole batch at once, up to"),
    )


def _threads(chosen: Candidate, storage: Storage | None, facts: Facts) -> tuple[Setting, ...]:
    settings = []
    if chosen.size in facts.rows("msk.threads"):
        for name, column in (("num.io.threads", "io"), ("num.network.threads", "network")):
            fact = facts.get(f"msk.threads.{chosen.size}.{column}")
            reason = f"AWS's advice for {chosen.size}; the default leaves cores idle"
            settings.append(
                Setting(name=name, value=int(fact.number), reason=reason, source=cite(fact))
            )
    if storage is not None and storage.throughput_mib_s is not None:
        fact = facts.get(f"msk.provisioned_throughput.{chosen.size}.num_replica_fetchers")
        settings.append(
            Setting(
                name="num.replica.fetchers",
                value=int(fact.number),
                reason=f"Replication must use the {storage.throughput_mib_s.value} MiB/s that are provisioned",
                source=cite(fact),
            )
        )
    return tuple(settings)
