"""The repositories that engines look at: every example in every MSK variant that fits, and the hand-made plans."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import plan_fixture
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.errors import AnswersError, NoPlatformFitsError
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.tree import RenderedTree
from scenarios import VARIANTS, examples, planned, repository


FIXTURES = (
    "fixture-standard-iam",
    "fixture-standard-scram",
    "fixture-standard-mtls",
    "fixture-express-iam",
    "fixture-express-scram",
    "fixture-serverless-iam",
)

# What a variant cannot carry; a test keeps this list true.
UNFIT = frozenset(
    {
        "cdc-outbox-serverless",
        "clickstream-serverless",
        "iot-serverless",
        "payments-serverless",
        "sandbox-express",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One rendered repository and the plan behind it."""

    name: str
    plan: Plan
    tree: RenderedTree

    def write(self, folder: Path) -> Path:
        """Write the repository below a folder; return its directory."""
        root = folder / self.name
        for file in self.tree.files:
            place = root / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
            if file.executable:
                place.chmod(0o755)
        return root


def case_names() -> tuple[str, ...]:
    """Return the name of every case; nothing is planned for it, so that collecting tests stays cheap."""
    names = (f"{example}-{variant}" for example in examples() for variant in VARIANTS)
    return (*(name for name in names if name not in UNFIT), *FIXTURES)


@cache
def rendered_case(name: str) -> Case:
    """Return one case, rendered."""
    example, _, variant = name.rpartition("-")
    if example in examples():
        sets = ("platform=msk", f"variant={variant}")
        return Case(name=name, plan=planned(example, *sets).plan, tree=repository(example, *sets))
    _, variant, auth = name.split("-")
    plan = plan_fixture.plan(variant, auth)
    return Case(name=name, plan=plan, tree=render(plan))


def rendered_cases() -> tuple[Case, ...]:
    """Return every case, rendered."""
    return tuple(rendered_case(name) for name in case_names())


def why_unfit(name: str) -> str | None:
    """Return why an example cannot take a variant, or ``None``."""
    example, _, variant = name.rpartition("-")
    try:
        planned(example, "platform=msk", f"variant={variant}")
    except (AnswersError, NoPlatformFitsError) as error:
        return str(error)
    return None
