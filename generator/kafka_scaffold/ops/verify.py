"""Run every engine that is installed over a generated repository."""

from pathlib import Path

from kafka_scaffold.errors import UsageError
from kafka_scaffold.validate.engines import VerifyReport
from kafka_scaffold.validate.engines import verify as run_engines


def verify(directory: Path) -> VerifyReport:
    """Return what each engine says, and which ones are missing.

    Raises:
        UsageError: There is no such directory.
    """
    if not directory.is_dir():
        raise UsageError(f"{directory} is not a directory", hint="name a generated repository")
    return run_engines(directory)
