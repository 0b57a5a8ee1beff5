"""``kafka-scaffold facts``."""

from pathlib import Path

import click

from kafka_scaffold.cli.options import json_option
from kafka_scaffold.cli.outcome import Outcome


@click.command()
@click.argument("pattern", required=False)
@click.option("--region", help="Only prices of this region.")
@click.option(
    "--facts",
    "facts_files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Own prices, discounts and limits, laid over the built-in facts.",
)
@json_option
def facts(pattern: str | None, region: str | None, facts_files: tuple[Path, ...]) -> Outcome:
    """Show limits and prices with their age and source.

    Without PATTERN the files and their age; with one (a name, a part of it, or a glob such as 'msk.quotas.*') every
    fact and price it matches.
    """
    from datetime import date

    from kafka_scaffold.ops.facts import facts as look
    from kafka_scaffold.report.facts import facts_data, facts_text

    result = look(pattern, today=date.today(), region=region, facts_files=facts_files)
    return Outcome(
        command="facts",
        text=lambda screen: facts_text(
            result.files,
            result.stale,
            result.facts,
            result.prices,
            width=screen.width,
            colour=screen.colour,
        ),
        data=lambda: facts_data(result.files, result.stale, result.facts, result.prices),
    )
