"""``kafka-scaffold new``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kafka_scaffold.cli.options import answer_options
from kafka_scaffold.cli.outcome import Outcome
from kafka_scaffold.errors import UsageError


if TYPE_CHECKING:
    from kafka_scaffold.ops.inputs import AnswersSource
    from kafka_scaffold.ops.new import Confirm, NewResult
    from kafka_scaffold.ops.plan import PlanResult


@click.command()
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option(
    "--answers",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The answers file; without it the questions are asked.",
)
@answer_options
@click.option("--no-input", is_flag=True, help="Never ask; needs --answers.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing.")
@click.option("--diff", is_flag=True, help="Show the change to every file as a unified diff.")
@click.option("--quiet", "-q", is_flag=True, help="Do not list the files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document; never ask.")
def new(
    directory: Path | None,
    answers: Path | None,
    sets: tuple[str, ...],
    facts_files: tuple[Path, ...],
    no_input: bool,
    dry_run: bool,
    diff: bool,
    quiet: bool,
    as_json: bool,
) -> Outcome:
    """Ask or read answers, size, and write a repository.

    DIRECTORY is new or empty; by default it is named after the project.
    """
    silent = no_input or as_json
    _check_input(answers, silent=silent)
    source = _asked(facts_files) if answers is None else answers
    confirm = None if silent or dry_run else _confirm
    return _outcome(
        _write(source, directory, sets, facts_files, dry_run, diff, confirm),
        asked=confirm is not None,
        dry_run=dry_run,
        quiet=quiet,
    )


def _check_input(answers: Path | None, *, silent: bool) -> None:
    if answers is None and silent:
        raise UsageError("--no-input needs --answers FILE")
    on_terminal = sys.stdin is not None and sys.stdin.isatty() and answers != Path("-")
    if not silent and not on_terminal:
        missing = "" if answers else "--answers FILE and "
        raise UsageError(
            "there is no terminal to ask on",
            hint=f"add {missing}--no-input to write without asking",
        )


def _asked(facts_files: tuple[Path, ...]) -> "AnswersSource":
    from kafka_scaffold.ops.wizard import WizardStoppedError, ask_for_answers

    try:
        return ask_for_answers(facts_files)
    except WizardStoppedError as stopped:
        _keep(stopped.answers)
        raise


def _write(
    source: "AnswersSource",
    directory: Path | None,
    sets: tuple[str, ...],
    facts_files: tuple[Path, ...],
    dry_run: bool,
    diff: bool,
    confirm: "Confirm | None",
) -> "NewResult":
    from datetime import date

    from kafka_scaffold.ops.inputs import AnswersText
    from kafka_scaffold.ops.new import new as write

    done = False
    try:
        result = write(
            source,
            directory,
            today=date.today(),
            sets=sets,
            facts_files=facts_files,
            dry_run=dry_run,
            diff=diff,
            confirm=confirm,
        )
        done = result.written
    finally:
        if not done and isinstance(source, AnswersText):
            _keep(source)
    return result


def _keep(source: "AnswersSource") -> None:
    """Save what was typed when no repository holds it."""
    from kafka_scaffold.cli.screen import tell
    from kafka_scaffold.ops.inputs import AnswersText
    from kafka_scaffold.ops.wizard import keep

    if isinstance(source, AnswersText):
        file = keep(source, Path.cwd())
        tell(f"your answers are in {file}; go on with: kafka-scaffold new --answers {file}")


def _confirm(decided: "PlanResult", target: Path) -> bool:
    from kafka_scaffold.cli.screen import screen
    from kafka_scaffold.report.plan_text import plan_text

    shown = screen(sys.stderr)
    text = plan_text(
        decided.plan,
        stale=decided.stale,
        overrides=decided.overrides,
        width=shown.width,
        colour=shown.colour,
    )
    click.echo(text, err=True, color=shown.colour)
    return click.confirm(f"Write this to {target}?", default=True, err=True)


def _outcome(result: "NewResult", *, asked: bool, dry_run: bool, quiet: bool) -> Outcome:
    from kafka_scaffold.report.files import files_data, files_text
    from kafka_scaffold.report.plan_data import plan_data

    decided = result.decided
    return Outcome(
        command="new",
        text=lambda screen: files_text(
            decided.plan,
            result.events,
            target=result.target,
            written=result.written,
            reenter=result.reenter,
            diff=result.diff,
            brief=asked,
            quiet=quiet or not (result.written or dry_run),
            colour=screen.colour,
        ),
        data=lambda: {
            **files_data(result.events, result.target, written=result.written, diff=result.diff),
            "plan": plan_data(decided.plan, stale=decided.stale, overrides=decided.overrides),
        },
    )
