"""One short name for everything the facts say, so that a repository can tell which ones it was made from."""

import hashlib
from pathlib import Path


HERE = Path(__file__).parent


def facts_digest(overrides: tuple[Path, ...] = (), folder: Path = HERE) -> str:
    """Return the SHA-256 over the facts files and the overriding ones, by name and content."""
    digest = hashlib.sha256()
    own = sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".csv"})
    for path in own:
        _add(digest, path.relative_to(folder).as_posix(), path)
    for index, path in enumerate(overrides):
        _add(digest, f"override {index}", path)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", name: str, path: Path) -> None:
    content = path.read_bytes()
    digest.update(f"{name}\0{len(content)}\0".encode() + content)
