"""Findings in one line each."""

from kafka_scaffold.model.plan import Finding, Severity


def warning(rule: str, message: str, where: str, hint: str = "", source: str = "") -> Finding:
    """Return something that may cost records, money or a night."""
    return _finding(Severity.WARNING, rule, message, where, hint, source)


def note(rule: str, message: str, where: str, hint: str = "", source: str = "") -> Finding:
    """Return something to know."""
    return _finding(Severity.NOTE, rule, message, where, hint, source)


def _finding(
    severity: Severity, rule: str, message: str, where: str, hint: str, source: str
) -> Finding:
    return Finding(
        rule=rule, severity=severity, message=message, where=where, hint=hint, source=source
    )
