"""checkov, tflint, zizmor, actionlint, check-jsonschema, yamllint, shellcheck and markdownlint over every repository."""

import re

import pytest
from cases import case_names, rendered_case, rendered_cases
from harness import options

from kafka_scaffold.validate.engines import ENGINES, verify


pytestmark = pytest.mark.engine
NAMES = tuple(e.name for e in ENGINES if not e.name.startswith("terraform") and e.name != "checkov")
SKIP = re.compile(r"#\s*checkov:skip=(\w+):(.*)")


@pytest.mark.parametrize("name", case_names())
def test_linters_find_nothing(name, repositories):
    """Each linter that applies to a file of the repository passes, and none is missing."""
    case = rendered_case(name)
    report = verify(case.write(repositories), options=options("oldest", *NAMES))

    told = [
        (r.engine, r.findings or r.output or r.hint)
        for r in report.results
        if r.outcome != "passed"
    ]
    assert told == []
    assert {r.engine for r in report.results} >= {
        "tflint",
        "markdownlint",
        "yamllint",
        "actionlint",
        "zizmor",
    }


def test_checkov_finds_nothing(repositories):
    """One run over every repository, each with its own configuration; every suppression carries a reason."""
    found = {}
    for case in rendered_cases():
        root = case.write(repositories)
        report = verify(root, options=options("oldest", "checkov"))
        told = [(f.rule, f.where, f.message) for r in report.results for f in r.findings]
        if told or not report.passed:
            found[case.name] = told or [(r.output, r.hint) for r in report.results]
    assert found == {}


def test_suppressions_have_reasons():
    """A skipped rule says why, in words, where it is skipped."""
    bare = [
        f"{case.name}/{file.path}: {rule}"
        for case in rendered_cases()
        for file in case.tree.files
        if file.path.endswith(".tf")
        for rule, reason in SKIP.findall(file.content.decode())
        if len(reason.split()) < 3
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("engine", "file", "text"),
    [
        pytest.param("tflint", "main.tf", 'variable "x" {\n  type = string\n}\n', id="tflint"),
        pytest.param("yamllint", "a.yaml", "a: 1\na: 2\n", id="yamllint"),
        pytest.param("shellcheck", "a.sh", "#!/bin/sh\necho $1\n", id="shellcheck"),
        pytest.param("markdownlint", "a.md", "# A\n## B\n", id="markdownlint"),
        pytest.param(
            "zizmor",
            ".github/workflows/a.yml",
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: a/b@v1\n",
            id="zizmor",
        ),
        pytest.param(
            "actionlint", ".github/workflows/a.yml", "on: nonsense\njobs: {}\n", id="actionlint"
        ),
        pytest.param(
            "check-jsonschema", ".github/workflows/a.yml", "on: push\njobs: []\n", id="schema"
        ),
        pytest.param(
            "checkov",
            "main.tf",
            'resource "aws_kms_key" "k" {\n  description = "x"\n}\n',
            id="checkov",
        ),
    ],
)
def test_every_linter_can_fail(engine, file, text, tmp_path):
    """A known mistake is found and its place is named; a linter that finds nothing here proves nothing above."""
    place = tmp_path / file
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)

    report = verify(tmp_path, options=options("oldest", engine))

    assert [r.outcome.value for r in report.results] == ["failed"]
    assert report.results[0].findings
    assert any(f.where.startswith(file) for f in report.results[0].findings)
