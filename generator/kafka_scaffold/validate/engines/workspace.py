"""A scratch copy of the repository: engines write caches and lock files there, never into the user's directory.

The copy holds plain files only. Symbolic links are left out, and so is every file that would make an engine run
code of the repository's own.
"""

import os
import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch


IGNORED = frozenset({".git", ".terraform", ".venv", "node_modules", "__pycache__", ".cache"})
RUNS_CODE = (".markdownlint*.cjs", ".markdownlint*.mjs", ".markdownlint*.js")
MAX_FILE_BYTES = 10_000_000
MAX_FILES = 20_000
_SOURCE = re.compile(rb'^\s*source\s*=\s*"(\.\.?/[^"]*)"', re.MULTILINE)
_SHELL = re.compile(rb"^#!\s*/\S*(?:/env )?\s*\S*\b(?:ba|da|k)?sh\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A copied repository: where it is, and its files as sorted POSIX paths; ``left_out`` says what was not copied."""

    root: str
    paths: tuple[str, ...]
    left_out: tuple[str, ...]

    def matching(self, *patterns: str) -> tuple[str, ...]:
        """Return the paths that match one of the patterns; ``*`` also matches ``/``."""
        return tuple(p for p in self.paths if any(fnmatch(p, pattern) for pattern in patterns))

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read()

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return path in self.paths

    def beside(self, *names: str) -> str:
        """Return a place next to the copy, for what engines make of it; its directory is there."""
        place = os.path.join(f"{self.root}-made", *names)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        return place

    def texts(self, *patterns: str) -> dict[str, str]:
        """Return the text of the files that match one of the patterns, by path."""
        return {p: self.read(p).decode("utf-8", "replace") for p in self.matching(*patterns)}

    @property
    def terraform_roots(self) -> tuple[str, ...]:
        """Return the directories Terraform is run in: all but the modules that others here use."""
        folders: set[str] = set()
        used: set[str] = set()
        for path in self.matching("*.tf"):
            folder = posixpath.dirname(path) or "."
            folders.add(folder)
            for source in _SOURCE.findall(self.read(path)):
                used.add(
                    posixpath.normpath(posixpath.join(folder, source.decode("utf-8", "replace")))
                )
        return tuple(sorted(folders - used))

    @property
    def shell_scripts(self) -> tuple[str, ...]:
        """Return files that end in ``.sh`` or begin with a shell's ``#!``."""
        return tuple(p for p in self.paths if p.endswith(".sh") or self._starts_like_shell(p))

    def _starts_like_shell(self, path: str) -> bool:
        if "." in os.path.basename(path):
            return False
        with open(os.path.join(self.root, path), "rb") as file:
            return bool(_SHELL.match(file.readline(200)))


def copy_repository(source: str, scratch: str) -> Workspace:
    """Copy the repository's plain files into a new or empty directory."""
    os.makedirs(scratch, exist_ok=True)
    paths: list[str] = []
    left_out: list[str] = []
    for path, entry in _walk(source, ""):
        reason = _refused(entry, len(paths))
        if reason:
            left_out.append(f"{path}: {reason}")
            continue
        target = os.path.join(scratch, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(entry.path, target, follow_symlinks=False)
        os.chmod(target, 0o755 if entry.stat(follow_symlinks=False).st_mode & 0o100 else 0o644)
        paths.append(path)
    return Workspace(root=scratch, paths=tuple(sorted(paths)), left_out=tuple(sorted(left_out)))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in IGNORED:
                    yield from _walk(entry.path, f"{path}/")
            else:
                yield path, entry


def _refused(entry: os.DirEntry[str], copied: int) -> str:
    if entry.is_symlink() or not entry.is_file(follow_symlinks=False):
        return "not a plain file"
    if any(fnmatch(entry.name, pattern) for pattern in RUNS_CODE):
        return "would run code of the repository"
    if entry.stat(follow_symlinks=False).st_size > MAX_FILE_BYTES:
        return "larger than 10 MB"
    return f"more than {MAX_FILES:,} files" if copied >= MAX_FILES else ""
