"""What Kafka on Kubernetes does not offer, whatever the machine: clashes between answers and facts."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import (
    Answers,
    Authentication,
    Environment,
    Exposure,
    MonitoringStack,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.model.platform_answers import KubernetesCluster, ListenerKind
from kafka_scaffold.sizing.clash import Clash, latency_clashes
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.prose import cite, plural


def clashes(
    answers: Answers, environment: Environment, variant: Variant, replicas: int, facts: Facts
) -> tuple[Clash, ...]:
    """Return every clash of a variant with the answers, the plainest first."""
    return (
        *_zones(answers, environment, variant, facts),
        *_volumes(answers, environment, facts),
        *_access(answers),
        *_parts(answers, environment),
        *latency_clashes(answers, environment, variant, _latency(variant, facts)),
        *_partitions(replicas, facts),
    )


def _zones(
    answers: Answers, environment: Environment, variant: Variant, facts: Facts
) -> Iterator[Clash]:
    fact = facts.get(f"strimzi.zones.{variant}")
    zones, name = environment.zones, environment.name
    offered = [int(str(item)) for item in fact.items]
    if zones not in offered:
        words = " or ".join(str(item) for item in offered)
        yield Clash(
            bottleneck="zones",
            reason=f"environment {name} has {plural(zones, 'zone')}; {variant} takes {words}: {fact.note}",
            source=cite(fact),
            kind=fact.kind,
            need=zones,
            limit=min(offered, key=lambda number: abs(number - zones)),
            unit="zones",
        )
    yield from _survival(answers, environment, facts)


def _volumes(answers: Answers, environment: Environment, facts: Facts) -> Iterator[Clash]:
    """Yield the clash with a region whose volumes are in fewer zones than its machines; few clouds have such."""
    region = answers.cloud.region
    fact = facts.find(f"{answers.cloud.provider}.regions.{region}.volume_zones")
    own_class = answers.kubernetes.storage_class is not None
    if fact is None or own_class or environment.zones <= fact.number:
        return
    where = plural(int(fact.number), "zone") if fact.number else "no zone"
    yield Clash(
        bottleneck="zones",
        reason=f"environment {environment.name} has {plural(environment.zones, 'zone')}; Premium SSD v2 is offered "
        f"in {where} of {region}",
        source=cite(fact),
        kind=fact.kind,
        need=environment.zones,
        limit=fact.number,
        unit="zones",
    )


def _survival(answers: Answers, environment: Environment, facts: Facts) -> Iterator[Clash]:
    copies = facts.get("kafka.replication.standard")
    survive = answers.goals.durability.survive
    primary = environment.name == answers.primary.name
    if survive is Survive.REGION and primary:
        yield Clash(
            bottleneck="durability",
            reason="goals.durability.survive region: one Kubernetes cluster is in one region; kubernetes.mirror "
            "copies the topics of another cluster into this one",
            source="goals.durability.survive",
        )
    if environment.zones >= copies.number:
        return
    few = plural(environment.zones, "zone")
    what = f"with {few} the loss of one either stops writes or loses records"
    asked = f"goals.durability.survive {survive} needs {copies.number:g} zones: {what}"
    guarded = f"environments.{environment.name}.protect needs {copies.number:g} zones: {what}"
    if environment.protect or (primary and survive is not Survive.BROKER):
        yield Clash(
            bottleneck="durability",
            reason=guarded if survive is Survive.BROKER or not primary else asked,
            source=cite(copies),
            kind=copies.kind,
            need=copies.number,
            limit=environment.zones,
            unit="zones",
        )


def _access(answers: Answers) -> Iterator[Clash]:
    security = answers.security
    if security.authentication is Authentication.IAM:
        yield Clash(
            bottleneck="authentication",
            reason="security.authentication iam is Amazon MSK's alone; scram and mtls are what Strimzi signs in with",
            source="security.authentication",
        )
    if security.exposure is Exposure.PRIVATE_LINK:
        yield Clash(
            bottleneck="private link",
            reason="security.exposure private-link is not made here: a load balancer of each broker would need an "
            "endpoint service of its own",
            source="security.exposure",
        )
    inside = set(answers.kubernetes.listeners) <= {ListenerKind.INTERNAL}
    if security.exposure is Exposure.PUBLIC and inside:
        yield Clash(
            bottleneck="public",
            reason="security.exposure public: kubernetes.listeners names none that is reached from outside Kubernetes",
            source="kubernetes.listeners",
        )
    made = answers.kubernetes.cluster is KubernetesCluster.CREATE
    if made and ListenerKind.ROUTE in answers.kubernetes.listeners:
        yield Clash(
            bottleneck="route",
            reason="kubernetes.listeners route is OpenShift's, and no cluster made here is one; take load-balancer, or "
            "kubernetes.cluster existing",
            source="kubernetes.listeners",
        )


def _parts(answers: Answers, environment: Environment) -> Iterator[Clash]:
    wanted = (
        (
            answers.schemas.registry is SchemaRegistry.GLUE,
            "schemas.registry",
            "schemas.registry glue is AWS's; karapace runs beside the brokers",
        ),
        (
            answers.monitoring.stack is MonitoringStack.CLOUD,
            "monitoring.stack",
            "monitoring.stack cloud: brokers in Kubernetes report to prometheus",
        ),
        (
            environment.adopt is not None,
            f"environments.{environment.name}.adopt",
            f"environments.{environment.name}.adopt takes over clusters of Amazon MSK alone",
        ),
        (
            answers.cloud.dual_stack,
            "cloud.dual_stack",
            "cloud.dual_stack: the Kubernetes clusters made here speak IPv4",
        ),
        (
            answers.cloud.dns is not None,
            "cloud.dns",
            "cloud.dns names the brokers of Amazon MSK; kubernetes.domain names these",
        ),
    )
    for asked, path, reason in wanted:
        if asked:
            yield Clash(bottleneck=path, reason=reason, source=path)


def _latency(variant: Variant, facts: Facts) -> dict[str, Fact]:
    goals = ("produce_p99", "end_to_end_p99")
    return {name: facts.get(f"strimzi.latency.{variant}.{name}_ms") for name in goals}


def _partitions(replicas: int, facts: Facts) -> Iterator[Clash]:
    most = facts.get("strimzi.sizing.partition_replicas_per_cluster")
    if replicas > most.number:
        yield Clash(
            bottleneck="partition replicas",
            reason=f"{replicas:,} partition replicas are more than the {most.number:,.0f} planned for a cluster",
            source=cite(most),
            kind=most.kind,
            need=replicas,
            limit=most.number,
            unit="replicas",
        )
