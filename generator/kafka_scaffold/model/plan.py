"""The decision: sizes considered, the one chosen, topics, settings, cost; every number with its reason."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kafka_scaffold.model.answers import Answers, Cleanup, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import FactKind, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A decided value. ``reason`` becomes the comment above the line in the generated file.

    ``source`` is a short citation: a fact's source title and date, a formula id, or an answer's key path.
    """

    name: str
    value: Scalar
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """One limit, per broker or per cluster, at peak with one zone lost where that applies.

    ``left`` is the unused fraction of the limit (0..1); negative when it does not fit.
    """

    name: str
    need: float
    limit: float
    unit: str
    scope: str  # "broker" | "cluster" | "partition"
    kind: FactKind
    source: str
    note: str = ""

    @property
    def left(self) -> float:
        """Return the unused fraction of the limit."""
        return 1 - self.need / self.limit if self.limit else 0.0


class CostScope(StrEnum):
    """Whether a line is part of the cluster (what size comparisons use) or of what surrounds it."""

    CLUSTER = "cluster"
    SURROUNDINGS = "surroundings"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One line of the bill. ``monthly_usd`` is ``None`` when a price is not known; it is never taken as zero.

    ``upper_usd`` is the upper bound where sources conflict (for example Express storage counted three times);
    ``price_seen`` is the day the list price was read.
    """

    item: str
    quantity: float
    unit: str
    unit_price_usd: float | None
    monthly_usd: float | None
    scope: CostScope
    formula: str  # "6 brokers x 730 h x 0.816"
    source: str
    kind: FactKind
    note: str = ""
    upper_usd: float | None = None
    price_seen: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    lines: tuple[CostLine, ...]

    def total(self, scope: CostScope | None = None) -> float:
        """Return USD per month over the known lines, of one scope or of all."""
        return sum(
            line.monthly_usd
            for line in self.lines
            if line.monthly_usd is not None and scope in (None, line.scope)
        )

    @property
    def monthly_usd(self) -> float:
        """Return USD per month over all known lines."""
        return self.total()

    @property
    def upper_usd(self) -> float:
        """Return USD per month with each line at its upper bound."""
        return sum(
            line.monthly_usd if line.upper_usd is None else line.upper_usd
            for line in self.lines
            if line.monthly_usd is not None
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the items whose price is not known."""
        return tuple(line.item for line in self.lines if line.monthly_usd is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A size that carries the demand.

    ``size`` is the vendor's name of it (``kafka.m7g.large``), ``units`` how many (brokers, eCKU, agents; 0 where the
    service has none). ``preferred`` is false when an operability preference set it aside; ``reason`` says so.
    """

    platform: Platform
    variant: str
    size: str
    units: int
    storage_gib_per_unit: int
    cost: Cost
    headroom: tuple[Headroom, ...]
    partitions: int  # with replicas, cluster-wide
    preferred: bool = True
    chosen: bool = False
    reason: str = ""
    units_reason: str = ""  # what decides how many units there are
    notes: tuple[str, ...] = ()

    @property
    def tightest(self) -> Headroom | None:
        """Return the limit with the least room left."""
        return min(self.headroom, key=lambda h: h.left, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A size or variant that does not fit: the limit that broke and the two numbers that clashed.

    Feature clashes have no numbers: ``need`` and ``limit`` are ``None`` and ``reason`` names the answer's key path.
    """

    platform: Platform
    variant: str
    bottleneck: str
    reason: str
    kind: FactKind
    source: str
    size: str = ""
    units: int = 0
    storage_gib_per_unit: int = 0
    need: float | None = None
    limit: float | None = None
    unit: str = ""
    cost: Cost | None = None


Considered = Candidate | Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """One topic as it will be created. ``settings`` are the topic configs; ``reason`` explains the partitions."""

    name: str
    partitions: int
    replication_factor: int
    min_insync_replicas: int
    cleanup: Cleanup
    retention_hours: float
    settings: tuple[Setting, ...]
    reason: str
    source: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    internal: bool = (
        False  # created for an application (connect, dead letters), not asked for by name
    )


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check noticed; ``where`` is a key path, a file, or a limit."""

    rule: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConfig:
    """Settings of one client of one library, e.g. producer ``web`` with ``java``.

    ``sections`` are pairs (title, settings) in file order: connection, security, durability, batching…
    """

    application: str
    role: str  # "producer" | "consumer" | "streams"
    library: str  # "java" | "librdkafka"
    sections: tuple[tuple[str, tuple[Setting, ...]], ...]  # ("durability", (Setting, …)), …

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Return every setting, in file order."""
        return tuple(setting for _, settings in self.sections for setting in settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentPlan:
    """One environment sized. ``details`` is the platform's own frozen dataclass, read by its blueprint only."""

    environment: Environment
    demand: Demand
    considered: tuple[Considered, ...]
    chosen: Candidate
    topics: tuple[TopicPlan, ...]
    clients: tuple[ClientConfig, ...]
    findings: tuple[Finding, ...]
    details: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything decided for one answers file on one platform. Environments keep the answers' order."""

    answers: Answers
    platform: Platform
    variant: str
    title: str  # "Amazon MSK Express"
    environments: tuple[EnvironmentPlan, ...]
    flags: tuple[tuple[str, bool], ...]  # the booleans blueprint.yaml's `when` may name
    findings: tuple[Finding, ...]
    facts_as_of: date

    @property
    def primary(self) -> EnvironmentPlan:
        """Return the environment that goals and budget speak of."""
        name = self.answers.primary.name
        return next(e for e in self.environments if e.environment.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFit:
    """No size of the asked platforms carries one environment; ``considered`` says why, size by size."""

    answers: Answers
    environment: Environment
    considered: tuple[Considered, ...]
