"""Real engines over a repository: what is installed runs, what is not is named with the way to get it.

Nothing of the repository is run; Terraform downloads the providers that it names and Helm the charts, as they always do.
Engines see a scratch copy of its plain files, their environment carries no cloud credentials, and configuration that
would load code (checkov's external checks, tflint's plugin directory, markdownlint's custom rules) is refused, as are
Terraform tests with real providers or provisioners.
"""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from kafka_scaffold.model.verify import EngineResult, VerifyReport
from kafka_scaffold.validate.engines import (
    charts,
    confluent,
    kubernetes,
    monitoring,
    policy,
    terraform,
    text,
    workflows,
)
from kafka_scaffold.validate.engines.engine import (
    Engine,
    EngineOptions,
    Job,
    perform,
)
from kafka_scaffold.validate.engines.workspace import Workspace, copy_repository


ENGINES = (
    *terraform.ENGINES,
    *policy.ENGINES,
    *confluent.ENGINES,
    *kubernetes.ENGINES,
    *charts.ENGINES,
    *monitoring.ENGINES,
    *workflows.ENGINES,
    *text.ENGINES,
)

__all__ = ["ENGINES", "EngineOptions", "VerifyReport", "verify"]


def verify(directory: Path, *, options: EngineOptions | None = None) -> VerifyReport:
    """Run every installed engine over a directory.

    Args:
        directory: A generated repository, or any directory with Terraform, YAML, scripts or Markdown.
        options: Other programs, an environment, required engines.
    """
    chosen = options or EngineOptions()
    with tempfile.TemporaryDirectory(prefix="kafka-scaffold-verify-") as scratch:
        place = os.path.realpath(scratch)
        workspace = copy_repository(os.path.realpath(directory), os.path.join(place, "repository"))
        results = _run_all(workspace, _with_plugin_cache(chosen, os.path.join(place, "plugins")))
    return VerifyReport(directory=str(directory), results=results)


def _with_plugin_cache(options: EngineOptions, folder: str) -> EngineOptions:
    """Let the roots share downloaded providers, unless the caller has a mirror or a cache."""
    if {"TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"} & {*options.environment, *os.environ}:
        return options
    os.makedirs(folder)
    environment = {**options.environment, "TF_PLUGIN_CACHE_DIR": folder}
    return replace(options, environment=environment)


def _lane(engine: Engine, job: Job, options: EngineOptions) -> str:
    """Return what must not run at the same time: one directory's Terraform, or a plugin cache's."""
    if engine.programs != terraform.PROGRAMS:
        return engine.name
    return "terraform" if "TF_PLUGIN_CACHE_DIR" in options.environment else f"./{job.where}"


def _run_all(workspace: Workspace, options: EngineOptions) -> tuple[EngineResult, ...]:
    engines = tuple(e for e in ENGINES if options.only is None or e.name in options.only)
    work = [(engine, job) for engine in engines for job in engine.jobs(workspace)]
    lanes: dict[str, list[tuple[int, Engine, Job]]] = {}
    for number, (engine, job) in enumerate(work):
        lane = _lane(engine, job, options)
        lanes.setdefault(lane, []).append((number, engine, job))
    results: dict[int, EngineResult] = {}

    def drive(lane: list[tuple[int, Engine, Job]]) -> None:
        for number, engine, job in lane:
            results[number] = perform(engine, job, workspace, options)

    with ThreadPoolExecutor(max_workers=options.workers) as pool:
        for future in [pool.submit(drive, lane) for lane in lanes.values()]:
            future.result()
    return tuple(results[number] for number in range(len(work)))
