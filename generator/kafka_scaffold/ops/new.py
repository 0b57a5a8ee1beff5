"""Render a repository and write it, or show what would be written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kafka_scaffold import __version__
from kafka_scaffold.blueprint.render import render, with_files
from kafka_scaffold.errors import BlueprintError
from kafka_scaffold.facts.digest import facts_digest
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.ops.inputs import AnswersSource
from kafka_scaffold.ops.plan import PlanResult, plan
from kafka_scaffold.project.diff import diff_tree
from kafka_scaffold.project.lock import make_lock
from kafka_scaffold.project.paths import check_paths
from kafka_scaffold.project.write import (
    WriteEvent,
    holds_working_directory,
    preview,
    write_tree,
)
from kafka_scaffold.validate.tree import check_tree


Confirm = Callable[[PlanResult, Path], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """What was decided and what happened to each file; ``written`` is false for a dry run or a no.

    ``reenter``: the working directory was replaced, a shell in it must enter it again.
    """

    decided: PlanResult
    tree: RenderedTree
    target: Path
    events: tuple[WriteEvent, ...]
    written: bool
    reenter: bool
    diff: str | None


def new(
    answers: AnswersSource,
    target: Path | None = None,
    *,
    today: date,
    sets: tuple[str, ...] = (),
    facts_files: tuple[Path, ...] = (),
    dry_run: bool = False,
    diff: bool = False,
    confirm: Confirm | None = None,
) -> NewResult:
    """Size, render, check and write one repository.

    Args:
        answers: A YAML file (``-`` is standard input), or text.
        target: A new or empty directory; by default one named after the project.
        today: The day whose prices count.
        sets: ``key.path=value`` laid over the file.
        facts_files: Own prices and limits.
        dry_run: Write nothing.
        diff: Also return the unified diff.
        confirm: Asked once, before anything is written, when given.

    Raises:
        AnswersError: The answers cannot be used.
        NoPlatformFitsError: Nothing carries the workload.
        TargetConflictError: The target holds something else.
    """
    decided = plan(answers, today=today, sets=sets, facts_files=facts_files)
    place = target or Path(decided.plan.answers.name)
    tree = rendered(decided, facts_files)
    events = preview(tree, place)
    shown = diff_tree(tree, place) if diff else None
    agreed = not dry_run and (confirm is None or confirm(decided, place))
    reenter = agreed and holds_working_directory(place)
    if agreed:
        events = write_tree(tree, place)
    return NewResult(
        decided=decided,
        tree=tree,
        target=place,
        events=events,
        written=agreed,
        reenter=reenter,
        diff=shown,
    )


def rendered(decided: PlanResult, facts_files: tuple[Path, ...] = ()) -> RenderedTree:
    """Return the repository of a plan with its lock file, checked.

    Raises:
        BlueprintError: What was rendered is not well-formed; a bug in a blueprint, never an answer's fault.
    """
    tree = render(decided.plan, answers_text=decided.answers_text)
    lock = make_lock(
        tree,
        generator=__version__,
        blueprint=decided.plan.platform.value,
        facts_digest=facts_digest(facts_files),
        facts_as_of=decided.plan.facts_as_of.isoformat(),
    )
    tree = with_files(tree, lock)
    check_paths(tree)
    errors = [f for f in check_tree(tree) if f.severity is Severity.ERROR]
    if errors:
        raise BlueprintError(
            f"{len(errors)} rendered values would be refused by the tools that read them",
            details=tuple(f"{f.where}: {f.message}" for f in errors[:20]),
            hint="shorten or change the named value in the answers file; if none is yours, report a bug",
        )
    return tree
