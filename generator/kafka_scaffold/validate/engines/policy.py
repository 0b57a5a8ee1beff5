"""checkov and tflint, with the repository's own configuration as long as it only configures."""

import json
import re
from typing import Any

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import Engine, Job, Step, error
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace


CHECKOV_CONFIG = ".checkov.yaml"
TFLINT_CONFIG = ".tflint.hcl"
# Settings that load code from the repository or from elsewhere.
_CHECKOV_CODE = re.compile(
    rb"^\s*[\"']?(external[-_]checks|repo[-_]root|openai|prisma)", re.MULTILINE
)
_TFLINT_CODE = re.compile(rb"^\s*plugin_dir\s*=", re.MULTILINE)
_PLUGIN = re.compile(r'^plugin "(?!terraform")[^"]+" \{.*?^\}\n?', re.MULTILINE | re.DOTALL)


def _checkov_jobs(workspace: Workspace) -> tuple[Job, ...]:
    if not workspace.matching("*.tf", ".github/workflows/*.yml", "*Dockerfile*", "kubernetes/*"):
        return ()
    arguments: tuple[str, ...] = (
        "--directory",
        ".",
        "--output",
        "json",
        "--quiet",
        "--compact",
        "--skip-download",
    )
    if workspace.has(CHECKOV_CONFIG):
        if _CHECKOV_CODE.search(workspace.read(CHECKOV_CONFIG)):
            return (Job(refused=f"{CHECKOV_CONFIG} loads checks from outside", fails=True),)
        arguments = ("--config-file", CHECKOV_CONFIG, *arguments)
    return (Job(steps=(Step(arguments=arguments, read=_read_checkov),)),)


def _read_checkov(done: Completed) -> tuple[Finding, ...]:
    """Read one report or a list of them; no report at all is a finding."""
    try:
        reports = json.loads(done.stdout)
    except ValueError:
        return (error("checkov", done.excerpt[-500:] or "no answer", ""),)
    reports = reports if isinstance(reports, list) else [reports]
    found = [_checkov(c) for r in reports for c in r.get("results", {}).get("failed_checks", [])]
    broken = [f for r in reports for f in r.get("results", {}).get("parsing_errors", [])]
    return (*found, *(error("checkov", "cannot be parsed", str(file)) for file in broken))


def _checkov(check: dict[str, Any]) -> Finding:
    place = f"{check['file_path'].lstrip('/')}:{check['file_line_range'][0]}"
    message = f"{check['resource']}: {check['check_name']}"
    return error(check["check_id"], message, place)


def _tflint_jobs(workspace: Workspace) -> tuple[Job, ...]:
    if not workspace.matching("*.tf"):
        return ()
    if workspace.has(TFLINT_CONFIG) and _TFLINT_CODE.search(workspace.read(TFLINT_CONFIG)):
        return (Job(refused=f"{TFLINT_CONFIG} names a plugin directory", fails=True),)
    arguments: tuple[str, ...] = ("--recursive", "--format=json", "--no-color")
    if workspace.has(TFLINT_CONFIG):
        arguments = (*arguments, f"--config={_without_plugins(workspace)}")
    return (Job(steps=(Step(arguments=arguments, read=_read_tflint),)),)


def _without_plugins(workspace: Workspace) -> str:
    """Return a copy of tflint's configuration with the bundled rules only: plugins are downloaded programs."""
    text = workspace.read(TFLINT_CONFIG).decode("utf-8", "replace")
    place = f"{workspace.root}/.tflint-bundled.hcl"
    with open(place, "w", encoding="utf-8") as file:
        file.write(_PLUGIN.sub("", text))
    return place


def _read_tflint(done: Completed) -> tuple[Finding, ...]:
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return (error("tflint", done.excerpt[-500:] or "no answer", ""),)
    issues = tuple(
        error(
            i["rule"]["name"],
            i["message"],
            f"{i['range']['filename']}:{i['range']['start']['line']}",
        )
        for i in answer["issues"]
    )
    return (*issues, *(error("tflint", e["message"], "") for e in answer["errors"]))


ENGINES = (
    Engine(
        name="checkov",
        programs=("checkov",),
        install="pipx install checkov (an environment of its own)",
        jobs=_checkov_jobs,
    ),
    Engine(
        name="tflint",
        programs=("tflint",),
        install="go install github.com/terraform-linters/tflint@v0.64.0",
        jobs=_tflint_jobs,
    ),
)
