"""What a plan pays for around the cluster: metrics, alarms, logs, keys, secrets, endpoints, connectors, the internet."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import (
    Answers,
    ApplicationKind,
    Authentication,
    EncryptionKey,
    Environment,
    Exposure,
    LogDestination,
    NewNetwork,
    SchemaRegistry,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import CostLine, CostScope, TopicPlan
from kafka_scaffold.sizing.platforms.msk.alarms import AUDIT_LEVEL, monitoring_level
from kafka_scaffold.sizing.platforms.msk.bill.extras import NOTHING, Extras
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.details import Variant
from kafka_scaffold.sizing.platforms.msk.fit.capacity import Capacity
from kafka_scaffold.sizing.platforms.msk.storage import provisioned_mib_s
from kafka_scaffold.sizing.tariff import monthly_gib


SURROUNDINGS = CostScope.SURROUNDINGS
METRICS = tuple(f"aws.cloudwatch.metric.{tier}" for tier in (1, 2, 3, 4))
INTERNET = tuple(f"aws.internet-out.{tier}" for tier in (1, 2, 3, 4))
DAYS_PER_MONTH = 30


def around(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    variant: Variant,
    tariff: Tariff,
    *,
    capacity: Capacity | None = None,
    extras: Extras = NOTHING,
) -> tuple[CostLine, ...]:
    """Return the lines beside the cluster's own.

    Args:
        answers: What was asked.
        environment: The environment that is priced.
        demand: Average rates decide traffic.
        topics: As the variant holds them.
        variant: Some lines exist on some variants only.
        tariff: Prices of a region on a day.
        capacity: Brokers and their volumes; ``None`` on Serverless.
        extras: Alarms and connectors, the same for every size.
    """
    brokers = capacity.brokers if capacity else 0
    lines = [
        *(_volumes(capacity, demand, tariff) if capacity and variant is Variant.STANDARD else ()),
        *_metrics(answers, environment, topics, variant, brokers, tariff),
        *_alarms(brokers, extras, tariff),
        *_logs(answers, environment, brokers, tariff),
        *_keys(answers, environment, brokers, tariff),
        *_identities(answers, tariff),
        *_endpoints(answers, environment, tariff),
        *_reach(answers, demand, brokers, tariff),
        *_connectors(extras, tariff),
        _state(tariff),
    ]
    return tuple(lines)


def _volumes(capacity: Capacity, demand: Demand, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what a plan pays for volumes beyond their size; part of the cluster."""
    facts = tariff.facts
    throughput = provisioned_mib_s(
        demand, capacity.size, capacity.brokers, capacity.volume_gib, facts
    )
    if throughput is not None:
        yield tariff.line(
            "Kafka.Throughput",
            "provisioned throughput",
            float(throughput * capacity.brokers),
            "MiB/s-month",
            count=f"{capacity.brokers} brokers x {throughput} MiB/s",
            note="charged in full; the first 250 MiB/s of a broker may be free",
        )
    if capacity.tiered_gib:
        share = facts.get("msk.tiered.read_share")
        read = monthly_gib(demand.egress_avg_mib_s, tariff) * share.number
        yield tariff.line(
            "Kafka.DataRetrieval.Tiered",
            "tiered retrieval",
            read,
            "GB",
            assumed=True,
            note=f"{share.number:.0%} of reads: {share.note}",
        )


def _metrics(
    answers: Answers,
    environment: Environment,
    topics: tuple[TopicPlan, ...],
    variant: Variant,
    brokers: int,
    tariff: Tariff,
) -> Iterator[CostLine]:
    facts = tariff.facts
    level = monitoring_level(answers, environment, variant)
    if level is None or level.value == "DEFAULT":
        return
    names = set(facts.get("msk.monitoring.per_broker").items)
    if variant is Variant.EXPRESS:
        names -= set(facts.get("msk.monitoring.not_on_express").items)
    per_broker = float(len(names))
    if level.value == AUDIT_LEVEL:
        each = facts.number("msk.monitoring.metrics_per_topic_and_broker")
        per_broker += each * len(topics)
    limits = tuple(float(n) for n in facts.get("aws.cloudwatch.metric_tiers").items)
    yield tariff.tiered(
        METRICS,
        limits,
        "metrics",
        per_broker * brokers,
        "metric-months",
        note=f"{level.value}: {per_broker:g} metrics per broker",
    )


def _alarms(brokers: int, extras: Extras, tariff: Tariff) -> Iterator[CostLine]:
    count = extras.alarms_per_broker * brokers + extras.alarms_once
    if count:
        yield tariff.line(
            "aws.cloudwatch.alarm",
            "alarms",
            float(count),
            "alarm metrics",
            scope=SURROUNDINGS,
            note=f"{extras.alarms_per_broker} metrics on each broker and {extras.alarms_once} once",
        )


def _logs(
    answers: Answers, environment: Environment, brokers: int, tariff: Tariff
) -> Iterator[CostLine]:
    facts = tariff.facts
    broker_gib = facts.number("msk.logs.gib_per_broker_month") * brokers
    flow = facts.number("msk.logs.flow_gib_month")
    flow_gib = flow if isinstance(environment.network, NewNetwork) else 0.0
    days = answers.monitoring.log_retention_days
    if answers.security.audit:
        days = max(days, int(facts.number("msk.logs.audit_days")))
    months = days / DAYS_PER_MONTH
    logs = answers.monitoring.logs
    watched = flow_gib + (broker_gib if LogDestination.CLOUDWATCH in logs else 0.0)
    note = facts.get("msk.logs.gib_per_broker_month").note
    if watched:
        yield tariff.line(
            "aws.cloudwatch.logs.ingestion",
            "logs taken in",
            watched,
            "GB",
            scope=SURROUNDINGS,
            assumed=True,
            note=note,
        )
        yield tariff.line(
            "aws.cloudwatch.logs.storage",
            "logs kept",
            watched * months,
            "GB-month",
            scope=SURROUNDINGS,
            assumed=True,
            note=f"for {days} days, before compression",
        )
    if LogDestination.S3 in logs and broker_gib:
        yield tariff.line(
            "aws.s3.storage",
            "logs in S3",
            broker_gib * months,
            "GB-month",
            scope=SURROUNDINGS,
            assumed=True,
            note=note,
        )


def _keys(
    answers: Answers, environment: Environment, brokers: int, tariff: Tariff
) -> Iterator[CostLine]:
    own = answers.security.encryption_key is EncryptionKey.OWN
    if not own and not isinstance(environment.network, NewNetwork):
        return
    what = "volumes, logs and secrets" if own else "logs"
    yield tariff.line(
        "aws.kms.key", "encryption key", 1.0, "key-months", scope=SURROUNDINGS, note=f"for {what}"
    )
    requests = tariff.facts.get("msk.kms.requests_per_broker_month")
    if own and brokers:
        yield tariff.line(
            "aws.kms.requests",
            "uses of the key",
            requests.number * brokers / 10_000,
            "10,000 requests",
            scope=SURROUNDINGS,
            assumed=True,
            note=requests.note,
        )


def _identities(answers: Answers, tariff: Tariff) -> Iterator[CostLine]:
    security = answers.security
    if security.authentication is Authentication.SCRAM:
        users = float(len(answers.applications))
        yield tariff.line(
            "aws.secret",
            "secrets",
            users,
            "secret-months",
            scope=SURROUNDINGS,
            note="one per application",
        )
    if security.authentication is Authentication.MTLS:
        authorities = float(len(security.certificate_authority_arns))
        fact = tariff.facts.get("aws.private_ca.usd_month")
        note = "counted in full, though it may serve others"
        yield tariff.flat(fact, "private certificate authority", authorities, "CA-months", note)


def _endpoints(answers: Answers, environment: Environment, tariff: Tariff) -> Iterator[CostLine]:
    """Yield interface endpoints of a network made here; it has no NAT gateway, and the S3 endpoint is free."""
    if not isinstance(environment.network, NewNetwork):
        return
    wanted = {
        "Secrets Manager": _has_connectors(answers),
        "Glue": answers.schemas.registry is SchemaRegistry.GLUE,
    }
    services = [name for name, needed in wanted.items() if needed]
    if services:
        count = len(services) * environment.zones
        yield tariff.line(
            "aws.interface-endpoint.hour",
            "interface endpoints",
            count * tariff.hours,
            "endpoint-zone-hours",
            scope=SURROUNDINGS,
            count=f"{count} endpoints in zones x {tariff.hours:g} h",
            note=f"{' and '.join(services)}; no NAT gateway is made",
        )


def _reach(answers: Answers, demand: Demand, brokers: int, tariff: Tariff) -> Iterator[CostLine]:
    exposure = answers.security.exposure
    moved = monthly_gib(demand.ingress_avg_mib_s + demand.egress_avg_mib_s, tariff)
    if exposure is Exposure.PRIVATE_LINK:
        yield tariff.line(
            "Kafka.PrivateConnectivityHours",
            "private connectivity",
            tariff.hours,
            "hours",
            scope=SURROUNDINGS,
            note="one cluster and one kind of authentication",
        )
        yield tariff.line(
            "Kafka.PrivateConnectivity.BytesProcessed",
            "private connectivity, data",
            moved,
            "GB",
            scope=SURROUNDINGS,
            assumed=True,
            note="if every client connects by private link",
        )
    if exposure is Exposure.PUBLIC:
        yield tariff.line(
            "aws.public-ipv4",
            "public addresses",
            brokers * tariff.hours,
            "address-hours",
            scope=SURROUNDINGS,
            count=f"{brokers} addresses x {tariff.hours:g} h",
        )
        limits = tuple(float(n) for n in tariff.facts.get("aws.internet_out.tier_gb").items)
        read = monthly_gib(demand.egress_avg_mib_s, tariff)
        note = "if every consumer is outside AWS"
        yield tariff.tiered(INTERNET, limits, "out to the internet", read, "GB", note=note)


def _connectors(extras: Extras, tariff: Tariff) -> Iterator[CostLine]:
    least, most = extras.mcu_least, extras.mcu_most
    if least:
        yield tariff.line(
            "Kafka.mcu.general",
            "MSK Connect",
            least * tariff.hours,
            "MCU-hours",
            scope=SURROUNDINGS,
            assumed=True,
            count=f"{least} MCU x {tariff.hours:g} h",
            note=f"the fewest workers; at most, with {most} MCU all month",
            upper_times=most / least,
        )


def _has_connectors(answers: Answers) -> bool:
    return any(a.kind is ApplicationKind.CONNECTOR for a in answers.applications)


def _state(tariff: Tariff) -> CostLine:
    """Return the line of the bucket that holds Terraform's state: a few files, said rather than counted."""
    price = tariff.price("aws.s3.storage")
    return CostLine(
        item="Terraform state in S3",
        quantity=0.0,
        unit="GB-month",
        unit_price_usd=None if price is None else price.usd,
        monthly_usd=0.0,
        scope=SURROUNDINGS,
        formula="some hundred kB: less than a cent",
        source="kafka-scaffold's own estimate",
        kind=FactKind.ASSUMED,
        note="with its versions",
    )
