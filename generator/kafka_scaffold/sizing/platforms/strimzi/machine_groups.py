"""Groups of machines that Terraform makes, the same number in every zone."""

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import Machine
from kafka_scaffold.sizing.platforms.strimzi.details import MachineGroup
from kafka_scaffold.sizing.platforms.strimzi.fit.general import per_zone
from kafka_scaffold.sizing.platforms.strimzi.nodes import Nodes
from kafka_scaffold.sizing.platforms.strimzi.pools import BROKER, CONTROLLER


GENERAL = "general"


def machine_groups(on: Nodes, facts: Facts) -> tuple[MachineGroup, ...]:
    """Return the groups; none on a Kubernetes cluster that exists already."""
    if not on.made:
        return ()
    nodes, zones = on.topology, on.topology.zones
    brokers = _group(
        BROKER,
        on.machine,
        nodes.broker_machines // zones,
        on,
        "One broker on each, and nothing else that would take its page cache",
        facts,
    )
    each = facts.get("strimzi.general.per_zone")
    general = _group(
        GENERAL,
        on.general,
        per_zone(on.general, on.asked.beside, nodes, facts),
        on,
        f"The operator, monitoring and whatever is not Kafka; {each.note}",
        facts,
    )
    if nodes.dual:
        return (brokers, general)
    controllers = _group(
        CONTROLLER,
        on.controller,
        nodes.controller_machines // zones,
        on,
        "One controller on each, so that a busy broker never delays an election",
        facts,
    )
    return (brokers, controllers, general)


def _group(
    name: str, machine: Machine, per_zone: int, on: Nodes, why: str, facts: Facts
) -> MachineGroup:
    spare = facts.get("strimzi.sizing.node.spare_per_zone")
    return MachineGroup(
        name=name,
        machine=machine.name,
        per_zone=per_zone,
        most_per_zone=per_zone + int(spare.number),
        zones=on.topology.zones,
        architecture=machine.architecture,
        dedicated=None if name == GENERAL else name,
        disk_gib=int(facts.number("strimzi.sizing.node.os_disk_gib")),
        reason=why,
    )
