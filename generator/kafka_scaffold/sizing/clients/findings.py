"""What the numbers of the clients say about the answers."""

from kafka_scaffold.model.answers import Answers, ApplicationKind, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Finding, Severity, TopicPlan
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.load import (
    ClientContext,
    consumer_load,
    library_of,
    producer_load,
)
from kafka_scaffold.sizing.clients.profile import batch_collected, linger_ms
from kafka_scaffold.sizing.prose import cite, plural, size


WRITERS = (ApplicationKind.PRODUCER, ApplicationKind.PROCESSOR, ApplicationKind.STREAMS)
READERS = (ApplicationKind.CONSUMER, ApplicationKind.PROCESSOR, ApplicationKind.STREAMS)


def client_findings(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
    access: ClientAccess,
) -> tuple[Finding, ...]:
    """Return warnings that no client setting can mend: batches too small to compress, idle consumers."""
    if demand.aggregate:
        return ()
    context = ClientContext(
        answers=answers,
        environment=environment,
        demand=demand,
        topics=topics,
        facts=facts,
        access=access,
    )
    return (*_small_batches(context), *_idle_consumers(context))


def _small_batches(context: ClientContext) -> tuple[Finding, ...]:
    least = context.facts.get("clients.tuning.small_batch_bytes")
    ratio = context.answers.workload.compression_ratio
    found = []
    for application in context.answers.applications:
        load = producer_load(context, application)
        linger = linger_ms(context, library_of(application))
        collected = batch_collected(context, load, linger)
        record = context.answers.workload.record_bytes
        if application.kind not in WRITERS or ratio <= 1 or not load.plain_bytes_s:
            continue
        if max(collected, record) < least.number:
            found.append(
                Finding(
                    rule="small-batches",
                    severity=Severity.WARNING,
                    message=f"{application.name}: {plural(load.instances, 'instance')} over {load.partitions} "
                    f"partitions collect {size(collected)} a batch in {linger.number} ms, too little to compress "
                    f"{ratio:g} : 1 as the sizing counts on",
                    where=f"applications.{application.name}",
                    hint="fewer producer instances or partitions, a looser latency goal (more linger), or a lower "
                    "workload.compression_ratio",
                    source=cite(least),
                )
            )
    return tuple(found)


def _idle_consumers(context: ClientContext) -> tuple[Finding, ...]:
    found = []
    for application in context.answers.applications:
        if application.kind not in READERS or application.instances is None:
            continue
        read = [topic for topic in context.topics if application.name in topic.consumers]
        partitions = sum(topic.partitions for topic in read)
        instances = consumer_load(context, application).instances
        if read and instances > partitions:
            found.append(
                Finding(
                    rule="idle-consumers",
                    severity=Severity.WARNING,
                    message=f"{application.name}: {instances} instances share {plural(partitions, 'partition')}; "
                    f"{instances - partitions} have nothing to do",
                    where=f"applications.{application.name}.instances",
                    hint="more partitions, or fewer instances",
                    source="Apache Kafka consumer groups",
                )
            )
    return tuple(found)
