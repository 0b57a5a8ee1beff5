"""Read an answers file: everything that is wrong with it at once, or the frozen `Answers`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.answers import checks
from kafka_scaffold.answers.build import build
from kafka_scaffold.answers.checks.general import applies, instances
from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.context import AnswersContext
from kafka_scaffold.answers.questions import BY_PATH, GROUP_BY_PATH, QUESTIONS
from kafka_scaffold.answers.sets import FLAG, merge
from kafka_scaffold.answers.shape import shape
from kafka_scaffold.answers.values import Values
from kafka_scaffold.errors import Problem, ProblemList
from kafka_scaffold.model.answers import Answers, Origin, OriginKind, Platform


_ENDS = ".["

# Groups of answers that one platform alone reads.
OWN_GROUPS = {
    Platform.STRIMZI: "kubernetes",
    Platform.CONFLUENT_CLOUD: "confluent_cloud",
    Platform.WARPSTREAM: "warpstream",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAnswers:
    """Answers, and the YAML that says them: the file as it was, or rewritten when flags changed it.

    ``readings`` are the answers as each platform takes them: defaults follow from the platform. Where the answers
    name one it is the only reading; otherwise there is one per platform that can be sized, or what the platform has
    against the answers.
    """

    answers: Answers
    text: str
    readings: Mapping[Platform, Answers | tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where answers stand: in the file, or on the command line."""

    source: str
    positions: Mapping[str, yaml_io.Position]
    touched: frozenset[str]

    def origin(self, path: str) -> Origin:
        """Return where a given answer, or the nearest group around it, comes from."""
        around = list(_around(path))
        if any(part in self.touched for part in around):
            return Origin(kind=OriginKind.SET)
        at = next((self.positions[part] for part in around if part in self.positions), None)
        return Origin(
            kind=OriginKind.FILE,
            file=self.source,
            line=at.line if at else None,
            column=at.column if at else None,
        )

    def problem(self, complaint: Complaint) -> Problem:
        """Return a complaint with its place."""
        origin = self.origin(complaint.path)
        return Problem(
            path=complaint.path,
            message=complaint.message,
            hint=complaint.hint,
            file=FLAG if origin.kind is OriginKind.SET else self.source,
            line=origin.line,
            column=origin.column,
        )


def load_answers(
    text: str | bytes, source: str, *, sets: tuple[str, ...] = (), context: AnswersContext
) -> LoadedAnswers:
    """Parse answers: defaults, laid over by the file, laid over by ``sets``.

    Args:
        text: The file's content; bytes must be UTF-8.
        source: The name shown in messages.
        sets: ``key.path=value`` from the command line.
        context: The regions and platforms that are known.

    Raises:
        AnswersError: Everything that is wrong, in order of position.
    """
    document = yaml_io.load(text, source)
    data = {} if document.data is None else document.data
    problems = ProblemList(source)
    touched: frozenset[str] = frozenset()
    if sets and isinstance(data, dict):
        merged = merge(data, sets)
        touched = merged.touched
        for complaint in merged.complaints:
            problems.add(Problem(path=complaint.path, message=complaint.message, file=FLAG))
    places = _Places(source=source, positions=document.positions, touched=touched)
    values, found = judge(data, context)
    for complaint in found:
        problems.add(places.problem(complaint))
    problems.raise_if_any()
    answers = build(values, _origins(values, places))
    return LoadedAnswers(
        answers=answers,
        text=_text(text, data, rewritten=bool(sets)),
        readings=_readings(answers, data, places, context),
    )


def _readings(
    answers: Answers, data: Any, places: _Places, context: AnswersContext
) -> dict[Platform, Answers | tuple[Problem, ...]]:
    if answers.platform is not None:
        return {answers.platform: answers}
    readings: dict[Platform, Answers | tuple[Problem, ...]] = {}
    for platform in context.platforms:
        values, found = judge(_read_as(platform, data), context)
        readings[platform] = (
            tuple(places.problem(complaint) for complaint in found)
            if found
            else build(values, _origins(values, places))
        )
    return readings


def _read_as(platform: Platform, data: Any) -> dict[str, Any]:
    """Return the answers as one platform takes them: what is asked of another alone says nothing about it."""
    others = {group for owner, group in OWN_GROUPS.items() if owner is not platform}
    kept = {key: value for key, value in data.items() if key not in others}
    return {**kept, "platform": platform.value}


def judge(data: Any, context: AnswersContext) -> tuple[Values, tuple[Complaint, ...]]:
    """Return plain data as values, and everything that is wrong with it."""
    shaped = shape(data)
    values = Values(shaped.data, shaped.broken, BY_PATH, GROUP_BY_PATH, context)
    if "" in shaped.broken:
        return values, shaped.complaints
    return values, (*shaped.complaints, *checks.complaints(values))


def _around(path: str) -> Iterator[str]:
    yield path
    for index in range(len(path) - 1, 0, -1):
        if path[index] in _ENDS:
            yield path[:index]


def _origins(values: Values, places: _Places) -> dict[str, Origin]:
    default = Origin(kind=OriginKind.DEFAULT)
    origins: dict[str, Origin] = {}
    for question in QUESTIONS:
        for here, path in instances(values, question.path):
            if values.given(path):
                origins[path] = places.origin(path)
            elif applies(values, question, here):
                origins[path] = default
    return origins


def _text(text: str | bytes, data: Any, *, rewritten: bool) -> str:
    if rewritten:
        from kafka_scaffold.answers.write import to_yaml

        return to_yaml(data)
    kept = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    return "\n".join(kept.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")) + "\n"
