"""Terraform files as blocks, whoever wrote them and in whatever form: hcl2 parses them.

It is loaded only when it is needed: a parser costs a hundred times what `terraform_literals` does with our own files.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kafka_scaffold.validate.terraform_literals import unescape


_TEMPLATE = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")
_HEREDOC = re.compile(r"<<-?(\w+)\n(.*?)\n?\s*\1\s*", re.DOTALL)
_HEADER = re.compile(r'^\s*(\w+)((?:\s+"?[\w.-]+"?)*)\s*\{', re.MULTILINE)
_MARKER = "__is_block__"
_OURS = ("__is_block__", "__comments__", "__inline_comments__", "__start_line__", "__end_line__")


@dataclass(frozen=True, slots=True)
class Expression:
    """What only Terraform can compute, as it is written; of a text with parts in it, what stands between the quotes."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block: ``resource``, its labels, its arguments, the blocks inside it by type, and where it is."""

    kind: str
    labels: tuple[str, ...]
    arguments: Mapping[str, Any]
    blocks: Mapping[str, tuple["Block", ...]]
    where: str

    @property
    def type(self) -> str:
        """Return the first label, e.g. a resource's type."""
        return self.labels[0] if self.labels else ""

    @property
    def name(self) -> str:
        """Return the last label."""
        return self.labels[-1] if self.labels else ""

    def inner(self, kind: str) -> "Block | None":
        """Return the first block of a type inside it."""
        found = self.blocks.get(kind, ())
        return found[0] if found else None


def read(text: str, path: str) -> tuple[Block, ...]:
    """Return the outermost blocks of a file.

    Args:
        text: Its content.
        path: Its name, for findings.

    Raises:
        ValueError: It is not HCL.
    """
    import hcl2
    from lark.exceptions import LarkError

    options = hcl2.SerializationOptions(with_comments=False)
    try:
        parsed = hcl2.loads(text, serialization_options=options)
    except LarkError as error:
        raise ValueError(str(error).splitlines()[0]) from error
    lines = _lines(text)
    return tuple(
        block
        for kind, items in parsed.items()
        if isinstance(items, list)
        for item in items
        for block in _blocks(kind, item, lines, path)
    )


def _lines(text: str) -> dict[tuple[str, ...], list[int]]:
    """Return the lines on which blocks begin, by type and labels."""
    found: dict[tuple[str, ...], list[int]] = {}
    for header in _HEADER.finditer(text):
        labels = tuple(part.strip('"') for part in header[2].split())
        begin = header.start(1)
        found.setdefault((header[1], *labels), []).append(text.count("\n", 0, begin) + 1)
    return found


def _blocks(
    kind: str, item: Any, lines: Mapping[tuple[str, ...], list[int]], path: str
) -> Iterator[Block]:
    for labels, body in _labelled(item, ()):
        if kind == "dynamic" and labels:
            # One block stands for all that it makes.
            yield from (_block(labels[0], (), made, path) for made in body.get("content", ()))
            continue
        numbers = lines.get((kind, *labels), ())
        where = f"{path}:{numbers[0]}" if numbers else path
        yield _block(kind, labels, body, where)


def _labelled(item: Any, labels: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the labels and the body of what hcl2 nests label by label."""
    if not isinstance(item, Mapping):
        return
    if _MARKER in item:
        yield labels, item
        return
    for label, inner in item.items():
        yield from _labelled(inner, (*labels, _key(label)))


def _block(
    kind: str,
    labels: tuple[str, ...],
    body: Mapping[str, Any],
    where: str,
) -> Block:
    arguments: dict[str, Any] = {}
    blocks: dict[str, list[Block]] = {}
    for name, value in body.items():
        if name in _OURS:
            continue
        if _is_blocks(value):
            for item in value:
                for block in _blocks(name, item, {}, where):
                    blocks.setdefault(block.kind, []).append(block)
        else:
            arguments[_key(name)] = _value(value)
    return Block(
        kind=kind,
        labels=labels,
        arguments=arguments,
        blocks={name: tuple(found) for name, found in blocks.items()},
        where=where,
    )


def _is_blocks(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_has_marker(item) for item in value)


def _has_marker(item: Any) -> bool:
    while isinstance(item, Mapping) and _MARKER not in item and len(item) == 1:
        item = next(iter(item.values()))
    return isinstance(item, Mapping) and _MARKER in item


def _key(name: str) -> str:
    return unescape(name[1:-1]) if name[:1] == '"' else name


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    if isinstance(value, Mapping):
        return {_key(str(k)): _value(v) for k, v in value.items() if k not in _OURS}
    return value


def _text(value: str) -> str | Expression:
    """Read what hcl2 gives: text keeps its quotes, all else stands in ``${}``."""
    if value[:1] != '"':
        inside = value[2:-1] if value.startswith("${") and value.endswith("}") else value
        return Expression(inside)
    plain = value[1:-1]
    heredoc = _HEREDOC.fullmatch(plain)
    if heredoc:
        plain = heredoc[2]
    elif not _TEMPLATE.search(plain):
        return unescape(plain)
    return Expression(plain) if _TEMPLATE.search(plain) else plain
