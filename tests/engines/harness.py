"""Where the engines are, and how Terraform is run over a directory with mock providers."""

import contextlib
import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kafka_scaffold.validate.engines import EngineOptions


HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = Path(os.environ.get("KAFKA_SCAFFOLD_CACHE", ROOT / ".cache"))
SCHEMAS = ROOT / "tests" / "fixtures" / "terraform-schemas"
PATH = f"{CACHE / 'bin'}{os.pathsep}{os.environ['PATH']}"
PINS = tomllib.loads((HERE / "engines.toml").read_text(encoding="utf-8"))
TERRAFORMS = {"oldest": "terraform", "newest": "terraform-newest"}
INSTALL = "make engines"


def missing(what: str) -> None:
    """Skip the test, or fail it in CI."""
    message = f"{what} is not installed: {INSTALL}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def program(name: str) -> str:
    """Return the path of an engine."""
    found = shutil.which(name, path=PATH)
    if found is None:
        missing(name)
    return str(found)


def engines_python() -> str:
    """Return the interpreter that has the engines' packages."""
    python = CACHE / "venvs" / "engines" / "bin" / "python"
    if not python.exists():
        missing("the engines' environment")
    return str(python)


def environment(**more: str) -> dict[str, str]:
    """Return the variables under which Terraform finds the mock providers and nothing else."""
    config = CACHE / "terraform.tfrc"
    if not config.exists():
        missing("the provider mirror")
    return {"PATH": PATH, "TF_CLI_CONFIG_FILE": str(config), "CHECKPOINT_DISABLE": "1", **more}


def options(terraform: str = "oldest", *only: str, **more: str) -> EngineOptions:
    """Return how `verify` runs engines here: with the mirror, and with every chosen one required in CI."""
    from kafka_scaffold.validate.engines import ENGINES

    names = frozenset(only or (engine.name for engine in ENGINES))
    return EngineOptions(
        environment=environment(**more),
        programs={"terraform": program(TERRAFORMS[terraform])},
        required=names if os.environ.get("CI") else frozenset(),
        only=names,
    )


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema fixtures by provider."""
    return {
        p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(SCHEMAS.glob("*.json"))
    }


@contextlib.contextmanager
def served_providers() -> Iterator[str]:
    """Serve every schema from one process; yield ``TF_REATTACH_PROVIDERS``."""
    addresses = [
        f"registry.terraform.io/{schema.get('namespace', 'hashicorp')}/{name}={SCHEMAS / name}.json"
        for name, schema in schemas().items()
    ]
    with subprocess.Popen(
        [engines_python(), "-m", "mock_provider", *addresses],
        env={**os.environ, "PYTHONPATH": str(HERE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.communicate(timeout=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terraform:
    """Terraform of one version in one directory."""

    version: str
    folder: Path
    reattach: str = ""

    def run(self, *arguments: str, exit_codes: tuple[int, ...] = (0,)) -> str:
        """Return what a command prints; an unexpected exit code fails the test."""
        more = (
            {}
            if arguments[0] == "init" or not self.reattach
            else {"TF_REATTACH_PROVIDERS": self.reattach}
        )
        done = subprocess.run(
            [program(TERRAFORMS[self.version]), *arguments],
            cwd=self.folder,
            env={**os.environ, **environment(**more)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        output = f"{done.stdout}\n{done.stderr}"
        assert done.returncode in exit_codes, f"terraform {' '.join(arguments)}\n{output[-4000:]}"
        return done.stdout

    def plan(self, *variables: str) -> dict[str, Any]:
        """Return the plan as JSON, with ``name=value`` variables. The state is local: the backend is left out."""
        for backend in self.folder.glob("backend.tf"):
            backend.unlink()
        self.run("init", "-input=false", "-no-color")
        self.run(
            "plan", "-input=false", "-no-color", "-out=plan.bin", *(f"-var={v}" for v in variables)
        )
        return json.loads(self.run("show", "-json", "plan.bin"))


def planned_resources(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every planned resource, those of modules too."""

    def inside(module: dict[str, Any]) -> list[dict[str, Any]]:
        below = [r for child in module.get("child_modules", ()) for r in inside(child)]
        return [*module.get("resources", ()), *below]

    return [r for r in inside(plan["planned_values"]["root_module"]) if r["mode"] == "managed"]
