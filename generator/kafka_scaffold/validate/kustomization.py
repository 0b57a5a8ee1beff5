"""Which directories kustomize is run on, and what they take together, read without kustomize.

Patches and generators are not applied here; `verify` has kustomize do that where it is installed.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, read


NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_INCLUDES = ("resources", "bases", "components")


def overlays(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the directories that are built: those that no other one includes.

    Args:
        texts: The repository's files by path.
    """
    found = _kustomizations(texts)
    included = {
        place
        for folder, data in found.items()
        for entry in _entries(data)
        if (place := _join(folder, entry)) in found
    }
    return tuple(
        sorted(
            folder
            for folder, data in found.items()
            if folder not in included and data.get("kind") != "Component"
        )
    )


def gather(texts: Mapping[str, str], folder: str) -> tuple[Manifest, ...]:
    """Return the resources that a directory's kustomization takes, as they stand in their files."""
    return tuple(_gather(texts, _kustomizations(texts), folder, set()))


def loose(texts: Mapping[str, str], *below: str) -> tuple[str, ...]:
    """Return the manifests that no kustomization takes, of the files below some directories."""
    folders = _kustomizations(texts)
    return tuple(
        path
        for path, text in sorted(texts.items())
        if path.endswith((".yaml", ".yml"))
        and path.startswith(below)
        and not any(_is_below(path, folder) for folder in folders)
        and text.lstrip().startswith(("apiVersion:", "#", "---", "kind:"))
        and _read(text, path)
    )


def _is_below(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")


def _kustomizations(texts: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for path, text in texts.items():
        if posixpath.basename(path) in NAMES:
            data = next(iter(_documents(text, path)), None)
            if isinstance(data, dict) and "toolkit.fluxcd.io" not in str(data.get("apiVersion")):
                found[posixpath.dirname(path) or "."] = data
    return found


def _entries(data: Mapping[str, Any]) -> Iterator[str]:
    for key in _INCLUDES:
        listed = data.get(key)
        yield from (
            (entry for entry in listed if isinstance(entry, str))
            if isinstance(listed, list)
            else ()
        )


def _gather(
    texts: Mapping[str, str],
    found: Mapping[str, Mapping[str, Any]],
    folder: str,
    seen: set[str],
) -> Iterator[Manifest]:
    for entry in _entries(found.get(folder, {})):
        place = _join(folder, entry)
        if place in seen:
            continue
        seen.add(place)
        if place in found:
            yield from _gather(texts, found, place, seen)
        elif place in texts:
            yield from _read(texts[place], place)


def _join(folder: str, entry: str) -> str:
    return posixpath.normpath(posixpath.join(folder, entry))


def _read(text: str, path: str) -> tuple[Manifest, ...]:
    try:
        return read(text, path)
    except AnswersError:
        return ()  # told by the check of its syntax


def _documents(text: str, path: str) -> tuple[Any, ...]:
    try:
        return yaml_io.documents(text, path)
    except AnswersError:
        return ()
