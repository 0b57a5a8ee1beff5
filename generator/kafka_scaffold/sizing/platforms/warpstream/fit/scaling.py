"""How far Agents are added and taken away by themselves."""

from dataclasses import dataclass
from math import ceil, floor

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.model.platform_answers import AgentPlace
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Fleet
from kafka_scaffold.sizing.prose import cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling:
    """The bounds of autoscaling and the CPU at which Agents are added."""

    least: Setting
    most: Setting
    cpu_percent: Setting


def scaling(demand: Demand, agents: int, least: Fleet, where: AgentPlace, facts: Facts) -> Scaling:
    """Return the bounds: never fewer than the average takes, never more than somebody should look at.

    Args:
        demand: Its average and its peak.
        agents: As many as the peak takes.
        least: The smallest fleet there may be.
        where: Whose bounds they are.
        facts: The factors.
    """
    zones, growth = least.zones, facts.get("warpstream.autoscaling.growth")
    peak = demand.ingress_peak_mib_s + demand.egress_peak_mib_s
    average = demand.ingress_avg_mib_s + demand.egress_avg_mib_s
    share = average / peak if peak else 1.0
    low = max(least.agents, min(agents, _in_every_zone(agents * share, zones)))
    most = facts.number("warpstream.agents.most")
    high = max(
        agents, min(_in_every_zone(agents * growth.number, zones), floor(most / zones) * zones)
    )
    target = facts.get("warpstream.agents.cpu_target")
    of = "service" if where is AgentPlace.ECS else "deployment"
    return Scaling(
        least=Setting(
            name="min_agents",
            value=low,
            reason=f"{share:.0%} of {agents} Agents carry the average, at least {least.agents} in {zones} zones",
            source="workload.write",
        ),
        most=Setting(
            name="max_agents",
            value=high,
            reason=f"{growth.number:g} times the {agents} that the peak takes: {growth.note}",
            source=cite(growth),
        ),
        cpu_percent=Setting(
            name="target_cpu_percent",
            value=round(target.number * 100),
            reason=f"The {of} gains Agents above it: {target.note}",
            source=cite(target),
        ),
    )


def _in_every_zone(agents: float, zones: int) -> int:
    return ceil(agents / zones) * zones
