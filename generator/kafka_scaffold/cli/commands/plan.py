"""``kafka-scaffold plan``."""

from pathlib import Path

import click

from kafka_scaffold.cli.options import answer_options, answers_argument, json_option
from kafka_scaffold.cli.outcome import Outcome


@click.command()
@answers_argument
@answer_options
@click.option(
    "--full", is_flag=True, help="Every environment, size, topic and setting with its reason."
)
@json_option
def plan(
    answers: Path, sets: tuple[str, ...], facts_files: tuple[Path, ...], full: bool
) -> Outcome:
    """Size and price a platform without writing files.

    ANSWERS is a YAML file, or - for standard input.
    """
    from datetime import date

    from kafka_scaffold.ops.plan import plan as make
    from kafka_scaffold.report.plan_data import plan_data
    from kafka_scaffold.report.plan_text import plan_text

    result = make(answers, today=date.today(), sets=sets, facts_files=facts_files)
    return Outcome(
        command="plan",
        text=lambda screen: plan_text(
            result.plan,
            stale=result.stale,
            overrides=result.overrides,
            full=full,
            width=screen.width,
            colour=screen.colour,
        ),
        data=lambda: plan_data(result.plan, stale=result.stale, overrides=result.overrides),
    )
