"""``blueprint.yaml``: which parts are stacked, in what order, and who owns the files."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError, BlueprintError
from kafka_scaffold.model.tree import Ownership


KEYS = {"title", "platform", "parts", "seeded", "verbatim", "executable", "overrides"}
PART_KEYS = {"use", "when", "each", "where"}
EACH = ("environments", "clients", "schemas")
WHERE = ("environments", "clients")  # what is repeated for one environment at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class PartUse:
    """One layer. ``when`` names a flag of the plan; ``each`` is empty or one of `EACH`.

    ``where`` names a field of an environment's details: environments in which it is empty have no files of the part.
    """

    use: str
    when: str | None = None
    each: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A parsed ``blueprint.yaml``; globs match output paths and ``*`` crosses ``/``."""

    title: str
    platform: str
    parts: tuple[PartUse, ...]
    seeded: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()
    executable: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()

    def ownership(self, path: str) -> Ownership:
        """Return who owns the file at an output path."""
        return Ownership.SEEDED if matches(path, self.seeded) else Ownership.MANAGED


def matches(path: str, globs: tuple[str, ...]) -> bool:
    """Tell whether a path matches any of the globs."""
    return any(fnmatchcase(path, glob) for glob in globs)


def load_manifest(file: Path) -> Manifest:
    """Read and check a ``blueprint.yaml``; everything unknown is an error."""
    try:
        data = yaml_io.load(file.read_bytes(), _label(file)).data
    except OSError as error:
        raise BlueprintError(f"there is no blueprint {file.parent.name!r}") from error
    except AnswersError as error:
        details = tuple(f"{p.location} {p.path} {p.message}" for p in error.problems)
        raise BlueprintError(f"{_label(file)} cannot be read", details=details) from error
    return parse_manifest(data, _label(file))


def parse_manifest(data: Any, label: str) -> Manifest:
    """Return the manifest held by parsed YAML; ``label`` names the file in errors."""
    if not isinstance(data, dict) or not data.keys() <= KEYS:
        unknown = (
            sorted(str(k) for k in data.keys() - KEYS)
            if isinstance(data, dict)
            else ["not a mapping"]
        )
        raise BlueprintError(f"{label}: unknown keys: {', '.join(unknown)}")
    lists = {
        key: _texts(data.get(key), key, label) for key in KEYS - {"title", "platform", "parts"}
    }
    parts = data.get("parts")
    if not isinstance(parts, list) or not parts:
        raise BlueprintError(f"{label}: parts must be a list with at least one part")
    return Manifest(
        title=_text(data.get("title"), "title", label),
        platform=_text(data.get("platform"), "platform", label),
        parts=tuple(_part(item, label) for item in parts),
        **lists,
    )


def _part(item: Any, label: str) -> PartUse:
    if isinstance(item, str):
        return PartUse(use=item)
    if not isinstance(item, dict) or "use" not in item or not item.keys() <= PART_KEYS:
        raise BlueprintError(
            f"{label}: a part is a name or {{use, when, each, where}}, not {item!r}"
        )
    values = {key: _text(value, f"parts.{key}", label) for key, value in item.items()}
    if values.get("each", "environments") not in EACH:
        raise BlueprintError(f"{label}: each knows {', '.join(EACH)}, not {values['each']!r}")
    if "where" in values and values.get("each") not in WHERE:
        raise BlueprintError(f"{label}: where needs each: {' or '.join(WHERE)}")
    return PartUse(**values)


def _texts(value: Any, key: str, label: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BlueprintError(f"{label}: {key} must be a list")
    return tuple(_text(item, key, label) for item in value)


def _text(value: Any, key: str, label: str) -> str:
    if not isinstance(value, str) or not value:
        raise BlueprintError(f"{label}: {key} must be text, not {value!r}")
    return value


def _label(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
