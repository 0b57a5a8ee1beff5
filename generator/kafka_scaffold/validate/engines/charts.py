"""Helm: the values of every chart that Terraform installs, rendered with the chart itself.

Charts come from where Terraform has them from, as ``terraform init`` has its providers. ``KAFKA_SCAFFOLD_CHARTS`` names a
directory of charts to take instead, by name, on machines that reach no registry.
"""

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import Engine, Job, Step, error
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace


CHARTS = "KAFKA_SCAFFOLD_CHARTS"
_RELEASE = re.compile(r'^resource "helm_release" "[\w-]+" \{\n(.*?)^\}', re.MULTILINE | re.DOTALL)
_ARGUMENT = re.compile(r'^  (name|namespace|repository|chart|version) += "([^"$]*)"', re.MULTILINE)
_VALUES = re.compile(r'\b(?:templatefile|file)\("\$\{path\.module\}/([^"$]+)"')
_UNREACHABLE = re.compile(
    r"no such host|dial tcp|connection refused|i/o timeout|network is unreachable|TLS handshake"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One ``helm_release``: its chart, and the file of values below its root."""

    name: str
    namespace: str
    repository: str
    chart: str
    version: str
    values: str


def _jobs(workspace: Workspace) -> tuple[Job, ...]:
    return tuple(
        Job(where=folder, steps=(_step(workspace, folder, release),))
        for folder in workspace.terraform_roots
        for release in _releases(workspace, folder)
    )


def _releases(workspace: Workspace, folder: str) -> Iterator[Release]:
    for path, text in workspace.texts("*.tf").items():
        if (posixpath.dirname(path) or ".") != folder:
            continue
        for block in _RELEASE.findall(text):
            given = dict(_ARGUMENT.findall(block))
            file = _VALUES.search(block)
            if file and "chart" in given:
                yield Release(
                    name=given.get("name", "release"),
                    namespace=given.get("namespace", "default"),
                    repository=given.get("repository", ""),
                    chart=given["chart"],
                    version=given.get("version", ""),
                    values=posixpath.normpath(file[1]),
                )


def _step(workspace: Workspace, folder: str, release: Release) -> Step:
    arguments = ["template", release.name, *_chart(release), "--skip-crds"]
    arguments += ["--namespace", release.namespace, "--values", release.values]
    if release.version:
        arguments += ["--version", release.version]
    known = workspace.has(posixpath.normpath(posixpath.join(folder, release.values)))
    return Step(
        arguments=tuple(arguments),
        read=lambda done: _read(done, release, known=known),
        unreachable=_UNREACHABLE,
    )


def _chart(release: Release) -> tuple[str, ...]:
    local = os.environ.get(CHARTS)
    name = posixpath.basename(release.chart)
    if local and os.path.isdir(os.path.join(local, name)):
        return (os.path.join(os.path.realpath(local), name),)
    if release.repository.startswith("oci://"):
        return (f"{release.repository.rstrip('/')}/{release.chart}",)
    return (release.chart, "--repo", release.repository) if release.repository else (release.chart,)


def _read(done: Completed, release: Release, *, known: bool) -> tuple[Finding, ...]:
    if not known:
        return (error("helm", f"{release.chart}: {release.values} does not exist", ""),)
    if done.exit_code:
        told = " ".join(done.stderr.split())[-1000:] or "no answer"
        return (error("helm", f"{release.chart}: {told}", release.values),)
    if "kind:" not in done.stdout:
        return (error("helm", f"{release.chart} renders nothing", release.values),)
    return ()


ENGINES = (
    Engine(
        name="helm template",
        programs=("helm",),
        install="go install helm.sh/helm/v3/cmd/helm@v3.21.4",
        jobs=_jobs,
    ),
)
