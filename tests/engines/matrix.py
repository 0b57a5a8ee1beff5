"""Print what every engine says of every example on every target, environment by environment, and how long it took.

    python tests/engines/matrix.py             # all of them
    python tests/engines/matrix.py payments    # those whose name holds a word
    python tests/engines/matrix.py -- -eks

It plans, renders and verifies with the code that the tests use; the exit code is 1 when an engine failed.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


sys.path[:0] = [str(Path(__file__).parents[1])]

from cases import Case, example_names, rendered_case, why_unfit  # noqa: E402
from harness import options, served_providers  # noqa: E402

from kafka_scaffold.model.verify import EngineOutcome, EngineResult  # noqa: E402
from kafka_scaffold.validate.engines import ENGINES, verify  # noqa: E402


TERRAFORM = tuple(e.name for e in ENGINES if e.name.startswith("terraform"))
VERSIONS = {"oldest": "1.11", "newest": "1.15"}
MARKS = {EngineOutcome.PASSED: "ok", EngineOutcome.FAILED: "FAIL", EngineOutcome.SKIPPED: "skip"}
WORST = (EngineOutcome.FAILED, EngineOutcome.SKIPPED, EngineOutcome.PASSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One engine's result with the name of its column."""

    column: str
    result: EngineResult


def columns() -> tuple[str, ...]:
    """Return the engines; Terraform's are there once for each version."""
    versioned = [f"{name} {version}" for version in VERSIONS.values() for name in TERRAFORM]
    return (*versioned, *(e.name for e in ENGINES if e.name not in TERRAFORM))


def judge(case: Case, folder: Path, reattach: str) -> Iterator[Verdict]:
    """Yield what each engine says of a repository."""
    root = case.write(folder)
    more = {"TF_REATTACH_PROVIDERS": reattach}
    for version, number in VERSIONS.items():
        for result in verify(root, options=options(version, *TERRAFORM, **more)).results:
            yield Verdict(column=f"{result.engine} {number}", result=result)
    rest = tuple(e.name for e in ENGINES if e.name not in TERRAFORM)
    for result in verify(root, options=options("oldest", *rest)).results:
        yield Verdict(column=result.engine, result=result)


def cell(verdicts: list[Verdict], column: str, environment: str, others: set[str]) -> str:
    """Return the worst outcome of an engine over an environment and what all of them share."""
    found = [
        v.result.outcome
        for v in verdicts
        if v.column == column and not others & set(v.result.where.split("/"))
    ]
    worst = next((outcome for outcome in WORST if outcome in found), None)
    return MARKS[worst] if worst else "-"


def rows(name: str, case: Case, verdicts: list[Verdict], seconds: float) -> Iterator[list[str]]:
    """Yield one row per environment."""
    names = [e.environment.name for e in case.plan.environments]
    for environment in names:
        others = {n for n in names if n != environment}
        cells = [cell(verdicts, column, environment, others) for column in columns()]
        yield [name, environment, *cells, f"{seconds:.0f}"]


def failures(name: str, verdicts: list[Verdict]) -> Iterator[str]:
    """Yield what failed, in words."""
    for verdict in verdicts:
        result = verdict.result
        if result.outcome is EngineOutcome.FAILED:
            told = [f"{f.where}: {f.message} [{f.rule}]" for f in result.findings[:5]]
            yield f"{name}: {verdict.column} in {result.where}: {told or result.output[-500:]}"


def line(cells: list[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(words: tuple[str, ...]) -> int:
    """Print the matrix; return the exit code."""
    os.environ.setdefault("CI", "true")  # a missing engine is no pass
    chosen = [n for n in example_names() if all(word in n for word in words)]
    started = time.monotonic()
    failed: list[str] = []
    unfit: list[str] = []
    say(line(["case", "environment", *columns(), "s"]))
    say(line(["---"] * (len(columns()) + 3)))
    with tempfile.TemporaryDirectory() as scratch, served_providers() as reattach:
        for name in chosen:
            reason = why_unfit(name)
            if reason:
                unfit.append(f"{name}: {reason}")
                say(line([name, "-", *["unfit"] * len(columns()), "0"]))
                continue
            begun = time.monotonic()
            case = rendered_case(name)
            verdicts = list(judge(case, Path(scratch), reattach))
            for row in rows(name, case, verdicts, time.monotonic() - begun):
                say(line(row))
            failed += failures(name, verdicts)
    for title, texts in (("Unfit", unfit), ("Failed", failed)):
        if texts:
            say(f"\n{title}:\n")
        for text in texts:
            say(f"- {text}")
    say(
        "\n- stands where there is nothing for an engine; chart values that Terraform computes are in test_charts.py"
    )
    minutes = (time.monotonic() - started) / 60
    say(
        f"\n{len(chosen) - len(unfit)} repositories in {minutes:.1f} minutes, {len(failed)} failures"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(tuple(word for word in sys.argv[1:] if word != "--")))
