"""The machines for what is not Kafka: how many in a zone carry everything that runs beside the brokers."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.machines import Machine
from kafka_scaffold.sizing.platforms.strimzi.connect import connect
from kafka_scaffold.sizing.platforms.strimzi.fit.pod import pod_factors, room
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology
from kafka_scaffold.sizing.platforms.strimzi.http import bridge, registry
from kafka_scaffold.sizing.platforms.strimzi.mirror import mirror
from kafka_scaffold.sizing.topics.plan import Replication


MILLI = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """What pods ask for together."""

    cpu_milli: float
    memory_mib: float


def requests(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    kept: Replication,
    facts: Facts,
) -> Requests:
    """Return what everything beside the brokers asks for, whatever their number."""
    running = dict(_running(answers, environment, demand, topics, kept, facts))
    cpu = facts.number("strimzi.general.cpu_milli")
    memory = facts.number("strimzi.general.memory_mib")
    for component, count in running.items():
        one = of(component, facts)
        cpu += count * one.cpu_milli
        memory += count * one.memory_mib
    return Requests(cpu_milli=cpu, memory_mib=memory)


def of(component: str, facts: Facts) -> Requests:
    """Return what one pod of a component asks for."""
    row = f"strimzi.resources.{component}"
    return Requests(
        cpu_milli=facts.number(f"{row}.cpu_milli"), memory_mib=facts.number(f"{row}.memory_mib")
    )


def _running(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    kept: Replication,
    facts: Facts,
) -> Iterator[tuple[str, int]]:
    """Yield components with their pods."""
    yield from (("topic_operator", 1), ("user_operator", 1), ("exporter", 1))
    parts = {
        "connect": connect(answers, environment, demand, topics, kept, facts),
        "mirror": mirror(answers, environment, demand, topics, facts),
        "bridge": bridge(answers, topics, facts),
        "registry": registry(answers, facts),
    }
    for name, part in parts.items():
        if part is not None:
            yield name, int(part.replicas.value)


def per_zone(machine: Machine, beside: Requests, topology: Topology, facts: Facts) -> int:
    """Return the machines in each zone that carry everything; Cruise Control is there where brokers are on their own."""
    cpu, memory = beside.cpu_milli, beside.memory_mib
    if not topology.dual:
        balancer = of("cruise_control", facts)
        cpu, memory = cpu + balancer.cpu_milli, memory + balancer.memory_mib
    left = room(machine, pod_factors(facts))
    need = max(cpu / MILLI / left.cpu, memory / left.memory_mib)
    least = int(facts.number("strimzi.general.per_zone"))
    return max(least, ceil(need / topology.zones))
