"""Terraform or OpenTofu: formatting, validation and tests of every root directory.

The user's own program downloads the real providers, so a user gets the real validation. State is never read: the
backend stays off. Tests run only when every provider that reaches outside is a mock, so nothing is ever created.
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
# They keep what they make in the state, which a test throws away.
HARMLESS = frozenset({"random", "terraform", "time", "tls"})
_NEEDS = re.compile(
    r'^\s*(?:(?:resource|data|ephemeral|provider)\s+"([a-z0-9-]+)|(provisioner)\s+")', re.MULTILINE
)
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
    places = {folder, posixpath.normpath(posixpath.join(folder, "tests"))}
    return tuple(
        path
        for path in workspace.matching("*.tftest.hcl", "*.tftest.json")
        if _folder(path) in places
    )


def _folder(path: str) -> str:
    return posixpath.dirname(path) or "."


def _test_job(workspace: Workspace, folder: str) -> Job:
    needed = _providers(workspace, folder)
    if "provisioner" in needed:
        return Job(where=folder, refused="a provisioner would run commands of the repository")
    for path in _tests(workspace, folder):
        real = needed - HARMLESS - set(_MOCK.findall(_text(workspace, path)))
        if real:
            reason = f"{path} does not mock {', '.join(sorted(real))}; it could create resources"
            return Job(where=folder, refused=reason)
    step = Step(arguments=("test", "-json", "-no-color"), read=_read_test)
    return _job(folder, (_init(), step))


def _providers(workspace: Workspace, folder: str) -> set[str]:
    """Return the providers that a root and every module here need, by the prefix of their types."""
    roots = set(workspace.terraform_roots) - {folder}
    found: set[str] = set()
    for path in workspace.matching("*.tf"):
        if _folder(path) not in roots:
            found.update("".join(names) for names in _NEEDS.findall(_text(workspace, path)))
    return found


def _text(workspace: Workspace, path: str) -> str:
    return workspace.read(path).decode("utf-8", "replace")


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
