"""What one Agent gets of a machine: whole vCPU, and memory for each of them."""

from dataclasses import dataclass
from math import floor

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.platform_answers import AgentPlace
from kafka_scaffold.sizing.machines import Machine
from kafka_scaffold.units import GIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One Agent on a machine of its own. ``vcpu`` is its GOMAXPROCS."""

    machine: Machine
    vcpu: int
    memory_gib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What machines keep for themselves, read once for all of them."""

    vcpu_kept: float
    memory_kept_gib: float
    gib_per_vcpu: float
    gib_per_vcpu_least: float
    in_kubernetes: bool


def shares(where: AgentPlace, facts: Facts) -> Shares:
    """Return the shares of a place."""
    in_kubernetes = where is not AgentPlace.ECS
    suffix = "_kubernetes" if in_kubernetes else ""
    least = facts.number("warpstream.agents.memory_bytes_per_vcpu_least")
    return Shares(
        vcpu_kept=facts.number("warpstream.agents.cpu_reserved"),
        memory_kept_gib=facts.number(f"warpstream.agents.memory_reserved_gib{suffix}"),
        gib_per_vcpu=facts.number("warpstream.agents.memory_gib_per_vcpu"),
        gib_per_vcpu_least=least / GIB,
        in_kubernetes=in_kubernetes,
    )


def agent(machine: Machine, of: Shares) -> Agent:
    """Return the Agent of a machine: as many vCPU as its memory is enough for."""
    has = machine.allocatable_gib if of.in_kubernetes else machine.memory_gib
    memory = max(0.0, has - of.memory_kept_gib)
    vcpu = floor(min(machine.vcpu - of.vcpu_kept, memory / of.gib_per_vcpu_least))
    return Agent(
        machine=machine,
        vcpu=max(0, vcpu),
        memory_gib=min(memory, max(0, vcpu) * of.gib_per_vcpu),
    )
