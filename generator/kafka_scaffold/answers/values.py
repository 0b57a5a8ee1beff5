"""Answers as values: what was given, and the default of everything else, computed when it is asked for."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from kafka_scaffold.answers.context import AnswersContext


if TYPE_CHECKING:
    from kafka_scaffold.answers.question import Group, Question


T = TypeVar("T")
NEEDED = object()
_INDEX = re.compile(r"\[\d+\]")


class UnknownError(Exception):
    """A value that cannot be known because an answer is missing or broken; a problem about it exists already."""


class Values:
    """Values by key path.

    Args:
        data: What was given, parsed, without what is broken.
        broken: Key paths that were set aside.
        questions: The question table by path.
        groups: The groups by path.
        context: Regions and platforms.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        broken: frozenset[str],
        questions: Mapping[str, "Question"],
        groups: Mapping[str, "Group"],
        context: AnswersContext,
    ) -> None:
        self.context = context
        self._questions = questions
        self._groups = groups
        self._broken = broken
        self._given: dict[str, Any] = dict(_flat(data, ""))
        self._derived: dict[str, Any] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        self._once: dict[str, Any] = {}

    def __getitem__(self, path: str) -> Any:
        """Return the value at a path, given or default.

        Raises:
            UnknownError: It is missing or broken.
        """
        for found in (self._given, self._derived):
            if path in found:
                return found[path]
        if self.is_broken(path):
            raise UnknownError(path)
        value = self.default(path)
        if value is NEEDED:
            raise UnknownError(path)
        self._derived[path] = value
        return value

    def default(self, path: str) -> Any:
        """Return what is taken when nothing is given; ``NEEDED`` where something must be."""
        question = self._questions[general(path)]
        return NEEDED if question.required else question.default_in(self, member(path))

    def given(self, path: str) -> bool:
        """Tell whether an answer or a group of them was given."""
        return path in self._given

    def peek(self, path: str) -> Any:
        """Return what was given, or ``None``; never a default."""
        return self._given.get(path)

    def is_broken(self, path: str) -> bool:
        """Tell whether an answer, or a group around it, was given and cannot be read."""
        return any(p in self._broken for p in _upward(path))

    def listed(self, container: str) -> tuple[str, ...]:
        """Return the paths of the members that were given, e.g. ``topics[0]``."""
        found = self._given.get(container)
        if isinstance(found, list):
            paths = [f"{container}[{index}]" for index in range(len(found))]
        else:
            paths = [f"{container}.{name}" for name in found or ()]
        return tuple(path for path in paths if path not in self._broken)

    def many(self, container: str) -> tuple[str, ...]:
        """Return the paths of all members, given or derived.

        Raises:
            UnknownError: They are broken, or follow from something that is.
        """
        if container in self._broken:
            raise UnknownError(container)
        if self._given.get(container):
            return self.listed(container)
        if container not in self._members:
            self._members[container] = self._derive(container)
        return self._members[container]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what ``make`` makes, which is the same for every member and made for the first that asks."""
        if name not in self._once:
            self._once[name] = make()
        found: T = self._once[name]
        return found

    def zones_of_region(self) -> int:
        """Return how many zones the region has.

        Raises:
            UnknownError: There is no such region.
        """
        region, regions = self["cloud.region"], self.regions()
        if region not in regions:
            raise UnknownError(region)
        return regions[region]

    def regions(self) -> Mapping[str, int]:
        """Return the zones of every region of the provider."""
        return self.context.regions.get(self["cloud.provider"], {})

    def _derive(self, container: str) -> tuple[str, ...]:
        many = self._groups.get(f"{container}[]") or self._groups[f"{container}.*"]
        members = many.default.value(self, container) if many.default else {}
        paths = []
        for index, (name, values) in enumerate(members.items()):
            here = f"{container}[{index}]" if many.path.endswith("[]") else f"{container}.{name}"
            extra = {"name": name} if many.path.endswith("[]") else {}
            self._derived |= {f"{here}.{key}": value for key, value in {**extra, **values}.items()}
            paths.append(here)
        return tuple(paths)


def general(path: str) -> str:
    """Return the path of the question table for the path of an answer."""
    plain = _INDEX.sub("[]", path)
    first, dot, rest = plain.partition(".")
    if first == "tags" and dot:
        return "tags.*"
    if first in {"applications", "environments"} and dot:
        _, dot, rest = rest.partition(".")
        return f"{first}.*{dot}{rest}"
    return plain


def member(path: str) -> str:
    """Return the member of a list or mapping that a path is in, e.g. ``topics[0]``; empty elsewhere."""
    first, _, rest = path.partition(".")
    if first in {"applications", "environments"} and rest:
        return f"{first}.{rest.partition('.')[0]}"
    return first if first.endswith("]") else ""


def _upward(path: str) -> Iterator[str]:
    """Yield a path and everything around it."""
    yield path
    for index in range(len(path) - 1, 0, -1):
        if path[index] in ".[":
            yield path[:index]


def _flat(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _flat(inner, f"{path}[{index}]")
