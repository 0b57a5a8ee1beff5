"""Plain answers as YAML, in the order of the question table and with what helps whoever edits it next."""

from collections.abc import Iterator, Mapping
from typing import Any

from kafka_scaffold.answers.questions import TREE, Node
from kafka_scaffold.yaml_io import flow


def to_yaml(data: Mapping[str, Any]) -> str:
    """Return plain answers as canonical YAML; keys that the table does not know come last."""
    lines: list[str] = []
    after_group = False
    for key, node, value in _ordered(data, TREE):
        grouped = isinstance(value, dict | list) and bool(value)
        if lines and (grouped or after_group):
            lines.append("")
        after_group = grouped
        if grouped and node and node.what:
            lines.append(f"# {node.what.help}")
        lines += _entry(key, node, value, "")
    return "\n".join(lines) + "\n"


def _ordered(data: Mapping[str, Any], node: Node | None) -> Iterator[tuple[str, Node | None, Any]]:
    """Yield key, node and value: keys of a group as in the table, names of many as given."""
    children = node.children if node else {}
    many = node.many if node else None
    known = [key for key in children if key in data]
    for key in (*known, *(key for key in data if key not in known)):
        yield key, children.get(key, many), data[key]


def _entry(key: str, node: Node | None, value: Any, indent: str) -> Iterator[str]:
    written = flow(key)
    if isinstance(value, dict) and value:
        yield f"{indent}{written}:"
        for inner_key, inner_node, inner in _ordered(value, node):
            yield from _entry(inner_key, inner_node, inner, f"{indent}  ")
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield f"{indent}{written}:"
        for item in value:
            yield from _item(item, node.many if node else None, f"{indent}  ")
    else:
        yield f"{indent}{written}: {flow(value)}{_comment(node)}"


def _item(item: Any, node: Node | None, indent: str) -> Iterator[str]:
    if not isinstance(item, dict) or not item:
        yield f"{indent}- {flow(item)}"
        return
    lines = [
        line
        for key, inner_node, value in _ordered(item, node)
        for line in _entry(key, inner_node, value, f"{indent}  ")
    ]
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _comment(node: Node | None) -> str:
    """Return the choices of an answer, which the reader would otherwise look up."""
    question = node.question if node else None
    if not question or len(question.kind.choices) < 2 or question.kind.item:
        return ""
    return f"  # {' | '.join(question.kind.choices)}"
