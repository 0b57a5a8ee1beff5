"""Why there are so many Agents, and what the reader must know of a size."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Cleanup, CloudProvider
from kafka_scaffold.sizing.platforms.warpstream.fit.asked import Asked
from kafka_scaffold.sizing.platforms.warpstream.fit.fleet import Sized, tightest
from kafka_scaffold.sizing.platforms.warpstream.fit.lightning import CONDITIONS
from kafka_scaffold.sizing.platforms.warpstream.fit.scaling import scaling
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from kafka_scaffold.sizing.prose import plural, shown


def units_reason(sized: Sized, asked: Asked) -> str:
    """Return what decides how many Agents there are."""
    fleet = sized.fleet
    at = (
        tightest(sized.needs, sized.limits)
        if sized.decides is None
        else asked.dimensions.index(sized.decides)
    )
    dimension = asked.dimensions[at]
    carried = f"each takes {shown(sized.needs[at])} of {shown(sized.limits[at])} {dimension.unit}"
    if sized.decides is None:
        return f"{plural(fleet.agents, 'Agent')} are the least in {plural(fleet.zones, 'zone')}; nearest is {dimension.name}: {carried}"
    return f"{dimension.name} decides: with {fleet.agents} Agents, a multiple of {plural(fleet.zones, 'zone')}, {carried}"


def overload_reason(sized: Sized, asked: Asked) -> str:
    """Return why not even the most Agents of a machine carry the demand."""
    at = tightest(sized.needs, sized.limits)
    return (
        f"{asked.dimensions[at].name}: each of {sized.fleet.agents} Agents would take {shown(sized.needs[at])} "
        f"{asked.dimensions[at].unit}, one carries {shown(sized.limits[at])}"
    )


def notes(sized: Sized, asked: Asked) -> tuple[str, ...]:
    """Return what is taken for granted, and what follows from the variant."""
    return (
        _latency(asked),
        f"tier {asked.tier.name}, {asked.tier.promise.text}: {asked.tier.reason}",
        _agents(sized, asked),
        *_lightning(asked),
        *_once(asked),
        *_compaction(asked),
        *_assumed(asked),
    )


def _latency(asked: Asked) -> str:
    latency = asked.latency
    numbers = [
        f"{name} p50 {median.number:g} ms and p99 {slow.number:g} ms"
        for name, median, slow in (
            ("producing", latency.produce_p50, latency.produce_p99),
            ("end to end", latency.end_to_end_p50, latency.end_to_end_p99),
        )
    ]
    where = ""
    if asked.answers.cloud.provider is not CloudProvider.AWS:
        where = f"; {asked.facts.get('warpstream.latency.elsewhere').note}"
    return f"batch timeout {latency.batch_timeout_ms:g} ms: {', '.join(numbers)}{where}"


def _agents(sized: Sized, asked: Asked) -> str:
    agent = sized.agent
    bounds = scaling(asked.demand, sized.fleet.agents, asked.fleets[0], asked.place, asked.facts)
    return (
        f"each Agent has {agent.vcpu} vCPU and {agent.memory_gib:.3g} GiB; between {bounds.least.value} and "
        f"{bounds.most.value} of them at {bounds.cpu_percent.value} % CPU, priced for {sized.fleet.agents} around the clock"
    )


def _lightning(asked: Asked) -> Iterator[str]:
    if asked.variant is Variant.LIGHTNING:
        yield CONDITIONS


def _once(asked: Asked) -> Iterator[str]:
    answers = asked.answers
    once = answers.goals.durability.exactly_once or any(
        a.exactly_once for a in answers.applications
    )
    if once and asked.variant is not Variant.LIGHTNING:
        in_flight = asked.facts.get("warpstream.clients.idempotent_in_flight")
        median = asked.latency.produce_p50.number
        yield (
            f"exactly once: {in_flight.number:g} requests in flight at {median:g} ms each are "
            f"{in_flight.number * 1000 / median:.3g} requests a second for each producer and Agent; {in_flight.note}"
        )


def _compaction(asked: Asked) -> Iterator[str]:
    """Yield the compacted topics whose partitions are too large to be rid of every old value."""
    size = asked.facts.get("warpstream.compaction.gib_per_partition")
    keys = asked.facts.get("warpstream.compaction.keys_per_partition")
    partitions = {topic.name: topic.partitions for topic in asked.topics}
    wanted = {topic.name: topic.keys or 0 for topic in asked.answers.topics}
    for topic in asked.demand.topics:
        if topic.cleanup is Cleanup.DELETE:
            continue
        gib = topic.stored_gib * asked.ratio / partitions[topic.name]
        each = wanted[topic.name] * asked.environment.scale / partitions[topic.name]
        if gib > size.number or each > keys.number:
            yield (
                f"topics.{topic.name} is compacted and has {shown(gib)} GiB and {shown(each)} keys in a partition: above "
                f"{size.number:g} GiB or {keys.number:,.0f} keys old values may stay; more partitions help"
            )


def _assumed(asked: Asked) -> Iterator[str]:
    rate = asked.facts.get("warpstream.agents.mib_s_per_vcpu")
    spare = asked.facts.get(f"warpstream.preference.spare.{asked.answers.goals.optimise_for}")
    if not rate.overridden:
        yield f"{rate.number:g} MiB/s for each vCPU are assumed: {rate.note}"
    if spare.number:
        objective = asked.answers.goals.optimise_for
        yield f"goals.optimise_for {objective}: sized for {spare.number:.0%} above peak, because {spare.note}"
    if asked.demand.aggregate:
        yield (
            f"workload.aggregate counts three replicas: {asked.partitions:,} partitions here; its traffic is compressed, "
            f"before that it is {asked.ratio:g} times as much (workload.compression_ratio)"
        )
