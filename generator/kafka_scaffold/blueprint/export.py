"""Hand a blueprint out as a template that plain cookiecutter renders to the same bytes."""

import json
import shutil
from glob import escape
from pathlib import Path, PurePosixPath
from typing import Any

from kafka_scaffold.blueprint import filters
from kafka_scaffold.blueprint.compose import (
    PROJECT,
    Layer,
    compose,
    siblings,
    template_folders,
    turns,
)
from kafka_scaffold.blueprint.context import plan_context
from kafka_scaffold.blueprint.locate import blueprints_root
from kafka_scaffold.blueprint.manifest import load_manifest
from kafka_scaffold.blueprint.render import is_binary
from kafka_scaffold.errors import TargetConflictError
from kafka_scaffold.model.plan import Plan


def export(plan: Plan, target: Path, *, root: Path | None = None) -> Path:
    """Write a plan's stack to a new directory as a cookiecutter template and return it.

    The plan travels as the private variable ``_plan`` of ``cookiecutter.json``, the filters as
    ``local_extensions.py``: rendering needs cookiecutter alone.

    Raises:
        TargetConflictError: The directory exists and is not empty.
    """
    if target.exists() and any(target.iterdir()):
        raise TargetConflictError(f"{target} is not empty", hint="name a new directory")
    base = root or blueprints_root()
    platform = plan.platform.value
    manifest = load_manifest(base / platform / "blueprint.yaml")
    layers = compose(manifest, base, dict(plan.flags), turns(plan))
    names = siblings(layers)
    for layer in layers:
        beside = names[str(PurePosixPath(layer.path).parent)]
        _write(layer, beside, target / PROJECT / layer.path)
    for folder in reversed(template_folders(base, platform)):
        shutil.copytree(folder, target / "templates", dirs_exist_ok=True)
    shutil.copyfile(filters.__file__, target / "local_extensions.py")
    text = json.dumps(_variables(plan, layers), indent=2) + "\n"
    (target / "cookiecutter.json").write_text(text, encoding="utf-8")
    return target


def _variables(plan: Plan, layers: tuple[Layer, ...]) -> dict[str, Any]:
    return {
        "project_slug": plan.answers.name,
        "_plan": plan_context(plan),
        "_extensions": ["local_extensions.ScaffoldExtension"],
        "_jinja2_env_vars": {"trim_blocks": True, "lstrip_blocks": True},
        "_copy_without_render": [escape(layer.path) for layer in layers if layer.verbatim],
    }


def _write(layer: Layer, beside: list[str], file: Path) -> None:
    content = layer.file.read_bytes()
    if not layer.verbatim and not is_binary(content):
        content = _prelude(layer, beside, content).encode() + content
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    file.chmod(0o755 if layer.executable else 0o644)


def _prelude(layer: Layer, beside: list[str], content: bytes) -> str:
    """Return the lines that name what the template reads; trimmed blocks leave nothing in the output."""
    lines = "{% set plan = cookiecutter._plan %}\n"
    if layer.turn.environment is not None:
        lines += f"{{% set environment = plan.environments[{layer.turn.environment}] %}}\n"
    if layer.turn.client is not None:
        lines += f"{{% set client = environment.clients[{layer.turn.client}] %}}\n"
    if layer.turn.schema is not None:
        lines += f"{{% set schema = plan.primary.details.schemas[{layer.turn.schema}] %}}\n"
    if b"siblings" in content:
        lines += f"{{% set siblings = {json.dumps(beside)} %}}\n"
    return lines
