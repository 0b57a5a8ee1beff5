"""Why there are so many brokers, why a machine does not do, and what was assumed."""

from collections.abc import Iterator

from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked, least_brokers
from kafka_scaffold.sizing.platforms.strimzi.fit.capacity import Capacity, Overload
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import Dimension
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology
from kafka_scaffold.sizing.prose import plural, shown


def units_reason(capacity: Capacity, asked: Asked) -> str:
    """Return what decides how many brokers there are."""
    chosen = capacity.topology
    if capacity.decides is not None:
        return _decided(capacity, asked)
    busiest = max(
        range(len(capacity.needs)),
        key=lambda at: round(capacity.needs[at] / capacity.limits[at], 6),
    )
    dimension, need = asked.dimensions[busiest], capacity.needs[busiest]
    nearest = (
        f"nearest to what each carries{_away(chosen, dimension)} is {dimension.name}, "
        f"{shown(need)} of {shown(capacity.limits[busiest])} {dimension.unit}"
    )
    return f"{_least(chosen, asked)}; {nearest}"


def _least(chosen: Topology, asked: Asked) -> str:
    if chosen.dual:
        return f"{chosen.brokers} nodes that are controller and broker at once are the least that survive the loss of one"
    if least_brokers(asked.answers, asked.environment, asked.facts) >= chosen.brokers:
        return f"goals.optimise_for {asked.answers.goals.optimise_for} asks for {chosen.brokers} brokers"
    return (
        f"{chosen.brokers} brokers are the least for three copies in {plural(chosen.zones, 'zone')}"
    )


def _decided(capacity: Capacity, asked: Asked) -> str:
    at = asked.dimensions.index(capacity.decides) if capacity.decides else 0
    fewer = asked.topologies[asked.topologies.index(capacity.topology) - 1]
    dimension, limit = asked.dimensions[at], capacity.limits[at]
    need = dimension.per_broker(fewer.brokers, fewer.live)
    multiple = "" if fewer.zones == 1 else f", a multiple of {fewer.zones} zones"
    return (
        f"{dimension.name} decides: {fewer.brokers} brokers would each take {shown(need)} of {shown(limit)} "
        f"{dimension.unit}{_away(fewer, dimension)}, {capacity.brokers} take {shown(capacity.needs[at])}{multiple}"
    )


def _away(chosen: Topology, dimension: Dimension) -> str:
    """Return what is away while a broker carries its need; nothing where every broker keeps its share."""
    if not dimension.survivors:
        return ""
    return f" with a {'zone' if chosen.lost_zone else 'broker'} lost at peak"


def overload_reason(overload: Overload) -> str:
    """Return why not even the most brokers of a machine carry the demand."""
    dimension = overload.dimension
    return (
        f"{dimension.name}: each of {overload.topology.brokers} brokers would take {shown(overload.need)} "
        f"{dimension.unit}{_away(overload.topology, dimension)}, one carries {shown(overload.limit)}"
    )


def notes(asked: Asked) -> tuple[str, ...]:
    """Return the assumptions that every machine type of a variant is sized and priced with."""
    return (*_wishes(asked), *_assumed(asked), *_place(asked))


def _wishes(asked: Asked) -> Iterator[str]:
    objective = asked.answers.goals.optimise_for
    spare = asked.facts.get(f"strimzi.preference.spare.{objective}")
    if spare.number:
        yield f"goals.optimise_for {objective}: sized for {spare.number:.0%} above peak, because {spare.note}"
    per_zone = asked.facts.find(f"strimzi.preference.brokers_per_zone.{objective}")
    if per_zone is not None and asked.environment.protect:
        yield (
            f"goals.optimise_for {objective}: at least {per_zone.number:g} brokers in a zone, because {per_zone.note}"
        )


def _assumed(asked: Asked) -> Iterator[str]:
    names = ("network_headroom", "disk_throughput_target", "cpu_ms_per_mib_read", "cpu_target")
    factors = [asked.facts.get(f"strimzi.sizing.{name}") for name in names]
    unproven = [fact.name.rpartition(".")[2] for fact in factors if fact.kind is FactKind.ASSUMED]
    if unproven:
        yield f"factors that no test of this workload has proven: {', '.join(unproven)}; measure and give your own (--facts)"
    table = f"{asked.answers.cloud.provider}.machines"
    first = asked.facts.rows(table)[0]
    network = asked.facts.get(f"{table}.{first}.network_mib_s")
    if network.kind is FactKind.ASSUMED:
        yield f"limits of machines are assumed: {network.note}"


def _place(asked: Asked) -> Iterator[str]:
    if asked.answers.kubernetes.cluster is KubernetesCluster.EXISTING:
        yield (
            "kubernetes.cluster existing: machines and disks are priced as what the brokers need, whoever pays for "
            "them; the control plane and the network are there already"
        )
    if asked.local:
        yield "data is on the disks of the machines: a lost machine is a lost copy, which is copied again from the others"
