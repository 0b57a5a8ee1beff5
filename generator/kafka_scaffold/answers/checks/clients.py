"""Applications: what each kind can do, and what the platform's connectors can."""

from collections.abc import Iterator

from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.table.applications import FileFormat
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import (
    ApplicationKind,
    Authentication,
    Language,
    Platform,
    SchemaFormat,
)


def connector(values: Values, here: str) -> Iterator[Complaint]:
    """A connector either reads topics or writes them, and signs in with IAM."""
    if values[f"{here}.kind"] is not ApplicationKind.CONNECTOR:
        return
    ends = [key for key in ("sink", "source") if values.given(f"{here}.{key}")]
    broken = any(values.is_broken(f"{here}.{key}") for key in ("sink", "source"))
    if len(ends) != 1 and not broken:
        message = "a connector has either a sink or a source"
        yield Complaint(path=f"{here}.source", message=message)
    msk = values["platform"] is Platform.MSK
    if msk and values["security.authentication"] is not Authentication.IAM:
        asked = values["security.authentication"]
        message = f"connectors with authentication {asked} are not supported yet; write iam"
        yield Complaint(path=f"{here}.kind", message=message)


def source_topics(values: Values) -> Iterator[Complaint]:
    """A source connector writes topics of its own names."""
    if values.listed("topics"):
        return
    for here in values.many("applications"):
        if values[f"{here}.kind"] is ApplicationKind.CONNECTOR and values.given(f"{here}.source"):
            yield Complaint(
                path=f"{here}.source", message="a source connector needs topics that name it"
            )


def streams(values: Values, here: str) -> Iterator[Complaint]:
    """Kafka Streams is a Java library."""
    language = values[f"{here}.language"]
    if values[f"{here}.kind"] is ApplicationKind.STREAMS and language is not Language.JAVA:
        message = f"Kafka Streams is written in java; a {language} application is a processor"
        yield Complaint(path=f"{here}.language", message=message)


def sink_format(values: Values, here: str) -> Iterator[Complaint]:
    """Typed files are written from typed records."""
    asked = values.peek(f"{here}.format")
    untyped = values["schemas.format"] is SchemaFormat.NONE
    if asked in (FileFormat.PARQUET, FileFormat.AVRO) and untyped:
        message = f"{asked} needs schemas.format json, avro or protobuf"
        yield Complaint(path=f"{here}.format", message=message)


def exactly_once(values: Values, here: str) -> Iterator[Complaint]:
    """When every application is exactly-once, none is not."""
    if values["goals.durability.exactly_once"] and values.peek(f"{here}.exactly_once") is False:
        message = "goals.durability.exactly_once asks it of every application"
        yield Complaint(path=f"{here}.exactly_once", message=message)


def used(values: Values, here: str) -> Iterator[Complaint]:
    """An application that no topic names would get no access."""
    if values.given(here) and here.partition(".")[2] not in values.once(
        "used", lambda: _used(values)
    ):
        message = "no topic names it; add it to the producers or consumers of one"
        yield Complaint(path=here, message=message)


def _used(values: Values) -> set[str]:
    topics = values.many("topics")
    roles = (values[f"{topic}.{role}"] for topic in topics for role in ("producers", "consumers"))
    return {name for names in roles for name in names}


WHOLE = (source_topics,)
EACH = (connector, streams, sink_format, exactly_once, used)
