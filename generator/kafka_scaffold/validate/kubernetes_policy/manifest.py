"""One Kubernetes resource, and how its fields are read whatever somebody wrote into them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.model.plan import Finding, Severity


GROUP = "kafka.strimzi.io"
_UNITS = {
    "": 1,
    "k": 10**3,
    "M": 10**6,
    "G": 10**9,
    "T": 10**12,
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
    "Ti": 2**40,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A resource; ``where`` is the file it is in, or the overlay that was built."""

    data: Mapping[str, Any]
    where: str

    @property
    def api_version(self) -> str:
        """Return ``group/version``."""
        return str(self.data.get("apiVersion", ""))

    @property
    def kind(self) -> str:
        """Return its kind."""
        return str(self.data.get("kind", ""))

    @property
    def name(self) -> str:
        """Return its name."""
        return str(self.at("metadata", "name") or "")

    @property
    def label(self) -> str:
        """Return how findings name it."""
        return f"{self.kind} {self.name}"

    @property
    def is_strimzi(self) -> bool:
        """Return whether it is one of Strimzi's."""
        return self.api_version.partition("/")[0] == GROUP

    def at(self, *path: str) -> Any:
        """Return what a path of keys leads to, or ``None``."""
        return inside(self.data, *path)

    def mapping(self, *path: str) -> Mapping[str, Any]:
        """Return the mapping at a path, an empty one if there is none."""
        found = self.at(*path)
        return found if isinstance(found, Mapping) else {}

    def items(self, *path: str) -> tuple[Mapping[str, Any], ...]:
        """Return the mappings in the list at a path."""
        found = self.at(*path)
        return tuple(i for i in found if isinstance(i, Mapping)) if isinstance(found, list) else ()

    def metadata(self, kind: str, key: str) -> str | None:
        """Return a label or an annotation."""
        found = self.mapping("metadata", kind).get(key)
        return None if found is None else str(found)


def inside(data: Any, *path: str) -> Any:
    """Return what a path of keys leads to, or ``None``."""
    for key in path:
        if not isinstance(data, Mapping):
            return None
        data = data.get(key)
    return data


def read(text: str, where: str) -> tuple[Manifest, ...]:
    """Return the resources of a file or of an overlay's output.

    Raises:
        AnswersError: It is not plain YAML.
    """
    return tuple(
        Manifest(data=data, where=where)
        for data in yaml_io.documents(text, where)
        if isinstance(data, dict) and "kind" in data and "apiVersion" in data
    )


def finding(rule: str, manifest: Manifest, message: str, source: str = "") -> Finding:
    """Return what is wrong with a resource."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=f"{manifest.label}: {message}",
        where=manifest.where,
        source=source,
    )


def number(value: Any) -> int | None:
    """Return a whole number, also from text as Kafka's settings are often written."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return int(str(value))
    except ValueError:
        return None


def bytes_of(quantity: Any) -> float | None:
    """Return the bytes of a Kubernetes quantity (``2Gi``) or of a JVM's size (``2048m`` is not a quantity)."""
    text = str(quantity)
    unit = text.lstrip("0123456789.")
    try:
        return float(text[: len(text) - len(unit)]) * _UNITS[unit]
    except (KeyError, ValueError):
        return None


def walk(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value of a resource with the keys that lead to it."""
    yield path, data
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from walk(value, (*path, str(key)))
    elif isinstance(data, list):
        for value in data:
            yield from walk(value, path)
