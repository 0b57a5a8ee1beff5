"""The command line: commands load when they are called, and every user error ends here."""

import sys

import click

from kafka_scaffold import __version__
from kafka_scaffold.errors import AnswersError, ScaffoldError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kafka-scaffold")
def group() -> None:
    """Size, price and render Kafka platforms from one answers file."""


def main() -> None:
    """Run the command line and leave with the exit code the outcome has."""
    try:
        group(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except ScaffoldError as error:
        _show(error)
        sys.exit(error.exit_code)


def _show(error: ScaffoldError) -> None:
    click.echo(f"error: {error.message}", err=True)
    if isinstance(error, AnswersError):
        click.echo(err=True)
        for problem in error.problems:
            click.echo(f"  {problem.location}  {problem.path}  {problem.message}", err=True)
    for detail in error.details:
        click.echo(f"  {detail}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
