"""Facts that code asks for exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import kafka_scaffold
from builders import facts


PACKAGE = Path(kafka_scaffold.__file__).parent
ASKING = {"get", "number", "find", "rows"}


def namespaces() -> tuple[str, ...]:
    """Return how names of facts begin."""
    return tuple(sorted({name.split(".")[0] + "." for name in facts().facts}))


def pattern(node: ast.expr) -> str:
    """Return a regular expression for the text of a string, whose fields may hold anything."""
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    assert isinstance(node, ast.JoinedStr)
    parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values)
    return "".join(parts)


def literal(node: ast.AST) -> bool:
    """Return whether an expression is a string of a fact's beginning, with or without fields."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    text = first.value if isinstance(first, ast.Constant) else None
    return isinstance(text, str) and text.startswith(namespaces())


def asked() -> Iterator[tuple[str, str]]:
    """Yield what code asks facts for as regular expressions, with the place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in ASKING and node.args and literal(node.args[0]):
                yield (
                    pattern(node.args[0]),
                    f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}",
                )


def test_what_code_asks_for_exists():
    """A misspelt name would be noticed by the first user of that way through the code."""
    names = "\n".join((*facts().facts, *facts().tables))
    found = list(asked())
    missing = [
        (name, where) for name, where in found if not re.search(f"^{name}$", names, re.MULTILINE)
    ]

    assert len(found) > 150
    assert missing == []
