"""checkov, tflint, zizmor, actionlint, check-jsonschema, yamllint, shellcheck and markdownlint over every repository."""

import re

import pytest
from cases import Case, linted, rendered_case, rendered_cases
from harness import options

from kafka_scaffold.validate.engines import ENGINES, verify


pytestmark = pytest.mark.engine
NAMES = (
    "tflint",
    "zizmor",
    "actionlint",
    "check-jsonschema",
    "yamllint",
    "shellcheck",
    "markdownlint",
)
ELSEWHERE = (
    "terraform",
    "checkov",
    "kustomize",
    "kubectl-validate",
    "kafka policy",
    "confluent policy",
    "promtool",
    "helm",
)
# In Terraform and Dockerfiles; in manifests.
SKIPS = (re.compile(r"#\s*checkov:skip=(\w+):(.*)"), re.compile(r"checkov\.io/skip\d+: (\w+)=(.*)"))
CHECKOV = ".checkov.yaml"


def test_every_engine_has_a_test():
    """Those that are not looked at here are looked at in another module."""
    assert {e.name for e in ENGINES if not e.name.startswith(ELSEWHERE)} == set(NAMES)


@pytest.mark.parametrize("name", linted())
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
    terraform = any(path.endswith(".tf") for path in case.tree.paths)
    asked = {"markdownlint", "yamllint", "actionlint", "zizmor"} | (
        {"tflint"} if terraform else set()
    )
    assert {r.engine for r in report.results} >= asked


def test_checkov_finds_nothing(tmp_path):
    """One run over all repositories of one configuration: its start is what takes time."""
    alike: dict[bytes, list[Case]] = {}
    for case in rendered_cases():
        config = case.tree[CHECKOV].content if CHECKOV in case.tree.paths else b""
        alike.setdefault(config, []).append(case)

    told = []
    for number, (config, cases) in enumerate(alike.items()):
        folder = tmp_path / str(number)
        for case in cases:
            case.write(folder)
        (folder / CHECKOV).write_bytes(config)
        report = verify(folder, options=options("oldest", "checkov"))
        assert report.results
        told += [(f.rule, f.where, f.message) for r in report.results for f in r.findings]
        assert told or report.passed, [(r.output, r.hint) for r in report.results]

    assert told == []


def test_suppressions_have_reasons():
    """A skipped rule says why, in words, where it is skipped."""
    bare = [
        f"{case.name}/{file.path}: {rule}"
        for case in rendered_cases()
        for file in case.tree.files
        for pattern in SKIPS
        for rule, reason in pattern.findall(file.content.decode("utf-8", "replace"))
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
            "kubernetes/a.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: a}]\n",
            id="checkov-kubernetes",
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
