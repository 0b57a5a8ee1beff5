"""Staging folders beside a target: made, locked while in use, recognised and removed when stale."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


if sys.platform != "win32":
    import fcntl

MARK = ".kafka-scaffold-"
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux and RENAME_SWAP on macOS have the same value
_AT_FDCWD = -100


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Yield a new empty folder beside ``target``, on the same filesystem; remove it if it is still there."""
    folder = target.parent / f".{target.name}{MARK}new-{os.urandom(6).hex()}"
    folder.mkdir()
    try:
        with _held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def recover(target: Path) -> None:
    """Undo what a killed run left: put a set-aside target back, remove stale staging folders."""
    if not target.parent.is_dir():
        return
    for folder in sorted(target.parent.iterdir()):
        if (
            not folder.name.startswith(f".{target.name}{MARK}")
            or folder.is_symlink()
            or _in_use(folder)
        ):
            continue
        if folder.name.startswith(f".{target.name}{MARK}old-") and not target.exists():
            folder.rename(target)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(folder: Path, target: Path) -> None:
    """Move a complete folder to where the target is, in one step where the system can exchange names."""
    if not target.exists() or not any(target.iterdir()):
        if sys.platform == "win32" and target.exists():
            target.rmdir()
        folder.rename(target)
        return
    if not _exchange(folder, target):
        aside = target.parent / f".{target.name}{MARK}old-{os.urandom(6).hex()}"
        target.rename(aside)
        try:
            folder.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _in_use(folder: Path) -> bool:
    """Tell whether a live process holds the folder; without file locks it counts as in use."""
    if sys.platform == "win32":
        return True
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _exchange(first: Path, second: Path) -> bool:
    """Swap two names in one step; false when this system or filesystem cannot."""
    if os.name != "posix":
        return False
    import ctypes  # needed where something is replaced, not for a new repository

    library = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(first), os.fsencode(second))
    if hasattr(library, "renameat2"):
        code = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    elif hasattr(library, "renamex_np"):
        code = library.renamex_np(*names, _EXCHANGE)
    else:
        return False
    if code == 0:
        return True
    problem = ctypes.get_errno()
    if problem in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(problem, os.strerror(problem), str(second))
