"""Stack the parts of a blueprint: which template file becomes which file, for which environment, client and schema."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kafka_scaffold.blueprint.manifest import Manifest, PartUse, matches
from kafka_scaffold.errors import BlueprintError, UnsafeError
from kafka_scaffold.model.plain import members
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.tree import Ownership


PROJECT = "{{cookiecutter.project_slug}}"
ENVIRONMENT = "__environment__"
SCHEMA = "__schema__"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")
_FILE_NAME = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._-]{1,255}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One repetition of a part: what stands for the placeholders of its paths, and which part of the plan it is.

    ``environment``, ``client`` and ``schema`` are indexes; a client's is into its environment's clients, a schema's
    into those of the primary environment's details.
    """

    names: tuple[tuple[str, str], ...] = ()
    environment: int | None = None
    client: int | None = None
    schema: int | None = None
    has: Mapping[str, bool] = field(default_factory=dict)


Turns = Mapping[str | None, tuple[Turn, ...]]


def turns(plan: Plan) -> Turns:
    """Return how often a part is repeated, by what `PartUse.each` may say."""
    environments = []
    clients = []
    for index, environment in enumerate(plan.environments):
        name = (ENVIRONMENT, environment.environment.name)
        has = _has(environment.details)
        environments.append(Turn(names=(name,), environment=index, has=has))
        for number, client in enumerate(environment.clients):
            names = (
                name,
                ("__application__", client.application),
                ("__role__", client.role),
                ("__library__", client.library),
            )
            clients.append(Turn(names=names, environment=index, client=number, has=has))
    return {
        None: (Turn(),),
        "environments": tuple(environments),
        "clients": tuple(clients),
        "schemas": tuple(
            Turn(names=((SCHEMA, PurePosixPath(schema.file).name),), schema=index)
            for index, schema in enumerate(getattr(plan.primary.details, "schemas", ()))
        ),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One template file in the stack. ``path`` is unrendered; ``turn`` says what its templates see."""

    path: str
    file: Path
    part: str
    ownership: Ownership
    verbatim: bool
    executable: bool
    turn: Turn = Turn()


def compose(
    manifest: Manifest, root: Path, flags: Mapping[str, bool], repeated: Turns
) -> tuple[Layer, ...]:
    """Return the stack's files by path, sorted.

    Args:
        manifest: The blueprint.
        root: The folder with ``_shared`` and the platforms.
        flags: The plan's booleans.
        repeated: The turns of parts that are repeated, from `turns`.

    Raises:
        BlueprintError: A part or flag is unknown, or a file appears twice without being under ``overrides``.
    """
    stack: dict[str, Layer] = {}
    for use in manifest.parts:
        folder = part_folder(root, manifest.platform, use.use)
        if _flag(flags, use):
            for layer in _layers(use, folder, manifest, _where(use, repeated[use.each])):
                _put(stack, layer, manifest)
    return tuple(stack[path] for path in sorted(stack))


def siblings(layers: tuple[Layer, ...]) -> dict[str, list[str]]:
    """Return by folder the names of its files, sorted: what a file that lists its neighbours reads."""
    found: dict[str, list[str]] = {}
    for layer in layers:
        path = PurePosixPath(layer.path)
        found.setdefault(str(path.parent), []).append(path.name)
    return {folder: sorted(names) for folder, names in found.items()}


def part_folder(root: Path, platform: str, name: str) -> Path:
    """Return the folder of a part: the platform's own first, then the shared one."""
    for base in (root / platform / "parts", root / "_shared" / "parts"):
        folder = base / name / PROJECT
        if re.fullmatch(r"[a-z0-9-]+", name) and folder.is_dir():
            return folder
    raise BlueprintError(f"blueprint {platform}: there is no part {name!r}")


def template_folders(root: Path, platform: str) -> tuple[Path, ...]:
    """Return the folders whose files can be included and imported, the platform's own first."""
    return tuple(
        f for f in (root / platform / "templates", root / "_shared" / "templates") if f.is_dir()
    )


def _flag(flags: Mapping[str, bool], use: PartUse) -> bool:
    if use.when is None:
        return True
    if use.when not in flags:
        raise BlueprintError(f"part {use.use!r}: the plan has no flag {use.when!r}")
    return flags[use.when]


def _has(details: object) -> dict[str, bool]:
    """Return of each field and property of an environment's details whether it holds anything."""
    kind: Any = type(details)
    return {name: bool(getattr(details, name)) for name in members(kind)}


def _where(use: PartUse, repetitions: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the turns of the environments whose details hold what the part is about."""
    if use.where is None:
        return repetitions
    if any(use.where not in turn.has for turn in repetitions):
        raise BlueprintError(f"part {use.use!r}: details of environments have no {use.where!r}")
    return tuple(turn for turn in repetitions if turn.has[use.where])


def _layers(
    use: PartUse, folder: Path, manifest: Manifest, repetitions: tuple[Turn, ...]
) -> list[Layer]:
    files = _files(folder)
    return [_layer(file, folder, use.use, manifest, turn) for turn in repetitions for file in files]


def _layer(file: Path, folder: Path, part: str, manifest: Manifest, turn: Turn) -> Layer:
    path = file.relative_to(folder).as_posix()
    for placeholder, name in turn.names:
        if not (_FILE_NAME if placeholder == SCHEMA else _NAME).match(name):
            raise UnsafeError(f"{placeholder.strip('_')} of a path cannot be {name!r}")
        path = path.replace(placeholder, name)
    return Layer(
        path=path,
        file=file,
        part=part,
        ownership=manifest.ownership(path),
        verbatim=matches(path, manifest.verbatim),
        executable=matches(path, manifest.executable),
        turn=turn,
    )


def _files(folder: Path) -> list[Path]:
    found = []
    for base, folders, names in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [Path(base, name) for name in sorted(names) if name != ".DS_Store"]
    return found


def _put(stack: dict[str, Layer], layer: Layer, manifest: Manifest) -> None:
    below = stack.get(layer.path)
    if below is not None and not matches(layer.path, manifest.overrides):
        raise BlueprintError(
            f"parts {below.part!r} and {layer.part!r} both have {layer.path}",
            hint="name it under overrides in blueprint.yaml, or remove one",
        )
    stack[layer.path] = layer
