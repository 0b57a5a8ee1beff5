"""Every error ends in words, a code that was designed, and nothing else."""

import json
import os
import subprocess
import sys

import pytest

from kafka_scaffold.cli import main as boundary
from kafka_scaffold.cli.lazy import COMMANDS
from kafka_scaffold.errors import (
    AnswersError,
    BlueprintError,
    FactsError,
    NoPlatformFitsError,
    Problem,
    ScaffoldError,
    TargetConflictError,
    UnsafeError,
    UsageError,
)
from running import EXAMPLES, process


PROBLEM = Problem(path="workload.x", message="no", hint="do", file="a.yaml", line=3, column=5)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (AnswersError("a.yaml", (PROBLEM,)), 2),
        (FactsError("x"), 2),
        (BlueprintError("x"), 2),
        (NoPlatformFitsError("x"), 3),
        (UnsafeError("x"), 4),
        (TargetConflictError("x"), 5),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_error_has_its_exit_code(monkeypatch, capsys, error, code):
    """The codes are part of the interface; errors go to standard error alone."""

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(boundary.group, "main", fail)

    assert boundary.run([]) == code
    read = capsys.readouterr()
    assert read.out == ""
    assert read.err


def test_a_bug_keeps_its_traceback(monkeypatch):
    """An exception that is none of ours is not dressed up."""

    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(boundary.group, "main", fail)

    with pytest.raises(ZeroDivisionError):
        boundary.run([])


def test_a_problem_is_told_with_place_path_and_remedy(monkeypatch, capsys):
    """One line holds file:line:column, the key, what is wrong and what to do."""

    def fail(*_, **__):
        raise AnswersError("a.yaml", (PROBLEM, PROBLEM))

    monkeypatch.setattr(boundary.group, "main", fail)
    boundary.run([])

    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "error: 2 problems in a.yaml"
    assert lines[2].split() == ["a.yaml:3:5", "workload.x", "no;", "do"]


def test_control_characters_never_reach_the_terminal(monkeypatch, capsys):
    """A message may quote what a stranger wrote."""

    def fail(*_, **__):
        raise ScaffoldError("a\x1b[31mb", details=("c\rd",), hint="e\x07f")

    monkeypatch.setattr(boundary.group, "main", fail)
    boundary.run([])

    assert not set("\x1b\r\x07") & set(capsys.readouterr().err)


def test_json_errors_are_one_document_with_one_error_per_problem(monkeypatch, capsys):
    """A program reads the same as a person, on standard output."""

    def fail(*_, **__):
        raise AnswersError("a.yaml", (PROBLEM, PROBLEM))

    monkeypatch.setattr(boundary.group, "main", fail)

    assert boundary.run(["plan", "--json"]) == 2
    read = capsys.readouterr()
    document = json.loads(read.out)
    assert read.err == ""
    assert document["schema"] == "kafka-scaffold/1"
    assert document["status"] == "error"
    assert document["exit_code"] == 2
    assert [e["line"] for e in document["errors"]] == [3, 3]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pln"], 'did you mean "plan"'),
        (["nonsense"], "known:"),
        (["plan"], "missing argument"),
        (["plan", "no-such-file.yaml"], "there is no file"),
        (["plan", "."], "is a directory"),
        (["plan", "x", "--nope"], "no such option"),
        (["new", "--no-input"], "--answers"),
        (["verify", "no-such-directory"], "is not a directory"),
        (["blueprints", "show", "mks"], 'did you mean "msk"'),
        (["completion", "tcsh"], "bash"),
    ],
)
def test_usage_errors_say_what_to_do(cli, arguments, words):
    """Exit code 2 and a way out."""
    done = cli(*arguments)

    assert done.code == 2
    assert done.out == ""
    assert words in done.err.lower()


def test_new_without_a_terminal_names_the_flags(cli, monkeypatch):
    """A prompt that cannot be shown is not shown."""
    with open(os.devnull) as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        done = cli("new", "--answers", EXAMPLES / "sandbox" / "answers.yaml")

    assert done.code == 2
    assert "--no-input" in done.err


def test_help_and_version_import_nothing_heavy():
    """They stay instant: no YAML, pydantic, rich, Jinja2 or questionary is loaded."""
    code = (
        "import sys; from kafka_scaffold.cli.main import run; run(['--help']); run(['--version']);"
        "heavy = {'yaml', 'pydantic', 'rich', 'jinja2', 'questionary', 'cookiecutter', 'hcl2'};"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert all(command in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(cli, command):
    """The list and the modules agree."""
    done = cli(command, "--help")

    assert done.code == 0
    assert "Usage: kafka-scaffold" in done.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_the_program(cli, shell):
    """Each shell gets its own script."""
    done = cli("completion", shell)

    assert done.code == 0
    assert "_KAFKA_SCAFFOLD_COMPLETE" in done.out


def test_completion_knows_the_commands():
    """What a shell asks when the person presses tab."""
    asked = {
        "_KAFKA_SCAFFOLD_COMPLETE": "bash_complete",
        "COMP_WORDS": "kafka-scaffold p",
        "COMP_CWORD": "1",
    }
    done = process(env=asked)

    assert done.stdout.split(",")[-1].split() == ["plan"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_on_standard_output_is_an_error():
    """Not a traceback, and not success."""
    with open("/dev/full", "w") as full:
        done = process("schema", stdout=full, stderr=subprocess.PIPE, capture_output=False)

    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error():
    """``kafka-scaffold schema | head -1`` ends quietly."""
    command = f"{sys.executable} -m kafka_scaffold schema | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("closed", "arguments", "words"),
    [
        ("<&-", "plan -", "standard input is closed"),
        ("<&-", "new", "no terminal"),
        (">&-", "schema", "standard output is closed"),
    ],
)
def test_a_closed_stream_is_an_error_in_words(closed, arguments, words):
    """Daemons and odd shells start programs so."""
    command = f"{sys.executable} -m kafka_scaffold {arguments} {closed}"
    done = subprocess.run(["bash", "-c", command], stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_answers_given_before_an_interruption_are_kept(cli, monkeypatch, tmp_path):
    """Ctrl-C in the middle of the questions: exit code 130, and what was typed is in a file."""
    from kafka_scaffold.answers import wizard

    given = iter(["kept-name", "eu-west-1"])

    class Impatient(wizard.Terminal):
        def text(self, *_):
            try:
                return next(given)
            except StopIteration:
                raise KeyboardInterrupt from None

        def choose(self, prompt, help_line, choices, default, check):
            return default

    monkeypatch.setattr(wizard, "Terminal", Impatient)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    done = cli("new")

    (file,) = tmp_path.glob("answers-*.yaml")
    assert done.code == 130
    assert file.name in done.err
    assert "kept-name" in file.read_text()
    assert "eu-west-1" in file.read_text()
