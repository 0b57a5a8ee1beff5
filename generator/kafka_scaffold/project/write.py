"""Write a tree into a directory: all of it or nothing, and nothing outside."""

import errno
import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Thread

from kafka_scaffold.errors import ScaffoldError, TargetConflictError, UnsafeError
from kafka_scaffold.model.tree import ANSWERS_FILE, Ownership, RenderedFile, RenderedTree
from kafka_scaffold.project.lock import LOCK_FILE, Lock, blob_id, read_lock
from kafka_scaffold.project.paths import check_no_links, check_paths, is_inside
from kafka_scaffold.project.staging import put_in_place, recover, staging, sync_folder


SHOWN = 10
_WRITERS = 8


class Verb(StrEnum):
    """What happened, or would happen, to one file."""

    CREATE = "create"
    IDENTICAL = "identical"
    UPDATE = "update"
    DELETE = "delete"
    CONFLICT = "conflict"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteEvent:
    """One file and what happened to it."""

    verb: Verb
    path: str


def write_tree(
    tree: RenderedTree, target: Path, *, existing: bool = False
) -> tuple[WriteEvent, ...]:
    """Write a tree to a new or empty directory, or with ``existing`` over a generated repository.

    A crash at any moment leaves the old state or the new one. In a generated repository seeded files that
    exist are skipped, managed files that are no longer rendered go when nobody changed them, and all others stay.

    Raises:
        TargetConflictError: The target holds something that must not be overwritten.
        UnsafeError: A path would leave the target.
        ScaffoldError: The disk is full or the place cannot be written.
    """
    check_paths(tree)
    if target.is_symlink():
        raise UnsafeError(f"{target} is a symbolic link", hint="name the directory it points to")
    place = Path(os.path.abspath(target))
    try:
        recover(place)
        events = preview(tree, place, existing=existing)
        _refuse_conflicts(events, target)
        if any(event.verb in {Verb.CREATE, Verb.UPDATE, Verb.DELETE} for event in events):
            _write(tree, place, events)
    except OSError as error:
        raise _explain(error, target) from error
    return events


def holds_working_directory(target: Path) -> bool:
    """Tell whether a shell in the working directory would have to enter it again after the target was replaced."""
    return Path.cwd().is_relative_to(Path(os.path.abspath(target)))


def preview(tree: RenderedTree, target: Path, *, existing: bool = False) -> tuple[WriteEvent, ...]:
    """Return what `write_tree` would do, without touching anything; refuse a target that is not ours."""
    if target.exists() and not target.is_dir():
        raise TargetConflictError(f"{target} is a file", hint="name a directory")
    if not target.exists() or not any(target.iterdir()):
        return tuple(WriteEvent(verb=Verb.CREATE, path=path) for path in tree.paths)
    lock = read_lock(target)
    if lock is None or not existing:
        raise _occupied(target, ours=lock is not None)
    check_no_links(tree, target)
    events = [WriteEvent(verb=_verb(file, target, lock), path=file.path) for file in tree.files]
    events += [WriteEvent(verb=Verb.DELETE, path=path) for path in _abandoned(tree, target, lock)]
    return tuple(sorted(events, key=lambda event: event.path))


def _abandoned(tree: RenderedTree, target: Path, lock: Lock) -> list[str]:
    """Return the managed files that are no longer rendered and are still as they were written."""
    rendered = {path.casefold() for path in tree.paths}
    found = []
    for path, known in lock.files.items():
        if path.casefold() in rendered or known.owner is Ownership.SEEDED:
            continue
        place = target / path
        if place.is_file() and is_inside(path, target) and known.git == blob_id(place.read_bytes()):
            found.append(path)
    return found


def _verb(file: RenderedFile, target: Path, lock: Lock) -> Verb:
    place = target / file.path
    if not place.exists():
        return Verb.CREATE
    if not place.is_file():
        return Verb.CONFLICT
    if file.ownership is Ownership.SEEDED:
        return Verb.SKIP
    content = place.read_bytes()
    if content == file.content:
        return Verb.IDENTICAL
    known = lock.files.get(file.path)
    ours = file.path in {LOCK_FILE, ANSWERS_FILE} or (
        known is not None and known.git == blob_id(content)
    )
    return Verb.UPDATE if ours else Verb.CONFLICT


def _refuse_conflicts(events: tuple[WriteEvent, ...], target: Path) -> None:
    paths = tuple(event.path for event in events if event.verb is Verb.CONFLICT)
    if paths:
        noun = "file was" if len(paths) == 1 else "files were"
        raise TargetConflictError(
            f"in {target} {len(paths)} managed {noun} changed by hand; nothing was written",
            details=_listing(paths),
            hint="move your changes away, or write to another directory and compare",
        )


def _occupied(target: Path, *, ours: bool) -> TargetConflictError:
    names = tuple(sorted(entry.name for entry in target.iterdir()))
    if ours:
        return TargetConflictError(
            f"{target} already holds a repository made by kafka-scaffold", details=_listing(names)
        )
    return TargetConflictError(
        f"{target} is not empty", details=_listing(names), hint="name a new or empty directory"
    )


def _listing(names: tuple[str, ...]) -> tuple[str, ...]:
    more = len(names) - SHOWN
    return names if more <= 0 else (*names[:SHOWN], f"and {more} more")


def _write(tree: RenderedTree, target: Path, events: tuple[WriteEvent, ...]) -> None:
    made = _make_parents(target.parent)
    try:
        with staging(target) as folder:
            if target.exists():
                _copy(target, folder)
            changed = {e.path for e in events if e.verb in {Verb.CREATE, Verb.UPDATE}}
            _fill(folder, tuple(file for file in tree.files if file.path in changed))
            _remove(folder, tuple(e.path for e in events if e.verb is Verb.DELETE))
            put_in_place(folder, target)
            sync_folder(target.parent)
    except BaseException:
        if not target.exists():
            _remove_empty(made)
        raise


def _remove(folder: Path, paths: tuple[str, ...]) -> None:
    for path in paths:
        place = folder / path
        place.unlink()
        _remove_empty(tuple(p for p in place.parents if p.is_relative_to(folder) and p != folder))


def _fill(folder: Path, files: tuple[RenderedFile, ...]) -> None:
    for parent in sorted({os.path.dirname(file.path) for file in files}):
        os.makedirs(os.path.join(folder, parent), exist_ok=True)
    handles: list[int] = []
    try:
        for file in files:
            handles.append(_write_file(os.path.join(folder, file.path), file))
            if len(handles) >= 64:
                _sync(handles)
        _sync(handles)
    finally:
        for handle in handles:
            os.close(handle)


def _write_file(place: str, file: RenderedFile) -> int:
    """Write a file under a fresh inode, so that hard links to the old one keep their content."""
    if os.path.lexists(place):
        os.unlink(place)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(place, flags, 0o777 if file.executable else 0o666)
    try:
        content = memoryview(file.content)
        while content:
            content = content[os.write(handle, content) :]
    except BaseException:
        os.close(handle)
        raise
    return handle


def _sync(handles: list[int]) -> None:
    """Flush and close files, several at once: a disk that is asked one by one answers one by one."""
    failed: list[OSError] = []

    def work() -> None:
        while True:
            try:
                handle = handles.pop()
            except IndexError:
                return
            try:
                os.fsync(handle)
            except OSError as error:
                failed.append(error)
            finally:
                os.close(handle)

    threads = [Thread(target=work) for _ in range(min(_WRITERS, len(handles)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _copy(source: Path, folder: Path) -> None:
    shutil.copytree(source, folder, symlinks=True, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, place: str) -> None:
    try:
        os.link(source, place)
    except OSError:
        shutil.copy2(source, place)


def _make_parents(folder: Path) -> tuple[Path, ...]:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir()
    return tuple(missing)


def _remove_empty(folders: tuple[Path, ...]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def _explain(error: OSError, target: Path) -> ScaffoldError:
    full = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if error.errno in full:
        return ScaffoldError(
            f"the disk is full; nothing was written to {target}",
            hint="free some space and try again",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ScaffoldError(
            f"{target} cannot be written: {error.strerror}",
            hint="choose a directory you may write to",
            details=(str(error.filename),) if error.filename else (),
        )
    return ScaffoldError(f"{target} cannot be written: {error.strerror or error}")
