"""Where the built-in blueprints are: inside the wheel, or beside the source tree."""

from pathlib import Path

from kafka_scaffold.errors import BlueprintError


def blueprints_root() -> Path:
    """Return the folder that holds ``_shared`` and one folder per platform."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_blueprints", package.parent.parent / "blueprints"):
        if folder.is_dir():
            return folder
    raise BlueprintError("the built-in blueprints are missing", hint="reinstall kafka-scaffold")


def blueprint_names(root: Path | None = None) -> tuple[str, ...]:
    """Return the platforms that have a blueprint, sorted."""
    folder = root or blueprints_root()
    return tuple(sorted(path.parent.name for path in folder.glob("*/blueprint.yaml")))
