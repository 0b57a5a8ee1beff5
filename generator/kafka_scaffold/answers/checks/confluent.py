"""Confluent Cloud: answers that say the same thing twice, and differ."""

from collections.abc import Iterator

from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import (
    Authentication,
    Exposure,
    MonitoringStack,
    Platform,
    SchemaRegistry,
)
from kafka_scaffold.model.platform_answers import ConfluentNetworking, ConfluentSignIn
from kafka_scaffold.units import format_rate


NETWORKING = "confluent_cloud.networking"
SIGN_IN = "confluent_cloud.sign_in"
VALIDATION = "confluent_cloud.schema_validation"
EXPOSED = {
    ConfluentNetworking.PUBLIC: (Exposure.PUBLIC,),
    ConfluentNetworking.PRIVATE_LINK: (Exposure.PRIVATE_LINK, Exposure.PRIVATE),
}


def _is_chosen(values: Values) -> bool:
    return values["platform"] is Platform.CONFLUENT_CLOUD


def authentication(values: Values) -> Iterator[Complaint]:
    """Both answers about signing in agree; IAM is not among them."""
    if not _is_chosen(values):
        return
    asked, own = values.peek("security.authentication"), values.peek(SIGN_IN)
    if asked is Authentication.IAM:
        message = "iam is Amazon MSK's alone; write scram for API keys or OAuth, mtls, or leave it to confluent_cloud.sign_in"
        yield Complaint(path="security.authentication", message=message)
    elif None not in (asked, own) and (asked is Authentication.MTLS) != (
        own is ConfluentSignIn.MTLS
    ):
        message = f"{own}, but security.authentication is {asked}; leave one of them out"
        yield Complaint(path=SIGN_IN, message=message)


def networking(values: Values) -> Iterator[Complaint]:
    """Both answers about the way in agree."""
    asked, own = values.peek("security.exposure"), values.peek(NETWORKING)
    if not _is_chosen(values) or asked is None or own is None:
        return
    if asked not in EXPOSED.get(own, (Exposure.PRIVATE,)):
        message = f"{own}, but security.exposure is {asked}; leave one of them out"
        yield Complaint(path=NETWORKING, message=message)


def percentiles(values: Values) -> Iterator[Complaint]:
    """Nineteen of twenty moments are below the 95th percentile, and none is above the peak."""
    aggregate = values.given("workload.aggregate")
    ends = (("in", "p95_write"), ("out", "p95_read")) if aggregate else ()
    for end, key in ends or (("write", "p95_write"), ("read", "p95_read")):
        path = f"confluent_cloud.{key}"
        group = f"workload.aggregate.{end}" if aggregate else f"workload.{end}"
        if not values.given(path):
            continue
        most = values[f"{group}.peak"]
        if values[path] > most:
            message = f"{format_rate(values[path])} is above the peak of {format_rate(most)}; write less, or a higher {group}.peak"
            yield Complaint(path=path, message=message)


def validation(values: Values) -> Iterator[Complaint]:
    """Brokers check ids against a registry of their own."""
    if not _is_chosen(values) or not values[VALIDATION]:
        return
    if values["schemas.registry"] == SchemaRegistry.NONE:
        message = f"{VALIDATION} checks ids of schemas; write json, avro or protobuf"
        yield Complaint(path="schemas.format", message=message)


def metrics(values: Values) -> Iterator[Complaint]:
    """Metrics come from Confluent's Metrics API alone."""
    if _is_chosen(values) and values["monitoring.stack"] == MonitoringStack.CLOUD:
        message = "Confluent Cloud tells its metrics to Prometheus alone; write prometheus"
        yield Complaint(path="monitoring.stack", message=message)


WHOLE = (authentication, networking, percentiles, validation, metrics)
