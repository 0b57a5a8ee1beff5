"""The examples as plans and rendered repositories, on a fixed day; made once per process."""

from datetime import date
from functools import cache
from pathlib import Path

from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.ops.new import rendered
from kafka_scaffold.ops.plan import PlanResult, plan
from running import EXAMPLES


TODAY = date(2026, 11, 24)
VARIANTS = ("standard", "express", "serverless")


def examples() -> tuple[str, ...]:
    """Return the examples' names, sorted."""
    return tuple(sorted(path.parent.name for path in EXAMPLES.glob("*/answers.yaml")))


def answers_file(example: str) -> Path:
    """Return the answers file of an example."""
    return EXAMPLES / example / "answers.yaml"


@cache
def planned(example: str, *sets: str) -> PlanResult:
    """Return the plan of an example with answers laid over it."""
    return plan(answers_file(example), today=TODAY, sets=sets)


@cache
def repository(example: str, *sets: str) -> RenderedTree:
    """Return the repository of an example with answers laid over it."""
    return rendered(planned(example, *sets))
