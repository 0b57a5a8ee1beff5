"""Run one program: no input, a time limit, no cloud credentials, output as text."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass


TIMEOUT_SECONDS = 600
EXCERPT_CHARACTERS = 4000
# Nothing that verify runs may reach an account: tests of a foreign repository could create resources.
_CREDENTIALS = (
    "AWS_",
    "GOOGLE_",
    "ARM_",
    "CONFLUENT_",
    "WARPSTREAM_",
    "VAULT_",
    "TF_TOKEN_",
    "GITHUB_TOKEN",
    "GH_TOKEN",
)
_FIXED = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "CHECKPOINT_DISABLE": "1",
    "NO_COLOR": "1",
    "TF_IN_AUTOMATION": "1",
    "TF_INPUT": "0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What a program did."""

    exit_code: int
    stdout: str
    stderr: str
    seconds: float

    @property
    def excerpt(self) -> str:
        """Return the end of its output."""
        return f"{self.stdout}\n{self.stderr}".strip()[-EXCERPT_CHARACTERS:]


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return the user's environment without credentials, with ``extra`` on top."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_CREDENTIALS)}
    return kept | _FIXED | dict(extra)


def run(command: tuple[str, ...], *, cwd: str, environment: Mapping[str, str]) -> Completed:
    """Run a program to its end; one that takes too long is ended with everything it started."""
    started = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=clean_environment(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            stdout, stderr = process.communicate(timeout=TIMEOUT_SECONDS)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            stderr += f"\nended after {TIMEOUT_SECONDS} s".encode()
    return Completed(
        exit_code=process.returncode,
        stdout=stdout.decode("utf-8", "replace"),
        stderr=stderr.decode("utf-8", "replace"),
        seconds=time.monotonic() - started,
    )
