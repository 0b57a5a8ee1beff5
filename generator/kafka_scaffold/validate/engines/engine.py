"""What an engine is, and how one is run."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kafka_scaffold.model.plan import Finding, Severity
from kafka_scaffold.model.verify import EngineOutcome, EngineResult
from kafka_scaffold.validate.engines.process import Completed, run
from kafka_scaffold.validate.engines.workspace import Workspace


Reader = Callable[[Completed], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """How to run engines.

    Args:
        environment: Variables on top of the user's, e.g. ``TF_CLI_CONFIG_FILE`` for a provider mirror.
        programs: Another program for a name, e.g. ``{"terraform": "/opt/terraform-1.11"}``.
        required: Engines whose absence is a failure; ``None`` requires none.
        only: Names of the engines to run; ``None`` runs all.
        workers: How many programs run at a time.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    workers: int = 2

    def find(self, names: tuple[str, ...]) -> str | None:
        """Return the path of the first of these programs that is installed."""
        path = self.environment.get("PATH")
        found = (shutil.which(self.programs.get(name, name), path=path) for name in names)
        return next((program for program in found if program), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command. Without a ``read`` a non-zero exit is the finding."""

    arguments: tuple[str, ...]
    read: Reader | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One place an engine looks at, relative to the repository; the first failing step ends it.

    ``refused`` says why it is not run at all; such a job counts as a failure when ``fails`` is set.
    """

    where: str = "."
    steps: tuple[Step, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    fails: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A program that judges files: how it is called, what it judges, how to get it."""

    name: str
    programs: tuple[str, ...]
    install: str
    jobs: Callable[[Workspace], tuple[Job, ...]]


def perform(engine: Engine, job: Job, workspace: Workspace, options: EngineOptions) -> EngineResult:
    """Run one job of an engine and read what it found."""
    program = options.find(engine.programs)
    if job.refused:
        outcome = EngineOutcome.FAILED if job.fails else EngineOutcome.SKIPPED
        return EngineResult(engine=engine.name, where=job.where, outcome=outcome, hint=job.refused)
    if program is None:
        return missing(engine, job.where, options)
    seconds = 0.0
    for step in job.steps:
        done = run(
            (program, *step.arguments),
            cwd=os.path.join(workspace.root, job.where),
            environment={**options.environment, **job.environment},
        )
        seconds += done.seconds
        findings = step.read(done) if step.read else ()
        if findings or done.exit_code:
            return EngineResult(
                engine=engine.name,
                where=job.where,
                outcome=EngineOutcome.FAILED,
                seconds=seconds,
                findings=tuple(_inside(f, job.where, workspace.root) for f in findings),
                output=done.excerpt.replace(workspace.root + os.sep, ""),
            )
    return EngineResult(
        engine=engine.name, where=job.where, outcome=EngineOutcome.PASSED, seconds=seconds
    )


def missing(engine: Engine, where: str, options: EngineOptions) -> EngineResult:
    """Return the result of an engine that is not installed."""
    outcome = EngineOutcome.FAILED if engine.name in options.required else EngineOutcome.SKIPPED
    hint = f"{' or '.join(engine.programs)} is not installed: {engine.install}"
    return EngineResult(engine=engine.name, where=where, outcome=outcome, hint=hint)


def error(rule: str, message: str, where: str) -> Finding:
    """Return a finding of an engine."""
    return Finding(rule=rule, severity=Severity.ERROR, message=message, where=where)


def _inside(finding: Finding, where: str, root: str) -> Finding:
    """Name the file from the repository's root, whatever directory the engine ran in."""
    place = finding.where.removeprefix(root + os.sep).removeprefix("./")
    if where != "." and place and not os.path.isabs(place):
        place = f"{where}/{place}"
    return error(finding.rule, finding.message, place)
