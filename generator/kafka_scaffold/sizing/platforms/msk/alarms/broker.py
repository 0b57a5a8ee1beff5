"""Alarms on brokers and the cluster, Standard and Express; `alarms` drops those a variant has no metric for."""

from kafka_scaffold.model.answers import Answers, Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.sizing.platforms.msk.alarms.parts import AT_LEAST, BELOW, FIVE_MINUTES, alarm
from kafka_scaffold.sizing.platforms.msk.details import Alarm, Storage
from kafka_scaffold.sizing.platforms.msk.storage import volume_baseline_mib_s
from kafka_scaffold.sizing.prose import MIB, cite


MB = 1_000_000


def broker_alarms(
    answers: Answers,
    demand: Demand,
    chosen: Candidate,
    storage: Storage | None,
    facts: Facts,
) -> tuple[Alarm, ...]:
    """Return the alarms on replication, load, limits and connections."""
    return (
        *_replication(),
        *_load(facts),
        *_volumes(chosen, storage, facts),
        *_limits(demand, chosen, facts),
        *_connections(answers, facts),
    )


def _replication() -> tuple[Alarm, ...]:
    return (
        alarm(
            "controller",
            "No broker reports a controller",
            ("ActiveControllerCount",),
            1,
            comparison=BELOW,
            dimensions="cluster",
            page=True,
            missing="breaching",
            runbook="controller",
            reason="Exactly one controller is active; others report 0, so the maximum counts",
        ),
        alarm(
            "offline-partitions",
            "Partitions without a leader: nothing is written or read there",
            ("OfflinePartitionsCount",),
            0,
            dimensions="cluster",
            page=True,
            runbook="broker-loss",
            reason="Any partition without a leader is an outage for its keys",
        ),
        alarm(
            "under-min-isr",
            "Partitions below min.insync.replicas: acks=all fails there",
            ("UnderMinIsrPartitionCount",),
            1,
            comparison=AT_LEAST,
            statistic="Average",
            period_s=60,
            page=True,
            runbook="zone-loss",
            reason="One copy more lost and acknowledged records could be",
        ),
        alarm(
            "under-replicated",
            "Partitions with fewer copies than planned",
            ("UnderReplicatedPartitions",),
            0,
            statistic="Sum",
            periods=3,
            runbook="under-replicated",
            reason="15 minutes are longer than a broker's restart in a rolling update",
        ),
    )


def _load(facts: Facts) -> tuple[Alarm, ...]:
    cpu = facts.get("msk.alarms.cpu_percent")
    heap = facts.get("msk.alarms.heap_percent")
    idle = facts.get("msk.alarms.idle_fraction")
    return (
        alarm(
            "cpu",
            f"CPU of a broker above {cpu.number:g} %",
            ("CpuUser", "CpuSystem"),
            cpu.number,
            expression="m1 + m2",
            statistic="Average",
            periods=3,
            runbook="high-cpu",
            reason=f"The sizing leaves room for a lost zone below {cpu.number:g} % ({cite(cpu)})",
        ),
        alarm(
            "heap",
            f"Heap of a broker above {heap.number:g} % after garbage collection",
            ("HeapMemoryAfterGC",),
            heap.number,
            statistic="Average",
            periods=3,
            runbook="high-cpu",
            reason=f"Too many partitions, connections or transactional ids ({cite(heap)})",
        ),
        *(
            alarm(
                name,
                f"{what} of a broker are busy more than {1 - idle.number:.0%} of the time",
                (metric,),
                idle.number,
                comparison=BELOW,
                statistic="Average",
                periods=3,
                runbook="high-cpu",
                reason=f"Below {idle.number:g} idle requests queue; look at the clients' batches first ({cite(idle)})",
            )
            for name, what, metric in (
                ("request-handlers", "Request handlers", "RequestHandlerAvgIdlePercent"),
                ("network-threads", "Network threads", "NetworkProcessorAvgIdlePercent"),
            )
        ),
    )


def _volumes(chosen: Candidate, storage: Storage | None, facts: Facts) -> tuple[Alarm, ...]:
    if storage is None:
        return ()
    disk = facts.get("msk.alarms.disk_percent")
    share = facts.get("msk.alarms.of_limit")
    own = volume_baseline_mib_s(chosen.storage_gib_per_unit, facts)
    carried = min(own, facts.number(f"msk.standard.{chosen.size}.ebs_mib_s"))
    if storage.throughput_mib_s is not None:
        carried = float(storage.throughput_mib_s.value)
    return (
        alarm(
            "disk",
            f"Volume of a broker more than {disk.number:g} % full",
            ("KafkaDataLogsDiskUsed",),
            disk.number,
            page=True,
            runbook="storage-full",
            reason=f"A full volume stops the broker; growing one takes up to a day ({cite(disk)})",
        ),
        alarm(
            "volume-throughput",
            f"Volume of a broker moves more than {share.number:.0%} of its {carried:g} MiB/s",
            ("VolumeReadBytes", "VolumeWriteBytes"),
            round(carried * share.number, 1),
            expression=f"(m1 + m2) / {FIVE_MINUTES} / {MIB}",
            statistic="Sum",
            periods=3,
            comparison=AT_LEAST,
            runbook="throttling",
            reason=f"{chosen.storage_gib_per_unit} GiB on {chosen.size} carry {carried:g} MiB/s; beyond that all "
            "requests wait",
        ),
    )


def _limits(demand: Demand, chosen: Candidate, facts: Facts) -> tuple[Alarm, ...]:
    partitions = facts.get(f"msk.{chosen.variant}.{chosen.size}.partitions_recommended")
    found = [
        alarm(
            "partitions",
            f"More than {partitions.number:g} partition replicas on a broker",
            ("PartitionCount",),
            partitions.number,
            runbook="scale-out",
            reason=f"Recommended for {chosen.size}; far beyond it MSK refuses updates ({cite(partitions)})",
        )
    ]
    if chosen.variant == "express":
        return (*found, *_express(demand, chosen, facts))
    found += [
        alarm(
            f"network-{way}",
            f"A broker's {way}bound network was shaped",
            (metric,),
            0,
            statistic="Sum",
            periods=3,
            runbook="throttling",
            reason=f"{chosen.size} used up its network allowance; packets were queued or dropped",
        )
        for way, metric in (("in", "BwInAllowanceExceeded"), ("out", "BwOutAllowanceExceeded"))
    ]
    return tuple(found)


def _express(demand: Demand, chosen: Candidate, facts: Facts) -> tuple[Alarm, ...]:
    share = facts.get("msk.alarms.of_limit")
    rates = []
    for name, metric, column in (
        ("bytes-in", "BytesInPerSec", "ingress_sustained_mb_s"),
        ("bytes-out", "BytesOutPerSec", "egress_sustained_mb_s"),
    ):
        limit = facts.get(f"msk.express.{chosen.size}.{column}")
        rates.append(
            alarm(
                name,
                f"A broker moves more than {share.number:.0%} of its sustained {limit.number:g} MB/s",
                (metric,),
                round(limit.number * MB * share.number),
                statistic="Average",
                periods=3,
                runbook="scale-out",
                reason=f"{share.number:.0%} of {limit.number:g} MB/s; above it {chosen.size} degrades, "
                f"then throttles ({cite(limit)})",
            )
        )
    throttled = tuple(
        alarm(
            name,
            f"A broker delays {what}",
            (metric,),
            0,
            statistic="Average",
            periods=3,
            runbook="throttling",
            reason="Express throttles at its limit; clients see it as latency",
        )
        for name, metric, what in (
            ("produce-throttled", "ProduceThrottleTime", "producers"),
            ("fetch-throttled", "FetchThrottleTime", "consumers"),
        )
    )
    return (*rates, *throttled, *_managed_storage(demand, facts))


def _managed_storage(demand: Demand, facts: Facts) -> tuple[Alarm, ...]:
    copies = facts.number("msk.express.replication")
    planned = demand.stored_gib * copies
    if not planned:
        return ()
    return (
        alarm(
            "storage-used",
            "The cluster stores more than was planned",
            ("StorageUsed",),
            round(planned * 1024**3),
            dimensions="cluster",
            periods=3,
            runbook="storage-full",
            reason=f"{demand.stored_gib:.4g} GiB x {copies:g} copies; more is retention or traffic that "
            "nobody planned, and it costs by the GB",
        ),
    )


def _connections(answers: Answers, facts: Facts) -> tuple[Alarm, ...]:
    if answers.security.authentication is not Authentication.IAM:
        return ()
    share = facts.get("msk.alarms.of_limit")
    limit = facts.get("msk.quotas.iam_connections_per_broker")
    new = facts.get("msk.quotas.iam_new_connections_per_second")
    return (
        alarm(
            "iam-refused",
            "A broker refused IAM connections",
            ("IAMTooManyConnections",),
            0,
            statistic="Sum",
            page=True,
            runbook="connections",
            reason=f"More than {new.number:g} new connections a second on one broker ({cite(new)})",
        ),
        alarm(
            "new-connections",
            f"More than {share.number * new.number:g} new connections a second on a broker",
            ("ConnectionCreationRate",),
            share.number * new.number,
            statistic="Average",
            periods=3,
            runbook="connections",
            reason=f"{share.number:.0%} of the {new.number:g} a second that IAM takes per broker ({cite(new)})",
        ),
        alarm(
            "client-connections",
            f"More than {share.number * limit.number:g} IAM connections on a broker",
            ("ClientConnectionCount",),
            share.number * limit.number,
            dimensions="authentication",
            periods=3,
            runbook="connections",
            reason=f"{share.number:.0%} of the {limit.number:g} that a broker takes ({cite(limit)})",
        ),
    )
