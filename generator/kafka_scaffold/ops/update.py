"""Bring a generated repository up to date with its answers, the facts and this version."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kafka_scaffold.errors import UsageError
from kafka_scaffold.model.tree import ANSWERS_FILE
from kafka_scaffold.ops.new import rendered
from kafka_scaffold.ops.plan import PlanResult, plan
from kafka_scaffold.project.diff import diff_tree
from kafka_scaffold.project.lock import LOCK_FILE, read_lock
from kafka_scaffold.project.write import (
    Verb,
    WriteEvent,
    holds_working_directory,
    preview,
    write_tree,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateResult:
    """What was decided now, and what happened, or would happen, to each file.

    ``reenter``: the working directory was replaced, a shell in it must enter it again.
    """

    decided: PlanResult
    target: Path
    events: tuple[WriteEvent, ...]
    written: bool
    reenter: bool
    diff: str | None


def update(
    target: Path,
    *,
    today: date,
    sets: tuple[str, ...] = (),
    facts_files: tuple[Path, ...] = (),
    dry_run: bool = False,
    diff: bool = False,
) -> UpdateResult:
    """Render a repository again from its own answers.

    Seeded files stay. Managed files are replaced as long as nobody edited them; when somebody did, nothing is written.

    Args:
        target: A repository made by kafka-scaffold.
        today: The day whose prices count.
        sets: ``key.path=value`` laid over its answers, and kept there.
        facts_files: Own prices and limits.
        dry_run: Write nothing.
        diff: Also return the unified diff.

    Raises:
        UsageError: The directory holds no such repository.
        TargetConflictError: Managed files were edited.
    """
    if not target.is_dir() or read_lock(target) is None:
        raise UsageError(
            f"{target} is no repository made by kafka-scaffold: it has no {LOCK_FILE}",
            hint="name its directory, or make one with kafka-scaffold new",
        )
    decided = plan(target / ANSWERS_FILE, today=today, sets=sets, facts_files=facts_files)
    tree = rendered(decided, facts_files)
    events = preview(tree, target, existing=True)
    shown = diff_tree(tree, target) if diff else None
    changes = any(event.verb not in {Verb.IDENTICAL, Verb.SKIP} for event in events)
    reenter = not dry_run and changes and holds_working_directory(target)
    if not dry_run:
        events = write_tree(tree, target, existing=True)
    return UpdateResult(
        decided=decided,
        target=target,
        events=events,
        written=not dry_run,
        reenter=reenter,
        diff=shown,
    )
