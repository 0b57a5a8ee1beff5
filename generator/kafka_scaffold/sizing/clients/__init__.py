"""Settings of the applications' Kafka clients, per library, each with its reason."""

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    Environment,
    Language,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import ClientConfig, TopicPlan
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.consumer import consumer_sections
from kafka_scaffold.sizing.clients.load import ClientContext
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


def library_of(application: Application) -> str:
    """Return the library of an application's language: ``java``, or ``librdkafka`` for all others."""
    java = application.language is Language.JAVA or application.kind is ApplicationKind.STREAMS
    return "java" if java else "librdkafka"


def _config(context: ClientContext, application: Application, role: str) -> ClientConfig:
    library = library_of(application)
    if role == "streams":
        sections = streams_sections(context, application)
    elif role == "producer":
        sections = producer_sections(context, application, library)
    else:
        sections = consumer_sections(context, application, library)
    return ClientConfig(
        application=application.name,
        role=role,
        library=library,
        sections=tuple((title, settings) for title, settings in sections if settings),
    )
