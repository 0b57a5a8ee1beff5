"""Kubernetes: every overlay is built by kustomize, and what comes out is held against schemas and our own rules."""

import json
import os
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from kafka_scaffold.errors import AnswersError
from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.engines.engine import (
    Engine,
    Job,
    Reader,
    Step,
    Tool,
    error,
)
from kafka_scaffold.validate.engines.process import Completed
from kafka_scaffold.validate.engines.workspace import Workspace
from kafka_scaffold.validate.kubernetes_policy import Manifest, check_manifests, read
from kafka_scaffold.validate.kubernetes_policy.schema import definitions
from kafka_scaffold.validate.kustomization import gather, loose, overlays
from kafka_scaffold.validate.manifests import ANSWERS, FOLDER, protected_environments


KUSTOMIZE = Tool(
    programs=("kustomize",), install="go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1"
)
# The newest schemas of Kubernetes' own kinds that kubectl-validate carries.
SCHEMAS = "1.30"
_UNKNOWN = "failed to locate OpenAPI spec for GV: "


def _texts(workspace: Workspace) -> dict[str, str]:
    return workspace.texts("*.yaml", "*.yml", "*Kustomization")


def _build_jobs(workspace: Workspace) -> tuple[Job, ...]:
    return tuple(
        Job(where=folder, steps=(Step(arguments=("build", "."), read=_read_build),))
        for folder in overlays(_texts(workspace))
    )


def _read_build(done: Completed) -> tuple[Finding, ...]:
    if done.exit_code:
        return (error("kustomize", done.stderr.strip()[-1000:] or "no answer", ""),)
    return () if done.stdout.strip() else (error("kustomize", "nothing was built", ""),)


def _built(workspace: Workspace, folder: str) -> tuple[str, Step]:
    """Return where an overlay's output is put, and the step that puts it there."""
    place = workspace.beside("built", f"{folder.replace('/', '__')}.yaml")
    arguments = ("build", ".", "--output", place)
    return place, Step(arguments=arguments, tool=KUSTOMIZE)


def _validate_jobs(workspace: Workspace) -> tuple[Job, ...]:
    texts = _texts(workspace)
    folders, files = overlays(texts), loose(texts, FOLDER)
    if not folders and not files:
        return ()
    crds = _write_definitions(workspace)
    jobs = []
    for folder in folders:
        place, build = _built(workspace, folder)
        jobs.append(Job(where=folder, steps=(build, _validate(crds, {place: ""}))))
    if files:
        places = {os.path.join(workspace.root, file): file for file in files}
        jobs.append(Job(steps=(_validate(crds, places),)))
    return tuple(jobs)


def _validate(crds: str, places: Mapping[str, str]) -> Step:
    """Return the step that judges some files, each with the name that findings give it."""
    arguments = (*places, "--local-crds", crds, "--version", SCHEMAS, "--output", "json")
    return Step(arguments=arguments, read=_reader(places), explained=frozenset({0, 1}))


def _write_definitions(workspace: Workspace) -> str:
    folder = workspace.beside("crds", "")
    for definition in definitions():
        place = os.path.join(folder, f"{definition['metadata']['name']}.json")
        with open(place, "w", encoding="utf-8") as file:
            json.dump(definition, file)
    return folder


def _reader(places: Mapping[str, str]) -> Reader:
    """Return what reads kubectl-validate's verdicts, which come in the order of a file's documents."""

    def read_verdicts(done: Completed) -> tuple[Finding, ...]:
        try:
            answer = dict(json.JSONDecoder().raw_decode(done.stdout.lstrip())[0])
        except (TypeError, ValueError):
            return (error("kubectl-validate", done.excerpt[-500:] or "no answer", ""),)
        silent = places.keys() - answer.keys()
        return (
            *(error("kubectl-validate", "no verdict", places[place]) for place in sorted(silent)),
            *(
                finding
                for place, verdicts in answer.items()
                for finding in _verdicts(place, places.get(place, ""), verdicts)
            ),
        )

    return read_verdicts


def _verdicts(place: str, where: str, verdicts: list[dict[str, Any]]) -> Iterator[Finding]:
    manifests = _manifests(place, where)
    named = len(manifests) == len(verdicts)
    labels = [m.label for m in manifests] if named else [""] * len(verdicts)
    for label, verdict in zip(labels, verdicts, strict=True):
        yield from _verdict(label, verdict, where)


def _manifests(place: str, where: str) -> tuple[Manifest, ...]:
    try:
        with open(place, encoding="utf-8") as file:
            return read(file.read(), where)
    except (AnswersError, OSError):
        return ()


def _verdict(label: str, verdict: dict[str, Any], where: str) -> tuple[Finding, ...]:
    if verdict.get("status") == "Success" or _not_ours(str(verdict.get("message", ""))):
        return ()
    causes = verdict.get("details", {}).get("causes") or [{"message": verdict.get("message")}]
    told = (": ".join(filter(None, (label, c.get("field"), c.get("message")))) for c in causes)
    return tuple(error("kubectl-validate", message, where) for message in told)


def _not_ours(message: str) -> bool:
    """Return whether a kind is of somebody's own definition: nobody here knows its schema."""
    group = message.partition(_UNKNOWN)[2].partition("/")[0]
    return "." in group and group not in {d["spec"]["group"] for d in definitions()}


def _policy_jobs(workspace: Workspace) -> tuple[Job, ...]:
    texts = _texts(workspace)
    protected = protected_environments({**texts, **workspace.texts(ANSWERS)})
    jobs = []
    for folder in overlays(texts):
        named = posixpath.basename(folder) in protected
        manifests = gather(texts, folder)
        if any(m.is_strimzi for m in manifests):
            jobs.append(_policy_job(folder, manifests, protected=named))
    return tuple(jobs)


def _policy_job(folder: str, manifests: tuple[Manifest, ...], *, protected: bool) -> Job:
    """Judge what kustomize builds; without it, what the files say before patches."""

    def read_built(done: Completed) -> tuple[Finding, ...]:
        try:
            built = read(done.stdout, "")
        except AnswersError as problem:
            return (error("policy", str(problem), ""),)
        return check_manifests(built, protected=protected)

    step = Step(arguments=("build", "."), read=read_built)
    return Job(
        where=folder,
        steps=(step,),
        instead=lambda: check_manifests(manifests, protected=protected),
    )


ENGINES = (
    Engine(
        name="kustomize",
        programs=KUSTOMIZE.programs,
        install=KUSTOMIZE.install,
        jobs=_build_jobs,
    ),
    Engine(
        name="kubectl-validate",
        programs=("kubectl-validate",),
        install="go install sigs.k8s.io/kubectl-validate@v0.0.4",
        jobs=_validate_jobs,
    ),
    Engine(
        name="kafka policy",
        programs=KUSTOMIZE.programs,
        install=KUSTOMIZE.install,
        jobs=_policy_jobs,
    ),
)
