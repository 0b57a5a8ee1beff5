"""The streams: results to standard output, everything else to standard error."""

import errno
import os
import shutil
import sys
from typing import TextIO

from kafka_scaffold.cli.outcome import Screen


PLAIN_WIDTH = 100


def screen(stream: TextIO | None) -> Screen:
    """Return what is known of a stream; NO_COLOR and TERM=dumb switch colour off. A closed one is ``None``."""
    on_terminal = stream is not None and stream.isatty()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    columns = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    return Screen(width=max(60, min(columns, 120)), colour=on_terminal and not plain)


def put(text: str) -> int:
    """Write a result and return 0, or the exit code that a closed pipe or a full disk implies."""
    if sys.stdout is None:
        tell("error: standard output is closed")
        return 2
    try:
        sys.stdout.write(_printable(text, sys.stdout))
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        return 0
    except OSError as error:
        _silence(sys.stdout)
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        tell(f"error: standard output: {'the disk is full' if full else error.strerror or error}")
        return 2
    return 0


def tell(text: str) -> None:
    """Write a line for the person; nothing can be done when even that fails."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(_printable(text, sys.stderr) + "\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _printable(text: str, stream: TextIO) -> str:
    """Return text that the stream's encoding can hold."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _silence(stream: TextIO) -> None:
    """Point a broken stream at nothing, so that the interpreter's last flush does not fail."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
