"""The built-in blueprints: list them, show one, export one as a cookiecutter template."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from kafka_scaffold.blueprint.export import export
from kafka_scaffold.blueprint.locate import blueprint_names, blueprints_root
from kafka_scaffold.blueprint.manifest import Manifest, load_manifest
from kafka_scaffold.errors import UsageError
from kafka_scaffold.ops.plan import plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """Where a template was written, and how many files it has."""

    target: Path
    files: int


def blueprints() -> tuple[Manifest, ...]:
    """Return the built-in blueprints, by name."""
    return tuple(blueprint(name) for name in blueprint_names())


def blueprint(name: str) -> Manifest:
    """Return one blueprint; an unknown name is a usage error that lists the known ones."""
    known = blueprint_names()
    if name not in known:
        close = get_close_matches(name, known, 1)
        meant = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(known)}"
        raise UsageError(f"there is no blueprint {name!r}", hint=meant)
    return load_manifest(blueprints_root() / name / "blueprint.yaml")


def export_blueprint(
    answers_file: Path,
    target: Path,
    *,
    today: date,
    sets: tuple[str, ...] = (),
    facts_files: tuple[Path, ...] = (),
) -> ExportResult:
    """Write the blueprint of an answers file as a template that plain cookiecutter renders to the same files."""
    decided = plan(answers_file, today=today, sets=sets, facts_files=facts_files)
    place = export(decided.plan, target)
    return ExportResult(target=place, files=sum(p.is_file() for p in place.rglob("*")))
