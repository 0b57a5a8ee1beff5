"""What the question table itself demands: required answers, answers that apply, one of several."""

from collections.abc import Iterator

from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.question import Condition, Group, Question
from kafka_scaffold.answers.questions import GROUPS, QUESTIONS
from kafka_scaffold.answers.values import NEEDED, UnknownError, Values


def missing(values: Values) -> Iterator[Complaint]:
    """Yield required answers that are not there."""
    for question in QUESTIONS:
        for here, path in instances(values, question.path):
            if values.given(path) or values.is_broken(path) or not applies(values, question, here):
                continue
            if _needed(values, path):
                yield Complaint(path=path, message=_missing(question))


def out_of_place(values: Values) -> Iterator[Complaint]:
    """Yield answers that were given where they mean nothing."""
    rows: tuple[Question | Group, ...] = (*QUESTIONS, *GROUPS)
    for row in rows:
        if row.when is None:
            continue
        for here, path in instances(values, row.path.removesuffix("[]").removesuffix(".*")):
            if values.given(path) and not _holds(values, row.when, here):
                yield Complaint(
                    path=path, message=f"applies only {row.when.words.replace('`', '')}"
                )


def both(values: Values) -> Iterator[Complaint]:
    """Yield groups in which only one of several keys may be given."""
    for group in GROUPS:
        if not group.one_of:
            continue
        for _, path in instances(values, group.path):
            given = [key for key in group.one_of if values.given(f"{path}.{key}")]
            if len(given) > 1:
                message = f"write {' or '.join(group.one_of)}, not both"
                yield Complaint(path=f"{path}.{given[1]}", message=message)


def instances(values: Values, path: str) -> Iterator[tuple[str, str]]:
    """Yield member and path of every answer that a path of the table stands for, among what was given."""
    container, many, rest = path.replace("[]", ".*").partition(".*")
    if not many:
        yield "", path
        return
    for here in values.listed(container):
        yield here, here + rest


def applies(values: Values, question: Question, here: str) -> bool:
    """Tell whether a question is to be asked, as far as that is known."""
    try:
        return question.when is None or question.when.holds(values, here)
    except UnknownError:
        return False


def _holds(values: Values, condition: Condition, here: str) -> bool:
    try:
        return condition.holds(values, here)
    except UnknownError:
        return True


def _needed(values: Values, path: str) -> bool:
    try:
        return values.default(path) is NEEDED
    except UnknownError:
        return False


def _missing(question: Question) -> str:
    example = (question.kind.item or question.kind).schema.get("examples", [""])[0]
    written = f"[{example}]" if question.kind.item else example
    choices = ", ".join(question.kind.choices)
    return (
        f"missing; choices: {choices}"
        if choices
        else f"missing; write e.g. {written}"
        if written
        else "missing"
    )
