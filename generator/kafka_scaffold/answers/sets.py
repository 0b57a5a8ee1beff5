"""``--set key.path=value``: laid over what a file says."""

import re
from dataclasses import dataclass
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.questions import TREE, Node
from kafka_scaffold.answers.words import meant, quoted
from kafka_scaffold.errors import AnswersError


FLAG = "--set"
_STEP = re.compile(r"\[([0-9]{1,4})\]|(?:^|\.)([^.\[\]]{1,128})")
_LONGEST = 200_000
_NULL = {"null", "~"}


class _RefusedError(Exception):
    """A ``--set`` that leads nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Data with every ``--set`` applied, the key paths they touched, and what is wrong with them."""

    data: dict[str, Any]
    touched: frozenset[str]
    complaints: tuple[Complaint, ...]


def merge(data: dict[str, Any], sets: tuple[str, ...]) -> Merged:
    """Lay settings over data, which is changed in place."""
    touched: set[str] = set()
    complaints: list[Complaint] = []
    for text in sets:
        key, equals, written = text.partition("=")
        key = key.strip()
        if not equals or not key:
            message = f"{quoted(text)} is no setting; write key.path=value"
            complaints.append(Complaint(path=key[:80], message=message))
            continue
        try:
            touched.add(_put(data, _steps(key), value_of(written)))
        except _RefusedError as refused:
            complaints.append(Complaint(path=key[:80], message=str(refused)))
    return Merged(data=data, touched=frozenset(touched), complaints=tuple(complaints))


def value_of(written: str) -> Any:
    """Return what was written after ``=``: a number, truth value, list, group, quoted text, or text as it stands."""
    if len(written) > _LONGEST:
        raise _RefusedError("the value is too long")
    text = written.strip()
    flow = text[:1] in {"[", "{", '"', "'"}
    try:
        value = yaml_io.load(text, FLAG).data
    except AnswersError as error:
        if flow:
            raise _RefusedError(f"{quoted(text)} is {error.problems[0].message}") from None
        return text
    if flow:
        return value
    plain = isinstance(value, int | float) or (value is None and text.casefold() in _NULL)
    return value if plain else text


def _steps(key: str) -> list[str | int]:
    if key.startswith("tags."):
        return ["tags", key.removeprefix("tags.")]
    steps: list[str | int] = []
    at = 0
    while at < len(key):
        found = _STEP.match(key, at)
        if not found:
            raise _RefusedError(f"{quoted(key)} is no key path; write e.g. workload.write.peak")
        steps.append(found[2] if found[2] is not None else int(found[1]))
        at = found.end()
    return steps


def _put(data: dict[str, Any], steps: list[str | int], value: Any) -> str:
    """Write a value where the steps lead and return the key path of that place."""
    here: Any = data
    node: Node | None = TREE
    path = ""
    for depth, step in enumerate(steps):
        last = depth == len(steps) - 1
        if isinstance(here, list):
            at = _index(here, step, path)
            path = f"{path}[{at}]"
            if at == len(here):
                here.append({})
            if last:
                _replace(here, at, value)
                return path
            here = here[at]
        elif isinstance(here, dict):
            name = str(step)
            path = f"{path}.{name}" if path else name
            if last:
                _assign(here, name, value)
                return path
            node = (node.children.get(name) or node.many) if node else None
            if name not in here or here[name] is None:
                here[name] = [] if node and node.is_list else {}
            here = here[name]
            continue
        else:
            raise _RefusedError(f"{path} is {quoted(here)}, there is nothing below it")
        node = node.many if node else None
    return path


def _index(items: list[Any], step: str | int, path: str) -> int:
    """Return the place in a list of a number or of a member's name; one past the end makes a new one."""
    if isinstance(step, str) and step.isdecimal() and len(step) < 5:
        step = int(step)
    if isinstance(step, int):
        if step > len(items):
            raise _RefusedError(
                f"{path} has {len(items)} entries in the file; the next is [{len(items)}]"
            )
        return step
    names = [item.get("name") if isinstance(item, dict) else None for item in items]
    if step not in names:
        known = [name for name in names if isinstance(name, str)]
        raise _RefusedError(f"{quoted(step)} is not in {path} of the file; {meant(step, known)}")
    return names.index(step)


def _replace(items: list[Any], at: int, value: Any) -> None:
    if value is None:
        raise _RefusedError("an entry of a list cannot be removed; write the whole list")
    items[at] = value


def _assign(group: dict[str, Any], key: str, value: Any) -> None:
    """Write a key; null takes the answer back to its default."""
    if value is None:
        group.pop(key, None)
    else:
        group[key] = value
