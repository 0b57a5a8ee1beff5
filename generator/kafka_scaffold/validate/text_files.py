"""Text formats other than Terraform: YAML, JSON, properties, Markdown links, leftovers of templates."""

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from kafka_scaffold.model.plan import Finding, Severity
from kafka_scaffold.yaml_io import syntax_error


_PROPERTY = re.compile(r"^([^\s=:#!][^\s=:]*)\s*[=:]\s*(.*)$")
_FENCE = re.compile(r"^(```|~~~).*?^\1`*~*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\(([^()\s]+)\)")
_LEFTOVER = re.compile(
    r"(?<!\$)\{\{-? *(?:plan|environment|env|details|answers|cookiecutter)\b[^}\n]*\}\}|\{% *\w+[^%\n]*%\}"
)


def check_text(path: str, text: str, paths: frozenset[str]) -> Iterator[Finding]:
    """Yield what is wrong with one text file; ``paths`` are the repository's files and directories."""
    if path.endswith((".yaml", ".yml")):
        yield from _yaml(path, text)
    elif path.endswith(".json"):
        yield from _json(path, text)
    elif path.endswith(".properties"):
        yield from _properties(path, text)
    elif path.endswith(".md"):
        yield from _links(path, text, paths)
    yield from _leftovers(path, text)


def finding(rule: str, path: str, message: str, line: int = 0, *, warning: bool = False) -> Finding:
    """Return a finding of a file."""
    where = f"{path}:{line}" if line else path
    severity = Severity.WARNING if warning else Severity.ERROR
    return Finding(rule=rule, severity=severity, message=message, where=where)


def _yaml(path: str, text: str) -> Iterator[Finding]:
    problem = syntax_error(text)
    if problem:
        line, message = problem
        yield finding("yaml", path, message, line)


def _json(path: str, text: str) -> Iterator[Finding]:
    try:
        json.loads(text)
    except ValueError as error:
        yield finding("json", path, str(error), getattr(error, "lineno", 0))


def _properties(path: str, text: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(("#", "!")):
            continue
        found = _PROPERTY.match(line)
        if not found:
            yield finding("properties", path, f"not a setting: {line[:60]!r}", number)
        elif found[1] in seen:
            yield finding(
                "properties", path, f"{found[1]} is set in line {seen[found[1]]} too", number
            )
        else:
            seen[found[1]] = number


def _links(path: str, text: str, paths: frozenset[str]) -> Iterator[Finding]:
    prose = _CODE.sub(_blank, _FENCE.sub(_blank, text)) if "`" in text or "~~~" in text else text
    for found in _LINK.finditer(prose):
        target = unquote(found[1].partition("#")[0])
        if not target or ":" in target.partition("/")[0]:
            continue
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if place not in paths:
            line = prose.count("\n", 0, found.start()) + 1
            yield finding("link", path, f"{target} does not exist", line, warning=True)


def _leftovers(path: str, text: str) -> Iterator[Finding]:
    """A template that was not rendered; a warning, since a user may have written the like."""
    if "{{" not in text and "{%" not in text:
        return
    for found in _LEFTOVER.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield finding("template", path, f"not rendered: {found[0][:60]}", line, warning=True)


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")
