"""What stands against a standby in another region, and against surviving the loss of a region without one."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import DisasterRecoveryKind, Survive
from kafka_scaffold.sizing.clash import Clash
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.prose import cite


def recovery_clashes(asked: Asked) -> Iterator[Clash]:
    """Yield what stands against surviving a region as it was asked for."""
    wanted, cloud = asked.answers.disaster_recovery, asked.answers.cloud
    if wanted.kind is DisasterRecoveryKind.ACTIVE_ACTIVE:
        yield _clash("disaster_recovery.kind active-active is not supported yet")
    if wanted.region == cloud.region:
        yield _clash(f"disaster_recovery.region {wanted.region} is the cluster's own region")
    if asked.answers.goals.durability.survive is Survive.REGION:
        yield from _survives(asked)
    yield from _linked(asked)


def _survives(asked: Asked) -> Iterator[Clash]:
    answers, environment = asked.answers, asked.environment
    if environment.name != answers.primary.name or standby_region(answers, environment):
        return
    hint = (
        f"environment {environment.name} is not protected, so that it gets no standby"
        if answers.disaster_recovery.kind is DisasterRecoveryKind.ACTIVE_PASSIVE
        else "disaster_recovery.kind active-passive gives it a standby in another"
    )
    yield Clash(
        bottleneck="region",
        reason=f"goals.durability.survive region: a cluster is in one region; {hint}",
        source="goals.durability.survive",
    )


def _linked(asked: Asked) -> Iterator[Clash]:
    """Yield why no link leads from a cluster to one like it in another region."""
    if asked.network is None or standby_region(asked.answers, asked.environment) is None:
        return
    provider = asked.answers.cloud.provider
    fact = asked.facts.find(f"confluent-cloud.link_networks.{asked.variant}.{provider}")
    if fact is None or asked.network.value in fact.items:
        return
    offered = ", ".join(str(item) for item in fact.items) or "no network"
    yield Clash(
        bottleneck="cluster link",
        reason=f"disaster_recovery: no cluster link between two {asked.variant.title()} clusters over {asked.network} on "
        f"{provider}; over {offered} there is ({fact.note})",
        source=cite(fact),
        kind=fact.kind,
    )


def _clash(reason: str) -> Clash:
    return Clash(bottleneck="disaster recovery", reason=reason, source="disaster_recovery")
