"""What the engines said, engine by engine; first what failed, last what was skipped."""

from typing import Any

from kafka_scaffold.model.plain import plain
from kafka_scaffold.model.verify import EngineOutcome, EngineResult, VerifyReport
from kafka_scaffold.report.errors import clean
from kafka_scaffold.report.screen import draw, line, table


_STYLES = {EngineOutcome.PASSED: "green", EngineOutcome.FAILED: "red", EngineOutcome.SKIPPED: "dim"}


def verify_text(report: VerifyReport, *, width: int, colour: bool) -> str:
    """Return the verdicts as a table, the findings of what failed, and how to get what is missing."""
    rows = [
        (line(r.outcome.value, _STYLES[r.outcome]), r.engine, r.where, _seconds(r))
        for r in report.results
        if r.outcome is not EngineOutcome.SKIPPED
    ]
    parts: list[Any] = [table(("", "engine", "where", "s"), rows, right=(3,)), ""] if rows else []
    for result in report.with_outcome(EngineOutcome.FAILED):
        parts += _failure(result)
    parts += _skipped(report)
    parts.append(line(_sum(report), "bold"))
    return draw(parts, width=width, colour=colour)


def verify_data(report: VerifyReport) -> dict[str, Any]:
    """Return the same as data."""
    data: dict[str, Any] = plain(report)
    return data


def _failure(result: EngineResult) -> list[Any]:
    parts: list[Any] = [line(f"{result.engine} in {result.where}", "red")]
    parts += [
        line(f"  {f.where}: {f.message} [{f.rule}]" if f.where else f"  {f.message} [{f.rule}]")
        for f in result.findings
    ]
    if result.output and not result.findings:
        parts += [line(f"  {clean(text)}") for text in result.output.rstrip().splitlines()]
    return [*parts, ""]


def _skipped(report: VerifyReport) -> list[Any]:
    """Name each missing engine once, however many places it would have looked at."""
    hints: dict[str, str] = {}
    for result in report.with_outcome(EngineOutcome.SKIPPED):
        hints.setdefault(result.engine, result.hint)
    if not hints:
        return []
    return [table(("skipped", "how to get it"), list(hints.items())), ""]


def _seconds(result: EngineResult) -> str:
    return f"{result.seconds:.1f}"


def _sum(report: VerifyReport) -> str:
    counts = [
        f"{len(found)} {outcome.value}"
        for outcome in EngineOutcome
        if (found := report.with_outcome(outcome))
    ]
    if not report.with_outcome(EngineOutcome.PASSED) and not report.with_outcome(
        EngineOutcome.FAILED
    ):
        return "no engine is installed: nothing was verified"
    return ", ".join(counts)
