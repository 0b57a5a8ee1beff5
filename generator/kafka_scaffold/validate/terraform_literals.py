"""The literal values of our own Terraform files, found line by line.

This is no HCL parser: it relies on the form `terraform fmt` leaves (two spaces a level, one argument a line), which
the engine tests hold every blueprint to. It is a hundred times faster than one, so every run can afford it.

Text with interpolation is followed where that is easy: locals and variables with a literal value in the same
directory, and parts whose width is fixed (an account id). What is left is `Partial`: at least that long.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kafka_scaffold.validate.provider_rules import Partial


# Longest names, so that a name that fits with them fits everywhere.
ACCOUNT_ID = "1" * 12
PROJECT_NUMBER = "1" * 12
LONGEST_REGION = "ap-southeast-1"
_LINE = re.compile(
    r'^(?P<indent> *)(?:(?P<block>[\w-]+)(?: "(?P<first>[^"]*)")?(?: "(?P<second>[^"]*)")? \{'
    r'|"?(?P<map>[\w:./@-]+)"? += (?:\{|[a-z]+\(\{)'
    r'|(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<name>[\w:./@-]+)) += (?P<value>"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?'
    r"|true|false|(?:var|local)\.\w+))(?: *#.*)?$"
)
_NAMES = re.compile(r'^(?:locals|variable "\w+") \{', re.MULTILINE)
_HEREDOC = re.compile(r"<<-?(\w+)\n.*?^\s*\1$", re.MULTILINE | re.DOTALL)
_INTERPOLATION = re.compile(r"(?<!\$)\$\{([^{}]*)\}")
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(["\\nrt]))|\$\$\{|%%\{')
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_TEMPLATE = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")

Literal = str | float | bool | Partial


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument: the block it is in (``resource``, type, name), its dotted path there, its value and line."""

    block: str
    kind: str
    name: str
    path: str
    value: Literal
    line: int


def arguments(text: str, names: Mapping[str, Literal] | None = None) -> Iterator[Argument]:
    """Yield the arguments of a file whose values are literal or become so with ``names`` (``var.x``, ``local.y``)."""
    content = _HEREDOC.sub(_blank, text) if "<<" in text else text
    header = ("", "", "")
    stack: list[str] = []
    for line, row in enumerate(content.split("\n"), 1):
        if " = " not in row and row[-1:] != "{":
            continue
        found = _matched(row)
        if found is None:
            continue
        depth = len(found["indent"]) // 2
        if found["block"] and not depth:
            header, stack = (found["block"], found["first"] or "", found["second"] or ""), []
            continue
        opened = found["block"] or found["map"]
        del stack[max(0, depth - 1) :]
        if opened:
            stack.append(found["first"] or "" if opened == "dynamic" else opened)
            continue
        key = found["name"] or unescape(found["quoted"] or "")
        value = _value(found["value"], names or {})
        if value is not None:
            path = ".".join([part for part in stack if part != "content"] + [key]) if stack else key
            block, kind, name = header
            yield Argument(block=block, kind=kind, name=name, path=path, value=value, line=line)


@lru_cache(maxsize=16_384)
def _matched(row: str) -> re.Match[str] | None:
    """Return what a line is; environments have most of their lines in common."""
    return _LINE.match(row)


def known_names(texts: Mapping[str, str]) -> Mapping[str, Literal]:
    """Return the locals and variables of one directory that have literal values.

    Args:
        texts: Content of the directory's ``.tf`` and ``.tfvars`` files by path.
    """
    found: dict[str, Literal] = {}
    for path, text in texts.items():
        if path.endswith(".tfvars") or not _NAMES.search(text):
            continue
        for argument in arguments(text):
            if argument.block == "locals" and "." not in argument.path:
                found[f"local.{argument.path}"] = argument.value
            elif argument.block == "variable" and argument.path == "default":
                found[f"var.{argument.kind}"] = argument.value
    for path, text in texts.items():
        if path.endswith(".tfvars"):
            found.update({f"var.{a.path}": a.value for a in arguments(text) if "." not in a.path})
    return found


def unescape(text: str) -> str:
    """Return the text that an HCL string without interpolation stands for."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text or "{" in text else text


def _unescaped(found: re.Match[str]) -> str:
    short, long, plain = found.groups()
    if short or long:
        return chr(int(short or long, 16))
    return _PLAIN_ESCAPES.get(plain, plain) if plain else found[0][1:]


def _value(text: str, names: Mapping[str, Literal]) -> Literal | None:
    if text[0] == '"':
        return _string(text[1:-1], names)
    if text in {"true", "false"}:
        return text == "true"
    if text[0].isalpha():
        return names.get(text)
    return float(text) if "." in text else int(text)


def _string(text: str, names: Mapping[str, Literal]) -> Literal:
    if "${" not in text and "%{" not in text:
        return unescape(text)
    whole = True

    def known(found: re.Match[str]) -> str:
        nonlocal whole
        expression = found[1].strip()
        value = names.get(expression)
        if isinstance(value, str):
            return value
        if expression.endswith(".account_id"):
            return ACCOUNT_ID
        if expression.startswith("data.google_project.") and expression.endswith(".number"):
            return PROJECT_NUMBER
        if expression.endswith((".region", "aws_region.current.name")):
            return LONGEST_REGION
        whole = False
        return value.least if isinstance(value, Partial) else ""

    filled = _INTERPOLATION.sub(known, text)
    if not whole or _TEMPLATE.search(filled):
        return Partial(
            least=unescape(_TEMPLATE.split(filled)[0] if _TEMPLATE.search(filled) else filled)
        )
    return unescape(filled)


def _blank(found: re.Match[str]) -> str:
    """Keep the line numbers and drop the text."""
    return "<<" + "\n" * found[0].count("\n")
