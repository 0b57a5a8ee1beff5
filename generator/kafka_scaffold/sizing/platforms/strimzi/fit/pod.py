"""What a broker gets of its machine: a heap, and the rest of the memory for the page cache."""

from dataclasses import dataclass

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import Machine


MIB_PER_GIB = 1024
KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PodFactors:
    """What machines keep for themselves, and how heaps are cut."""

    cpu_kept: float
    memory_kept_gib: float
    heap_share: float
    heap_least_mib: float
    heap_most_mib: float
    heap_kib_per_replica: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a machine leaves to one pod."""

    cpu: float
    memory_mib: float


def pod_factors(facts: Facts) -> PodFactors:
    """Return the factors."""
    names = {
        "cpu_kept": "node.cpu_reserved",
        "memory_kept_gib": "node.memory_reserved_gib",
        "heap_share": "heap.share",
        "heap_least_mib": "heap.least_mib",
        "heap_most_mib": "heap.most_mib",
        "heap_kib_per_replica": "heap.kib_per_partition_replica",
    }
    return PodFactors(
        **{field: facts.number(f"strimzi.sizing.{name}") for field, name in names.items()}
    )


def room(machine: Machine, factors: PodFactors) -> Room:
    """Return what is left of a machine when Kubernetes and daemon sets have theirs."""
    return Room(
        cpu=max(0.0, machine.vcpu - factors.cpu_kept),
        memory_mib=max(0.0, machine.allocatable_gib - factors.memory_kept_gib) * MIB_PER_GIB,
    )


def heap_mib(memory_mib: float, replicas: float, factors: PodFactors) -> int:
    """Return the heap of a broker: a share of its memory, more for many replicas, never too much."""
    grown = factors.heap_least_mib + replicas * factors.heap_kib_per_replica / KIB_PER_MIB
    wanted = max(memory_mib * factors.heap_share, grown)
    return int(min(factors.heap_most_mib, wanted))
