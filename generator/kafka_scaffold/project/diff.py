"""Unified diffs: a tree against a directory, a tree against a tree."""

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

from kafka_scaffold.model.tree import Ownership, RenderedTree


def diff_tree(tree: RenderedTree, target: Path) -> str:
    """Return what writing the tree would change in a directory; seeded files that exist are left out."""
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    for file in tree.files:
        place = target / file.path
        exists = place.is_file() and not place.is_symlink()
        if exists and file.ownership is Ownership.SEEDED:
            continue
        if exists:
            before[file.path] = place.read_bytes()
        after[file.path] = file.content
    return _diff(before, after)


def diff_trees(old: RenderedTree, new: RenderedTree) -> str:
    """Return the unified diff between two trees."""
    return _diff({f.path: f.content for f in old.files}, {f.path: f.content for f in new.files})


def _diff(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    paths = sorted(before.keys() | after.keys())
    return "".join(
        _file(p, before.get(p), after.get(p)) for p in paths if before.get(p) != after.get(p)
    )


def _file(path: str, before: bytes | None, after: bytes | None) -> str:
    old = "/dev/null" if before is None else f"a/{path}"
    new = "/dev/null" if after is None else f"b/{path}"
    try:
        lines = [(c or b"").decode().splitlines(keepends=True) for c in (before, after)]
    except UnicodeDecodeError:
        return f"Binary files {old} and {new} differ\n"
    ended = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(lines[0], lines[1], old, new)
    )
    return "".join(ended) or f"--- {old}\n+++ {new}\n"
