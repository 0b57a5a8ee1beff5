"""The JSON Schema of answers, for editors and for programs that write them."""

from typing import Any

from kafka_scaffold.answers.question import Fixed, Question
from kafka_scaffold.answers.questions import TREE, Node


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the schema; what answers must agree on with one another is left to the loader."""
    return {
        "$schema": DIALECT,
        "$comment": "Generated from the question table.",
        **_schema(TREE),
        "required": ["version", "name", "cloud", "workload"],
    }


def _schema(node: Node) -> dict[str, Any]:
    if node.question:
        return _value(node.question)
    if node.many:
        return _many(node, node.many)
    schema: dict[str, Any] = {**_words(node), "type": "object", "additionalProperties": False}
    schema["properties"] = {key: _schema(child) for key, child in node.children.items()}
    required = [key for key, child in node.children.items() if _required(child)]
    if required:
        schema["required"] = required
    group = node.group
    if group and group.one_of:
        schema["not"] = {"required": list(group.one_of)}
    if node.path == "workload":
        schema["anyOf"] = [{"required": ["write"]}, {"required": ["aggregate"]}]
    return schema


def _many(node: Node, many: Node) -> dict[str, Any]:
    group = node.what
    most = group.most if group else 0
    if node.is_list:
        return {**_words(node), "type": "array", "maxItems": most, "items": _schema(many)}
    names = dict(group.names.schema) if group and group.names else {}
    return {
        **_words(node),
        "type": "object",
        "maxProperties": most,
        "propertyNames": {key: names[key] for key in ("maxLength", "pattern") if key in names},
        "additionalProperties": _schema(many),
    }


def _words(node: Node) -> dict[str, str]:
    what = node.what
    return {"title": what.title, "description": what.help} if what else {}


def _value(question: Question) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "title": question.prompt,
        "description": described(question),
        **question.kind.schema,
    }
    default = question.default
    if isinstance(default, Fixed) and default.plain is not None:
        schema["default"] = default.plain
    return schema


def described(question: Question) -> str:
    """Return help, bounds, when it applies and its default as one paragraph."""
    parts = [question.help]
    if question.kind.notes:
        parts.append(f"{question.kind.notes[0].upper()}{question.kind.notes[1:]}.")
    if question.when:
        parts.append(f"Only {question.when.words}.")
    parts.append(f"Default: {question.default.words}." if question.default else "Required.")
    return " ".join(parts)


def _required(child: Node) -> bool:
    """Tell whether a key must be there as soon as its group is."""
    question = child.question
    if question is None or question.default is not None:
        return False
    own_group = question.path.startswith(("workload.write.", "workload.aggregate."))
    applies = question.when is None or own_group or "existing." in question.path
    return (
        applies
        or ".adopt." in question.path
        or question.path.startswith(("cloud.dns.", "kubernetes.mirror."))
    )
