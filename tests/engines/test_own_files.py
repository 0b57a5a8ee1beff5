"""This project's own workflows, scripts and pages pass what it asks of others."""

import shutil

import pytest
from harness import ROOT, options

from kafka_scaffold.validate.engines import verify


pytestmark = pytest.mark.engine
ENGINES = ("actionlint", "zizmor", "check-jsonschema", "shellcheck", "markdownlint")
MINE = (
    ".markdownlint-cli2.yaml",
    ".github",
    ".ci",
    "docs",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
)


def test_linters_find_nothing_in_this_project(tmp_path):
    """With the rules of style that stand at its top."""
    for name in MINE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    shutil.move(tmp_path / ".ci" / "run", tmp_path / ".ci" / "run.sh")

    report = verify(tmp_path, options=options("oldest", *ENGINES))

    told = [
        (r.engine, r.findings or r.output or r.hint)
        for r in report.results
        if r.outcome != "passed"
    ]
    assert told == []
    assert {r.engine for r in report.results} == set(ENGINES)
