"""Which names a library knows."""

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import ClientConfig


FREE = ("config.providers.",)  # a provider's own settings, named by who chooses it
PREFIXES = {
    "producer.": "producer",
    "main.consumer.": "consumer",
    "restore.consumer.": "consumer",
    "global.consumer.": "consumer",
    "consumer.": "consumer",
}
CLIENT = ("producer", "consumer")


def unknown_names(config: ClientConfig, facts: Facts) -> tuple[str, ...]:
    """Return the names that the library would refuse or, worse, silently ignore."""
    return tuple(s.name for s in config.settings if not is_known(s.name, config, facts))


def is_known(name: str, config: ClientConfig, facts: Facts) -> bool:
    """Tell whether a library knows a name in a role."""
    if config.library == "java" and name.startswith(FREE):
        return True
    if config.role != "streams":
        return name in facts.rows(f"clients.{config.library}.{config.role}")
    for prefix, role in PREFIXES.items():
        if name.startswith(prefix):
            return name.removeprefix(prefix) in facts.rows(f"clients.java.{role}")
    # Streams hands what it does not know itself to its clients.
    return any(name in facts.rows(f"clients.java.{role}") for role in ("streams", *CLIENT))
