"""How much of each limit is left: units, partitions that are busiest, records, identities."""

from collections.abc import Iterator

from kafka_scaffold.model.demand import TopicDemand
from kafka_scaffold.model.plan import Headroom
from kafka_scaffold.sizing.limit_row import limit_row
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import identities
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import Dimension, Sized
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite, plural
from kafka_scaffold.units import GIB


TB = 10**12


def headroom(asked: Asked, found: tuple[Dimension, ...], sized: Sized) -> tuple[Headroom, ...]:
    """Return every limit of a sized cluster."""
    counted = (d for d in found if d.name != "requests" or _counts_requests(asked))
    return (*(_dimension(d, asked, sized) for d in counted), *fixed(asked))


def _counts_requests(asked: Asked) -> bool:
    """Tell whether requests are known: of a stated workload nobody estimates them, and unknown is not zero."""
    stated = asked.answers.confluent_cloud.requests_per_second is not None
    return stated or not asked.demand.aggregate


def fixed(asked: Asked) -> tuple[Headroom, ...]:
    """Return the limits that more units do not move."""
    return (*_partitions(asked), *_records(asked), *_identities(asked), *_tasks(asked))


def _dimension(dimension: Dimension, asked: Asked, sized: Sized) -> Headroom:
    elastic = asked.variant.is_elastic
    whole = dimension.ceiling.number <= dimension.each.number * sized.units
    limit = dimension.ceiling if whole else dimension.each
    units = f"{sized.units} {asked.variant.unit} x {dimension.each.number:,g}"
    words = f"{units}; a whole cluster takes {dimension.ceiling.number:,g}" if whole else units
    enforced = asked.facts.get("confluent-cloud.method.enforced")
    told = enforced if elastic and dimension.name in enforced.items else None
    why = "" if told is None else told.note
    estimated = "the need is estimated" if dimension.estimated else ""
    return Headroom(
        name=dimension.name,
        need=dimension.need if elastic else dimension.peak,
        limit=dimension.limit(sized.units),
        unit=dimension.measure,
        scope="cluster",
        kind=limit.kind if told is None else told.kind,
        source=cite(limit),
        note="; ".join(part for part in (words, limit.note, why, estimated) if part),
    )


def _partitions(asked: Asked) -> Iterator[Headroom]:
    if not asked.demand.topics:
        return
    counts = {topic.name: topic.partitions for topic in asked.topics}
    for name in ("ingress", "egress"):
        times = name == "egress"

        def rate(topic: TopicDemand, times: bool = times) -> float:
            groups = topic.consumer_groups if times else 1
            return topic.ingress_peak_mib_s * groups / counts[topic.name]

        busiest = max(asked.demand.topics, key=rate)
        limit = asked.facts.get(f"confluent-cloud.partition.{asked.variant}.{name}_mb_s")
        note = f"busiest is {busiest.name} with {plural(counts[busiest.name], 'partition')}"
        yield limit_row(f"partition {name}", rate(busiest), limit, "MB/s", "partition", note=note)
    if asked.variant is Variant.BASIC:
        yield _stored(asked, counts)


def _stored(asked: Asked, counts: dict[str, int]) -> Headroom:
    limit = asked.facts.get("confluent-cloud.topic.basic_partition_tb")
    fullest = max(asked.demand.topics, key=lambda topic: topic.stored_gib / counts[topic.name])
    need = fullest.stored_gib * GIB / TB / counts[fullest.name]
    note = f"fullest is {fullest.name}; {limit.note}"
    return limit_row("partition storage", need, limit, "TB", "partition", note=note)


def _records(asked: Asked) -> Iterator[Headroom]:
    workload = asked.answers.workload
    largest = max(
        (topic.max_record_bytes or workload.record_bytes for topic in asked.answers.topics),
        default=workload.record_bytes,
    )
    over = asked.facts.number("kafka.message.overhead_bytes")
    limit = asked.facts.get(f"confluent-cloud.cluster.{asked.variant}.message_bytes")
    yield limit_row(
        "record size", largest + over, limit, "bytes", "cluster", note="with its batch's header"
    )


def _identities(asked: Asked) -> Iterator[Headroom]:
    if asked.demand.aggregate:
        return
    linked = standby_region(asked.answers, asked.environment) is not None
    counted = identities(asked.answers, asked.topics, asked.facts, linked=linked)
    row = f"confluent-cloud.cluster.{asked.variant}"
    keys, rules = asked.facts.get(f"{row}.api_keys"), asked.facts.get(f"{row}.acls")
    each = asked.facts.get("confluent-cloud.identities.keys_per_application")
    yield limit_row("API keys", counted.api_keys, keys, "keys", "cluster", note=each.note)
    roles = asked.facts.get(f"confluent-cloud.features.{asked.variant}.topic_roles").value
    note = "roles take their place here, and no limit of theirs is published" if roles else ""
    yield limit_row("ACLs", counted.acls, rules, "rules", "cluster", note=note)


def _tasks(asked: Asked) -> Iterator[Headroom]:
    tasks = connector_tasks(asked)
    limit = asked.facts.get(f"confluent-cloud.cluster.{asked.variant}.connector_tasks")
    if tasks and limit.number:
        yield limit_row("connector tasks", tasks, limit, "tasks", "cluster")
        yield from _tasks_each(asked)


def _tasks_each(asked: Asked) -> Iterator[Headroom]:
    limit = asked.facts.find(f"confluent-cloud.connectors.{asked.variant}.tasks_each")
    if limit is not None:
        largest = max(a.instances or 1 for a in asked.answers.applications if a.connector)
        yield limit_row(
            "tasks of one connector", largest, limit, "tasks", "cluster", note=limit.note
        )


def connector_tasks(asked: Asked) -> int:
    """Return the tasks of managed connectors: as many as instances are stated, else one each."""
    return sum(a.instances or 1 for a in asked.answers.applications if a.connector is not None)
