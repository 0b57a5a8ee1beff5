"""Workload, goals, security, schemas and monitoring: answers that contradict one another."""

from collections.abc import Iterator

from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.table.operations import DAY_S, LOG_DAYS
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import (
    Exposure,
    MonitoringStack,
    Platform,
    SchemaFormat,
    SchemaRegistry,
)
from kafka_scaffold.units import format_duration, format_rate


_REGISTRIES = {
    Platform.MSK: {
        SchemaRegistry.KARAPACE: "karapace runs on Kubernetes; with msk write glue",
        SchemaRegistry.CONFLUENT: "confluent is Confluent Cloud's own; with msk write glue",
    },
    Platform.STRIMZI: {
        SchemaRegistry.CONFLUENT: "confluent is Confluent Cloud's own; with strimzi write karapace",
    },
    Platform.CONFLUENT_CLOUD: {
        SchemaRegistry.GLUE: "glue is AWS's own; with confluent-cloud write confluent",
        SchemaRegistry.KARAPACE: "karapace runs on Kubernetes; with confluent-cloud write confluent",
    },
}


def peaks(values: Values) -> Iterator[Complaint]:
    """A peak is never below the average."""
    aggregate = values.given("workload.aggregate")
    groups = ("workload.aggregate.in", "workload.aggregate.out") if aggregate else ()
    for group in groups or ("workload.write", "workload.read"):
        average, peak = f"{group}.average", f"{group}.peak"
        if values.given(peak) and values[peak] < values[average]:
            lowest = format_rate(values[average])
            message = f"{format_rate(values[peak])} is below the average of {lowest}"
            yield Complaint(path=peak, message=message)


def hot_retention(values: Values) -> Iterator[Complaint]:
    """What is kept quick to read is part of what is kept."""
    group = "workload.aggregate" if values.given("workload.aggregate") else "workload"
    yield from longer_hot(values, group)


def longer_hot(values: Values, group: str) -> Iterator[Complaint]:
    """Yield a hot retention that is longer than the retention beside it."""
    hot, kept = values[f"{group}.hot_retention"], values[f"{group}.retention"]
    if hot > kept:
        message = f"{format_duration(hot)} is longer than retention, {format_duration(kept)}"
        yield Complaint(path=f"{group}.hot_retention", message=message)


def latency(values: Values) -> Iterator[Complaint]:
    """A record is consumed after it was produced."""
    produce = values["goals.latency.produce_p99"]
    whole = values["goals.latency.end_to_end_p99"]
    if produce is not None and whole is not None and whole < produce:
        message = f"{format_duration(whole)} is less than produce_p99, {format_duration(produce)}"
        yield Complaint(path="goals.latency.end_to_end_p99", message=message)


def exposure(values: Values) -> Iterator[Complaint]:
    """A public cluster says to whom it is public, and is not scraped from inside."""
    if values["security.exposure"] is not Exposure.PUBLIC:
        return
    open_to_all = values["platform"] is Platform.CONFLUENT_CLOUD
    if not values["security.allowed_cidrs"] and not open_to_all:
        message = "public access needs the networks that clients come from"
        yield Complaint(path="security.allowed_cidrs", message=message)
    if (
        values["platform"] is Platform.MSK
        and values["monitoring.stack"] == MonitoringStack.PROMETHEUS
    ):
        message = "MSK offers open monitoring only without public access; write cloud"
        yield Complaint(path="monitoring.stack", message=message)


def authorities(values: Values) -> Iterator[Complaint]:
    """An empty list of authorities lets nobody in."""
    for key in ("certificate_authority_arns", "client_accounts"):
        path = f"security.{key}"
        if values.peek(path) == ():
            yield Complaint(path=path, message="is empty; name at least one")


def schemas(values: Values) -> Iterator[Complaint]:
    """A registry needs something to hold."""
    none = values["schemas.format"] is SchemaFormat.NONE
    if none and values["schemas.registry"] != SchemaRegistry.NONE:
        message = "a registry needs schemas.format json, avro or protobuf"
        yield Complaint(path="schemas.registry", message=message)
    refused = _REGISTRIES.get(values["platform"], {}).get(values["schemas.registry"])
    if refused:
        yield Complaint(path="schemas.registry", message=refused)


def logs(values: Values) -> Iterator[Complaint]:
    """Logs go somewhere, for a time that CloudWatch Logs takes."""
    if not values["monitoring.logs"]:
        yield Complaint(path="monitoring.logs", message="is empty; broker logs need a destination")
    days = values["monitoring.log_retention"] / DAY_S
    if days not in LOG_DAYS:
        above = next(day for day in LOG_DAYS if day > days)
        message = (
            f"CloudWatch Logs keeps no log for {format_duration(days * DAY_S)}; write {above}d"
        )
        yield Complaint(path="monitoring.log_retention", message=message)


WHOLE = (peaks, hot_retention, latency, exposure, authorities, schemas, logs)
