"""``kafka-scaffold update``."""

from pathlib import Path

import click

from kafka_scaffold.cli.options import answer_options, json_option
from kafka_scaffold.cli.outcome import Outcome


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default=Path())
@answer_options
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@click.option("--diff", is_flag=True, help="Show the change to every file as a unified diff.")
@json_option
def update(
    directory: Path,
    sets: tuple[str, ...],
    facts_files: tuple[Path, ...],
    dry_run: bool,
    diff: bool,
) -> Outcome:
    """Render a repository again from its own answers.

    DIRECTORY was made by kafka-scaffold. Files that are yours stay; managed files that somebody edited are named, and
    then nothing is written.
    """
    from datetime import date

    from kafka_scaffold.ops.update import update as bring_up_to_date
    from kafka_scaffold.report.files import files_data, update_text
    from kafka_scaffold.report.plan_data import plan_data

    result = bring_up_to_date(
        directory,
        today=date.today(),
        sets=sets,
        facts_files=facts_files,
        dry_run=dry_run,
        diff=diff,
    )
    decided = result.decided
    return Outcome(
        command="update",
        text=lambda screen: update_text(
            decided.plan,
            result.events,
            target=result.target,
            written=result.written,
            reenter=result.reenter,
            diff=result.diff,
            colour=screen.colour,
        ),
        data=lambda: {
            **files_data(result.events, result.target, written=result.written, diff=result.diff),
            "plan": plan_data(decided.plan, stale=decided.stale, overrides=decided.overrides),
        },
    )
