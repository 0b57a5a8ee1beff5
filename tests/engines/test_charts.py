"""Helm renders the charts that Terraform installs with the values that Terraform computes for them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cases import rendered_case
from harness import ROOT, Terraform, options, planned_resources

from kafka_scaffold.validate.engines import verify
from kafka_scaffold.validate.engines.charts import CHARTS


pytestmark = pytest.mark.engine
STAND_INS = ROOT / "tests" / "fixtures" / "charts"
CASES = ("fixture-eks-scram", "fixture-gke-scram", "fixture-aks-mtls", "fixture-existing-scram")
MAIN = """\
resource "helm_release" "{name}" {{
  name       = "{name}"
  repository = "{repository}"
  chart      = "{chart}"
  version    = "{version}"
  namespace  = "{namespace}"

  values = [file("${{path.module}}/{chart}.yaml")]
}}
"""


@pytest.fixture
def charts(monkeypatch):
    """Take charts from the stand-ins."""
    monkeypatch.setenv(CHARTS, str(STAND_INS))


def releases(root: Path, environment: str, reattach: str) -> list[dict[str, Any]]:
    """Return the releases of an environment after an apply, so that every value is known."""
    folder = root / "terraform" / "operators" / environment
    terraform = Terraform(version="newest", folder=folder, reattach=reattach)
    terraform.plan()
    terraform.run("apply", "-auto-approve", "-input=false")
    state = json.loads(terraform.run("show", "-json"))
    resources = planned_resources({"planned_values": state["values"]})
    return [r["values"] for r in resources if r["type"] == "helm_release"]


@pytest.mark.parametrize("name", CASES)
def test_charts_take_their_values(name, charts, repositories, tmp_path, mock_providers):
    """Every key is one of the chart's, with a value of its kind."""
    case = rendered_case(name)
    root = Path(shutil.copytree(case.write(repositories), tmp_path / "r"))
    known = {place.parent.name for place in STAND_INS.glob("*/Chart.yaml")}
    for decided in case.plan.environments:
        folder = tmp_path / decided.environment.name
        folder.mkdir()
        found = releases(root, decided.environment.name, mock_providers)
        for release in found:
            if release["chart"] in known:
                write(folder, release)

        report = verify(folder, options=options("oldest", "helm template"))

        told = [r for r in report.results if r.outcome != "passed"]
        assert told == []
        assert len(report.results) == len({r["chart"] for r in found} & known) > 0


def write(folder: Path, release: dict[str, Any]) -> None:
    """Write a release as a file of values and what reads it."""
    place = folder / release["chart"]
    place.mkdir()
    (place / f"{release['chart']}.yaml").write_text("\n".join(release["values"]))
    (place / "main.tf").write_text(MAIN.format(**release))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param("replica: 2\n", id="key"),
        pytest.param("replicas: two\n", id="type"),
        pytest.param("replicas: [\n", id="syntax"),
    ],
)
def test_helm_can_refuse(values, charts, tmp_path):
    """A misspelt key, a wrong type and broken YAML are found."""
    release = {
        "name": "strimzi",
        "namespace": "strimzi",
        "repository": "oci://quay.io/strimzi-helm",
        "chart": "strimzi-kafka-operator",
        "version": "1.2.0",
        "values": [values],
    }
    write(tmp_path, release)

    (result,) = verify(tmp_path, options=options("oldest", "helm template")).results

    assert result.outcome == "failed"
    assert result.findings
