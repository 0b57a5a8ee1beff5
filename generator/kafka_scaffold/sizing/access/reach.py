"""What an application touches: topics, its group, its transactions, what it creates itself."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Application, ApplicationKind, ConnectorPlugin
from kafka_scaffold.model.plan import TopicPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The resources of one application. ``prefix`` begins the names of what it creates by itself."""

    application: Application
    writes: tuple[str, ...]
    reads: tuple[str, ...]
    group: str | None
    transactional: bool

    @property
    def name(self) -> str:
        """Return the application's name."""
        return self.application.name

    @property
    def prefix(self) -> str:
        """Return how transactional ids and internal topics of the application begin."""
        return f"{self.application.name}-"

    @property
    def streams(self) -> bool:
        """Tell whether the application creates changelogs and repartition topics."""
        return self.application.kind is ApplicationKind.STREAMS


def consumer_group(application: Application) -> str:
    """Return the group an application reads in: its name, for a connector Connect's prefix and its name."""
    connector = application.kind is ApplicationKind.CONNECTOR
    return f"connect-{application.name}" if connector else application.name


def reach(application: Application, topics: tuple[TopicPlan, ...]) -> Reach:
    """Return what an application touches, topics in the plan's order."""
    reads = tuple(topic.name for topic in topics if application.name in topic.consumers)
    sinks = application.connector is ConnectorPlugin.S3
    grouped = bool(reads) or sinks or application.kind is ApplicationKind.STREAMS
    return Reach(
        application=application,
        writes=tuple(topic.name for topic in topics if application.name in topic.producers),
        reads=reads,
        group=consumer_group(application) if grouped else None,
        transactional=application.exactly_once,
    )
