"""Which settings reach the file: what the library would do anyway is left out, unless safety hangs on it."""

from kafka_scaffold.model.facts import Facts, Scalar
from kafka_scaffold.model.plan import Setting


SAFETY = frozenset(
    {
        "acks",
        "allow.auto.create.topics",
        "auto.offset.reset",
        "enable.auto.commit",
        "enable.auto.offset.store",
        "enable.idempotence",
        "isolation.level",
        "processing.guarantee",
        "security.protocol",
        "transaction.timeout.ms",
    }
)


def setting(name: str, value: Scalar, reason: str, source: str) -> Setting:
    """Return one setting; the reason begins with a capital letter."""
    return Setting(name=name, value=value, reason=reason[0].upper() + reason[1:], source=source)


def without_defaults(
    settings: tuple[Setting, ...], library: str, role: str, facts: Facts
) -> tuple[Setting, ...]:
    """Return the settings that differ from the library's default or matter for safety."""
    return tuple(
        s for s in settings if s.name in SAFETY or not _is_default(s, library, role, facts)
    )


def _is_default(setting: Setting, library: str, role: str, facts: Facts) -> bool:
    default = facts.find(f"clients.{library}.{role}.{setting.name}.default")
    return default is not None and default.value == setting.value
