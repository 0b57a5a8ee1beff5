"""What one client carries: its part of the traffic, per instance, and what the goals ask of it."""

from dataclasses import dataclass
from math import ceil

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    Environment,
    Language,
    Ordering,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.overrides import Guarantee, Override
from kafka_scaffold.sizing.prose import MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientContext:
    """Everything that client settings are decided from."""

    answers: Answers
    environment: Environment
    demand: Demand
    topics: tuple[TopicPlan, ...]
    facts: Facts
    access: ClientAccess

    @property
    def objective(self) -> str:
        """Return what the answers optimise for."""
        return self.answers.goals.optimise_for.value

    def override(self, library: str, role: str, name: str) -> Override | None:
        """Return what the platform decides about a setting of every application, where it does."""
        for found in self.access.overrides:
            if (found.library, found.role, found.name) == (library, role, name):
                return found if found.guarantee is Guarantee.ALL else None
        return None

    def overrides(self, application: Application, library: str, role: str) -> tuple[Override, ...]:
        """Return what the platform decides about one application in a role."""
        held = Guarantee.STRICT if _is_strict(self, application) else Guarantee.LOOSE
        return tuple(
            found
            for found in self.access.overrides
            if (found.library, found.role) == (library, role)
            and found.guarantee in (Guarantee.ALL, held)
        )

    def tuned(self, column: str) -> float:
        """Return a number that the objective decides."""
        return self.facts.number(f"clients.tuning.objectives.{self.objective}.{column}")

    def number(self, name: str) -> float:
        """Return a tuning constant."""
        return self.facts.number(f"clients.tuning.{name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One instance's part at peak. ``plain`` is before compression, ``wire`` after; both bytes per second."""

    instances: int
    partitions: int
    plain_bytes_s: float
    wire_bytes_s: float
    keyed: bool
    largest_batch: int | None
    transactional_upstream: bool


def library_of(application: Application) -> str:
    """Return the library of an application's language: ``java``, or ``librdkafka`` for all others."""
    java = application.language is Language.JAVA or application.kind is ApplicationKind.STREAMS
    return "java" if java else "librdkafka"


def producer_load(context: ClientContext, application: Application) -> Load:
    """Return what one instance writes; applications that write the same topic share its rate."""
    written = [t for t in context.topics if application.name in t.producers and not t.internal]
    writers = {name for topic in context.topics for name in topic.producers if not topic.internal}
    instances = _instances(context, application, context.demand.producers, len(writers))
    wire = sum(_peak(context, topic.name) / max(1, len(topic.producers)) for topic in written)
    keyed = any(_is_keyed(context, topic.name) for topic in written)
    return Load(
        instances=instances,
        partitions=max(1, sum(topic.partitions for topic in written)),
        plain_bytes_s=wire * context.answers.workload.compression_ratio / instances,
        wire_bytes_s=wire / instances,
        keyed=keyed,
        largest_batch=_largest_batch(written),
        transactional_upstream=False,
    )


def consumer_load(context: ClientContext, application: Application) -> Load:
    """Return what one instance of a group reads; the group's instances share the partitions."""
    read = [topic for topic in context.topics if application.name in topic.consumers]
    readers = {name for topic in context.topics for name in topic.consumers}
    instances = _instances(context, application, context.demand.consumers, len(readers))
    wire = sum(_peak(context, topic.name) for topic in read)
    upstream = {name for topic in read for name in topic.producers}
    return Load(
        instances=instances,
        partitions=max(1, ceil(sum(topic.partitions for topic in read) / instances)),
        plain_bytes_s=wire * context.answers.workload.compression_ratio / instances,
        wire_bytes_s=wire / instances,
        keyed=any(_is_keyed(context, topic.name) for topic in read),
        largest_batch=_largest_batch(read),
        transactional_upstream=any(context.answers.application(n).exactly_once for n in upstream),
    )


def _instances(
    context: ClientContext, application: Application, clients: int, applications: int
) -> int:
    """Return instances in this environment; demand's clients are scaled to it already."""
    if application.instances is not None:
        return max(1, ceil(application.instances * context.environment.scale))
    return max(1, ceil(clients / max(1, applications)))


def _peak(context: ClientContext, name: str) -> float:
    return sum(t.ingress_peak_mib_s * MIB for t in context.demand.topics if t.name == name)


def _is_keyed(context: ClientContext, name: str) -> bool:
    asked = [topic for topic in context.answers.topics if topic.name == name]
    return any(t.key is not None or t.ordering is Ordering.PER_KEY for t in asked)


def _is_strict(context: ClientContext, application: Application) -> bool:
    """Tell whether records of an application must keep an order or count once."""
    written = (t for t in context.answers.topics if application.name in t.producers)
    return application.exactly_once or any(t.ordering is not Ordering.NONE for t in written)


def _largest_batch(topics: list[TopicPlan]) -> int | None:
    found = [int(s.value) for t in topics for s in t.settings if s.name == "max.message.bytes"]
    return max(found, default=None)
