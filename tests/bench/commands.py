"""Time whole commands beside cookiecutter and copier, in one run on one machine, and print the table.

    python tests/bench/commands.py [--rounds N]

Each round runs every command once, in turn, so that a machine whose speed drifts drifts for all of them. The rivals get an
environment of their own under .cache/bench and render the same template of 60 files; nothing here asserts anything.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "bench"
RIVALS = ("cookiecutter>=2.7,<2.8", "copier>=9.19,<9.20")
ANSWERS = ROOT / "examples" / "clickstream" / "answers.yaml"
FOLDERS, FILES_EACH = 10, 6
EXPECTED_FILES = FOLDERS * FILES_EACH


@dataclass
class Command:
    """A command line, made anew for each run because some need a new target."""

    name: str
    make: Callable[[Path], list[str]]
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Return the median over the counted rounds, in seconds."""
        return statistics.median(self.seconds)


def main() -> None:
    """Install the rivals, run the rounds, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    rivals = install_rivals()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        commands = all_commands(place, rivals)
        for number in range(rounds + 1):
            for command in commands.values():
                seconds = run(command, place / "out", place)
                if number:
                    command.seconds.append(seconds)
        counts = count_files(commands, place)
    print_table(commands, counts, rounds)


def install_rivals() -> Path:
    """Return the folder of the rivals' programs, after installing them once."""
    ready = CACHE / ".ready"
    if not ready.exists() or ready.read_text() != "\n".join(RIVALS):
        shutil.rmtree(CACHE, ignore_errors=True)
        venv.create(CACHE, with_pip=True)
        pip = [CACHE / "bin" / "python", "-m", "pip", "install", "--quiet", *RIVALS]
        subprocess.run(pip, check=True)
        ready.write_text("\n".join(RIVALS))
    return CACHE / "bin"


def all_commands(place: Path, rivals: Path) -> dict[str, Command]:
    """Return every command by name, ours and theirs."""
    ours = str(Path(sys.executable).with_name("kafka-scaffold"))
    cookiecutter, copier = str(rivals / "cookiecutter"), str(rivals / "copier")
    ccut, ccop = cookiecutter_template(place), copier_template(place)
    answers = str(ANSWERS)
    made = [
        Command("cookiecutter --version", lambda _: [cookiecutter, "--version"]),
        Command("copier --version", lambda _: [copier, "--version"]),
        Command(
            "cookiecutter, 60 files",
            lambda out: [cookiecutter, "--no-input", "-o", str(out), str(ccut)],
        ),
        Command(
            "copier, 60 files",
            lambda out: [copier, "copy", "--defaults", "-q", str(ccop), str(out)],
        ),
        Command("kafka-scaffold --version", lambda _: [ours, "--version"]),
        Command("kafka-scaffold --help", lambda _: [ours, "--help"]),
        Command("kafka-scaffold plan", lambda _: [ours, "plan", answers]),
        Command(
            "kafka-scaffold new",
            lambda out: [ours, "new", str(out), "--answers", answers, "--no-input"],
        ),
    ]
    return {command.name: command for command in made}


def run(command: Command, target: Path, place: Path) -> float:
    """Run one command on a fresh target and return wall-clock seconds; a failure ends the benchmark."""
    shutil.rmtree(target, ignore_errors=True)
    environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
    # An installed package is compiled; a source tree must be allowed to keep its compiled form as well.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    done = subprocess.run(command.make(target), env=environment, capture_output=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{command.name} failed:\n{done.stderr.decode()}{done.stdout.decode()}")
    return seconds


def count_files(commands: dict[str, Command], place: Path) -> dict[str, int]:
    """Return how many files each rendering command writes, so that nobody compares nothing."""
    counts = {}
    for name, command in commands.items():
        if command.make(place) != command.make(place / "other"):
            run(command, place / "out", place)
            counts[name] = sum(p.is_file() for p in (place / "out").rglob("*"))
    wrong = [n for n, c in counts.items() if "60 files" in n and c < EXPECTED_FILES]
    if wrong:
        sys.exit(f"rendered too little: {wrong}")
    return counts


def cookiecutter_template(place: Path) -> Path:
    """Write the 60-file template for cookiecutter."""
    root = place / "cookiecutter-template"
    folder = root / "{{cookiecutter.name}}"
    _fill(folder, "cookiecutter.", "")
    (root / "cookiecutter.json").write_text('{"name": "out", "count": "5", "extra": "yes"}')
    return root


def copier_template(place: Path) -> Path:
    """Write the same template for copier."""
    root = place / "copier-template"
    _fill(root, "", ".jinja")
    questions = "name: {type: str, default: out}\ncount: {type: str, default: '5'}\n"
    (root / "copier.yml").write_text(questions + "extra: {type: str, default: 'yes'}\n")
    return root


def _fill(folder: Path, prefix: str, suffix: str) -> None:
    """Write 60 files of about 3.6 KB with one loop and one condition each."""
    loop = f"{{% for i in range({prefix}count|int) %}}item {{{{ i }}}} of {{{{ {prefix}name }}}}\n{{% endfor %}}"
    condition = f"{{% if {prefix}extra == 'yes' %}}extra for {{{{ {prefix}name }}}}\n{{% endif %}}"
    body = "\n".join(f"line {n} of text that only fills the page" for n in range(75))
    for group in range(FOLDERS):
        inner = folder / f"group{group}"
        inner.mkdir(parents=True)
        for number in range(FILES_EACH):
            text = f"{loop}{condition}{body}\n"
            (inner / f"file{number}.txt{suffix}").write_text(text)


def print_table(commands: dict[str, Command], counts: dict[str, int], rounds: int) -> None:
    """Print medians, spread and the ratios that were asked for."""
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {rounds} rounds\n"
    )
    print(f"{'command':<28}{'files':>6}{'median ms':>11}{'min':>7}{'max':>7}")
    for name, command in commands.items():
        low, high = min(command.seconds), max(command.seconds)
        files = counts.get(name, "")
        print(
            f"{name:<28}{files:>6}{command.median * 1000:>11.0f}{low * 1000:>7.0f}{high * 1000:>7.0f}"
        )
    print(f"\n{'ratio':<58}{'is':>6}{'goal':>7}")
    for ours, theirs, goal in (
        ("kafka-scaffold --version", "cookiecutter --version", 0.5),
        ("kafka-scaffold --help", "cookiecutter --version", 0.5),
        ("kafka-scaffold plan", "copier --version", 1.0),
        ("kafka-scaffold new", "cookiecutter, 60 files", 1.0),
    ):
        ratio = commands[ours].median / commands[theirs].median
        print(f"{ours + ' / ' + theirs:<58}{ratio:>6.2f}{goal:>7.2f}")


if __name__ == "__main__":
    main()
