"""The form of answers: keys that exist, values that can be read. Everything wrong is found in one go.

The validator is built from the question table with pydantic's own core: a table of this size needs no classes, and
a command starts 60 ms sooner without them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic_core import CoreSchema, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.kinds import Kind, check_list
from kafka_scaffold.answers.questions import BY_PATH, TREE, Node, parts
from kafka_scaffold.answers.values import general
from kafka_scaffold.answers.words import meant, quoted


_MOST_COMPLAINTS = 200
_SECRETS = ("password", "passwd", "secret", "token", "credential", "private_key", "access_key")
_LABELS = {"[key]"}
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """Parsed data without what is broken, the paths that were set aside, and what is wrong with them."""

    data: Mapping[str, Any]
    broken: frozenset[str]
    complaints: tuple[Complaint, ...]


def shape(data: Any) -> Shaped:
    """Parse plain data; a broken answer is set aside so that the rest can still be judged."""
    if not isinstance(data, dict):
        found = Complaint(path="", message=f"{quoted(data)} where keys such as name were expected")
        return Shaped(data={}, broken=frozenset({""}), complaints=(found,))
    rest: dict[str, Any] = data
    complaints: list[Complaint] = []
    broken: set[str] = set()
    while True:
        try:
            parsed = _validator().validate_python(rest)
            break
        except ValidationError as error:
            rest = _copy(rest)
            for wrong in error.errors(include_url=False)[:_MOST_COMPLAINTS]:
                place = tuple(part for part in wrong["loc"] if part not in _LABELS)
                complaints += _complaints(wrong["type"], place, wrong["input"], wrong["msg"])
                broken.add(path_of(place))
                broken.add(path_of(_set_aside(rest, place)))
            if len(complaints) >= _MOST_COMPLAINTS:
                return Shaped(data={}, broken=frozenset({""}), complaints=tuple(complaints))
    return Shaped(data=parsed, broken=frozenset(broken), complaints=tuple(complaints))


def path_of(place: Place) -> str:
    """Return a place as people write it: ``topics[1].consumers[0]``."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(_schema(TREE))


def _schema(node: Node) -> CoreSchema:
    if node.question:
        return _value(node.question.kind)
    many = node.many
    if many is None:
        fields = {
            key: cs.typed_dict_field(_schema(child), required=False)
            for key, child in node.children.items()
        }
        return cs.typed_dict_schema(fields, extra_behavior="forbid")
    most = node.what.most if node.what else None
    if node.is_list:
        return cs.list_schema(_schema(many), max_length=most)
    names = node.what.names if node.what else None
    keys = _function(names) if names else cs.str_schema()
    return cs.dict_schema(keys, _schema(many), max_length=most)


def _value(kind: Kind) -> CoreSchema:
    if kind.item is None:
        return _function(kind)

    def checked(values: list[Any]) -> tuple[Any, ...]:
        check_list(tuple(values), kind.most, kind.least)
        return tuple(values)

    return cs.no_info_after_validator_function(checked, cs.list_schema(_function(kind.item)))


def _function(kind: Kind) -> CoreSchema:
    def parse(value: Any) -> Any:
        if value is None:
            raise ValueError("has no value; write one or remove the key")
        return kind.parse(value)

    return cs.no_info_plain_validator_function(parse)


def _complaints(kind: str, place: Place, value: Any, message: str) -> Iterator[Complaint]:
    path = path_of(place)
    if kind == "extra_forbidden":
        yield _unknown_key(place)
    elif kind == "value_error":
        yield Complaint(path=path, message=message.removeprefix("Value error, "))
    elif kind == "too_long":
        yield Complaint(path=path, message=f"{len(value):,} entries are too many")
    elif value is None:
        yield Complaint(path=path, message="has no value; write one or remove the key")
    elif kind == "list_type":
        yield Complaint(path=path, message=f"{quoted(value)} where a list was expected")
    else:
        yield Complaint(path=path, message=f"{quoted(value)} where {_keys(place)} was expected")


def _keys(place: Place) -> str:
    names = list(_node(place).children)
    many = "*" in names
    return "a name with keys below it" if many else f"a group of keys ({', '.join(names)})"


def _unknown_key(place: Place) -> Complaint:
    key, known = place[-1], _node(place[:-1]).children
    path = path_of(place)
    if any(word in str(key).casefold() for word in _SECRETS):
        message = "unknown key; answers hold no secrets, the repository says where they go"
        return Complaint(path=path, message=message)
    elsewhere = [p for p in BY_PATH if p.rpartition(".")[2] == key]
    if len(elsewhere) == 1 and key not in known:
        return Complaint(path=path, message=f'unknown key here; did you mean "{elsewhere[0]}"?')
    return Complaint(path=path, message=f"unknown key; {meant(key, known)}")


def _node(place: Place) -> Node:
    node = TREE
    for part in parts(general(path_of(place))) if place else ():
        node = node.children.get(part) or node.many or node
    return node


def _set_aside(data: Any, place: Place) -> Place:
    """Take what is broken out of data, keeping the places of everything else; return what was taken out."""
    for depth, part in enumerate(place):
        last = depth == len(place) - 1
        if isinstance(data, list) and isinstance(part, int):
            if last:
                data[part] = {}
                return place
            data = data[part]
        elif isinstance(data, dict) and part in data:
            inner = data[part]
            scalars = isinstance(inner, list) and not any(isinstance(i, dict) for i in inner)
            if last or (
                scalars and depth == len(place) - 2 and not _many_lists(place[: depth + 1])
            ):
                del data[part]
                return place[: depth + 1]
            data = inner
        else:
            break
    return place


def _many_lists(place: Place) -> bool:
    return _node(place).is_list


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value
