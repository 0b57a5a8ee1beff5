"""What all Agents together must carry at peak, and what each of them may.

Agents unpack and pack every batch, so that CPU follows bytes before compression; networks carry them compressed.
"""

from dataclasses import dataclass

from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.sizing.platforms.warpstream.fit.agents import Agent
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from kafka_scaffold.sizing.prose import cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One thing that Agents share. ``survivors``: those that are left carry it while what may fail is away."""

    name: str
    total: float
    unit: str
    survivors: bool
    kind: FactKind
    source: str
    note: str

    def each(self, agents: int, live: int) -> float:
        """Return what one Agent carries."""
        return self.total / (live if self.survivors else agents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Rates at peak in MiB/s: before compression for CPU, on the wire for networks."""

    unpacked: float
    into_agents: float
    out_of_agents: float


def load(demand: Demand, ratio: float, spare: float, variant: Variant, facts: Facts) -> Load:
    """Return what goes through all Agents, with room to spare.

    Args:
        demand: What is asked for, on the wire.
        ratio: How many times larger it is before compression.
        spare: The share by which the peak is exceeded.
        variant: How many buckets every file goes to.
        facts: How much is read for caches and merged.
    """
    written, read = (
        rate * (1 + spare) for rate in (demand.ingress_peak_mib_s, demand.egress_peak_mib_s)
    )
    merged = written * facts.number("warpstream.agents.compaction_share")
    peers = read * facts.number("warpstream.agents.peer_share")
    caches = demand.zones * facts.number("warpstream.requests.cache_reads") if read else 0.0
    copies = facts.number("warpstream.express.buckets") if variant.is_express else 1
    return Load(
        unpacked=(written + read) * ratio,
        into_agents=written * (1 + caches) + merged + peers,
        out_of_agents=written * copies + merged + read + peers,
    )


def dimensions(wanted: Load, facts: Facts) -> tuple[Dimension, ...]:
    """Return everything that is shared, in the order of `limits`."""
    rate = facts.get("warpstream.agents.mib_s_per_vcpu")
    target, lost = (
        facts.get("warpstream.agents.cpu_target"),
        facts.get("warpstream.agents.cpu_lost"),
    )
    room = facts.get("warpstream.agents.network_headroom")
    vcpu = wanted.unpacked / rate.number
    rows = (
        ("CPU", vcpu, "vCPU", False, target),
        ("CPU of those that are left", vcpu, "vCPU", True, lost),
        ("network in", wanted.into_agents, "MiB/s", True, room),
        ("network out", wanted.out_of_agents, "MiB/s", True, room),
    )
    return tuple(
        Dimension(
            name=name,
            total=total,
            unit=unit,
            survivors=survivors,
            kind=FactKind.ASSUMED,
            source=cite(rate if unit == "vCPU" else fact),
            note=f"{rate.number:g} MiB/s for each vCPU; {fact.number:.0%} of them in use, {fact.note}"
            if unit == "vCPU"
            else fact.note,
        )
        for name, total, unit, survivors, fact in rows
    )


def limits(each: Agent, facts: Facts) -> tuple[float, ...]:
    """Return what one Agent may carry of each dimension."""
    network = each.machine.network_mib_s / facts.number("warpstream.agents.network_headroom")
    return (
        each.vcpu * facts.number("warpstream.agents.cpu_target"),
        each.vcpu * facts.number("warpstream.agents.cpu_lost"),
        network,
        network,
    )
