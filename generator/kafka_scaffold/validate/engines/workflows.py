"""CI definitions: actionlint, zizmor, check-jsonschema."""

import json
from typing import Any

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import Engine, Job, Step, error
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace


WORKFLOWS = (".github/workflows/*.yml", ".github/workflows/*.yaml")
# The schemas that check-jsonschema carries, and the files they are for.
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.dependabot": (".github/dependabot.yml",),
    "vendor.gitlab-ci": (".gitlab-ci.yml",),
    "vendor.compose-spec": ("*compose.yaml", "*compose.yml"),
}


def _actionlint_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = workspace.matching(*WORKFLOWS)
    arguments = ("-format", "{{json .}}", "-no-color", *files)
    return (Job(steps=(Step(arguments=arguments, read=_read_actionlint),)),) if files else ()


def _read_actionlint(done: Completed) -> tuple[Finding, ...]:
    try:
        found = json.loads(done.stdout or "null") or []
    except ValueError:
        return (error("actionlint", done.excerpt[-500:], ""),)
    return tuple(error(f["kind"], f["message"], f"{f['filepath']}:{f['line']}") for f in found)


def _zizmor_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = workspace.matching(*WORKFLOWS)
    arguments = ("--offline", "--no-progress", "--format=json", *files)
    return (Job(steps=(Step(arguments=arguments, read=_read_zizmor),)),) if files else ()


def _read_zizmor(done: Completed) -> tuple[Finding, ...]:
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return (error("zizmor", done.excerpt[-500:] or "no answer", ""),)
    return tuple(error(f["ident"], f["desc"], _zizmor_place(f["locations"])) for f in found)


def _zizmor_place(locations: list[dict[str, Any]]) -> str:
    for location in locations:
        file = location["symbolic"]["key"].get("Local")
        if file:
            line = location["concrete"]["location"]["start_point"]["row"] + 1
            return (
                f"{file['verbatim_path'] if 'verbatim_path' in file else file['given_path']}:{line}"
            )
    return ""


def _schema_jobs(workspace: Workspace) -> tuple[Job, ...]:
    steps = tuple(
        Step(
            arguments=("--output-format", "json", "--builtin-schema", schema, *files),
            read=_read_schema,
        )
        for schema, patterns in SCHEMAS.items()
        if (files := workspace.matching(*patterns))
    )
    return (Job(steps=steps),) if steps else ()


def _read_schema(done: Completed) -> tuple[Finding, ...]:
    if not done.exit_code:
        return ()
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return (error("check-jsonschema", done.excerpt[-500:], ""),)
    errors = [*answer.get("errors", []), *answer.get("parse_errors", [])]
    return tuple(
        error("schema", e.get("message", "cannot be parsed"), e["filename"]) for e in errors
    )


ENGINES = (
    Engine(
        name="actionlint",
        programs=("actionlint",),
        install="go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
        jobs=_actionlint_jobs,
    ),
    Engine(name="zizmor", programs=("zizmor",), install="pipx install zizmor", jobs=_zizmor_jobs),
    Engine(
        name="check-jsonschema",
        programs=("check-jsonschema",),
        install="pipx install check-jsonschema",
        jobs=_schema_jobs,
    ),
)
