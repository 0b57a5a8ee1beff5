"""What a cluster is bought as: the least tier that holds its partitions and promises what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.model.platform_answers import WarpStreamTier
from kafka_scaffold.sizing.clash import Clash
from kafka_scaffold.sizing.prose import cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A tier with the reason for it."""

    name: WarpStreamTier
    partitions: Fact
    promise: Fact
    reason: str


def tier(answers: Answers, environment: Environment, partitions: int, facts: Facts) -> Tier:
    """Return the tier that is asked for, or the least that has everything; the largest where none has."""
    if answers.warpstream.tier is not None:
        return _tier(answers.warpstream.tier, "asked for in warpstream.tier", facts)
    for name in WarpStreamTier:
        found = _tier(name, _least(answers, environment, partitions), facts)
        if not any(clashes(found, answers, environment, partitions, facts)):
            return found
    return found


def clashes(
    tier: Tier, answers: Answers, environment: Environment, partitions: int, facts: Facts
) -> Iterator[Clash]:
    """Yield what a tier does not have."""
    guarded = facts.get("warpstream.tiers.protected")
    if environment.protect and tier.name not in guarded.items:
        reason = f"warpstream.tier {tier.name}: environments.{environment.name}.protect asks for more, {guarded.note}"
        yield Clash(bottleneck="tier", reason=reason, source=cite(guarded), kind=guarded.kind)
    linked = facts.get("warpstream.tiers.private_link")
    if answers.warpstream.control_plane_private_link and tier.name not in linked.items:
        reason = (
            f"warpstream.control_plane_private_link with warpstream.tier {tier.name}: {linked.note}"
        )
        yield Clash(bottleneck="tier", reason=reason, source=cite(linked), kind=linked.kind)
    if partitions > tier.partitions.number:
        yield Clash(
            bottleneck="partitions",
            reason=f"{partitions:,} partitions are more than the {tier.partitions.number:,.0f} of tier {tier.name}",
            source=cite(tier.partitions),
            kind=tier.partitions.kind,
            need=partitions,
            limit=tier.partitions.number,
            unit="partitions",
        )


def _tier(name: WarpStreamTier, reason: str, facts: Facts) -> Tier:
    return Tier(
        name=name,
        partitions=facts.get(f"warpstream.tiers.{name}.partitions"),
        promise=facts.get(f"warpstream.tiers.{name}.promise"),
        reason=reason,
    )


def _least(answers: Answers, environment: Environment, partitions: int) -> str:
    wanted = [f"{partitions:,} partitions"]
    if environment.protect:
        wanted.append(f"the promise that environments.{environment.name}.protect asks for")
    if answers.warpstream.control_plane_private_link:
        wanted.append("warpstream.control_plane_private_link")
    return f"the least tier for {' and '.join(wanted)}"
