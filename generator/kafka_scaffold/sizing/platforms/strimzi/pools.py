"""Node pools: how many nodes of which role, what each gets of its machine, and where it may run."""

from kafka_scaffold.model.answers import Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting
from kafka_scaffold.sizing.platforms.strimzi.details import NodePool, Resources, Volume
from kafka_scaffold.sizing.platforms.strimzi.fit.pod import MIB_PER_GIB, heap_mib, room
from kafka_scaffold.sizing.platforms.strimzi.fit.shared import controller_size
from kafka_scaffold.sizing.platforms.strimzi.nodes import Nodes
from kafka_scaffold.sizing.platforms.strimzi.resources import MILLI, cpu, memory
from kafka_scaffold.sizing.prose import cite


BROKER = "broker"
CONTROLLER = "controller"
DUAL = "dual"


def pools(
    environment: Environment,
    chosen: Candidate,
    on: Nodes,
    classes: tuple[str, str],
    facts: Facts,
) -> tuple[NodePool, ...]:
    """Return the pools of one environment.

    Args:
        environment: Whether it is protected.
        chosen: For what decided the number of brokers.
        on: Machines and disks.
        classes: Storage classes of brokers and of controllers.
        facts: Node ids and what a controller asks for.
    """
    brokers, controllers = classes
    if on.topology.dual:
        return (_dual(environment, chosen, on, brokers, facts),)
    return (
        _controllers(environment, on, controllers, facts),
        _brokers(environment, chosen, on, brokers, facts),
    )


def _brokers(
    environment: Environment, chosen: Candidate, on: Nodes, storage: str, facts: Facts
) -> NodePool:
    wanted = broker_resources(chosen, on, limited=True)
    reason = chosen.units_reason or "The least that holds every copy"
    source = cite(facts.get("strimzi.sizing.brokers_least"))
    return _pool(
        BROKER,
        (BROKER,),
        Setting(name="replicas", value=chosen.units, reason=reason, source=source),
        facts.get("strimzi.pools.broker_ids").text,
        wanted,
        _data(chosen, on, storage, facts),
        environment,
        on,
    )


def _controllers(environment: Environment, on: Nodes, storage: str, facts: Facts) -> NodePool:
    fact = facts.get("strimzi.sizing.controller.count")
    count = on.topology.controllers
    reason = f"A quorum of {count} survives the loss of one; {fact.note}"
    volume = Volume(id=0, size_gib=on.controller_disk.gib, storage_class=storage, metadata=True)
    return _pool(
        CONTROLLER,
        (CONTROLLER,),
        Setting(name="replicas", value=count, reason=reason, source=cite(fact)),
        facts.get("strimzi.pools.controller_ids").text,
        _controller_resources(on, facts),
        volume,
        environment,
        on,
    )


def _dual(
    environment: Environment, chosen: Candidate, on: Nodes, storage: str, facts: Facts
) -> NodePool:
    fact = facts.get("strimzi.sizing.dual.nodes")
    reason = f"{chosen.units} nodes are brokers and quorum at once: {fact.note}"
    return _pool(
        DUAL,
        (CONTROLLER, BROKER),
        Setting(name="replicas", value=chosen.units, reason=reason, source=cite(fact)),
        facts.get("strimzi.pools.dual_ids").text,
        broker_resources(chosen, on, limited=False),
        _data(chosen, on, storage, facts),
        environment,
        on,
    )


def _pool(
    name: str,
    roles: tuple[str, ...],
    replicas: Setting,
    ids: str,
    resources: Resources,
    volume: Volume,
    environment: Environment,
    on: Nodes,
) -> NodePool:
    return NodePool(
        name=name,
        roles=roles,
        replicas=replicas,
        node_ids=ids,
        resources=resources,
        volumes=(volume,),
        dedicated=machine_label(name) if on.made else None,
        spread_zones=environment.zones > 1,
        spread_hosts=True,
        delete_claim=not environment.protect,
    )


def machine_label(pool: str) -> str:
    """Return the label of the machines that a pool has for itself."""
    return CONTROLLER if pool == CONTROLLER else BROKER


def _data(chosen: Candidate, on: Nodes, storage: str, facts: Facts) -> Volume:
    """Return the volume of records; of a machine's own disk all that its file system leaves."""
    share = 1.0 if on.disk is not None else facts.number("strimzi.parts.local_claim_share")
    gib = int(chosen.storage_gib_per_unit * share)
    return Volume(id=0, size_gib=gib, storage_class=storage, metadata=True)


def broker_resources(chosen: Candidate, on: Nodes, *, limited: bool) -> Resources:
    """Return what a broker gets: its machine without what Kubernetes keeps, a heap, the rest for the page cache.

    ``limited`` makes the limit of its CPU equal to the request, from which Cruise Control reads a broker's capacity.
    """
    pod = on.asked.factors.pod
    left = room(on.machine, pod)
    replicas = chosen.partitions / max(1, chosen.units)
    heap = heap_mib(left.memory_mib, replicas, pod)
    cache = max(0.0, left.memory_mib - heap) / MIB_PER_GIB
    cores = cpu(left.cpu)
    machine = on.machine
    kept = f"{machine.name} has {machine.vcpu:g} vCPU and {machine.memory_gib:g} GiB, of which Kubernetes and daemon sets"
    limit = "; request and limit are one, so that Cruise Control knows what a broker has"
    return Resources(
        cpu=cores,
        cpu_limit=cores if limited else None,
        memory=memory(left.memory_mib),
        heap_mib=heap,
        reason=f"{kept} keep a part; {heap} MiB are heap, {cache:.3g} GiB page cache{limit if limited else ''}",
    )


def _controller_resources(on: Nodes, facts: Facts) -> Resources:
    size = controller_size(on.asked.replicas, facts)
    prefix = "strimzi.sizing.controller"
    heap = facts.get(f"{prefix}.heap_mib{size}")
    return Resources(
        cpu=cpu(facts.number(f"{prefix}.cpu_milli{size}") / MILLI),
        cpu_limit=None,
        memory=memory(facts.number(f"{prefix}.memory_mib{size}")),
        heap_mib=int(heap.number),
        reason=f"Metadata of {on.asked.replicas:,} partition replicas; "
        f"{heap.note or 'what large clusters give their controllers'}",
    )
