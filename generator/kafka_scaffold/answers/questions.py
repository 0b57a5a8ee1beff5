"""The question table: every answer there is, once. It drives loader, wizard, JSON Schema and reference."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kafka_scaffold.answers.question import Group, Question
from kafka_scaffold.answers.table import (
    applications,
    confluent_cloud,
    environments,
    kubernetes,
    operations,
    project,
    recovery,
    security,
    topics,
    workload,
)


QUESTIONS: tuple[Question, ...] = (
    *project.QUESTIONS,
    *workload.QUESTIONS,
    *topics.QUESTIONS,
    *applications.QUESTIONS,
    *kubernetes.QUESTIONS,
    *confluent_cloud.QUESTIONS,
    *security.QUESTIONS,
    *operations.QUESTIONS,
    *environments.QUESTIONS,
    *recovery.QUESTIONS,
)
GROUPS: tuple[Group, ...] = (
    *project.GROUPS,
    *workload.GROUPS,
    *topics.GROUPS,
    *applications.GROUPS,
    *kubernetes.GROUPS,
    *confluent_cloud.GROUPS,
    *security.GROUPS,
    *operations.GROUPS,
    *environments.GROUPS,
    *recovery.GROUPS,
)
BY_PATH = {question.path: question for question in QUESTIONS}
GROUP_BY_PATH = {group.path: group for group in GROUPS}


@dataclass(slots=True)
class Node:
    """A place in the shape of answers.

    ``question`` is set where a value stands. ``children`` are the keys of a group; a list or mapping of many has one
    child, ``[]`` or ``*``.
    """

    path: str
    question: Question | None = None
    group: Group | None = None
    children: dict[str, "Node"] = field(default_factory=dict)

    @property
    def many(self) -> "Node | None":
        """Return what each member of a list or mapping of many looks like."""
        return self.children.get("[]") or self.children.get("*")

    @property
    def is_list(self) -> bool:
        """Tell whether members are numbered rather than named."""
        return "[]" in self.children

    @property
    def what(self) -> Group | None:
        """Return what is said of the group, or of the group's members."""
        return (
            self.group or (self.many.group if self.many else None) or GROUP_BY_PATH.get(self.path)
        )

    def leaves(self) -> Iterator[Question]:
        """Yield the questions below, in order."""
        if self.question:
            yield self.question
        for child in self.children.values():
            yield from child.leaves()


def _tree() -> Node:
    root = Node(path="", group=GROUP_BY_PATH[""])
    for question in QUESTIONS:
        node = root
        for part in parts(question.path):
            path = f"{node.path}[]" if part == "[]" else f"{node.path}.{part}".lstrip(".")
            node = node.children.setdefault(part, Node(path=path, group=GROUP_BY_PATH.get(path)))
        node.question = question
    return root


def parts(path: str) -> list[str]:
    """Return the steps of a path of the table: ``topics[].name`` has three."""
    return path.replace("[]", ".[]").split(".")


TREE = _tree()
