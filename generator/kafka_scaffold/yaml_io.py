"""Strict YAML: one document of plain values, no duplicate keys, tags or aliases, and where everything stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import yaml

from kafka_scaffold.errors import Problem, ProblemList


MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 100_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "str", "timestamp", "value", "map", "seq")
}
_INTEGER = re.compile("-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]{1,17}\.[0-9]{1,17}")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Line and column of a key (or list item), from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Plain data and the position of every key path, e.g. ``topics[1].consumers[0]``."""

    data: Any
    positions: Mapping[str, Position]
    source: str


def load(text: str | bytes, source: str, *, own: bool = False) -> Document:
    """Read one YAML document.

    Args:
        text: The file's content; bytes must be UTF-8.
        source: The name shown in messages.
        own: A file of this package: nobody hid deep nesting or aliases in it, so it is read once, not twice.

    Raises:
        AnswersError: Everything that is wrong with its form, at once where that is possible.
    """
    problems = ProblemList(source)
    node = _compose(text, source, problems, own=own)
    positions: dict[str, Position] = {}
    data = None if node is None else _value(node, "", 0, positions, problems)
    problems.raise_if_any()
    return Document(data=data, positions=positions, source=source)


def documents(text: str, source: str) -> tuple[Any, ...]:
    """Read every document of a file as plain values; empty ones are left out.

    Raises:
        AnswersError: One of them is not YAML, or holds tags, aliases or duplicate keys.
    """
    problems = ProblemList(source)
    try:
        if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=_Loader)):
            problems.add(Problem(path="", message="aliases are not read", file=source))
            problems.raise_if_any()
        nodes = [n for n in yaml.compose_all(text, Loader=_Loader) if n is not None]
    except yaml.YAMLError as error:
        problems.add(Problem(path="", message=f"not YAML: {error}", file=source))
        problems.raise_if_any()
        return ()
    read = tuple(_value(node, "", 0, {}, problems) for node in nodes)
    problems.raise_if_any()
    return tuple(data for data in read if data is not None)


def dump(data: Any) -> str:
    """Return plain data as YAML in the order given; escaped to ASCII only where readers would fold a character."""
    text = str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120))
    if _LINE_BREAKS.search(text):
        return str(yaml.safe_dump(data, sort_keys=False, width=120))
    return text


def flow(value: Any) -> str:
    """Return a plain value on one line."""
    text = yaml.safe_dump(
        value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=inf
    )
    if _LINE_BREAKS.search(text):
        text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=inf)
    return str(text).removesuffix("...\n").strip()


def syntax_error(text: str) -> tuple[int, str] | None:
    """Return the line and the reason why a text is not YAML, or ``None``; any YAML counts, tags and aliases too."""
    try:
        for _ in yaml.parse(text, Loader=_Loader):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
        return (mark.line + 1 if mark else 0, str(reason))
    return None


def _compose(
    text: str | bytes, source: str, problems: ProblemList, *, own: bool
) -> yaml.Node | None:
    try:
        content = (
            text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        )
        content.encode()
    except UnicodeError as error:
        where = error.start if isinstance(error, UnicodeDecodeError | UnicodeEncodeError) else 0
        message = f"byte {where} is not UTF-8"
        problems.add(Problem(path="", message=message, hint="save the file as UTF-8", file=source))
        problems.raise_if_any()
        return None
    if len(content) > MAX_BYTES:
        message = f"{len(content):,} characters; at most {MAX_BYTES:,} are read"
        problems.add(Problem(path="", message=message, file=source))
        problems.raise_if_any()
    try:
        return _node(content) if own else _checked_node(content, source, problems)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        message = f"not YAML: {reason}"
        problems.add(Problem(path="", message=message, file=source, line=line, column=column))
        problems.raise_if_any()
        return None


def _checked_node(content: str, source: str, problems: ProblemList) -> yaml.Node | None:
    depth = 0
    for count, event in enumerate(yaml.parse(content, Loader=_Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        message = ""
        if isinstance(event, yaml.AliasEvent):
            message = "aliases are not read; write the value out"
        elif depth > MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH}"
        elif count > MAX_NODES:
            message = f"more than {MAX_NODES:,} entries"
        if message:
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
            problems.add(Problem(path="", message=message, file=source, line=line, column=column))
            problems.raise_if_any()
    return _node(content)


def _node(content: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(content, Loader=_Loader)
    return node


def _value(
    node: yaml.Node, path: str, depth: int, positions: dict[str, Position], problems: ProblemList
) -> Any:
    if node.tag not in _PLAIN:
        problems.add(_problem(node, path, f"the tag {node.tag[:60]} is not read", problems))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, depth, positions, problems)
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            inner = f"{path}[{index}]"
            positions[inner] = _position(item)
            items.append(_value(item, inner, depth + 1, positions, problems))
        return items
    try:
        return _scalar(node)
    except ValueError:
        problems.add(_problem(node, path, "this value cannot be read", problems))
        return None


def _mapping(
    node: yaml.MappingNode,
    path: str,
    depth: int,
    positions: dict[str, Position],
    problems: ProblemList,
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            problems.add(_problem(key_node, path, "a key must be a word", problems))
            continue
        inner = f"{path}.{key}" if path else key
        if key in data:
            first = positions[inner].line
            problems.add(_problem(key_node, inner, f"given twice; first in line {first}", problems))
            continue
        positions[inner] = _position(key_node)
        data[key] = _value(value_node, inner, depth + 1, positions, problems)
    return data


def _scalar(node: yaml.Node) -> Any:
    """Return the scalar; dates and times, and a bare ``=``, stay text, as people mean them."""
    kind = node.tag.rpartition(":")[2]
    text: str = node.value
    if kind in {"str", "timestamp", "value"} or (kind in {"int", "float"} and ":" in text):
        return text
    if kind == "int" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)
    return yaml.safe_load(text)


def _position(node: yaml.Node) -> Position:
    return Position(line=node.start_mark.line + 1, column=node.start_mark.column + 1)


def _problem(node: yaml.Node, path: str, message: str, problems: ProblemList) -> Problem:
    at = _position(node)
    return Problem(path=path, message=message, file=problems.source, line=at.line, column=at.column)
