"""What Terraform providers and their clouds accept beyond types, as data: lengths, patterns, enumerations, ranges.

Terraform's schema knows none of it, so a name that is one character too long fails only at apply. Every rule names
its source: ``api`` (the AWS API model), ``provider`` (a provider's source), or ``assumed`` (documentation, not
confirmed by a machine-readable source).
"""

import csv
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache

from kafka_scaffold.model.plan import Finding, Severity


RULES_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "provider_rules.csv")
_TAGS = ("tags.", "tags_all.", "default_tags.tags.")
_TAGGED = ("aws_", "provider aws")
TAG_CHARACTERS = re.compile(r"[\w\s.:/=+\-@]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One validator of one attribute; ``attribute`` is a path without indices, ``*`` stands for any key.

    ``keys`` judges the key itself.
    It is empty for a rule about which arguments go together; their names are its value.
    """

    attribute: str
    check: str
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A text of which some parts are only known at apply; ``least`` is what it has at the least."""

    least: str


@cache
def load_rules() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by resource type; a type without validators has an empty tuple."""
    found: dict[str, list[Rule]] = {}
    with open(RULES_FILE, encoding="utf-8", newline="") as file:
        for kind, attribute, check, value, source in list(csv.reader(file))[1:]:
            rules = found.setdefault(kind, [])
            if check != "none":
                rules.append(Rule(attribute=attribute, check=check, value=value, source=source))
    return {kind: tuple(rules) for kind, rules in found.items()}


@cache
def rules_of(kind: str) -> Mapping[str, tuple[Rule, ...]]:
    """Return a type's rules by attribute."""
    found: dict[str, list[Rule]] = {}
    for rule in load_rules().get(kind, ()):
        found.setdefault(rule.attribute, []).append(rule)
    return {attribute: tuple(rules) for attribute, rules in found.items()}


def check_values(kind: str, values: Mapping[str, object], where: str) -> tuple[Finding, ...]:
    """Check resolved values, as ``terraform show -json`` prints them.

    Args:
        kind: The resource type.
        values: Attributes and nested blocks.
        where: Shown in findings, e.g. the resource's address.
    """
    return tuple(
        f for path, value in _flatten(values, "") for f in check_value(kind, path, value, where)
    )


def check_arguments(kind: str, names: Set[str], where: str) -> tuple[Finding, ...]:
    """Check which arguments are given together, as the ``expressions`` of a plan's configuration name them.

    Args:
        kind: The resource type.
        names: The arguments and blocks that are written, whatever their values.
        where: Shown in findings.
    """
    found = []
    for rule in rules_of(kind).get("", ()):
        choices = rule.value.split("|")
        given = [name for name in choices if name in names]
        if len(given) > 1 or (not given and rule.check == "exactly_one"):
            told = f"{' and '.join(given)} together" if given else "none is given"
            message = f"one of {', '.join(choices)}: {told}"
            found.append(_finding("arguments", message, where, rule.source))
    return tuple(found)


def check_value(kind: str, path: str, value: object, where: str) -> Iterator[Finding]:
    """Yield what is wrong with one attribute; ``path`` is dotted, without indices."""
    rules = rules_of(kind)
    for rule in rules.get(path, ()):
        yield from _apply(rule, path, value, where)
    for prefix in _open_maps(kind):
        if path.startswith(prefix):
            for rule in rules[f"{prefix}*"]:
                judged = path.removeprefix(prefix) if rule.check == "keys" else value
                yield from _apply(rule, path, judged, where)
    for prefix in _TAGS if kind.startswith(_TAGGED) else ():
        if path.startswith(prefix) and isinstance(value, str):
            yield from _tag(path, path.removeprefix(prefix), value, where)


@cache
def _open_maps(kind: str) -> tuple[str, ...]:
    return tuple(name.removesuffix("*") for name in rules_of(kind) if name.endswith(".*"))


def _apply(rule: Rule, path: str, value: object, where: str) -> Iterator[Finding]:
    message = _CHECKS[rule.check](value, rule.value)
    if message:
        yield _finding(path, message, where, rule.source)


def _tag(path: str, key: str, value: str, where: str) -> Iterator[Finding]:
    source = "api iam Tag.Key and Tag.Value"
    for text, limit in ((key, 128), (value, 256)):
        if len(text) > limit:
            yield _finding(path, f"a tag of {len(text)} characters; at most {limit}", where, source)
        if not TAG_CHARACTERS.fullmatch(text):
            yield _finding(
                path, f"{_shown(text)} has characters that tags do not take", where, source
            )


def _finding(path: str, message: str, where: str, source: str) -> Finding:
    return Finding(
        rule="provider-rule",
        severity=Severity.ERROR,
        message=f"{path}: {message}",
        where=where,
        source=source,
    )


def _flatten(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flatten(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for item in value:
            yield from _flatten(item, path)
    elif value is not None:
        yield path, value


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _max_length(value: object, limit: str) -> str:
    text = value.least if isinstance(value, Partial) else _text(value)
    if text is None or len(text) <= int(limit):
        return ""
    return f"{_shown(text)} has {len(text)} characters; at most {limit}"


def _min_length(value: object, limit: str) -> str:
    text = _text(value)
    short = text is not None and len(text) < int(limit)
    return f"{_shown(text or '')} is shorter than {limit} characters" if short else ""


def _pattern(value: object, pattern: str) -> str:
    text = _text(value)
    if text is None or _compiled(pattern).fullmatch(text):
        return ""
    return f"{_shown(text)} does not match {pattern}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL | re.ASCII)


def _one_of(value: object, allowed: str) -> str:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, (Partial, bool)) and _plain(item) not in allowed.split("|"):
            return f"{_shown(_plain(item))} is not one of {allowed.replace('|', ', ')}"
    return ""


def _min(value: object, limit: str) -> str:
    number = _number(value)
    return (
        f"{number:g} is less than {limit}" if number is not None and number < float(limit) else ""
    )


def _max(value: object, limit: str) -> str:
    number = _number(value)
    return (
        f"{number:g} is more than {limit}" if number is not None and number > float(limit) else ""
    )


def _multiple_of(value: object, allowed: str) -> str:
    number = _number(value)
    choices = [int(part) for part in allowed.split("|")]
    if number is None or number in choices or not number % choices[-1]:
        return ""
    return f"{number:g} is neither one of {choices[:-1]} nor a multiple of {choices[-1]}"


def _json(value: object, _: str) -> str:
    text = _text(value)
    if text is None:
        return ""
    try:
        json.loads(text)
    except ValueError as error:
        return f"not JSON: {error}"
    return ""


def _max_unspaced(value: object, limit: str) -> str:
    text = _text(value)
    length = len("".join(text.split())) if text else 0
    return (
        f"{length} characters without white space; at most {limit}" if length > int(limit) else ""
    )


def _max_items(value: object, limit: str) -> str:
    length = len(value) if isinstance(value, list) else 0
    return f"{length} items; at most {limit}" if length > int(limit) else ""


def _min_items(value: object, limit: str) -> str:
    if not isinstance(value, list) or len(value) >= int(limit):
        return ""
    return f"{len(value)} items; at least {limit}"


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _plain(value: object) -> str:
    number = _number(value)
    return str(value) if number is None or not number.is_integer() else str(int(number))


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}…")


_CHECKS: Mapping[str, Callable[[object, str], str]] = {
    "max_length": _max_length,
    "min_length": _min_length,
    "pattern": _pattern,
    "one_of": _one_of,
    "min": _min,
    "max": _max,
    "multiple_of": _multiple_of,
    "json": _json,
    "max_unspaced": _max_unspaced,
    "max_items": _max_items,
    "min_items": _min_items,
    "keys": _one_of,
}
