"""Prometheus rules and their tests: promtool."""

import re

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import Engine, Job, Reader, Step, error
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace


_GROUPS = re.compile(rb"^groups:", re.MULTILINE)
_RULES = re.compile(rb"^ +(?:- )?rules:", re.MULTILINE)
_NAMED = re.compile(rb"^rule_files:", re.MULTILINE)
_TESTS = re.compile(rb"^tests:", re.MULTILINE)
_PROBLEM = re.compile(r"^\s*(?:Checking|Unit Testing:|SUCCESS|FAILED|$)")


def _rule_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = tuple(p for p in workspace.matching("*.yaml", "*.yml") if _is_rules(workspace.read(p)))
    return _jobs(("check", "rules"), files)


def _test_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = tuple(p for p in workspace.matching("*.yaml", "*.yml") if _is_test(workspace.read(p)))
    return _jobs(("test", "rules"), files)


def _is_test(content: bytes) -> bool:
    """Tell tests from the configuration of a Prometheus, which names files of rules, too."""
    return bool(_NAMED.search(content) and _TESTS.search(content))


def _is_rules(content: bytes) -> bool:
    return bool(_GROUPS.search(content) and _RULES.search(content))


def _jobs(command: tuple[str, ...], files: tuple[str, ...]) -> tuple[Job, ...]:
    return tuple(
        Job(steps=(Step(arguments=(*command, file), read=_reader(command[0], file)),))
        for file in files
    )


def _reader(rule: str, file: str) -> Reader:
    def read(done: Completed) -> tuple[Finding, ...]:
        if not done.exit_code:
            return ()
        told = [line.strip() for line in done.excerpt.splitlines() if not _PROBLEM.match(line)]
        return (error(f"promtool {rule}", " ".join(told)[:600] or "failed", file),)

    return read


INSTALL = "apt-get install prometheus, or the archive of prometheus.io/download"
ENGINES = (
    Engine(name="promtool rules", programs=("promtool",), install=INSTALL, jobs=_rule_jobs),
    Engine(name="promtool tests", programs=("promtool",), install=INSTALL, jobs=_test_jobs),
)
