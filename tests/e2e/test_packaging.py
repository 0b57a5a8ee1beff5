"""The wheel carries blueprints and facts and works offline, outside the source tree."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from running import EXAMPLES


ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Return the wheel built from this tree by the tools of this environment."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w"]
    done = subprocess.run(
        [*command, str(place), str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (made,) = place.glob("*.whl")
    return made


def test_the_wheel_holds_blueprints_and_facts(wheel):
    """Every file of the source's blueprints and facts is inside."""
    names = set(zipfile.ZipFile(wheel).namelist())
    facts = ROOT / "generator" / "kafka_scaffold" / "facts"

    for path in (ROOT / "blueprints").rglob("*"):
        if path.is_file():
            assert f"kafka_scaffold/_blueprints/{path.relative_to(ROOT / 'blueprints')}" in names
    for path in (*facts.rglob("*.yaml"), *facts.rglob("*.csv")):
        assert f"kafka_scaffold/facts/{path.relative_to(facts)}" in names


def test_the_installed_wheel_renders_an_example(wheel, tmp_path):
    """Installed without the source tree and without a network it writes a repository, by both ways to call it."""
    place = tmp_path / "environment"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    install = [python, "-m", "pip", "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    libraries = sysconfig.get_paths()["purelib"]
    (path,) = place.glob("lib/python*/site-packages")
    (path / "libraries.pth").write_text(f"{libraries}\n")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": ""}

    for number, program in enumerate(
        ([place / "bin" / "kafka-scaffold"], [python, "-m", "kafka_scaffold"])
    ):
        answers = EXAMPLES / "sandbox" / "answers.yaml"
        arguments = ["new", f"out{number}", "--answers", str(answers), "--no-input"]
        done = subprocess.run(
            [*program, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"out{number}" / "README.md").is_file()

    where = "import kafka_scaffold; print(kafka_scaffold.__file__)"
    found = subprocess.run(
        [python, "-c", where], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert found.stdout.startswith(str(place))
