"""Install the engines that tests run, pinned in ``tests/engines/engines.toml``, under ``.cache/``.

Needs only Python. Jobs run side by side and are skipped when their pins have not changed; a job whose own tool
(go, mvn, npm, apt-get) is missing is skipped with a message, or fails when CI is set.
"""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
ENGINES = ROOT / "tests" / "engines"
CACHE = Path(os.environ.get("KAFKA_SCAFFOLD_CACHE", ROOT / ".cache"))
BIN = CACHE / "bin"
MIRROR = CACHE / "terraform-mirror"
SCHEMAS = ROOT / "tests" / "fixtures" / "terraform-schemas"
STEP_SECONDS = 900


class MissingToolError(Exception):
    """A job cannot run here: the tool that installs it is absent."""


def run(job: str, *command: object, folder: Path = CACHE, **env: str) -> None:
    """Run one step of a job; its output goes to the job's log, which is shown when it fails."""
    log = CACHE / "logs" / f"{job}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=STEP_SECONDS,
            check=False,
        )
    if done.returncode:
        tail = log.read_text(errors="replace")[-3000:]
        raise SystemExit(f"{job}: {' '.join(map(str, command))} failed\n{tail}")


def tool(name: str) -> str:
    """Return the path of a tool that installs engines."""
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name} is not installed")
    return found


def link(program: Path) -> None:
    """Put a program into ``.cache/bin``."""
    BIN.mkdir(parents=True, exist_ok=True)
    place = BIN / program.name
    place.unlink(missing_ok=True)
    place.symlink_to(program)


def script(place: Path, text: str) -> None:
    """Write an executable file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_text(text, encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def install_python(name: str, pins: dict[str, list[str]]) -> None:
    """Make a virtual environment of its own and link its programs."""
    folder = CACHE / "venvs" / name
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run(
        name,
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *pins["requirements"],
    )
    for program in pins["programs"]:
        link(folder / "bin" / program)


def install_engines(pins: dict[str, list[str]]) -> None:
    """Install the small engines, Terraform's newest version as a program, and the mirror of mock providers."""
    install_python("engines", pins)
    python = CACHE / "venvs" / "engines" / "bin" / "python"
    script(
        BIN / "terraform-newest",
        f'#!/bin/sh\nexec "{python}" "{ENGINES / "terraform_newest.py"}" "$@"\n',
    )
    shutil.rmtree(MIRROR, ignore_errors=True)
    for schema in sorted(SCHEMAS.glob("*.json")):
        _mock_provider(python, schema)
    mirror = f'  filesystem_mirror {{\n    path    = "{MIRROR}"\n    include = ["*/*/*"]\n  }}'
    (CACHE / "terraform.tfrc").write_text(
        f"provider_installation {{\n{mirror}\n}}\n", encoding="utf-8"
    )


def _mock_provider(python: Path, schema: Path) -> None:
    described = json.loads(schema.read_text(encoding="utf-8"))
    version, namespace = described["version"], described.get("namespace", "hashicorp")
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    platform = f"{os.uname().sysname.lower()}_{machine}"
    folder = MIRROR / "registry.terraform.io" / namespace / schema.stem / version / platform
    launcher = f'#!/bin/sh\nPYTHONPATH="{ENGINES}" exec "{python}" -m mock_provider "{schema}"\n'
    script(folder / f"terraform-provider-{schema.stem}_v{version}", launcher)


def install_npm(pins: dict[str, list[str]]) -> None:
    """Install the engines that are Node.js packages."""
    folder = CACHE / "node"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run(
        "npm",
        tool("npm"),
        "install",
        "--prefix",
        folder,
        "--no-audit",
        "--no-fund",
        *pins["packages"],
    )
    for program in pins["programs"]:
        link(folder / "node_modules" / ".bin" / program)


def install_go(pins: dict[str, list[str]]) -> None:
    """Build the engines that are Go modules."""
    for package in pins["packages"]:
        run("go", tool("go"), "install", package, GOBIN=str(BIN), GOFLAGS="-trimpath")


def install_debian(pins: dict[str, str]) -> None:
    """Take one program out of a Debian package, unless the machine has it; nothing is installed into the system."""
    own = shutil.which(pins["program"])
    if own is not None and Path(own).parent != BIN:
        link(Path(own))
        return
    apt, dpkg = tool("apt-get"), tool("dpkg-deb")
    folder = CACHE / "debian"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        run("debian", apt, "download", pins["package"], folder=folder)
    except SystemExit:  # no lists of packages yet
        run("debian", apt, "update")
        run("debian", apt, "download", pins["package"], folder=folder)
    archive = next(folder.glob("*.deb"))
    run("debian", dpkg, "-x", archive, folder / "root")
    link(folder / "root" / "usr" / "bin" / pins["program"])


def install_maven(pins: dict[str, str]) -> None:
    """Copy Apache Kafka's jars."""
    folder = CACHE / "kafka"
    shutil.rmtree(folder, ignore_errors=True)
    command = [tool("mvn"), "--batch-mode", "--quiet", "-f", ROOT / pins["pom"]]
    run("maven", *command, "dependency:copy-dependencies", f"-DoutputDirectory={folder}")


def jobs(pins: dict[str, dict]) -> dict[str, tuple[Callable[[], None], str]]:
    """Return each job and the text whose change makes it run again."""
    python = pins["python"]
    own = Path(__file__).read_text(encoding="utf-8") + str(CACHE)
    pom = (ROOT / pins["maven"]["pom"]).read_text(encoding="utf-8")
    names = "".join(
        s.name + s.read_text(encoding="utf-8")[:200] for s in sorted(SCHEMAS.glob("*.json"))
    )
    return {
        "go": (lambda: install_go(pins["go"]), str(pins["go"])),
        "maven": (lambda: install_maven(pins["maven"]), pom),
        "checkov": (lambda: install_python("checkov", python["checkov"]), str(python["checkov"])),
        "engines": (
            lambda: install_engines(python["engines"]),
            str(python["engines"]) + names + own,
        ),
        "npm": (lambda: install_npm(pins["npm"]), str(pins["npm"])),
        "debian": (lambda: install_debian(pins["debian"]), str(pins["debian"])),
    }


def perform(name: str, job: Callable[[], None], basis: str) -> str | None:
    """Run a job unless its stamp says it is done; return why it could not run, if so."""
    stamp = CACHE / "stamps" / name
    digest = hashlib.sha256(f"{sys.version_info[:2]}{basis}".encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return None
    started = time.monotonic()
    try:
        job()
    except MissingToolError as missing:
        return f"{name}: skipped, {missing}"
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)
    sys.stdout.write(f"engines: {name} installed in {time.monotonic() - started:.0f} s\n")
    sys.stdout.flush()
    return None


def main() -> int:
    """Install everything; return the exit code."""
    CACHE.mkdir(parents=True, exist_ok=True)
    pins = tomllib.loads((ENGINES / "engines.toml").read_text(encoding="utf-8"))
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=3) as pool:
        futures = [
            pool.submit(perform, name, job, basis) for name, (job, basis) in jobs(pins).items()
        ]
        skipped = [reason for future in futures if (reason := future.result())]
    for reason in skipped:
        sys.stdout.write(f"engines: {reason}\n")
    sys.stdout.write(f"engines: ready in {time.monotonic() - started:.0f} s\n")
    return 1 if skipped and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
