"""The standby in another region: a cluster that the whole load fits on, and the link that keeps it filled."""

from kafka_scaffold.model.answers import Answers, DisasterRecoveryKind, Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.platforms.confluent_cloud import names
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Recovery
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.scaling import ClusterSize
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.platforms.confluent_cloud.peer_networks import peer_cidr
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas
from kafka_scaffold.sizing.prose import SECOND_MS, cite, span


LINK = "Confluent Cloud documentation, Cluster Linking"


def recovery(
    answers: Answers,
    environment: Environment,
    like: ClusterSize,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Recovery | None:
    """Return the standby of a protected environment; ``None`` where none was asked for."""
    region = standby_region(answers, environment)
    if region is None:
        return None
    return Recovery(
        region=region,
        environment_name=names.standby(answers, environment),
        cluster_name=names.standby(answers, environment),
        availability=_as_there(like.availability),
        max_ecku=_as_there(like.max_ecku) if like.max_ecku else None,
        cku=_as_there(like.cku) if like.cku else None,
        networking=like.networking.value,
        peer_cidr=peer_cidr(answers, facts, environment.name, standby=True),
        link_name=names.link(answers, environment),
        link_config=_link(answers, facts),
        topics=tuple(topic.name for topic in topics),
        exporter=names.link(answers, environment) if has_schemas(answers) else None,
        reason=f"disaster_recovery.kind {DisasterRecoveryKind.ACTIVE_PASSIVE}: {environment.name} is protected, and a "
        "cluster is in one region",
    )


def _as_there(setting: Setting) -> Setting:
    """Return a setting of the cluster for its standby, which has to carry all of it after a failover."""
    return Setting(
        name=setting.name,
        value=setting.value,
        reason=f"As the cluster that it stands in for: after a failover it carries the whole load ({setting.reason})",
        source=setting.source,
    )


def _link(answers: Answers, facts: Facts) -> tuple[Setting, ...]:
    """Return how the link copies; positions of groups are copied at least as often as records may be lost."""
    configs, readers = _configs(facts), _readers(answers)
    if not readers:
        return (configs,)
    offsets = facts.get("confluent-cloud.link.offset_sync_ms")
    least = facts.get("confluent-cloud.link.offset_sync_least_ms")
    goal = answers.goals.durability.rpo_s
    wanted = offsets.number if goal is None else min(offsets.number, goal * SECOND_MS)
    every = int(max(least.number, wanted))
    why = "the default" if every == offsets.number else f"goals.durability.rpo {goal:g} s"
    return (
        Setting(
            name="consumer.offset.sync.enable",
            value=True,
            reason="After a failover groups go on near where they were",
            source=LINK,
        ),
        Setting(
            name="consumer.offset.sync.ms",
            value=every,
            reason=f"Positions are copied every {span(every)}: {why}; what was read since is read again",
            source=cite(offsets),
        ),
        Setting(
            name="consumer.offset.group.filters",
            value=_groups(readers),
            reason="Groups of the applications declared here and no other",
            source=LINK,
        ),
        configs,
    )


def _configs(facts: Facts) -> Setting:
    fact = facts.get("confluent-cloud.link.config_sync_ms")
    return Setting(
        name="topic.config.sync.ms",
        value=int(fact.number),
        reason=f"Settings of topics follow within {span(fact.number)}",
        source=cite(fact),
    )


def _readers(answers: Answers) -> tuple[str, ...]:
    """Return the groups whose positions are copied; those of connectors bear ids that nobody knows beforehand."""
    names = (a.name for a in answers.applications if a.connector is None)
    return tuple(name for name in names if _reads(name, answers))


def _groups(readers: tuple[str, ...]) -> str:
    """Return the filter of groups, in the JSON that the link takes."""
    rows = ", ".join(
        f'{{"name": "{name}", "patternType": "LITERAL", "filterType": "INCLUDE"}}'
        for name in readers
    )
    return f'{{"groupFilters": [{rows}]}}'


def _reads(name: str, answers: Answers) -> bool:
    return any(name in topic.consumers for topic in answers.topics)
