"""Promtool reads what is rendered for Confluent Cloud: rules, their tests, queries of dashboards."""

import json
import subprocess
from pathlib import Path

import pytest
from harness import program

import confluent_fixture
from confluent_monitoring import dashboards, expressions, tree
from kafka_scaffold import yaml_io


pytestmark = pytest.mark.engine
CASES = confluent_fixture.CASES
REPLACED = ("$standby", "confluent-away"), ("$job", "confluent-here")


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run promtool."""
    return subprocess.run(
        [program("promtool"), *arguments], capture_output=True, text=True, check=False
    )


def written(case: tuple[str, str, str, str], folder: Path) -> Path:
    """Write the monitoring of a case and return its folder."""
    for file in tree(case).files:
        if file.path.startswith("monitoring/"):
            place = folder / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
    return folder / "monitoring"


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_alerts_fire_and_keep_silent(case, tmp_path):
    """Every alert on its own series."""
    place = written(case, tmp_path)

    for command, pattern in (("check", "rules/*/*.yaml"), ("test", "tests/*/*.yaml")):
        files = sorted(str(path) for path in place.glob(pattern))
        assert len(files) == 4
        done = promtool(command, "rules", *files)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", ["alerts", "days"])
@pytest.mark.parametrize("state", ["fires", "keeps silent"])
def test_a_test_of_an_alert_can_fail(tmp_path, state, file):
    """With the series of the other state, every single test of an alert fails."""
    place = written(("dedicated", "aws", "public", "mtls"), tmp_path)
    source = place / f"tests/prod/{file}_test.yaml"
    tests = yaml_io.load(source.read_bytes(), source.name, own=True).data
    series = {test["name"]: test["input_series"] for test in tests["tests"]}
    other = {"fires": "keeps silent", "keeps silent": "fires"}[state]
    swapped = [
        {**test, "input_series": series[test["name"].replace(f" {state}", f" {other}")]}
        for test in tests["tests"]
        if test["name"].endswith(f" {state}")
    ]
    source.write_text(json.dumps({**tests, "tests": swapped}))

    done = promtool("test", "rules", str(source))

    assert (done.stdout + done.stderr).count("got:") == len(swapped)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_queries_of_dashboards_are_promql(case, tmp_path):
    """Every query parses and is well typed, as rules for promtool; Grafana would show an error in place of a graph."""
    found = dashboards(tree(case)).values()
    queries = sorted({query for each in found for query in expressions(each)})
    for variable, value in REPLACED:
        queries = [query.replace(variable, value) for query in queries]
    recorded = [{"record": f"query:{i}", "expr": query} for i, query in enumerate(queries)]
    place = tmp_path / "queries.json"  # JSON is YAML
    place.write_text(json.dumps({"groups": [{"name": "dashboards", "rules": recorded}]}))

    done = promtool("check", "rules", "--lint=none", str(place))

    assert len(queries) > 30
    assert done.returncode == 0, done.stdout + done.stderr
