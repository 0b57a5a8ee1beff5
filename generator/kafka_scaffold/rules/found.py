"""How a rule says what it found."""

from collections.abc import Iterable

from kafka_scaffold.model.facts import Scalar
from kafka_scaffold.model.plan import Finding, Setting, Severity


def error(rule: str, message: str, where: str, *, hint: str = "", source: str = "") -> Finding:
    """Return a finding of something that will be refused or lose records."""
    return Finding(
        rule=rule, severity=Severity.ERROR, message=message, where=where, hint=hint, source=source
    )


def warning(rule: str, message: str, where: str, *, hint: str = "", source: str = "") -> Finding:
    """Return a finding of something that works and will hurt."""
    return Finding(
        rule=rule, severity=Severity.WARNING, message=message, where=where, hint=hint, source=source
    )


def values(settings: Iterable[Setting]) -> dict[str, Scalar]:
    """Return settings by name."""
    return {setting.name: setting.value for setting in settings}
