"""``kafka-scaffold verify``."""

from pathlib import Path

import click

from kafka_scaffold.cli.options import json_option
from kafka_scaffold.cli.outcome import Outcome


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default=Path())
@json_option
def verify(directory: Path) -> Outcome:
    """Run every installed engine over a generated repository.

    Engines that are missing are named, with the way to get them. Exit code 1 when one found something.
    """
    from kafka_scaffold.ops.verify import verify as run
    from kafka_scaffold.report.verify import verify_data, verify_text

    report = run(directory)
    return Outcome(
        command="verify",
        text=lambda screen: verify_text(report, width=screen.width, colour=screen.colour),
        data=lambda: verify_data(report),
        exit_code=0 if report.passed else 1,
    )
