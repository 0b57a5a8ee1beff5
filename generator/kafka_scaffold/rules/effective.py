"""What a client really does: its settings, and the library's defaults for the rest."""

from dataclasses import dataclass

from kafka_scaffold.model.facts import Facts, Scalar
from kafka_scaffold.model.plan import ClientConfig
from kafka_scaffold.rules.found import values


_ALIASES = {
    "delivery.timeout.ms": ("message.timeout.ms",),
    "acks": ("request.required.acks",),
    "linger.ms": ("queue.buffering.max.ms",),
    "retries": ("message.send.max.retries",),
    "max.in.flight.requests.per.connection": ("max.in.flight",),
}
# What Kafka Streams gives its own clients instead of their defaults.
_STREAMS: dict[str, dict[str, Scalar]] = {
    "producer": {"linger.ms": 100},
    "consumer": {"auto.offset.reset": "earliest"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """One side, producer or consumer, of a client."""

    application: str
    library: str
    role: str
    given: dict[str, Scalar]
    facts: Facts

    def explicit(self, name: str) -> bool:
        """Tell whether the file sets it."""
        return any(alias in self.given for alias in (name, *_ALIASES.get(name, ())))

    def value(self, name: str) -> Scalar:
        """Return the setting, by any of its names, or the default."""
        for alias in (name, *_ALIASES.get(name, ())):
            if alias in self.given:
                return self.given[alias]
        default = self.facts.get(f"clients.{self.library}.{self.role}.{name}.default").value
        if isinstance(default, tuple):
            raise TypeError(f"{name} has a list as default")
        return default

    def number(self, name: str) -> float:
        """Return a number."""
        return float(self.value(name))

    def text(self, name: str) -> str:
        """Return the value as text."""
        return str(self.value(name))

    def flag(self, name: str) -> bool:
        """Return a boolean, however it is spelt."""
        return self.text(name).lower() == "true"

    @property
    def buffer_bytes(self) -> float:
        """Return how much a producer holds before it blocks or refuses."""
        if self.library == "java":
            return self.number("buffer.memory")
        return self.number("queue.buffering.max.kbytes") * 1024

    @property
    def default_batch(self) -> float:
        """Return the largest batch that a topic without a setting takes."""
        return self.facts.number("kafka.message.default_max_bytes")


def effective(config: ClientConfig, side: str, facts: Facts) -> Effective | None:
    """Return one side of a client, or ``None`` when it has none; Streams has both, under prefixes."""
    given = values(config.settings)
    if config.role == "streams":
        own = {
            name.removeprefix(f"{side}."): value
            for name, value in given.items()
            if name.startswith(f"{side}.")
        }
        given = {**_STREAMS[side], **own}
    elif config.role != side:
        return None
    return Effective(
        application=config.application, library=config.library, role=side, given=given, facts=facts
    )
