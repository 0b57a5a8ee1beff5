"""Values of charts are rendered with the charts: where those come from, and what is told when they cannot be had."""

import pytest

from kafka_scaffold.model.verify import EngineOutcome
from kafka_scaffold.validate.engines import EngineOptions, verify
from kafka_scaffold.validate.engines.charts import CHARTS


RELEASE = """\
resource "helm_release" "operator" {
  name       = "strimzi"
  repository = "oci://charts.example.com/strimzi"
  chart      = "strimzi-kafka-operator"
  version    = "1.2.0"
  namespace  = "operators"

  values = [file("${path.module}/values.yaml")]
}
"""
FILES = {"terraform/a/main.tf": RELEASE, "terraform/a/values.yaml": "replicas: 1\n"}


@pytest.fixture
def helm(tmp_path, monkeypatch):
    """Return a function that verifies files with a stand-in for helm."""
    monkeypatch.delenv(CHARTS, raising=False)

    def run(script, files=FILES, required=()):
        root, programs = tmp_path / "repository", tmp_path / "bin"
        programs.mkdir()
        (programs / "helm").write_text(f"#!/bin/sh\n{script}\n")
        (programs / "helm").chmod(0o755)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        options = EngineOptions(
            environment={"PATH": str(programs)},
            only=frozenset({"helm template"}),
            required=frozenset(required),
        )
        return verify(root, options=options).results

    return run


def test_a_chart_is_rendered_with_its_values(helm):
    """From the repository that Terraform names, in its version, without definitions."""
    asked = (
        "template strimzi oci://charts.example.com/strimzi/strimzi-kafka-operator --skip-crds "
        "--namespace operators --values values.yaml --version 1.2.0"
    )

    (result,) = helm(f'[ "$*" = "{asked}" ] && [ -f values.yaml ] && echo "kind: Deployment"')

    assert (result.outcome, result.where) == (EngineOutcome.PASSED, "terraform/a")


def test_charts_of_a_directory_are_taken_first(helm, tmp_path, monkeypatch):
    """A machine that reaches no registry has them there, by name."""
    chart = tmp_path / "charts" / "strimzi-kafka-operator"
    chart.mkdir(parents=True)
    monkeypatch.setenv(CHARTS, str(chart.parent))

    (result,) = helm(f'[ "$3" = "{chart}" ] && echo "kind: Deployment"')

    assert result.outcome is EngineOutcome.PASSED


@pytest.mark.parametrize(
    ("script", "word"),
    [
        pytest.param(
            'echo "replica: not allowed" >&2; exit 1', "replica: not allowed", id="refused"
        ),
        pytest.param("exit 0", "renders nothing", id="nothing"),
    ],
)
def test_what_helm_refuses_is_a_finding(helm, script, word):
    """It is told with the file of values."""
    (result,) = helm(script)

    assert result.outcome is EngineOutcome.FAILED
    assert [f.where for f in result.findings] == ["terraform/a/values.yaml"]
    assert word in result.findings[0].message


@pytest.mark.parametrize(
    ("required", "outcome"),
    [
        pytest.param((), EngineOutcome.SKIPPED, id="user"),
        pytest.param(("helm template",), EngineOutcome.FAILED, id="ci"),
    ],
)
def test_a_chart_that_cannot_be_had_is_no_verdict(helm, required, outcome):
    """Neither passed nor refused, unless somebody counts on it."""
    (result,) = helm('echo "dial tcp: no such host" >&2; exit 1', required=required)

    assert result.outcome is outcome
    assert "cannot be reached" in result.hint
    assert result.findings == ()


def test_values_that_are_missing_are_told(helm):
    """Whatever helm makes of them."""
    (result,) = helm("exit 1", {"terraform/a/main.tf": RELEASE})

    assert [f.message for f in result.findings] == [
        "strimzi-kafka-operator: values.yaml does not exist"
    ]


def test_releases_without_a_file_are_passed_over(helm):
    """What Terraform computes is not known before it does."""
    text = RELEASE.replace('file("${path.module}/values.yaml")', "yamlencode({ a = 1 })")

    assert helm("exit 1", {"a.tf": text}) == ()
