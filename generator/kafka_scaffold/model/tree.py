"""Rendered output as a value: paths, bytes and who owns them."""

from dataclasses import dataclass
from enum import StrEnum


ANSWERS_FILE = (
    "kafka-scaffold.yaml"  # read and written by an update, so an edit of it is no conflict
)


class Ownership(StrEnum):
    """``managed`` files are regenerated; ``seeded`` ones are written once and belong to the user."""

    MANAGED = "managed"
    SEEDED = "seeded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """One file: a POSIX path relative to the repository root, its bytes, and the blueprint part it came from."""

    path: str
    content: bytes
    part: str
    ownership: Ownership
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedTree:
    """A repository in memory, sorted by path."""

    files: tuple[RenderedFile, ...]

    def __getitem__(self, path: str) -> RenderedFile:
        """Return the file at ``path``; raise `KeyError` when there is none."""
        for file in self.files:
            if file.path == path:
                return file
        raise KeyError(path)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every path, sorted."""
        return tuple(file.path for file in self.files)
