"""How an alarm is put together: the common fields once."""

from kafka_scaffold.sizing.platforms.msk.details import Alarm


ABOVE = "GreaterThanThreshold"
AT_LEAST = "GreaterThanOrEqualToThreshold"
BELOW = "LessThanThreshold"
FIVE_MINUTES = 300


def alarm(
    name: str,
    description: str,
    metrics: tuple[str, ...],
    threshold: float,
    *,
    runbook: str,
    reason: str,
    statistic: str = "Maximum",
    comparison: str = ABOVE,
    expression: str | None = None,
    dimensions: str = "broker",
    page: bool = False,
    period_s: int = FIVE_MINUTES,
    periods: int = 1,
    missing: str = "notBreaching",
    group: str = "",
    topic: str = "",
) -> Alarm:
    """Return one alarm; it asks for a ticket unless ``page`` says that somebody must be woken."""
    return Alarm(
        name=name,
        description=description,
        metrics=metrics,
        expression=expression,
        statistic=statistic,
        comparison=comparison,
        threshold=threshold,
        period_s=period_s,
        evaluation_periods=periods,
        dimensions=dimensions,
        severity="page" if page else "ticket",
        missing_data=missing,
        runbook=runbook,
        reason=reason,
        group=group,
        topic=topic,
    )
