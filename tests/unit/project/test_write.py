"""A directory holds the old state or the new one, never half of it, and nothing is written outside."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kafka_scaffold.errors import ScaffoldError, TargetConflictError, UnsafeError
from kafka_scaffold.model.tree import Ownership, RenderedFile, RenderedTree
from kafka_scaffold.project.lock import blob_id, make_lock
from kafka_scaffold.project.write import Verb, write_tree


def tree(**files: str) -> RenderedTree:
    """Return a tree of managed files with its lock; ``__`` in a keyword stands for a dot."""
    rendered = tuple(
        RenderedFile(
            path=name.replace("__", "."),
            content=content.encode(),
            part="test",
            ownership=Ownership.SEEDED if name.startswith("seeded") else Ownership.MANAGED,
        )
        for name, content in sorted(files.items())
    )
    plain = RenderedTree(files=rendered)
    lock = make_lock(
        plain, generator="0", blueprint="test", facts_digest="0", facts_as_of="2026-01-01"
    )
    return RenderedTree(files=tuple(sorted((*rendered, lock), key=lambda f: f.path)))


def at(path: str) -> RenderedTree:
    """Return a tree with one file at ``path``."""
    file = RenderedFile(path=path, content=b"x", part="test", ownership=Ownership.MANAGED)
    return RenderedTree(files=(file,))


def contents(folder: Path) -> dict[str, str]:
    """Return every file below a folder by relative path."""
    return {str(f.relative_to(folder)): f.read_text() for f in folder.rglob("*") if f.is_file()}


def test_a_new_directory_holds_exactly_the_tree(tmp_path):
    """Every file is created with its bytes."""
    target = tmp_path / "new"

    events = write_tree(tree(a="1", b="2"), target)

    assert {e.verb for e in events} == {Verb.CREATE}
    assert contents(target)["a"] == "1"
    assert contents(target)["b"] == "2"


def test_a_directory_with_foreign_files_is_left_alone(tmp_path):
    """Somebody's files are never overwritten or mixed with ours."""
    (tmp_path / "mine").write_text("keep")

    with pytest.raises(TargetConflictError) as caught:
        write_tree(tree(a="1"), tmp_path)

    assert caught.value.exit_code == 5
    assert contents(tmp_path) == {"mine": "keep"}


def test_seeded_files_belong_to_the_user(tmp_path):
    """A second write leaves a seeded file as its owner made it and updates a managed one."""
    target = tmp_path / "repo"
    write_tree(tree(a="1", seeded="first"), target)
    (target / "seeded").write_text("mine")

    events = write_tree(tree(a="2", seeded="second"), target, existing=True)

    assert contents(target)["seeded"] == "mine"
    assert contents(target)["a"] == "2"
    assert {e.path: e.verb for e in events}["seeded"] is Verb.SKIP


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "a//b", "./x", "a/./b", "", "CON", "a\\b"]
)
def test_paths_that_leave_the_target_are_refused(tmp_path, path):
    """No name reaches outside, and none breaks on another system."""
    with pytest.raises(UnsafeError) as caught:
        write_tree(at(path), tmp_path / "t")

    assert caught.value.exit_code == 4
    assert contents(tmp_path) == {}


def test_names_that_differ_only_in_case_are_refused(tmp_path):
    """They are one file on macOS and Windows."""
    both = RenderedTree(files=(*at("README").files, *at("readme").files))

    with pytest.raises(UnsafeError):
        write_tree(both, tmp_path / "t")


def test_a_symbolic_link_is_not_followed(tmp_path):
    """The target itself must be a directory."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(UnsafeError):
        write_tree(tree(a="1"), tmp_path / "link")

    assert contents(tmp_path / "real") == {}


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    """A write that fails in the middle is a clear error and no half directory."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)

    with pytest.raises(ScaffoldError):
        write_tree(tree(a="1"), tmp_path / "t")

    assert list(tmp_path.iterdir()) == []


def test_a_killed_write_leaves_the_old_state_or_the_new(tmp_path):
    """kill -9 at any moment: the target is whole, and the next run cleans up what was staged."""
    script = textwrap.dedent("""
        import sys
        sys.path[:0] = sys.argv[2:]
        from pathlib import Path
        from unit.project.test_write import tree
        from kafka_scaffold.project.write import write_tree
        print("ready", flush=True)
        for turn in range(10_000):
            write_tree(tree(**{f"f{i}": str(turn) for i in range(30)}), Path(sys.argv[1]), existing=True)
    """)
    target = tmp_path / "t"
    roots = [p for p in sys.path if p]
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(target), *roots], stdout=subprocess.PIPE
        )
        with process:
            assert process.stdout.readline() == b"ready\n"
            try:
                process.wait(timeout=0.15)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.wait()
        if target.exists():
            turns = {v for k, v in contents(target).items() if k.startswith("f")}
            assert len(turns) == 1
    write_tree(tree(a="1"), target, existing=target.exists())
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


def test_blob_ids_are_gits():
    """The lock's ids let git find the base text of a file."""
    expected = subprocess.run(
        ["git", "hash-object", "--stdin"], input=b"hello\n", capture_output=True, check=True
    ).stdout.decode()

    assert blob_id(b"hello\n") == expected.strip()
