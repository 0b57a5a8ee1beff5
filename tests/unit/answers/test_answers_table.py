"""The question table holds together: it is the one place that says what can be answered."""

import pytest
from answers_samples import CONTEXT, FULL, SMALLEST

from kafka_scaffold.answers.load import judge
from kafka_scaffold.answers.question import Computed, Fixed
from kafka_scaffold.answers.questions import GROUPS, QUESTIONS, TREE
from kafka_scaffold.answers.values import NEEDED, UnknownError
from kafka_scaffold.yaml_io import load


def test_a_path_is_there_once():
    """Defaults live in one place."""
    assert len({question.path for question in QUESTIONS}) == len(QUESTIONS)
    assert len({group.path for group in GROUPS}) == len(GROUPS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.path)
def test_every_question_can_be_asked_and_looked_up(question):
    """Prompt, help and, where there is one, a default in words that can be read back."""
    assert question.prompt[0].isupper()
    assert question.help.endswith(".")
    assert question.default is None or question.default.words
    if isinstance(question.default, Fixed) and question.default.plain is not None:
        question.kind.parse(question.default.plain)


def test_every_group_says_what_it_is_about():
    """Sections of the reference and descriptions in editors."""

    def groups(node):
        if not node.question:
            yield node
            for child in node.children.values():
                yield from groups(child)

    assert not [node.path for node in groups(TREE) if node.what is None]


@pytest.mark.parametrize("text", [SMALLEST, FULL], ids=["smallest", "full"])
def test_every_default_can_be_computed_written_and_read_back(text):
    """What the wizard shows as a default would be taken if it were typed."""
    values, complaints = judge(load(text, "x").data, CONTEXT)
    assert not complaints
    members = {
        "topics[]": "topics",
        "applications.*": "applications",
        "environments.*": "environments",
    }
    for question in QUESTIONS:
        if not isinstance(question.default, Computed):
            continue
        for start, container in members.items():
            paths = (
                [here + question.path.removeprefix(start) for here in values.many(container)]
                if question.path.startswith(start)
                else []
            )
            for path in paths or (
                [question.path] if not any(map(question.path.startswith, members)) else []
            ):
                try:
                    value = values.default(path)
                except UnknownError:
                    assert "aggregate" in path or "dns" in path, path
                    continue
                if value is None or value is NEEDED:
                    continue
                again = question.kind.parse(question.kind.plain(value))
                assert again == pytest.approx(value) if isinstance(value, float) else again == value
