"""``kafka-scaffold.lock.yaml``: what was rendered, from what, with a git blob id per file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kafka_scaffold.errors import AnswersError, ScaffoldError
from kafka_scaffold.model.tree import Ownership, RenderedFile, RenderedTree


LOCK_FILE = "kafka-scaffold.lock.yaml"
SCHEMA = "lock/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFile:
    """One rendered file as it was written; ``git`` is its blob id."""

    git: str
    part: str
    owner: Ownership


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A parsed lock file. The generator's version stands here and nowhere else."""

    generator: str
    blueprint: str
    parts: tuple[str, ...]
    facts_digest: str
    facts_as_of: str
    files: Mapping[str, LockedFile] = field(default_factory=dict)


def blob_id(content: bytes) -> str:
    """Return the id git gives this content: SHA-1 of the word blob, the length, a NUL and the bytes."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def make_lock(
    tree: RenderedTree, *, generator: str, blueprint: str, facts_digest: str, facts_as_of: str
) -> RenderedFile:
    """Return the lock file of a tree; the lock does not list itself."""
    files = [file for file in tree.files if file.path != LOCK_FILE]
    parts = sorted({file.part for file in files})
    lines = [
        "# Managed by kafka-scaffold: what was rendered and from what. Delete this file to go on without it.",
        f"schema: {SCHEMA}",
        f"generator: {json.dumps(generator)}",
        f"blueprint: {json.dumps(blueprint)}",
        f"parts: {json.dumps(parts)}",
        f"facts: {{digest: {json.dumps(facts_digest)}, as_of: {json.dumps(facts_as_of)}}}",
        "files:" if files else "files: {}",
    ]
    lines += [
        f'  {json.dumps(file.path)}: {{git: "{blob_id(file.content)}", part: {json.dumps(file.part)}, '
        f"owner: {file.ownership.value}}}"
        for file in sorted(files, key=lambda f: f.path)
    ]
    text = "\n".join(lines) + "\n"
    return RenderedFile(
        path=LOCK_FILE, content=text.encode(), part="lock", ownership=Ownership.MANAGED
    )


def read_lock(target: Path) -> Lock | None:
    """Return the lock of a generated repository, or ``None`` when it has none."""
    file = target / LOCK_FILE
    if file.is_symlink() or not file.is_file():
        return None
    try:
        return _parse(_load(file.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ScaffoldError(
            f"{file} cannot be read as a lock file",
            hint="restore it from version control",
        ) from error


def _parse(data: Any) -> Lock:
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    files = {
        str(path): LockedFile(git=str(f["git"]), part=str(f["part"]), owner=Ownership(f["owner"]))
        for path, f in data["files"].items()
    }
    facts = data["facts"]
    return Lock(
        generator=str(data["generator"]),
        blueprint=str(data["blueprint"]),
        parts=tuple(str(part) for part in data["parts"]),
        facts_digest=str(facts["digest"]),
        facts_as_of=str(facts["as_of"]),
        files=files,
    )


def _load(text: str) -> Any:
    from kafka_scaffold import yaml_io

    try:
        return yaml_io.load(text, LOCK_FILE).data
    except AnswersError as error:
        raise ValueError("not YAML") from error
