"""The exceptions a user can cause, each with the exit code and the next step it implies."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with the input: where it is, what it is, what to do.

    ``path`` is the key path as users write it (``topics[1].consumers[0]``); line and column count from 1
    and are absent for values that did not come from a file.
    """

    path: str
    message: str
    hint: str = ""
    file: str | None = None
    line: int | None = None
    column: int | None = None

    @property
    def location(self) -> str:
        """Return ``file:line:column`` as far as it is known, or an empty string."""
        parts = (self.file, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


class ScaffoldError(Exception):
    """An error the user can act on; printed without a traceback.

    Args:
        message: What happened, in one line.
        hint: What to do next; may be empty.
        details: Lines that say where and why.
    """

    exit_code = 2
    kind = "error"

    def __init__(self, message: str, *, hint: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details


class UsageError(ScaffoldError):
    """Flags or arguments that do not go together."""

    kind = "usage"


class AnswersError(ScaffoldError):
    """An answers file that cannot be used; carries every problem found."""

    kind = "answers"

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{count} {noun} in {source}")
        self.problems = problems


class FactsError(ScaffoldError):
    """A facts file (ours or the user's override) that is malformed."""

    kind = "facts"


class BlueprintError(ScaffoldError):
    """A blueprint that cannot be composed or rendered."""

    kind = "blueprint"


class NoPlatformFitsError(ScaffoldError):
    """No considered size carries the workload.

    ``details`` sum the reasons up by variant; ``considered`` are all sizes, as the plan's model has them.
    """

    exit_code = 3
    kind = "no-fit"

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        details: tuple[str, ...] = (),
        considered: tuple[object, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint, details=details)
        self.considered = considered


class UnsafeError(ScaffoldError):
    """Refused because it would leave the target or trust foreign code."""

    exit_code = 4
    kind = "unsafe"


class TargetConflictError(ScaffoldError):
    """The target directory holds something that must not be overwritten."""

    exit_code = 5
    kind = "conflict"


@dataclass(slots=True)
class ProblemList:
    """Collects problems so that one run reports all of them."""

    source: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Remember one problem."""
        self.problems.append(problem)

    def raise_if_any(self) -> None:
        """Raise one `AnswersError` with everything collected, in order of position."""
        if self.problems:
            ordered = sorted(self.problems, key=lambda p: (p.line or 0, p.column or 0, p.path))
            raise AnswersError(self.source, tuple(ordered))
