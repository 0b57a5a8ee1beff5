"""What a metric is held against: limits of the units that a cluster may have, and of the whole cluster."""

from dataclasses import dataclass

from kafka_scaffold.model.facts import Fact, FactKind
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import Scope
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.units import Dimension, dimensions
from kafka_scaffold.sizing.prose import MIB, cite, plural, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One dimension as the Metrics API shows it; ``per_minute`` values count what happened in a minute."""

    dimension: str  # as the sizing calls it
    alert: str  # what its alerts are called after
    metric: str
    what: str  # "writes are", "connections are"…
    unit: str  # Grafana's
    shown: str  # how a person reads a value: a function of Prometheus' templates, and its unit
    factor: int  # of the sizing's number to the metric's
    per_minute: bool
    runbook: str


WATCHED = (
    Watched(
        dimension="ingress",
        alert="Ingress",
        metric="confluent_kafka_server_received_bytes",
        what="Writes are",
        unit="Bps",
        shown="{{ $value | humanize1024 }}B/s",
        factor=MIB,
        per_minute=True,
        runbook="throttling",
    ),
    Watched(
        dimension="egress",
        alert="Egress",
        metric="confluent_kafka_server_sent_bytes",
        what="Reads are",
        unit="Bps",
        shown="{{ $value | humanize1024 }}B/s",
        factor=MIB,
        per_minute=True,
        runbook="throttling",
    ),
    Watched(
        dimension="partitions",
        alert="Partitions",
        metric="confluent_kafka_server_partition_count",
        what="Partitions are",
        unit="short",
        shown="{{ $value }} partitions",
        factor=1,
        per_minute=False,
        runbook="partition-limit",
    ),
    Watched(
        dimension="connections",
        alert="Connections",
        metric="confluent_kafka_server_active_connection_count",
        what="Connections are",
        unit="short",
        shown="{{ $value }} connections",
        factor=1,
        per_minute=False,
        runbook="connections",
    ),
    Watched(
        dimension="connection attempts",
        alert="SignIns",
        metric="confluent_kafka_server_successful_authentication_count",
        what="Sign-ins are",
        unit="ops",
        shown="{{ $value | humanize }} sign-ins/s",
        factor=1,
        per_minute=True,
        runbook="connections",
    ),
    Watched(
        dimension="requests",
        alert="Requests",
        metric="confluent_kafka_server_request_count",
        what="Requests are",
        unit="reqps",
        shown="{{ $value | humanize }} requests/s",
        factor=1,
        per_minute=True,
        runbook="throttling",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A metric with its limit, in the metric's unit, a second where the metric counts by the minute."""

    watched: Watched
    limit: float
    reason: str
    decides: Fact

    @property
    def hard(self) -> bool:
        """Tell whether the limit cannot be passed: Dedicated has guidelines, too."""
        return self.decides.kind is not FactKind.RECOMMENDED


def held(scope: Scope) -> tuple[Held, ...]:
    """Return what the cluster's metrics are held against."""
    found = {d.name: d for d in dimensions(scope.load, scope.variant, scope.facts)}
    return tuple(
        _held(scope, watched, found[watched.dimension])
        for watched in WATCHED
        if watched.dimension in found
    )


def _held(scope: Scope, watched: Watched, dimension: Dimension) -> Held:
    units, name = scope.most_units, scope.variant.unit
    whole = dimension.limit(units) < dimension.each.number * units
    decides = dimension.ceiling if whole else dimension.each
    by_units = f"{plural(units, name).removesuffix('s')} x {shown(dimension.each.number)}"
    measured = f"{shown(dimension.limit(units))} {dimension.measure}"
    reason = f"the whole cluster takes {measured}" if whole else f"{by_units} = {measured}"
    return Held(
        watched=watched,
        limit=dimension.limit(units) * watched.factor,
        reason=f"{reason} ({cite(decides)})",
        decides=decides,
    )
