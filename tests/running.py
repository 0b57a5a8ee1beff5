"""Run the command line as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


EXAMPLES = Path(__file__).parents[1] / "examples"


def process(*arguments: object, **changes: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process; ``changes`` go to ``subprocess.run``."""
    command = [sys.executable, "-m", "kafka_scaffold", *map(str, arguments)]
    options = {"capture_output": True, "text": True, "check": False, "stdin": subprocess.DEVNULL}
    environment = {**os.environ, **changes.pop("env", {})}
    return subprocess.run(command, **{**options, **changes, "env": environment})
