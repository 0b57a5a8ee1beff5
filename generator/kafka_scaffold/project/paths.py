"""Refuse paths that would leave the target or mean another file on another system."""

import re
from pathlib import Path

from kafka_scaffold.errors import UnsafeError
from kafka_scaffold.model.tree import RenderedTree


_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?\Z", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


def check_paths(tree: RenderedTree) -> None:
    """Raise `UnsafeError` when any path of a tree is unsafe, or two of them collide."""
    spellings: dict[str, str] = {}
    files = {file.path.casefold() for file in tree.files}
    if len(files) != len(tree.files):
        raise UnsafeError("two files differ only by upper and lower case, or not at all")
    for path in tree.paths:
        _check_path(path)
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            known = spellings.setdefault(prefix.casefold(), prefix)
            if known != prefix:
                raise UnsafeError(f"{known!r} and {prefix!r} differ only by upper and lower case")
            if depth < len(parts) and prefix.casefold() in files:
                raise UnsafeError(f"{prefix!r} would be a file and a folder")


def check_no_links(tree: RenderedTree, target: Path) -> None:
    """Raise `UnsafeError` when a symbolic link in the target lies on the way to a file of the tree."""
    for path in tree.paths:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            place = target.joinpath(*parts[:depth])
            if place.is_symlink():
                raise UnsafeError(
                    f"{place} is a symbolic link", hint="replace it by a file or folder"
                )


def is_inside(path: str, target: Path) -> bool:
    """Tell whether a path from a lock file stays in the target: nobody but us should write those, yet anybody can."""
    try:
        _check_path(path)
    except UnsafeError:
        return False
    parts = path.split("/")
    return not any(target.joinpath(*parts[:n]).is_symlink() for n in range(1, len(parts) + 1))


def _check_path(path: str) -> None:
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise UnsafeError(f"{path!r} does not stay inside the target")
    for part in parts:
        if (
            _FORBIDDEN.search(part)
            or part[-1] in " ."
            or _RESERVED.match(part)
            or len(part.encode()) > 255
        ):
            raise UnsafeError(f"{path!r} is no file name on every system")
    if parts[0].casefold() == ".git":
        raise UnsafeError(f"{path!r} lies inside git's own folder")
