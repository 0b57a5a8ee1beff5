"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click


F = TypeVar("F", bound=Callable[..., Any])


def answers_argument(function: F) -> F:
    """Add the ANSWERS argument."""
    return click.argument("answers", type=click.Path(path_type=Path, allow_dash=True))(function)


def answer_options(function: F) -> F:
    """Add ``--set`` and ``--facts``."""
    function = click.option(
        "--facts",
        "facts_files",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="Own prices, discounts and limits, laid over the built-in facts.",
    )(function)
    return click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="KEY=VALUE",
        help="An answer laid over the file, e.g. goals.optimise_for=latency.",
    )(function)


def json_option(function: F) -> F:
    """Add ``--json``; the boundary reads it, the command need not."""
    return click.option(
        "--json", "as_json", is_flag=True, expose_value=False, help="Print one JSON document."
    )(function)
