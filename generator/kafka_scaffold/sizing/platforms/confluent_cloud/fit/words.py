"""Why there are so many units, and what the reader should know of a type."""

from collections.abc import Iterator

from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.scaling import max_units
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import Dimension, Sized, busiest
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import shown


def units_reason(asked: Asked, found: tuple[Dimension, ...], sized: Sized) -> str:
    """Return what decides how many units there are, with its arithmetic."""
    unit = asked.variant.unit
    if sized.decides is not None:
        name = sized.decides.name
        verb = (
            "decides" if name.endswith("ss") else "decide"
        )  # ingress and egress are one thing each
        return f"{name} {verb}: {_sum(sized.decides, asked, sized)}"
    nearest = busiest(found)
    load = f"nearest is {nearest.name}, {shown(nearest.need)} of {nearest.each.number:,g} {nearest.words} a unit"
    if sized.units > sized.by_load:
        why = f"{asked.wanted.why} wants {asked.wanted.percent:g} %"
        if asked.promise.percent > asked.wanted.percent:
            why = f"{asked.variant.title()} has no fewer"
        return (
            f"uptime decides: {asked.promise.percent:g} % take {sized.units} {unit}, {why}; {load}"
        )
    return f"one {unit} is the least there is; {load}"


def _sum(dimension: Dimension, asked: Asked, sized: Sized) -> str:
    room = 1 + asked.facts.number("confluent-cloud.method.headroom")
    exact = dimension.need / dimension.each.number * room
    if exact > sized.units - 1:
        return (
            f"{shown(dimension.need)} {dimension.words} / {dimension.each.number:,g} a unit x {room:g} headroom = "
            f"{exact:.4g}"
        )
    peak = dimension.peak / dimension.each.number
    return (
        f"{shown(dimension.peak)} {dimension.words} at peak / {dimension.each.number:,g} a unit = {peak:.4g}; "
        "units do not come by themselves"
    )


def notes(asked: Asked, sized: Sized) -> tuple[str, ...]:
    """Return what was assumed on the way to the units; what it means is a finding."""
    return (
        *_percentile(asked),
        *_growth(asked, sized),
        *_partitions(asked, sized),
        *_estimates(asked),
        *_type(asked),
    )


def _percentile(asked: Asked) -> Iterator[str]:
    own = asked.answers.confluent_cloud
    given = {"p95_write": own.p95_write_bytes_s, "p95_read": own.p95_read_bytes_s}
    missing = [name for name, rate in given.items() if rate is None]
    if missing:
        whose = (
            "" if len(missing) > 1 else " of writes" if missing == ["p95_write"] else " of reads"
        )
        names = ", ".join(missing)
        yield f"sized by the peak{whose}: give the 95th percentile (confluent_cloud.{names}) as Confluent's planner takes it"
    load, demand = asked.load, asked.demand
    pairs = (
        ("p95_write", load.steady_ingress_mb_s, demand.ingress_avg_mib_s),
        ("p95_read", load.steady_egress_mb_s, demand.egress_avg_mib_s),
    )
    for name, steady, average in pairs:
        if round(steady, 6) < round(average, 6):
            yield f"confluent_cloud.{name} is below the average, {shown(steady)} of {shown(average)} MB/s: check both"
    times = asked.facts.number("confluent-cloud.method.spiky")
    if asked.load.is_spiky(times):
        yield f"spiky: the peak is more than {times:g} times the 95th percentile"


def _growth(asked: Asked, sized: Sized) -> Iterator[str]:
    if asked.variant.is_elastic:
        most = max_units(asked, sized.units)
        yield f"may grow to {most.value} {asked.variant.unit} ({most.name}), and nothing is billed for units while it is idle"
    else:
        yield "units are resized by hand, one at a time; whether in one zone or several is fixed for good"


def _partitions(asked: Asked, sized: Sized) -> Iterator[str]:
    each = asked.facts.number(f"confluent-cloud.units.{asked.variant}.partitions")
    share = asked.facts.number("confluent-cloud.method.partitions_warn")
    if asked.load.partitions > share * each * sized.units:
        yield (
            f"{asked.load.partitions:,} partitions are more than {share:.0%} of the {each * sized.units:,g} that "
            f"{sized.units} {asked.variant.unit} carry"
        )
    churn = asked.facts.number(f"confluent-cloud.cluster.{asked.variant}.partition_changes")
    if asked.load.partitions > churn:
        yield f"{churn:,g} partitions may be created in five minutes: the first apply takes several attempts"


def _estimates(asked: Asked) -> Iterator[str]:
    own, facts = asked.answers.confluent_cloud, asked.facts
    if own.connections is None:
        yield f"connections are estimated: {facts.get('confluent-cloud.clients.brokers_reached').note}"
    if own.requests_per_second is None:
        what = "not counted for a stated workload" if asked.demand.aggregate else "estimated"
        yield f"requests are {what}; give confluent_cloud.requests_per_second once they were measured"


def _type(asked: Asked) -> Iterator[str]:
    facts = asked.facts
    if asked.most.kind is FactKind.ASSUMED:
        yield f"at most {asked.most.number:g} {asked.variant.unit}: {asked.most.note}"
    if not facts.get(f"confluent-cloud.features.{asked.variant}.topic_roles").value:
        yield "applications get ACLs: roles of this type reach no further than the cluster"
    goals = asked.answers.goals.latency
    if asked.variant is not Variant.FREIGHT and (goals.produce_p99_ms or goals.end_to_end_p99_ms):
        yield "goals.latency is not checked: Confluent publishes no latency of this type; measure it"
    region = standby_region(asked.answers, asked.environment)
    if region is not None:
        yield f"a cluster link reads everything once more for the standby in {region}, which is part of the bill"
