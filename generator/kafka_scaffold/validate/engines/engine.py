"""What an engine is, and how one is run."""

import os
import re
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
class Tool:
    """A program that prepares what an engine judges, and how to get it."""

    programs: tuple[str, ...]
    install: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the engine, or of another tool. Without a ``read`` a non-zero exit is the finding.

    ``explained`` are exit codes that say no more than what is read: without findings they are no failure.
    ``unreachable`` is what a failing program prints when it could not get what it needs from elsewhere: it judged nothing.
    """

    arguments: tuple[str, ...]
    read: Reader | None = None
    tool: Tool | None = None
    explained: frozenset[int] = frozenset({0})
    unreachable: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One place an engine looks at, relative to the repository; the first failing step ends it.

    ``refused`` says why it is not run at all; such a job counts as a failure when ``fails`` is set. ``instead`` judges
    when a program is missing, for the engines that are partly our own; ``judge`` is all there is of those that are wholly.
    """

    where: str = "."
    steps: tuple[Step, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    fails: bool = False
    instead: Callable[[], tuple[Finding, ...]] | None = None
    judge: Callable[[], tuple[Finding, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A program that judges files: how it is called, what it judges, how to get it."""

    name: str
    programs: tuple[str, ...]
    install: str
    jobs: Callable[[Workspace], tuple[Job, ...]]


def perform(engine: Engine, job: Job, workspace: Workspace, options: EngineOptions) -> EngineResult:
    """Run one job of an engine and read what it found."""
    if job.refused:
        outcome = EngineOutcome.FAILED if job.fails else EngineOutcome.SKIPPED
        return EngineResult(engine=engine.name, where=job.where, outcome=outcome, hint=job.refused)
    absent = _absent(engine, job, options)
    own = job.judge or (job.instead if absent else None)
    if own:
        return _judged(engine, job, own())
    if absent:
        return missing(engine, job.where, options, absent)
    seconds = 0.0
    for step in job.steps:
        program = options.find((step.tool or engine).programs)
        done = run(
            (str(program), *step.arguments),
            cwd=os.path.join(workspace.root, job.where),
            environment={**options.environment, **job.environment},
        )
        seconds += done.seconds
        if done.exit_code and step.unreachable and step.unreachable.search(done.stderr):
            return _unreached(engine, job, done, options)
        findings = step.read(done) if step.read else ()
        if findings or done.exit_code not in step.explained:
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


def _absent(engine: Engine, job: Job, options: EngineOptions) -> Engine | Tool | None:
    """Return the first program of a job that is not installed."""
    needed = (step.tool or engine for step in job.steps)
    return next((tool for tool in needed if options.find(tool.programs) is None), None)


def _unreached(engine: Engine, job: Job, done: Completed, options: EngineOptions) -> EngineResult:
    outcome = EngineOutcome.FAILED if engine.name in options.required else EngineOutcome.SKIPPED
    hint = f"what it needs cannot be reached from here: {done.excerpt[-200:]}"
    return EngineResult(engine=engine.name, where=job.where, outcome=outcome, hint=hint)


def _judged(engine: Engine, job: Job, findings: tuple[Finding, ...]) -> EngineResult:
    outcome = EngineOutcome.FAILED if findings else EngineOutcome.PASSED
    return EngineResult(engine=engine.name, where=job.where, outcome=outcome, findings=findings)


def missing(
    engine: Engine, where: str, options: EngineOptions, absent: Engine | Tool
) -> EngineResult:
    """Return the result of an engine that is not installed, or lacks what prepares its input."""
    outcome = EngineOutcome.FAILED if engine.name in options.required else EngineOutcome.SKIPPED
    hint = f"{' or '.join(absent.programs)} is not installed: {absent.install}"
    return EngineResult(engine=engine.name, where=where, outcome=outcome, hint=hint)


def error(rule: str, message: str, where: str) -> Finding:
    """Return a finding of an engine."""
    return Finding(rule=rule, severity=Severity.ERROR, message=message, where=where)


def _inside(finding: Finding, where: str, root: str) -> Finding:
    """Name the file from the repository's root, whatever directory the engine ran in."""
    place = finding.where.removeprefix(root + os.sep).removeprefix("./")
    if where != "." and not os.path.isabs(place):
        place = f"{where}/{place}" if place else where
    return error(finding.rule, finding.message, place)
