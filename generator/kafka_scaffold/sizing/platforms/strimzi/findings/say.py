"""Findings in one line each."""

from kafka_scaffold.model.plan import Finding, Severity


def warning(rule: str, message: str, where: str, hint: str = "", source: str = "") -> Finding:
    """Return something that may cost records, money or a night."""
    return Finding(
        rule=rule,
        severity=Severity.WARNING,
        message=message,
        where=where,
        hint=hint,
        source=source,
    )


def note(rule: str, message: str, where: str, hint: str = "", source: str = "") -> Finding:
    """Return something to know."""
    return Finding(
        rule=rule, severity=Severity.NOTE, message=message, where=where, hint=hint, source=source
    )
