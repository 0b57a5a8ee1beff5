"""An alert of Prometheus with its own proof: series that make it fire and series that do not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """One Prometheus alert, with series that make it fire and series that keep it silent (promtool's notation).

    ``fires`` and ``silent`` are pairs (series, values); ``at`` is when the test looks, e.g. ``15m``.
    """

    name: str
    group: str
    expression: str
    for_: str  # e.g. "5m"
    severity: str  # "page" | "ticket"
    summary: str
    description: str
    runbook: str  # file name under docs/runbooks, without .md
    reason: str
    fires: tuple[tuple[str, str], ...]
    silent: tuple[tuple[str, str], ...]
    at: str
