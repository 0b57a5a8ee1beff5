"""What people read: a plan per example, the list of its files, and one whole repository per platform.

``pytest tests/golden --update-golden`` rewrites them.
"""

from difflib import unified_diff
from pathlib import Path

import pytest

from kafka_scaffold.project.lock import LOCK_FILE
from kafka_scaffold.report.plan_text import plan_text
from running import EXAMPLES
from scenarios import examples, planned, repository


GOLDEN = Path(__file__).parent
WHOLE = ("clickstream", "orders-gke")  # one per platform
COMMAND = "pytest tests/golden --update-golden"


def compare(file: Path, text: str, update: bool) -> None:
    """Compare a golden with what came out, or rewrite it."""
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return
    golden = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = unified_diff(golden.splitlines(), text.splitlines(), str(file), "now", lineterm="")
    assert golden == text, "\n".join([*lines, f"if it is meant: {COMMAND}"])


@pytest.mark.parametrize("example", examples())
def test_the_plan_of_each_example(example, update_golden):
    """One page: what was chosen, what it costs, what lost and why."""
    text = plan_text(planned(example).plan, width=110)

    compare(GOLDEN / "plans" / f"{example}.txt", text, update_golden)


@pytest.mark.parametrize("example", examples())
def test_the_files_of_each_example(example, update_golden):
    """A file that appears or goes is seen."""
    text = "".join(f"{file.path}  ({file.ownership})\n" for file in repository(example).files)

    compare(GOLDEN / "paths" / f"{example}.txt", text, update_golden)


@pytest.mark.parametrize("example", WHOLE)
def test_the_whole_repository_of_one_example_per_platform(example, update_golden):
    """Read it as documentation; the lock file is left out, it changes with every fact."""
    folder = EXAMPLES / example / "rendered"
    files = [file for file in repository(example).files if file.path != LOCK_FILE]
    for file in files:
        compare(folder / file.path, file.content.decode(), update_golden)
    known = {folder / file.path for file in files}
    orphans = [path for path in folder.rglob("*") if path.is_file() and path not in known]
    if update_golden:
        for path in orphans:
            path.unlink()
        return

    assert orphans == [], f"no longer rendered; {COMMAND}"


def test_no_golden_outlives_its_example():
    """A plan or list of an example that is gone is removed with it."""
    kept = {path.stem for folder in ("plans", "paths") for path in (GOLDEN / folder).glob("*.txt")}

    assert len(kept) >= 6  # a glob that finds nothing would pass everything
    assert kept == set(examples())
