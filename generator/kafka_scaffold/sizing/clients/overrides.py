"""What a platform decides about its clients where the profiles would decide otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kafka_scaffold.model.facts import Fact, Facts, Scalar
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.prose import cite


class Guarantee(StrEnum):
    """Whose settings an override is for: those that keep an order or count records once, the others, or all."""

    ALL = "all"
    STRICT = "strict"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One setting of a library in a role, ``producer`` or ``consumer``.

    It replaces what the profile says, or is added to ``section``; with ``None`` as value the setting is left out.
    ``{application}`` in value and reason stands for the application's name.
    """

    library: str
    role: str
    section: str
    name: str
    value: Scalar | None
    reason: str
    source: str
    guarantee: Guarantee = Guarantee.ALL
    streams: bool = True  # the clients that Kafka Streams makes for itself take it too

    def for_application(self, name: str) -> Setting | None:
        """Return the setting for one application, or nothing where it is left out."""
        if self.value is None:
            return None
        value = (
            self.value.replace("{application}", name) if isinstance(self.value, str) else self.value
        )
        return setting(self.name, value, self.reason.replace("{application}", name), self.source)


SECTIONS = {
    "client.dns.lookup": "connection",
    "client.id": "connection",
    "metadata.max.age.ms": "connection",
    "socket.keepalive.enable": "connection",
    "topic.metadata.refresh.interval.ms": "connection",
    "group.protocol": "group",
    "group.remote.assignor": "group",
    "enable.idempotence": "durability",
    "max.in.flight.requests.per.connection": "durability",
}


def from_fact(
    fact: Fact, library: str, role: str, name: str, guarantee: Guarantee = Guarantee.ALL
) -> Override:
    """Return an override whose value, reason and source are a fact's."""
    if isinstance(fact.value, tuple):
        raise TypeError(f"{fact.name} is a list")
    return Override(
        library=library,
        role=role,
        section=SECTIONS.get(name, "batching" if role == "producer" else "fetching"),
        name=name,
        value=fact.value,
        reason=fact.note,
        source=cite(fact),
        guarantee=guarantee,
    )


def from_facts(facts: Facts, prefix: str) -> tuple[Override, ...]:
    """Return the overrides that facts hold as ``<prefix>.<library>.<role>.<setting>``; the note is the reason."""
    found = []
    for library in ("java", "librdkafka"):
        for role in ("producer", "consumer"):
            start = f"{prefix}.{library}.{role}."
            names = (name for name in facts.facts if name.startswith(start))
            found += [
                from_fact(facts.get(name), library, role, name.removeprefix(start))
                for name in names
            ]
    return tuple(found)


Sections = tuple[tuple[str, tuple[Setting, ...]], ...]


def overridden(
    sections: Sections, overrides: Iterable[Override], application: str, prefix: str = ""
) -> Sections:
    """Return sections with what the platform decides; with a prefix they are those of a Streams application."""
    for override in overrides:
        sections = _apply(sections, override, application, prefix)
    return sections


def _apply(sections: Sections, override: Override, application: str, prefix: str) -> Sections:
    name = f"{prefix}{override.name}"
    made = override.for_application(application)
    made = None if made is None else replace(made, name=name)
    known = any(s.name == name for _, settings in sections for s in settings)
    if known or made is None:
        return tuple(
            (title, tuple(kept for s in settings for kept in _one(s, name, made)))
            for title, settings in sections
        )
    home = override.role if prefix else override.section
    return tuple(
        (title, (*settings, made) if title == home else settings) for title, settings in sections
    )


def _one(given: Setting, name: str, made: Setting | None) -> tuple[Setting, ...]:
    if given.name != name:
        return (given,)
    return () if made is None else (made,)
