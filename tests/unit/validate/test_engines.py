"""What `verify` runs, what it refuses to run, and how it reads what programs say; the programs here are stand-ins."""

import json
import os

import pytest

from kafka_scaffold.model.verify import EngineOutcome
from kafka_scaffold.validate.engines import EngineOptions, verify
from kafka_scaffold.validate.engines.workspace import copy_repository


PROVIDER = 'provider "aws" {\n}\n'


@pytest.fixture
def repository(tmp_path):
    """Return a function that writes files into a repository."""
    root = tmp_path / "repository"
    root.mkdir()

    def write(**files):
        for name, text in files.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        return root

    return write


@pytest.fixture
def programs(tmp_path):
    """Return a function that puts stand-ins on a PATH of their own: name -> shell script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sh").symlink_to("/bin/sh")

    def install(**scripts):
        for name, script in scripts.items():
            place = folder / name.replace("_", "-")
            place.write_text(f"#!/bin/sh\n{script}\n")
            place.chmod(0o755)
        return {"PATH": str(folder)}

    return install


def run(root, environment, *only, required=()):
    """Return the results of some engines."""
    options = EngineOptions(
        environment=environment, only=frozenset(only) or None, required=frozenset(required)
    )
    return verify(root, options=options)


def test_a_missing_engine_is_skipped_with_the_way_to_get_it(repository, programs):
    """Nobody has everything installed."""
    report = run(repository(**{"a.tf": PROVIDER}), programs())

    assert {r.outcome for r in report.results} == {EngineOutcome.SKIPPED}
    assert all("is not installed" in r.hint for r in report.results)
    assert not report.passed


def test_a_required_engine_that_is_missing_fails(repository, programs):
    """CI may not be quiet about it."""
    report = run(repository(**{"a.tf": PROVIDER}), programs(), "tflint", required=("tflint",))

    assert [r.outcome for r in report.results] == [EngineOutcome.FAILED]


def test_an_engine_without_files_is_not_asked(repository, programs):
    """No workflow, no actionlint."""
    report = run(repository(**{"README.md": "# A\n"}), programs())

    assert [r.engine for r in report.results] == ["markdownlint"]


def test_the_directory_stays_as_it_is(repository, programs):
    """Engines write where they please: into a copy."""
    root = repository(**{"a.md": "# A\n"})

    report = run(root, programs(markdownlint_cli2="echo litter > litter.txt; echo x > a.md"))

    assert report.passed
    assert [path.name for path in root.iterdir()] == ["a.md"]
    assert (root / "a.md").read_text() == "# A\n"


def test_credentials_do_not_reach_programs(repository, programs, monkeypatch):
    """A foreign repository's tests must not act on the user's account."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("TF_TOKEN_app_terraform_io", "secret")
    script = 'case "$AWS_SECRET_ACCESS_KEY$TF_TOKEN_app_terraform_io" in *secret*) exit 1 ;; esac'

    assert run(repository(**{"a.md": "# A\n"}), programs(markdownlint_cli2=script)).passed


def test_links_and_code_are_left_out(repository):
    """What is copied are plain files that run nothing."""
    root = repository(
        **{"a.md": "a", ".markdownlint-cli2.cjs": "module.exports = {}", ".git/config": "x"}
    )
    (root / "passwd").symlink_to("/etc/passwd")
    (root / "etc").symlink_to("/etc")
    os.mkfifo(root / "pipe")

    workspace = copy_repository(str(root), str(root.parent / "copy"))

    assert workspace.paths == ("a.md",)
    assert {entry.partition(":")[0] for entry in workspace.left_out} == {
        ".markdownlint-cli2.cjs", "passwd", "etc", "pipe",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "engine"),
    [
        pytest.param(".checkov.yaml", "external-checks-dir: [./checks]\n", "checkov", id="checkov"),
        pytest.param(".tflint.hcl", 'config {\n  plugin_dir = "./p"\n}\n', "tflint", id="tflint"),
        pytest.param(
            ".markdownlint-cli2.yaml", "customRules: [./r.js]\n", "markdownlint", id="markdownlint"
        ),
    ],
)
def test_configuration_that_loads_code_is_refused(file, text, engine, repository, programs):
    """The engine is not started, and the report says why."""
    root = repository(**{file: text, "a.tf": PROVIDER, "a.md": "# A\n"})
    stand_ins = programs(checkov="exit 0", tflint="exit 0", markdownlint_cli2="exit 0")

    (result,) = run(root, stand_ins, engine).results

    assert result.outcome is EngineOutcome.FAILED
    assert file in result.hint


def test_terraform_tests_with_real_providers_are_not_run(repository, programs):
    """They could create resources; with mocks for every provider they run."""
    files = {"a.tf": PROVIDER, "a.tftest.hcl": 'run "x" {\n}\n'}
    passed = '{"type":"test_summary","test_summary":{"passed":1}}'
    terraform = programs(terraform=f"echo '{passed}'")

    (refused,) = run(repository(**files), terraform, "terraform test").results
    files["a.tftest.hcl"] = 'mock_provider "aws" {\n}\n' + files["a.tftest.hcl"]
    (ran,) = run(repository(**files), terraform, "terraform test").results

    assert (refused.outcome, ran.outcome) == (EngineOutcome.SKIPPED, EngineOutcome.PASSED)
    assert "does not mock aws" in refused.hint


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('data "external" "x" {\n  program = ["id"]\n}\n', id="unmocked-data"),
        pytest.param(
            'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n  }\n}\n',
            id="provisioner",
        ),
    ],
)
def test_terraform_tests_that_run_commands_are_not_run(text, repository, programs):
    """Modules count too; nothing of the repository is executed."""
    files = {"a.tf": PROVIDER, "m/m.tf": text, "a.tftest.hcl": 'mock_provider "aws" {\n}\n'}
    files["a.tf"] += 'module "m" {\n  source = "./m"\n}\n'

    (refused,) = run(repository(**files), programs(terraform="exit 0"), "terraform test").results

    assert refused.outcome is EngineOutcome.SKIPPED


def test_modules_in_use_are_validated_with_their_users(repository, programs):
    """A root is any directory of Terraform that no other one here uses."""
    root = repository(
        **{
            "envs/dev/main.tf": 'module "m" {\n  source = "../../modules/used"\n}\n',
            "modules/used/main.tf": "",
            "modules/free/main.tf": "",
        }
    )
    terraform = programs(terraform="echo '{\"diagnostics\":[]}'")

    assert [r.where for r in run(root, terraform, "terraform validate").results] == [
        "envs/dev",
        "modules/free",
    ]


SAID = {
    "terraform fmt": ("terraform", "a.tf", "a.tf\n--- old/a.tf\n", 3, "a.tf"),
    "terraform validate": (
        "terraform",
        "t/a.tf",
        {
            "diagnostics": [
                {
                    "severity": "error",
                    "summary": "Unsupported argument",
                    "range": {"filename": "a.tf", "start": {"line": 7}},
                }
            ]
        },
        1,
        "t/a.tf:7",
    ),
    "checkov": (
        "checkov",
        "a.tf",
        {
            "results": {
                "failed_checks": [
                    {
                        "check_id": "CKV_AWS_7",
                        "check_name": "rotation",
                        "file_path": "/a.tf",
                        "file_line_range": [3, 9],
                        "resource": "aws_kms_key.k",
                    }
                ]
            }
        },
        1,
        "a.tf:3",
    ),
    "tflint": (
        "tflint",
        "a.tf",
        {
            "issues": [
                {
                    "rule": {"name": "terraform_unused"},
                    "message": "unused",
                    "range": {"filename": "a.tf", "start": {"line": 2}},
                }
            ],
            "errors": [],
        },
        2,
        "a.tf:2",
    ),
    "actionlint": (
        "actionlint",
        ".github/workflows/a.yml",
        [{"kind": "expression", "message": "m", "filepath": ".github/workflows/a.yml", "line": 4}],
        1,
        ".github/workflows/a.yml:4",
    ),
    "zizmor": (
        "zizmor",
        ".github/workflows/a.yml",
        [
            {
                "ident": "unpinned-uses",
                "desc": "d",
                "locations": [
                    {
                        "symbolic": {"key": {"Local": {"given_path": ".github/workflows/a.yml"}}},
                        "concrete": {"location": {"start_point": {"row": 6}}},
                    }
                ],
            }
        ],
        14,
        ".github/workflows/a.yml:7",
    ),
    "check-jsonschema": (
        "check-jsonschema",
        ".github/dependabot.yml",
        {"errors": [{"filename": ".github/dependabot.yml", "message": "m"}], "parse_errors": []},
        1,
        ".github/dependabot.yml",
    ),
    "yamllint": (
        "yamllint",
        "a.yaml",
        "a.yaml:3:1: [error] duplication of key (key-duplicates)\n",
        1,
        "a.yaml:3",
    ),
    "shellcheck": (
        "shellcheck",
        "a.sh",
        {"comments": [{"file": "a.sh", "line": 2, "code": 2086, "message": "quote"}]},
        1,
        "a.sh:2",
    ),
    "markdownlint": (
        "markdownlint-cli2",
        "a.md",
        "a.md:5 error MD022/blanks-around-headings Headings\n",
        1,
        "a.md:5",
    ),
}


@pytest.mark.parametrize("engine", SAID)
def test_findings_are_read_with_their_place(engine, repository, programs):
    """Every engine says it in its own words; the report has one form."""
    program, file, said, code, where = SAID[engine]
    text = said if isinstance(said, str) else json.dumps(said)
    script = (
        f"case \"$1\" in init) exit 0 ;; esac\ncat <<'SAID'\n{text.rstrip()}\nSAID\nexit {code}"
    )
    environment = programs(**{program: script})
    environment["PATH"] += ":/bin:/usr/bin"

    (result,) = run(repository(**{file: "x\n"}), environment, engine).results

    assert result.outcome is EngineOutcome.FAILED
    assert [f.where for f in result.findings] == [where]
    assert result.findings[0].rule
    assert result.findings[0].message


@pytest.mark.parametrize(
    "engine", ["terraform validate", "checkov", "tflint", "zizmor", "shellcheck"]
)
def test_an_engine_that_breaks_is_a_failure(engine, repository, programs):
    """Noise instead of an answer is never taken for a pass."""
    program, file, *_ = SAID[engine]
    stand_in = programs(**{program: 'case "$1" in init) exit 0 ;; esac\necho broken'})

    (result,) = run(repository(**{file: "x\n"}), stand_in, engine).results

    assert result.outcome is EngineOutcome.FAILED


OVERLAY = {
    "o/kustomization.yaml": "resources: [topic.yaml]\n",
    "o/topic.yaml": "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec: {}\n",
}


def test_own_rules_need_no_kustomize(repository, programs):
    """Without it manifests are judged as they stand in their files."""
    (result,) = run(repository(**OVERLAY), programs(), "kafka policy").results

    assert result.outcome is EngineOutcome.FAILED
    assert [(f.rule, f.where) for f in result.findings] == [("cluster-label", "o/topic.yaml")]


def test_the_program_that_is_missing_is_named(repository, programs):
    """kubectl-validate judges what kustomize builds."""
    (result,) = run(
        repository(**OVERLAY), programs(kubectl_validate="exit 0"), "kubectl-validate"
    ).results

    assert result.outcome is EngineOutcome.SKIPPED
    assert result.hint.startswith("kustomize is not installed: go install ")


@pytest.mark.parametrize(
    ("group", "outcome"),
    [
        pytest.param("cert-manager.io/v1", EngineOutcome.PASSED, id="of-others"),
        pytest.param("kafka.strimzi.io/v1beta2", EngineOutcome.FAILED, id="not-served"),
        pytest.param("v2", EngineOutcome.FAILED, id="built-in"),
    ],
)
def test_kinds_of_others_are_passed_over(group, outcome, repository, programs):
    """Nobody here has the definitions of somebody's own kinds; those that are known are held to them."""
    message = f"failed to retrieve validator: failed to locate OpenAPI spec for GV: {group}"
    answer = json.dumps([{"status": "Failure", "message": message}])
    scripts = {"kustomize": "exit 0", "kubectl_validate": f"echo '{{\"'$1'\": {answer}}}'; exit 1"}

    (result,) = run(repository(**OVERLAY), programs(**scripts), "kubectl-validate").results

    assert result.outcome is outcome


def test_what_kubectl_validate_says_names_the_resource(repository, programs):
    """Its verdicts come in the order of the documents."""
    cause = {"field": "spec.partitons", "message": "unknown field"}
    verdicts = [{"status": "Failure", "details": {"causes": [cause]}}]
    scripts = {
        "kustomize": 'while [ "$1" != --output ]; do shift; done; echo "$(while read -r l; do echo "$l"; done < topic.yaml)" > "$2"',
        "kubectl_validate": f"echo '{{\"'$1'\": {json.dumps(verdicts)}}}'; exit 1",
    }

    (result,) = run(repository(**OVERLAY), programs(**scripts), "kubectl-validate").results

    assert [(f.where, f.message) for f in result.findings] == [
        ("o", "KafkaTopic a: spec.partitons: unknown field")
    ]


def test_nonsense_of_a_program_is_a_finding(repository, programs):
    """No answer is no pass."""
    scripts = {"kustomize": "exit 0", "kubectl_validate": "echo nonsense"}

    (result,) = run(repository(**OVERLAY), programs(**scripts), "kubectl-validate").results

    assert result.outcome is EngineOutcome.FAILED


def test_alert_rules_are_found_by_what_they_are(repository, programs):
    """Rules and their tests are told from other YAML by their first keys."""
    files = {
        "a.yaml": "groups:\n  - name: a\n    rules: []\n",
        "b.yaml": "rule_files: [a.yaml]\ntests: []\n",
        "c.yaml": "groups: [x]\n",
    }
    script = 'case "$1" in test) echo "  FAILED:"; echo "    exp: 1"; exit 1 ;; esac'

    report = run(repository(**files), programs(promtool=script), "promtool rules", "promtool tests")

    assert [(r.engine, r.outcome.value) for r in report.results] == [
        ("promtool rules", "passed"),
        ("promtool tests", "failed"),
    ]
    assert [(f.where, f.message) for f in report.results[1].findings] == [("b.yaml", "exp: 1")]
