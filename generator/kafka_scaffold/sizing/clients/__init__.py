"""Settings of the applications' Kafka clients, per library, each with its reason."""

from kafka_scaffold.model.answers import Answers, Application, ApplicationKind, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import ClientConfig, TopicPlan
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.consumer import consumer_sections
from kafka_scaffold.sizing.clients.emit import without_defaults
from kafka_scaffold.sizing.clients.load import ClientContext, library_of
from kafka_scaffold.sizing.clients.overrides import Sections, overridden
from kafka_scaffold.sizing.clients.producer import producer_sections
from kafka_scaffold.sizing.clients.streams import streams_sections


_ROLES = {
    ApplicationKind.PRODUCER: ("producer",),
    ApplicationKind.CONSUMER: ("consumer",),
    ApplicationKind.PROCESSOR: ("producer", "consumer"),
    ApplicationKind.STREAMS: ("streams",),
    ApplicationKind.CONNECTOR: (),
}


def client_configs(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
    access: ClientAccess,
) -> tuple[ClientConfig, ...]:
    """Return one configuration per application and role, in the answers' order.

    Connectors have none: their settings are the connector's. Kafka Streams is Java, whatever language was named.
    """
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
    return tuple(
        _config(context, application, role)
        for application in answers.applications
        for role in _ROLES[application.kind]
    )


def _config(context: ClientContext, application: Application, role: str) -> ClientConfig:
    library = library_of(application)
    emitted = (
        (title, without_defaults(settings, library, role, context.facts))
        for title, settings in _sections(context, application, role, library)
    )
    return ClientConfig(
        application=application.name,
        role=role,
        library=library,
        sections=tuple((title, settings) for title, settings in emitted if settings),
    )


def _sections(
    context: ClientContext, application: Application, role: str, library: str
) -> Sections:
    """Return what the profiles say, and over it what the platform decides."""
    if role == "streams":
        sections = streams_sections(context, application)
        for side in ("producer", "consumer"):
            taken = (o for o in context.overrides(application, library, side) if o.streams)
            sections = overridden(sections, taken, application.name, f"{side}.")
        return sections
    made = producer_sections if role == "producer" else consumer_sections
    decided = context.overrides(application, library, role)
    return overridden(made(context, application, library), decided, application.name)
