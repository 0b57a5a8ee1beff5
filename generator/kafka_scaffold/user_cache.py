"""The user's cache folder: what is kept there saves time, is never needed, and nobody else can write it."""

import marshal
import os
from collections.abc import Callable
from typing import Any


def cache_folder(name: str) -> str | None:
    """Return a folder of this program in the user's cache, or ``None`` when it cannot be had or is not the user's."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(home, "kafka-scaffold", name)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        owned = os.stat(folder).st_uid == os.getuid() if hasattr(os, "getuid") else True
    except OSError:
        return None
    return folder if owned and os.access(folder, os.W_OK) else None


def remembered(name: str, digest: str, make: Callable[[], Any]) -> Any:
    """Return plain data that was made before from the same content, or make and keep it.

    Args:
        name: What it is; one version of it is kept.
        digest: Hash of what it is made from.
        make: Makes it.
    """
    folder = cache_folder("data")
    if folder is None:
        return make()
    file = os.path.join(folder, name)
    try:
        with open(file, "rb") as handle:
            known, data = marshal.loads(handle.read())  # noqa: S302 - the folder is the user's own
        if known == digest:
            return data
    except (OSError, ValueError, EOFError, TypeError):
        pass
    data = make()
    _keep(file, (digest, data))
    return data


def _keep(file: str, content: tuple[str, Any]) -> None:
    try:
        with open(f"{file}.{os.getpid()}", "wb") as handle:
            marshal.dump(content, handle)
        os.replace(handle.name, file)
    except (OSError, ValueError):
        return
