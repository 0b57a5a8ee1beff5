"""Which questions are asked, in which order, with which default; who asks them is somebody else's business."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Protocol

from kafka_scaffold.answers.checks.general import applies
from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.context import AnswersContext
from kafka_scaffold.answers.load import judge
from kafka_scaffold.answers.question import Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.questions import BY_PATH, TREE, Node
from kafka_scaffold.answers.shape import path_of
from kafka_scaffold.answers.table.project import VERSION
from kafka_scaffold.answers.values import NEEDED, UnknownError, Values, general


NONE = "none of these"
Check = Callable[[str], str | None]


class Asker(Protocol):
    """Someone who can be asked. ``check`` returns what is wrong with an answer, or ``None``."""

    def text(self, prompt: str, help_line: str, default: str, check: Check) -> str:
        """Return text."""
        ...

    def choose(
        self, prompt: str, help_line: str, choices: tuple[str, ...], default: str, check: Check
    ) -> str:
        """Return one of the choices."""
        ...

    def choose_many(
        self, prompt: str, help_line: str, choices: tuple[str, ...], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return some of the choices."""
        ...


@dataclass(slots=True)
class Interview:
    """Asks what matters for what was answered so far; ``data`` grows into plain answers."""

    context: AnswersContext
    asker: Asker
    data: dict[str, Any] = field(default_factory=lambda: {"version": VERSION})
    answered: set[str] = field(default_factory=set)

    def run(self) -> dict[str, Any]:
        """Ask everything and return plain answers."""
        self._group(TREE, "", ())
        return self.data

    def _group(self, node: Node, here: str, place: tuple[str | int, ...]) -> None:
        if node.question:
            self._question(node.question, here, place)
        elif node.many:
            self._many(node, node.many, place)
        else:
            for key, child in self._children(node, place):
                self._group(child, here, (*place, key))

    def _children(self, node: Node, place: tuple[str | int, ...]) -> Iterator[tuple[str, Node]]:
        group = node.group
        if group is None or not group.one_of or not group.prompt:
            yield from node.children.items()
            return
        first = group.one_of[0]
        chosen = self.asker.choose(group.prompt, group.help, group.one_of, first, lambda _: None)
        _put(self.data, (*place, chosen), {})
        yield chosen, node.children[chosen]

    def _many(self, node: Node, many: Node, place: tuple[str | int, ...]) -> None:
        group = node.what
        if group is None or not group.prompt or not group.names:
            return
        names = self._names(group, node, place)
        for index, name in enumerate(names):
            inner = (*place, index if node.is_list else name)
            for key, child in many.children.items():
                alone = len(names) == 1 and key in {"share", "scale"}
                if not alone:
                    self._group(child, path_of(inner), (*inner, key))

    def _names(self, group: Group, node: Node, place: tuple[str | int, ...]) -> list[str]:
        default = group.default
        known = default.value(self._values(), "") if default else {}
        shown = ", ".join(known) if group.noun == "environment" else ""

        def members(typed: str) -> Any:
            names = [part.strip() for part in typed.split(",") if part.strip()]
            return [{"name": n} for n in names] if node.is_list else {n: {} for n in names}

        def check(typed: str) -> str | None:
            return self._wrong(place, members(typed)) if typed.strip() else None

        typed = self.asker.text(group.prompt, group.help, shown, check)
        data = members(typed)
        if data:
            _put(self.data, place, data)
        return [item["name"] for item in data] if node.is_list else list(data)

    def _question(self, question: Question, here: str, place: tuple[str | int, ...]) -> None:
        values = self._values()
        if not _asked(question, values, here) or not applies(values, question, here):
            return
        default = _default(values, path_of(place))
        prompt = f"{self._label(here) if here else ''}{question.prompt}"
        plain = self._answer(question, prompt, default, place)
        self.answered.add(path_of(place))
        optional = question.default is not None
        follows = isinstance(question.default, Computed) and plain == default
        if not follows and not (optional and plain in (None, "", [])):
            _put(self.data, place, plain)

    def _label(self, here: str) -> str:
        """Return what a member is called."""
        name = self._values().peek(f"{here}.name")
        return f"{name or here.partition('.')[2]}: "

    def _answer(
        self, question: Question, prompt: str, default: Any, place: tuple[str | int, ...]
    ) -> Any:
        kind = question.kind

        def check(typed: str) -> str | None:
            plain = kind.read(typed)
            if plain in ("", []) and question.default is not None:
                plain = None
            return self._wrong(place, plain)

        if kind.item and kind.choices:
            return list(
                self.asker.choose_many(prompt, question.help, kind.choices, tuple(default or ()))
            )
        choices = kind.choices or (("false", "true") if isinstance(default, bool) else ())
        if question.path == "cloud.region":
            choices = ()
        if choices:
            optional = _is_absent(question)
            offered = (*choices, NONE) if optional else choices
            first = NONE if optional else _written(default) or choices[0]
            chosen = self.asker.choose(
                prompt,
                question.help,
                offered,
                first,
                lambda c: self._wrong(place, None) if c == NONE else check(c),
            )
            return None if chosen == NONE else kind.read(chosen)
        return kind.read(self.asker.text(prompt, _help(question), _written(default), check).strip())

    def _wrong(self, place: tuple[str | int, ...], plain: Any) -> str | None:
        """Return what the loader would say of this answer (none at all if ``None``), or of an earlier one by its fault."""
        path = path_of(place)
        before = {c for c in judge(self.data, self.context)[1] if c.path != path}
        draft = deepcopy(self.data)
        if plain is not None:
            _put(draft, place, plain)
        _, found = judge(draft, self.context)
        return next(
            (_words(c, path) for c in found if c not in before and self._concerns(c, path)), None
        )

    def _concerns(self, complaint: Complaint, path: str) -> bool:
        if complaint.path == path or complaint.path in self.answered:
            return True
        below = complaint.path.startswith((f"{path}.", f"{path}["))
        return below and not complaint.message.startswith("missing")

    def _values(self) -> Values:
        return judge(self.data, self.context)[0]


def _asked(question: Question, values: Values, here: str) -> bool:
    if isinstance(question.asked, Condition):
        return question.asked.holds(values, here)
    return question.asked


def _default(values: Values, path: str) -> Any:
    """Return the default as plain data, or ``None``."""
    try:
        value = values.default(path)
    except UnknownError:
        return None
    return None if value is None or value is NEEDED else BY_PATH[general(path)].kind.plain(value)


def _written(plain: Any) -> str:
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return ", ".join(plain) if isinstance(plain, list) else str(plain)


def _help(question: Question) -> str:
    example = question.kind.schema.get("examples", [""])[0]
    optional = " Empty for none." if _is_absent(question) else ""
    return f"{question.help}{f' E.g. {example}.' if example else ''}{optional}"


def _is_absent(question: Question) -> bool:
    return isinstance(question.default, Fixed) and question.default.plain is None


def _words(complaint: Complaint, path: str) -> str:
    return complaint.message if complaint.path == path else f"{complaint.path}: {complaint.message}"


def _put(data: Any, place: tuple[str | int, ...], value: Any) -> None:
    *around, last = place
    for part in around:
        data = data[part] if isinstance(part, int) else data.setdefault(part, {})
    data[last] = value
