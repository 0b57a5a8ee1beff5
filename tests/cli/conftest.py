"""Run the command line in this process."""

from dataclasses import dataclass

import pytest

from kafka_scaffold.cli.main import run


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def cli(capsys, monkeypatch, tmp_path):
    """Return a function that runs one command in an empty directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))

    def call(*arguments: object) -> Done:
        code = run([str(argument) for argument in arguments])
        read = capsys.readouterr()
        return Done(code, read.out, read.err)

    return call
