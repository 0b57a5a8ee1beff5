"""MirrorMaker 2: copies another cluster's topics into this one under their own names, to migrate or to stand by."""

from dataclasses import replace
from math import ceil

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.model.platform_answers import Mirror as Source
from kafka_scaffold.model.platform_answers import MirrorAuthentication
from kafka_scaffold.sizing.connect.settings import largest_request, producer_compression
from kafka_scaffold.sizing.platforms.strimzi.details import Mirror
from kafka_scaffold.sizing.platforms.strimzi.names import MIRROR, MIRROR_GROUP, user_of
from kafka_scaffold.sizing.platforms.strimzi.resources import resources
from kafka_scaffold.sizing.prose import cite


DOCS = "Strimzi 1.2 documentation, MirrorMaker 2"
IDENTITY = "org.apache.kafka.connect.mirror.IdentityReplicationPolicy"
SIGNED_WITH = {
    MirrorAuthentication.SCRAM: "scram-sha-512",
    MirrorAuthentication.PLAIN: "plain",
    MirrorAuthentication.MTLS: "tls",
}
GROUPS = ".*"


def mirror(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Mirror | None:
    """Return the mirror that was asked for; ``None`` in every environment that is not copied into."""
    asked = mirrored(answers, environment)
    if asked is None:
        return None
    kinds = ("configs", "offsets", "status")
    configs, offsets, status = (f"{MIRROR_GROUP}-{kind}" for kind in kinds)
    return Mirror(
        name=MIRROR,
        source_alias=asked.alias,
        source_bootstrap=",".join(asked.bootstrap_servers),
        source_authentication=SIGNED_WITH[asked.authentication],
        source_user=asked.user,
        topics="|".join(asked.topics),
        groups=GROUPS,
        replicas=_replicas(facts),
        tasks=_tasks(demand, facts),
        source_config=_source(facts),
        checkpoint_config=_checkpoints(facts),
        target_group=MIRROR_GROUP,
        target_topics=(configs, offsets, status),
        target_config=(_compression(facts), *largest_request(topics)),
        resources=resources("mirror", "Reads and writes every copied record once", facts),
        user=user_of(MIRROR, answers),
    )


def mirrored(answers: Answers, environment: Environment) -> Source | None:
    """Return the cluster that is copied into an environment: into the largest alone, as no other could carry it."""
    return answers.kubernetes.mirror if environment.name == answers.primary.name else None


def _one(name: str, value: str | int, reason: str, source: str = DOCS) -> Setting:
    return Setting(name=name, value=value, reason=reason, source=source)


def _replicas(facts: Facts) -> Setting:
    least = facts.get("strimzi.connect.workers_least")
    return _one(
        "replicas", int(least.number), f"{least.number:g} workers: {least.note}", cite(least)
    )


def _tasks(demand: Demand, facts: Facts) -> Setting:
    """Return the tasks: what is copied is not known, so everything that is written here may be."""
    each = facts.get("strimzi.mirror.mib_s_per_task")
    most = facts.get("strimzi.mirror.tasks_max")
    need = max(1, ceil(demand.ingress_peak_mib_s / each.number))
    count = int(min(most.number, need))
    reason = (
        f"Should all {demand.ingress_peak_mib_s:.3g} MiB/s of the peak come from there, {each.number:g} for each task; "
        f"at most {most.number:g}: {most.note}"
    )
    return _one("tasks", count, reason, cite(each))


def _compression(facts: Facts) -> Setting:
    """Return how workers compress: they unpack what they read, and brokers store what they are given."""
    decided = producer_compression(facts)
    reason = "Copied records arrive unpacked at the worker; the sizing counts on compressed ones"
    return replace(decided, reason=reason)


def _policy() -> tuple[Setting, ...]:
    return (
        _one(
            "replication.policy.class",
            IDENTITY,
            "Topics keep their names; both connectors must say so, or no group is synced",
        ),
        _one(
            "offset-syncs.topic.location",
            "target",
            "Nothing is written to the source, which may be read-only",
        ),
    )


def _source(facts: Facts) -> tuple[Setting, ...]:
    refresh = facts.get("strimzi.mirror.refresh_seconds")
    default = "As many copies as this cluster's default"
    return (
        *_policy(),
        _one("replication.factor", -1, default),
        _one("offset-syncs.topic.replication.factor", -1, default),
        _one(
            "refresh.topics.interval.seconds",
            int(refresh.number),
            f"{refresh.number:g} s: {refresh.note}",
            cite(refresh),
        ),
        _one(
            "sync.topic.acls.enabled",
            "false",
            "Grants are in users.yaml; the User Operator would remove others",
        ),
        _one(
            "sync.topic.configs.enabled",
            "false",
            "Topics get the source's settings when they are made; later the Topic Operator owns those in topics.yaml, and "
            "two owners would undo one another",
        ),
    )


def _checkpoints(facts: Facts) -> tuple[Setting, ...]:
    every = facts.get("strimzi.mirror.checkpoint_seconds")
    refresh = facts.get("strimzi.mirror.refresh_seconds")
    seconds, behind = int(every.number), f"{every.number:g} s: {every.note}"
    return (
        *_policy(),
        _one(
            "checkpoints.topic.replication.factor", -1, "As many copies as this cluster's default"
        ),
        _one(
            "sync.group.offsets.enabled",
            "true",
            "Groups that are not active here find their position when they move",
        ),
        _one("sync.group.offsets.interval.seconds", seconds, behind, cite(every)),
        _one("emit.checkpoints.interval.seconds", seconds, behind, cite(every)),
        _one(
            "refresh.groups.interval.seconds",
            int(refresh.number),
            f"{refresh.number:g} s: {refresh.note}",
            cite(refresh),
        ),
    )
