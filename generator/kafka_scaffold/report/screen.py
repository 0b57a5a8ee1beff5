"""Tables and words for a terminal, by rich; every value is shown as it is, never as markup."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kafka_scaffold.report.errors import clean


Cell = str | Text


def table(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, right: Sequence[int] = ()
) -> Table:
    """Return an indented table without lines; columns in ``right`` hold numbers."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    grid.add_column("", width=0)
    for index, title in enumerate(header):
        numeric = index in right
        grid.add_column(
            title,
            justify="right" if numeric else "left",
            no_wrap=numeric,
            overflow="fold",
        )
    for row in rows:
        grid.add_row("", *(shown(cell) for cell in row))
    return grid


def shown(cell: Cell) -> Text:
    """Return a cell as text without control characters."""
    return cell if isinstance(cell, Text) else Text(clean(cell))


def line(text: str, style: str = "") -> Text:
    """Return one styled line."""
    return Text(clean(text), style=style)


def draw(parts: Iterable[Any], *, width: int, colour: bool) -> str:
    """Return the parts as a terminal of this width shows them."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(text.rstrip() for text in out.getvalue().splitlines()) + "\n"


def bar(left: float, cells: int = 10) -> Text:
    """Return how much of a limit is used, as a bar; red when it is nearly full."""
    used = max(0, min(cells, round((1 - left) * cells)))
    style = "red" if left < 0.1 else "yellow" if left < 0.2 else "green"
    return Text("█" * used + "░" * (cells - used), style=style)
