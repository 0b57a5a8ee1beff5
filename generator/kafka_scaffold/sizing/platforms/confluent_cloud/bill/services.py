"""What Confluent bills beside the cluster: connectors, Stream Governance, Flink, ksqlDB, audit logs."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Application, ApplicationKind, ConnectorPlugin
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.model.platform_answers import StreamGovernance
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.limits import connector_tasks
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas


SURROUNDINGS = CostScope.SURROUNDINGS


def service_lines(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines of services that the answers use."""
    yield from _connectors(asked, tariff)
    yield from governance_line(asked, tariff)
    yield from _schemas(asked, tariff)
    yield from _processing(asked, tariff)
    yield from _without_price(asked, tariff)


def _connectors(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    tasks = connector_tasks(asked)
    if not tasks:
        return
    plugins = {a.connector for a in asked.answers.applications}
    premium = ConnectorPlugin.DEBEZIUM_POSTGRES in plugins
    note = (
        "a change capture may be of the premium kind, whose price is on request" if premium else ""
    )
    yield tariff.charge(
        "confluent.connect.task",
        "connector tasks",
        tasks * tariff.hours,
        "task-hours",
        scope=SURROUNDINGS,
        count=f"{tasks} x {tariff.hours:g} h",
        note=note,
    )
    connectors = (a for a in asked.answers.applications if a.kind is ApplicationKind.CONNECTOR)
    moved = sum(_moved_mib_s(asked, application) for application in connectors)
    yield tariff.charge(
        "confluent.connect.data",
        "connector data",
        tariff.monthly_gib(moved),
        "GB",
        scope=SURROUNDINGS,
        note="what connectors read and write",
    )


def _moved_mib_s(asked: Asked, application: Application) -> float:
    """Return what a connector moves on average: all it reads, and its share of what it writes."""
    plans = {topic.name: topic for topic in asked.topics}
    moved = 0.0
    for topic in asked.demand.topics:
        plan = plans[topic.name]
        if application.name in plan.consumers:
            moved += topic.ingress_avg_mib_s
        if application.name in plan.producers:
            moved += topic.ingress_avg_mib_s / len(plan.producers)
    return moved


def governance_line(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the package of one Confluent environment, where it has a price."""
    package = asked.answers.confluent_cloud.stream_governance
    if package is StreamGovernance.ADVANCED:
        yield tariff.charge(
            "confluent.governance.advanced",
            "Stream Governance Advanced",
            tariff.hours,
            "environment-hours",
            scope=SURROUNDINGS,
            note="the price is from memory",
        )


def _schemas(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    package = asked.answers.confluent_cloud.stream_governance
    included = asked.facts.get(f"confluent-cloud.governance.{package}.schemas")
    own = [topic for topic in asked.topics if not topic.internal]
    schemas = len(own) if has_schemas(asked.answers) else 0
    if schemas > included.number:
        yield tariff.charge(
            "confluent.governance.schema",
            "schemas beyond those included",
            (schemas - included.number) * tariff.hours,
            "schema-hours",
            scope=SURROUNDINGS,
            count=f"({schemas} - {included.number:g} included) x {tariff.hours:g} h",
            note="one version for each topic; a price of 2022",
        )


def _processing(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    units = asked.answers.confluent_cloud.flink_cfu * asked.environment.scale
    if units:
        yield tariff.charge(
            "confluent.flink.cfu",
            "Flink",
            units * tariff.hours,
            "CFU-hours",
            scope=SURROUNDINGS,
            count=f"{units:g} CFU x {tariff.hours:g} h",
            note="on average; metered by the minute, and a pool that is idle costs nothing",
        )


def _without_price(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what is billed and has no public price: it stays unknown, and is never zero."""
    own, hours = asked.answers.confluent_cloud, tariff.hours
    wanted = (
        (bool(own.ksqldb_units), "ksqldb.unit", "ksqlDB", own.ksqldb_units * hours, "CSU-hours"),
        (asked.answers.security.audit, "audit.read", "audit log, reading", 0.0, "GB"),
    )
    for needed, item, label, quantity, unit in wanted:
        if needed:
            yield tariff.charge(
                f"confluent.{item}",
                label,
                quantity,
                unit,
                scope=SURROUNDINGS,
                note="billed, and no price is public",
            )
