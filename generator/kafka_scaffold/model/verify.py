"""What real engines said of a repository."""

from dataclasses import dataclass
from enum import StrEnum

from kafka_scaffold.model.plan import Finding


class EngineOutcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """One engine over one place.

    ``where`` is a path in the repository, ``.`` for all of it. ``hint`` says how to get a skipped engine or why it
    did not run; ``output`` is the end of what a failed one printed.
    """

    engine: str
    where: str
    outcome: EngineOutcome
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    output: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """Every engine's result, in the order they were asked."""

    directory: str
    results: tuple[EngineResult, ...]

    @property
    def passed(self) -> bool:
        """Return whether nothing failed and at least one engine ran."""
        outcomes = {result.outcome for result in self.results}
        return EngineOutcome.FAILED not in outcomes and EngineOutcome.PASSED in outcomes

    def with_outcome(self, outcome: EngineOutcome) -> tuple[EngineResult, ...]:
        """Return the results of one outcome."""
        return tuple(result for result in self.results if result.outcome is outcome)
