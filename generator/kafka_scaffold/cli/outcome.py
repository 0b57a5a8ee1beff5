"""What a command returns: words for a person, data for a program, and the exit code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Only the asked form is made. ``text`` takes the screen it is shown on.

    ``exit_code`` is 0, or 1 for findings and differences.
    """

    command: str
    text: Callable[["Screen"], str]
    data: Callable[[], Any]
    exit_code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Columns, and whether colour is welcome."""

    width: int
    colour: bool
