"""What the nodes of one environment stand on: their machines and disks, as the bill counts them."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.machines import Machine, machine_of
from kafka_scaffold.sizing.platforms.strimzi.bill.cluster import plain
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked, asked
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import broker_disk, per_broker
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import Disk, disk_kind, kind
from kafka_scaffold.sizing.platforms.strimzi.fit.shared import controller_machine, general_machine
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology, topology_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Machines and disks. ``disk`` is ``None`` where brokers keep records on the disks of their machines."""

    asked: Asked
    topology: Topology
    machine: Machine
    controller: Machine
    general: Machine
    disk: Disk | None
    controller_disk: Disk

    @property
    def made(self) -> bool:
        """Tell whether the Kubernetes cluster, and with it the machines, are made by this repository."""
        return self.asked.answers.kubernetes.cluster is KubernetesCluster.CREATE


def nodes(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> Nodes:
    """Return what the chosen size stands on."""
    wanted = asked(answers, environment, demand, Variant(chosen.variant), facts)
    topology = topology_of(answers, environment, wanted.demand, chosen, facts)
    machine = machine_of(answers, chosen.size, facts)
    controller = controller_machine(answers, wanted.replicas, facts)
    gib = int(facts.number("strimzi.sizing.controller.disk_gib"))
    return Nodes(
        asked=wanted,
        topology=topology,
        machine=machine,
        controller=controller,
        general=general_machine(answers, facts),
        disk=None if wanted.local else _disk(wanted, topology, machine),
        controller_disk=plain(kind(controller.volume, answers.cloud.provider, facts), gib),
    )


def _disk(wanted: Asked, topology: Topology, machine: Machine) -> Disk:
    of = disk_kind(wanted.answers, machine, wanted.facts)
    return broker_disk(of, per_broker(wanted.dimensions, topology), wanted.factors)
