"""Filters that put a value safely into HCL, YAML, properties, shell, Markdown and comments.

Self-contained on purpose: exported templates carry a copy of this file as ``local_extensions.py``.
"""

import hashlib
import json as _json
import re
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_network
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension


_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_PLAIN_YAML = re.compile(r"[A-Za-z_./][A-Za-z0-9_./-]*\Z")
_YAML_WORDS = {
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "null",
    "y",
    "n",
    "none",
    ".",
    "..",
    ".nan",
    ".inf",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~$-])")
_ADDRESS = re.compile(r"(:(?=//)|(?<=www)\.|@)", re.IGNORECASE)  # what would become a link
_SHELL_SAFE = re.compile(r"[A-Za-z0-9_@%+=:,./-]+\Z")


_HCL_ESCAPED = re.compile(f'{_UNSAFE.pattern}|["\\\\]')
_HCL_SIMPLE = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def hcl_in(value: object) -> str:
    """Escape text for inside a quoted HCL string."""
    text = _HCL_ESCAPED.sub(_hcl_char, _text(value))
    return text.replace("${", "$${").replace("%{", "%%{")


def hcl(value: object, indent: int = 0) -> str:
    """Return a value as a canonical HCL expression; ``indent`` is the column of the enclosing line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _plain_number(value)
    if isinstance(value, Mapping):
        return _hcl_map(value, indent)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(hcl(item, indent) for item in value) + "]"
    return f'"{hcl_in(value)}"'


def hcl_name(value: object) -> str:
    """Return an HCL identifier made from a name."""
    name = re.sub(r"[^A-Za-z0-9_]+", "_", _text(value)).strip("_") or "x"
    return name if _IDENTIFIER.match(name) else f"_{name}"


def hcl_label(value: object) -> str:
    """Return an identifier that differs whenever the name does; only names that lose characters get a digest."""
    text, name = _text(value), hcl_name(value)
    return (
        name
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", text)
        else f"{name}_{_digest(text)}"
    )


def json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON, ASCII only, keys in their order."""
    return _json.dumps(value, indent=indent, ensure_ascii=True)


def yaml(value: object) -> str:
    """Return a value as one line of YAML; text is left bare only when no reader can misread it."""
    if isinstance(value, str):
        plain = _PLAIN_YAML.match(value) and value.lower() not in _YAML_WORDS
        return value if plain else _yaml_quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml(str(k))}: {yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(yaml(item) for item in value) + "]"
    return _json.dumps(value)


def properties(value: object) -> str:
    """Escape the value of a Java properties line."""
    text = str(value).lower() if isinstance(value, bool) else _number_or_text(value)
    escaped = text.replace("\\", "\\\\")
    if escaped.startswith(" "):
        escaped = "\\" + escaped
    return "".join(_properties_char(char) for char in escaped)


def shell(value: object) -> str:
    """Return one word for a POSIX shell, quoted where needed."""
    text = _number_or_text(value).replace("\x00", "")
    return text if _SHELL_SAFE.match(text) else "'" + text.replace("'", "'\"'\"'") + "'"


def md(value: object) -> str:
    """Return text for a line of Markdown: no markup, no HTML, no link, no newline."""
    text = _one_line(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ADDRESS.sub(r"\\\1", _MARKDOWN.sub(_escape_markup, text))


def code(value: object) -> str:
    """Return text for a Markdown code span in a line or a table cell: one line, no backtick, no cell border."""
    return _one_line(value).replace("`", "'").replace("|", "\u00a6") or " "


def csv(value: object) -> str:
    """Return one field of a CSV line, quoted where RFC 4180 asks for it; it never holds a line break."""
    text = "" if value is None else _one_line(value)
    return '"' + text.replace('"', '""') + '"' if re.search('[",;#]', text) else text


def comment(value: object) -> str:
    """Return text for a comment of one line in any of the formats we write."""
    text = _one_line(value).replace("--", "- -").replace("*/", "* /").replace("/*", "/ *")
    return text.replace(">", "›") if "->" in text else text


def wrap(value: object, width: int = 100, prefix: str = "# ") -> str:
    """Return text as comment lines no wider than ``width``, each beginning with ``prefix``."""
    return _wrapped(comment(value), width, prefix)


@lru_cache(maxsize=8192)  # environments have most of their reasons in common
def _wrapped(text: str, width: int, prefix: str) -> str:
    lines = textwrap.wrap(text, width - len(prefix), break_long_words=False, break_on_hyphens=False)
    return "\n".join(prefix + line for line in lines) or prefix.rstrip()


def usd(value: float | None) -> str:
    """Return dollars: cents below 1,000 where there are any, else whole."""
    if value is None:
        return "unknown"
    return f"{value:,.2f}" if abs(value) < 1000 and value != int(value) else f"{value:,.0f}"


def number(value: float, digits: int = 2) -> str:
    """Return a number with thousands separators and at most ``digits`` decimals."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate(bytes_s: float) -> str:
    """Return bytes per second in the largest decimal unit that keeps it at one or above."""
    steps = ((1e9, "GB"), (1e6, "MB"), (1e3, "KB"))
    size, unit = next(((s, u) for s, u in steps if bytes_s >= s), (1.0, "B"))
    return f"{number(bytes_s / size)} {unit}/s"


def mermaid(value: object) -> str:
    """Return text for a quoted label of a Mermaid diagram; entities stand for what Mermaid or HTML would read."""
    text = _one_line(value).replace("#", "#35;").replace("&", "#amp;").replace("`", "'")
    return text.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def percent(value: float) -> str:
    """Return a fraction (0..1) as whole percent."""
    return f"{value * 100:.0f} %"


def duration(hours: float) -> str:
    """Return hours in the largest unit that divides them, e.g. ``7 days``."""
    for size, unit in ((24.0, "day"), (1.0, "hour"), (1 / 60, "minute")):
        count = round(hours / size, 6)
        if count >= 1 and (count == int(count) or unit == "minute"):
            return f"{number(count)} {unit}" + ("" if count == 1 else "s")
    return f"{number(hours * 3600)} seconds"


def span(seconds: float) -> str:
    """Return seconds in the largest unit that divides them, e.g. ``12 hours``."""
    return duration(seconds / 3600)


def fit(value: object, limit: int) -> str:
    """Return a name within a length limit; a name that is cut ends in a digest of the whole, so it stays unique."""
    text = _text(value)
    if len(text) <= limit:
        return text
    digest = _digest(text)
    return text[: limit - len(digest) - 1].rstrip("-_.") + "-" + digest


def subnet(network: str, index: int, bits: int = 4) -> str:
    """Return one subnet of an IPv4 network: ``bits`` longer, fewer where a /28 would be passed.

    Raises:
        ValueError: The network has no room for that many subnets.
    """
    whole = ip_network(network)
    length = max(whole.prefixlen, min(whole.prefixlen + bits, 28))
    subnets = list(whole.subnets(new_prefix=length))
    if index >= len(subnets):
        raise ValueError(f"{network} has no room for {index + 1} subnets of at least 16 addresses")
    return str(subnets[index])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _yaml_quoted(text: str) -> str:
    """Quote text for YAML; unlike JSON, YAML does not join surrogate pairs, so those take the long form."""
    chars = (f"\\U{ord(c):08X}" if ord(c) > 0xFFFF else _json.dumps(c)[1:-1] for c in text)
    return '"' + "".join(chars) + '"'


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _number_or_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain_number(value) if isinstance(value, int | float) else _text(value)


def _plain_number(value: float) -> str:
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def _one_line(value: object) -> str:
    return " ".join(_UNSAFE.sub(" ", _number_or_text(value)).split())


def _hcl_char(found: "re.Match[str]") -> str:
    char = found[0]
    return _HCL_SIMPLE.get(char) or f"\\u{ord(char):04x}"


def _hcl_map(value: Mapping[Any, Any], indent: int) -> str:
    if not value:
        return "{}"
    keys = [str(k) if _IDENTIFIER.match(str(k)) else f'"{hcl_in(k)}"' for k in value]
    inner = " " * (indent + 2)
    groups = _aligned(list(zip(keys, (hcl(v, indent + 2) for v in value.values()), strict=True)))
    return "{\n" + "".join(f"{inner}{line}\n" for line in groups) + " " * indent + "}"


def _aligned(pairs: list[tuple[str, str]]) -> list[str]:
    """Align equals signs as ``terraform fmt`` does: a value of several lines ends a group."""
    lines: list[str] = []
    group: list[tuple[str, str]] = []
    for key, value in pairs:
        if "\n" in value:
            lines += [*_flush(group), f"{key} = {value}"]
            group = []
        else:
            group.append((key, value))
    return lines + _flush(group)


def _flush(group: list[tuple[str, str]]) -> list[str]:
    width = max((len(key) for key, _ in group), default=0)
    return [f"{key.ljust(width)} = {value}" for key, value in group]


def _properties_char(char: str) -> str:
    if " " <= char <= "~":
        return char
    simple = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}
    units = char.encode("utf-16-be", "surrogatepass")
    pairs = (units[i : i + 2] for i in range(0, len(units), 2))
    return simple.get(char) or "".join(f"\\u{int.from_bytes(unit):04x}" for unit in pairs)


def _escape_markup(match: "re.Match[str]") -> str:
    char, text, at = match[0], match.string, match.start()
    inside_word = 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
    if char == "-" and (at > 0):
        return char
    if char in "+#!()" and at > 0 and not (char == "(" and text[at - 1] == "]"):
        return char
    return char if char == "_" and inside_word else "\\" + char


FILTERS = {
    "code": code,
    "comment": comment,
    "csv": csv,
    "duration": duration,
    "fit": fit,
    "hcl": hcl,
    "hcl_in": hcl_in,
    "hcl_label": hcl_label,
    "hcl_name": hcl_name,
    "json": json,
    "md": md,
    "mermaid": mermaid,
    "number": number,
    "percent": percent,
    "properties": properties,
    "rate": rate,
    "shell": shell,
    "span": span,
    "subnet": subnet,
    "usd": usd,
    "wrap": wrap,
    "yaml": yaml,
}


class ScaffoldExtension(Extension):
    """Adds the filters to a Jinja environment; this is how plain cookiecutter gets them."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters.update(FILTERS)
