"""Terraform or OpenTofu: formatting, validation and tests of every root directory.

The user's own program downloads the real providers, so a user gets the real validation. State is never read: the
backend stays off. Tests run only when every provider in them is a mock, so nothing is ever created.
"""

import json
import posixpath
import re

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import Engine, Job, Step, error
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace


PROGRAMS = ("terraform", "tofu")
INSTALL = "see developer.hashicorp.com/terraform/install (1.11 or newer) or opentofu.org"
_PROVIDER = re.compile(r'^provider\s+"([^"]+)"', re.MULTILINE)
_MOCK = re.compile(r'^mock_provider\s+"([^"]+)"', re.MULTILINE)
_DIFF = re.compile(r"^--- old/(.+)$|^(\S+\.(?:tf|tfvars|tftest\.hcl))$", re.MULTILINE)


def _format_jobs(workspace: Workspace) -> tuple[Job, ...]:
    if not workspace.matching("*.tf"):
        return ()
    step = Step(arguments=("fmt", "-check", "-recursive", "-diff"), read=_read_format)
    return (Job(steps=(step,)),)


def _read_format(done: Completed) -> tuple[Finding, ...]:
    if not done.exit_code:
        return ()
    names = dict.fromkeys(m[1] or m[2] for m in _DIFF.finditer(done.stdout))
    return tuple(error("fmt", "not formatted as terraform fmt would", name) for name in names)


def _validate_jobs(workspace: Workspace) -> tuple[Job, ...]:
    steps = (_init(), Step(arguments=("validate", "-json", "-no-color"), read=_read_validate))
    return tuple(_job(folder, steps) for folder in workspace.terraform_roots)


def _test_jobs(workspace: Workspace) -> tuple[Job, ...]:
    return tuple(
        _test_job(workspace, folder)
        for folder in workspace.terraform_roots
        if _tests(workspace, folder)
    )


def _tests(workspace: Workspace, folder: str) -> tuple[str, ...]:
    beside = posixpath.join(folder, "tests")
    return tuple(
        path
        for path in workspace.matching("*.tftest.hcl", "*.tftest.json")
        if _folder(path) in {folder, posixpath.normpath(beside)}
    )


def _folder(path: str) -> str:
    return posixpath.dirname(path) or "."


def _test_jobs(workspace: Workspace) -> tuple[Job, ...]:
    return tuple(
        _test_job(workspace, folder)
        for folder in workspace.terraform_roots
        if _tests(workspace, folder)
    )


def _tests(workspace: Workspace, folder: str) -> tuple[str, ...]:
    return workspace.matching(f"{folder}/*.tftest.hcl", f"{folder}/*.tftest.json")


def _test_job(workspace: Workspace, folder: str) -> Job:
    needed: set[str] = set()
    for path in workspace.matching("*.tf"):
        if _folder(path) != folder:
            continue
        needed.update(_PROVIDER.findall(workspace.read(path).decode("utf-8", "replace")))
    for path in _tests(workspace, folder):
        real = needed - set(_MOCK.findall(workspace.read(path).decode("utf-8", "replace")))
        if real:
            names = ", ".join(sorted(real))
            return Job(
                where=folder, refused=f"{path} does not mock {names}; it could create resources"
            )
    step = Step(arguments=("test", "-json", "-no-color"), read=_read_test)
    return _job(folder, (_init(), step))


def _job(folder: str, steps: tuple[Step, ...]) -> Job:
    cache = {"TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE": "true"}
    return Job(where=folder, steps=steps, environment=cache)


def _init() -> Step:
    return Step(arguments=("init", "-backend=false", "-input=false", "-no-color"))


def _read_validate(done: Completed) -> tuple[Finding, ...]:
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return (error("validate", done.excerpt[-500:] or "no answer", ""),)
    return tuple(_diagnostic(d) for d in answer["diagnostics"] if d["severity"] == "error")


def _read_test(done: Completed) -> tuple[Finding, ...]:
    """Read the failures; a run without a single passed test is one too."""
    events = tuple(json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    failures = tuple(
        _diagnostic(e["diagnostic"])
        for e in events
        if e.get("type") == "diagnostic" and e["diagnostic"]["severity"] == "error"
    )
    passed = sum(e["test_summary"]["passed"] for e in events if e.get("type") == "test_summary")
    if not failures and not passed:
        return (error("test", "no test passed", ""),)
    return failures


def _diagnostic(found: dict[str, object]) -> Finding:
    """Read one of Terraform's diagnostics; it carries a place when it is about one."""
    place = found.get("range")
    where = f"{place['filename']}:{place['start']['line']}" if isinstance(place, dict) else ""
    message = " ".join(str(found.get(key, "")) for key in ("summary", "detail")).strip()
    return error("terraform", message, where)


ENGINES = (
    Engine(name="terraform fmt", programs=PROGRAMS, install=INSTALL, jobs=_format_jobs),
    Engine(name="terraform validate", programs=PROGRAMS, install=INSTALL, jobs=_validate_jobs),
    Engine(name="terraform test", programs=PROGRAMS, install=INSTALL, jobs=_test_jobs),
)
