"""Names that a directory's own files settle: locals, variables with defaults, and the items of a literal ``for_each``."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kafka_scaffold.validate.terraform_blocks import Block, Expression


_REFERENCE = re.compile(r'(?:local|var|each)(?:\.[\w-]+|\["[^"\]]+"\])+')
_STEP = re.compile(r'\.([\w-]+)|\["([^"\]]+)"\]')
_INTERPOLATION = re.compile(r"(?<!\$)\$\{\s*([^{}]*?)\s*\}")
_SET = re.compile(r"toset\((.*)\)", re.DOTALL)
_LOCAL = re.compile(r"\blocal\.([\w-]+)")
_PASSES = 4  # locals that are made of locals


Names = Mapping[str, Mapping[str, Any]]


def names_of(blocks: tuple[Block, ...], given: Mapping[str, Any]) -> Names:
    """Return what ``local.x`` and ``var.x`` stand for in a directory, as far as its files say.

    Args:
        blocks: The outermost blocks of the directory.
        given: Values of variables, as in ``terraform.tfvars``.
    """
    variables = {b.name: b.arguments["default"] for b in blocks if _has_default(b)} | dict(given)
    locals_: dict[str, Any] = {}
    for block in blocks:
        if block.kind == "locals":
            locals_.update(block.arguments)
    for _ in range(_PASSES):
        names = {"var": variables, "local": locals_}
        locals_ = {name: resolve(value, names) for name, value in locals_.items()}
    return {"var": variables, "local": locals_}


def _has_default(block: Block) -> bool:
    return block.kind == "variable" and block.arguments.get("default") is not None


def instances(block: Block, names: Names) -> Iterator[tuple[str, Block]]:
    """Yield a resource once for each item of its ``for_each``, with the item's key; once where it is not known."""
    items = _items(resolve(block.arguments.get("for_each"), names))
    if items is None:
        yield "", _resolved(block, names)
        return
    for key, value in items.items():
        yield f'["{key}"]', _resolved(block, {**names, "each": {"key": key, "value": value}})


def _items(value: Any) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    found = _SET.fullmatch(value.text.strip()) if isinstance(value, Expression) else None
    try:
        listed = json.loads(found[1]) if found else value
    except ValueError:
        return None
    if isinstance(listed, (list, tuple)) and all(isinstance(item, str) for item in listed):
        return {item: item for item in listed}
    return None


def _resolved(block: Block, names: Names) -> Block:
    return replace(
        block,
        arguments={k: resolve(v, names) for k, v in block.arguments.items()},
        blocks={k: tuple(_resolved(b, names) for b in v) for k, v in block.blocks.items()},
    )


def resolve(value: Any, names: Names) -> Any:
    """Return a value with every name in it filled in that is known."""
    if isinstance(value, Expression):
        return _filled(value, names)
    if isinstance(value, tuple):
        return tuple(resolve(item, names) for item in value)
    if isinstance(value, Mapping):
        return {k: resolve(v, names) for k, v in value.items()}
    return value


def _filled(value: Expression, names: Names) -> Any:
    text = value.text.strip()
    if _REFERENCE.fullmatch(text):
        return _known(text, names, value)
    found = _SET.fullmatch(text)
    if found and _REFERENCE.fullmatch(found[1].strip()):
        return _known(found[1].strip(), names, value)
    whole = True

    def known(part: re.Match[str]) -> str:
        nonlocal whole
        inside = _known(part[1], names, None) if _REFERENCE.fullmatch(part[1]) else None
        if isinstance(inside, (str, int, float)) and not isinstance(inside, bool):
            return str(inside)
        whole = False
        return part[0]

    filled = _INTERPOLATION.sub(known, value.text)
    if whole and filled != value.text:
        return filled
    return Expression(filled)


def _known(reference: str, names: Names, otherwise: Any) -> Any:
    root, _, rest = reference.partition(".")
    found: Any = names.get(root)
    for dotted, quoted in _STEP.findall(f".{rest}"):
        if not isinstance(found, Mapping) or (dotted or quoted) not in found:
            return otherwise
        found = found[dotted or quoted]
    return found


def mentions(value: Any, locals_: Mapping[str, Any]) -> str:
    """Return the text of an expression and of every local that it is made of."""
    seen: set[str] = set()
    texts = []
    waiting = [str(value)]
    while waiting:
        text = waiting.pop()
        texts.append(text)
        for name in set(_LOCAL.findall(text)) - seen:
            seen.add(name)
            waiting.append(str(locals_.get(name, "")))
    return " ".join(texts)
