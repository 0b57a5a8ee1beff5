"""Fields of custom resources, held against the definitions this package ships.

It reads what those definitions use of OpenAPI: types, required and unknown fields, enumerations, patterns, ranges.
CEL rules are kubectl-validate's, which `verify` runs.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, finding


FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "crds")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_OPEN = "x-kubernetes-preserve-unknown-fields"


def unknown_fields(manifest: Manifest) -> Iterator[Finding]:
    """The API server refuses what its schema does not know; so does this, before anything is written."""
    schema = schemas().get((manifest.api_version, manifest.kind))
    if schema is not None:
        for message in _check(schema, dict(manifest.data), ""):
            yield finding("schema", manifest, message)


@cache
def definitions() -> tuple[Mapping[str, Any], ...]:
    """Return every CustomResourceDefinition that is shipped."""
    found: list[Mapping[str, Any]] = []
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".json"):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
                found.extend(json.load(file)["definitions"])
    return tuple(found)


@cache
def schemas() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """Return the schema of each kind by ``apiVersion`` and ``kind``."""
    return {
        (f"{d['spec']['group']}/{version['name']}", d["spec"]["names"]["kind"]): version["schema"][
            "openAPIV3Schema"
        ]
        for d in definitions()
        for version in d["spec"]["versions"]
    }


def _check(schema: Mapping[str, Any], value: Any, path: str) -> Iterator[str]:
    if schema.get("x-kubernetes-int-or-string"):
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            yield f"{path}: neither a number nor text"
        return
    kind = schema.get("type")
    if kind and not _is(kind, value):
        yield f"{path}: {type(value).__name__} instead of {kind}"
        return
    if isinstance(value, dict):
        yield from _fields(schema, value, path)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{path}: fewer than {schema['minItems']} items"
        for index, item in enumerate(value):
            yield from _check(schema.get("items", {}), item, f"{path}[{index}]")
    else:
        yield from _scalar(schema, value, path)


def _is(kind: str, value: Any) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _fields(schema: Mapping[str, Any], value: dict[str, Any], path: str) -> Iterator[str]:
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path or 'the resource'} lacks {name}"
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties")
    for name, item in value.items():
        inner = f"{path}.{name}" if path else name
        if name in known:
            yield from _check(known[name], item, inner)
        elif isinstance(rest, dict):
            yield from _check(rest, item, inner)
        elif known and not rest and not schema.get(_OPEN):
            yield f"{inner} is not a field of it"


def _scalar(schema: Mapping[str, Any], value: Any, path: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value} is not one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, str):
        if "pattern" in schema and not _pattern(schema["pattern"]).search(value):
            yield f"{path}: {value} does not match {schema['pattern']}"
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{path}: {len(value)} characters"
    elif _is("number", value) and not _within(schema, value):
        yield f"{path}: {value} is out of range"


def _within(schema: Mapping[str, Any], value: float) -> bool:
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
