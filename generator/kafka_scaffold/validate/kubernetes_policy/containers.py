"""What containers ask of machines, and where their images are from."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import (
    Manifest,
    bytes_of,
    finding,
    inside,
    walk,
)
from kafka_scaffold.validate.kubernetes_policy.view import View


MOST_HEAP = 0.8  # Strimzi's own share of a JVM is at most 75 %; what is left holds threads, code and buffers
_JVM_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}
_RESOURCED = {
    "KafkaNodePool": ((),),
    "KafkaConnect": ((),),
    "KafkaMirrorMaker2": ((),),
    "KafkaBridge": ((),),
    "Kafka": (
        ("entityOperator", "topicOperator"),
        ("entityOperator", "userOperator"),
        ("cruiseControl",),
        ("kafkaExporter",),
    ),
}
_PLACEHOLDER = re.compile(r"@\{\w+\}")  # what only the owner knows, such as a registry
_TAG = re.compile(r"^[^@\s]+(?::(?P<tag>[\w][\w.-]{0,127})|@sha256:[0-9a-f]{64})$")


def memory(manifest: Manifest) -> Iterator[Finding]:
    """Memory is asked for and limited alike: a broker that borrows is the first to be killed."""
    for where, resources in _resources(manifest):
        asked = inside(resources, "requests", "memory")
        limit = inside(resources, "limits", "memory")
        if asked is None or limit is None:
            given = [n for n, v in (("a request", asked), ("a limit", limit)) if v is not None]
            told = f"only {given[0]}" if given else "neither request nor limit"
            yield finding("memory", manifest, f"{where} has {told} of memory")
        elif bytes_of(asked) != bytes_of(limit):
            message = f"{where} asks for {asked} of memory and is limited to {limit}"
            yield finding("memory", manifest, message)
        if inside(resources, "requests", "cpu") is None:
            yield finding("memory", manifest, f"{where} asks for no CPU")


def heap(manifest: Manifest) -> Iterator[Finding]:
    """A heap that fills its container leaves nothing for the rest of the JVM; Kafka's page cache is there too."""
    for path in _RESOURCED.get(manifest.kind, ()) if manifest.is_strimzi else ():
        part = manifest.at("spec", *path)
        most = inside(part, "jvmOptions", "-Xmx")
        limit = inside(part, "resources", "limits", "memory")
        if most is None or limit is None:
            continue
        size, room = _jvm_bytes(most), bytes_of(limit)
        if size is not None and room is not None and size > MOST_HEAP * room:
            message = f"a heap of {most} in {limit} of memory; at most {MOST_HEAP:.0%}"
            yield finding("heap", manifest, message)


def _resources(manifest: Manifest) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if manifest.is_strimzi:
        for path in _RESOURCED.get(manifest.kind, ()):
            part = manifest.at("spec", *path)
            if isinstance(part, Mapping):
                yield ".".join(("spec", *path)), manifest.mapping("spec", *path, "resources")
        return
    for container in _containers(manifest):
        found = container.get("resources")
        yield f"container {container.get('name')}", found if isinstance(found, Mapping) else {}


def _containers(manifest: Manifest) -> Iterator[Mapping[str, Any]]:
    if manifest.kind not in {"Deployment", "StatefulSet", "DaemonSet", "Job"}:
        return
    for name in ("containers", "initContainers"):
        yield from manifest.items("spec", "template", "spec", name)


def image(manifest: Manifest) -> Iterator[Finding]:
    """What ran yesterday is what runs tomorrow: images are named with a tag, and not with `latest`."""
    strimzi = manifest.is_strimzi
    if not strimzi and not any(True for _ in _containers(manifest)):
        return
    for path, value in walk(manifest.data.get("spec")):
        if path and path[-1] == "image" and isinstance(value, str) and not _pinned(value):
            yield finding("image-tag", manifest, f"{value} names no version")


def _pinned(name: str) -> bool:
    found = _TAG.match(_PLACEHOLDER.sub("x", name))
    return found is not None and found["tag"] != "latest" and "/" not in (found["tag"] or "")


def _jvm_bytes(text: object) -> float | None:
    value = str(text).lower()
    unit = value.lstrip("0123456789")
    digits = value[: len(value) - len(unit)]
    return int(digits) * _JVM_UNITS[unit] if digits and unit in _JVM_UNITS else None


def delete_claim(view: View, *, protected: bool) -> Iterator[Finding]:
    """Where an environment is protected, removing a pool keeps its volumes."""
    for pool in view.pools if protected else ():
        storage = pool.mapping("spec", "storage")
        volumes = (storage, *pool.items("spec", "storage", "volumes"))
        if any(volume.get("deleteClaim") is True for volume in volumes):
            yield finding("delete-claim", pool, "deleteClaim in a protected environment")
