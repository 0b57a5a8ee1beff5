"""The command line: one group, and the one place where errors become words and exit codes."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from kafka_scaffold import __version__
from kafka_scaffold.cli.lazy import LazyGroup
from kafka_scaffold.cli.outcome import Outcome
from kafka_scaffold.cli.screen import put, screen, tell
from kafka_scaffold.errors import ScaffoldError


NAME = "kafka-scaffold"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=NAME)
def group() -> None:
    """Size, price and render Kafka platforms from one answers file."""


def main() -> NoReturn:
    """Run the command line and leave with the exit code the outcome has."""
    gc.disable()  # a run is over before looking for garbage pays
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)  # files and folders are closed by now; taking every object apart helps nobody


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code.

    0 fine, 1 findings or differences, 2 bad input or usage, 3 no platform fits, 4 refused for trust or safety,
    5 the target directory conflicts, 130 interrupted. An exception that is none of ours is a bug and passes through.
    """
    as_json = "--json" in arguments
    try:
        outcome = group.main(arguments, prog_name=NAME, standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _usage(error, as_json)
    except (click.Abort, KeyboardInterrupt, EOFError):
        tell("\ninterrupted; nothing was written")
        return 130
    except ScaffoldError as error:
        return _failed(error, as_json)
    if isinstance(outcome, Outcome):
        return _done(outcome, as_json)
    return outcome if isinstance(outcome, int) else 0


def _done(outcome: Outcome, as_json: bool) -> int:
    if as_json:
        from kafka_scaffold.report.envelope import document

        text = document(outcome.command, outcome.data(), exit_code=outcome.exit_code)
    else:
        text = outcome.text(screen(sys.stdout))
    return put(text) or outcome.exit_code


def _failed(error: ScaffoldError, as_json: bool) -> int:
    from kafka_scaffold.report.errors import error_text

    if as_json:
        from kafka_scaffold.report.envelope import error_document

        put(error_document(error))
    else:
        tell(error_text(error))
    return error.exit_code


def _usage(error: click.ClickException, as_json: bool) -> int:
    from kafka_scaffold.errors import UsageError

    context = getattr(error, "ctx", None)
    hint = f"{context.command_path} --help" if context else f"{NAME} --help"
    return _failed(UsageError(error.format_message(), hint=hint), as_json)
