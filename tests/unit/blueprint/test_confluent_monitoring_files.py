"""What is rendered for monitoring on Confluent Cloud: scrapes, rules with tests, receivers, dashboards."""

import os
import re
import stat
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import confluent_fixture
from confluent_monitoring import bare, dashboards, expressions, known, metrics, plan, tree
from kafka_scaffold import yaml_io
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import EnvironmentPlan
from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails


CASES = confluent_fixture.CASES
FULL = ("dedicated", "aws", "public", "mtls")
ELASTIC = ("enterprise", "aws", "pni", "mtls")
COLUMNS = 24


def document(made: RenderedTree, path: str) -> dict[str, Any]:
    """Return the YAML of a rendered file."""
    content = next(file.content for file in made.files if file.path == path)
    data: dict[str, Any] = yaml_io.load(content, path, own=True).data
    return data


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_alerts_read_metrics_that_somebody_gives(case):
    """A metric that does not exist is an alert that never fires; one without labels is of every cluster."""
    for planned in plan(case).environments:
        assert isinstance(planned.details, ConfluentCloudDetails)
        for rule in planned.details.alerts:
            assert metrics(rule.expression), rule.name
            assert metrics(rule.expression) <= known(), rule.name
            assert not bare(rule.expression), rule.name
            assert rule.expression.count('job="confluent-') == rule.expression.count("{")


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_runbook_of_every_alert_is_there(case):
    """Whoever is woken finds the page that the alert names."""
    paths = {file.path for file in tree(case).files}
    for planned in plan(case).environments:
        assert isinstance(planned.details, ConfluentCloudDetails)
        for rule in planned.details.alerts:
            assert f"docs/runbooks/{rule.runbook}.md" in paths, rule.name


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_alert_is_tested_in_both_states(case):
    """One test that it fires, one that it keeps silent, in the file beside its rules."""
    for name in ("dev", "prod"):
        for file in ("alerts", "days"):
            plain = document(tree(case), f"monitoring/rules/{name}/{file}.yaml")
            tests = document(tree(case), f"monitoring/tests/{name}/{file}_test.yaml")
            alerts = [rule["alert"] for group in plain["groups"] for rule in group["rules"]]

            assert tests["rule_files"] == [f"../../rules/{name}/{file}.yaml"]
            assert len(set(alerts)) == len(alerts)
            assert sorted(test["name"] for test in tests["tests"]) == sorted(
                f"{alert} {state}" for alert in alerts for state in ("fires", "keeps silent")
            )


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_a_dashboard_draws_metrics_that_somebody_gives(case):
    """A metric that does not exist is an empty graph; one of another cluster a wrong one."""
    found = dashboards(tree(case))

    assert len(found) == 4
    assert len({dashboard["uid"] for dashboard in found.values()}) == 4
    for dashboard in found.values():
        names = {variable["name"] for variable in dashboard["templating"]["list"]}
        for expression in expressions(dashboard):
            assert metrics(expression) <= known(), expression
            assert not bare(expression), expression
            assert set(re.findall(r"\$(\w+)", expression)) <= names


@pytest.mark.parametrize("case", [FULL, ELASTIC], ids="-".join)
def test_a_dashboard_fits_its_grid(case):
    """Panels have ids of their own, stay within 24 columns, and do not lie on one another."""
    for dashboard in dashboards(tree(case)).values():
        panels, taken = dashboard["panels"], set()
        assert len({panel["id"] for panel in panels}) == len(panels)
        for panel in panels:
            at = panel["gridPos"]
            assert at["x"] + at["w"] <= COLUMNS
            cells = {
                (x, y)
                for x in range(at["x"], at["x"] + at["w"])
                for y in range(at["y"], at["y"] + at["h"])
            }
            assert not cells & taken, panel["title"]
            taken |= cells


def test_the_overview_goes_from_availability_to_correctness():
    """Whoever looks reads from what hurts most to what hurts last."""
    overview = dashboards(tree(FULL))["monitoring/grafana/prod/overview.json"]
    rows = [panel["title"] for panel in overview["panels"] if panel["type"] == "row"]

    assert rows == ["Availability", "Freshness", "Completeness", "Capacity", "Correctness"]


def test_nothing_is_listed_that_nobody_uses():
    """The list of metrics is what alerts and dashboards use, not what might be nice."""
    used: set[str] = set()
    for case in CASES:
        for dashboard in dashboards(tree(case)).values():
            for expression in expressions(dashboard):
                used |= metrics(expression)
        for planned in plan(case).environments:
            assert isinstance(planned.details, ConfluentCloudDetails)
            for rule in planned.details.alerts:
                used |= metrics(rule.expression)

    assert used == known()


@pytest.mark.parametrize(
    ("channels", "page", "ticket"),
    [
        pytest.param(("email",), {"email_configs"}, {"email_configs"}, id="email"),
        pytest.param(("pagerduty",), {"pagerduty_configs"}, {"pagerduty_configs"}, id="pager-only"),
        pytest.param(
            ("pagerduty", "slack"),
            {"pagerduty_configs", "slack_configs"},
            {"slack_configs"},
            id="two",
        ),
    ],
)
def test_a_pager_rings_for_pages_alone(channels, page, ticket):
    """Tickets go where nobody is woken, unless the pager is all there is; keys are in files of the owner's."""
    made = confluent_fixture.plan(*ELASTIC)

    def told(planned: EnvironmentPlan) -> EnvironmentPlan:
        assert isinstance(planned.details, ConfluentCloudDetails)
        return replace(planned, details=replace(planned.details, alert_channels=channels))

    made = replace(made, environments=tuple(told(each) for each in made.environments))
    config = document(render(made), "monitoring/alertmanager/prod.yaml")
    receivers = {receiver.pop("name"): receiver for receiver in config["receivers"]}

    assert set(receivers["page"]) == page
    assert set(receivers["ticket"]) == ticket
    (route,) = config["route"]["routes"]
    assert (config["route"]["receiver"], route["receiver"]) == ("ticket", "page")
    for pager in receivers["page"].get("pagerduty_configs", ()):
        assert pager["routing_key_file"].startswith("/etc/")


def test_scrapes_are_made_from_what_terraform_says(tmp_path: Path):
    """One job for each cluster, with the connectors of the data plane beside the main one's; the key stays in files."""
    for file in tree(ELASTIC).files:
        if file.path == "monitoring/prometheus/scrape.sh":
            (tmp_path / "monitoring/prometheus").mkdir(parents=True)
            script = tmp_path / file.path
            script.write_bytes(file.content)
            script.chmod(script.stat().st_mode | stat.S_IXUSR)
    fake = tmp_path / "bin" / "terraform"
    fake.parent.mkdir()
    fake.write_text(
        "#!/bin/sh\n"
        'case "$1" in\n'
        '  *environments*) echo \'{"confluent-clickstream-prod": {"resource.kafka.id": ["lkc-1"]},'
        ' "confluent-clickstream-prod-standby": {"resource.kafka.id": ["lkc-2"]}}\' ;;\n'
        '  *) echo \'{"connectors": {"value": {"archive": "lcc-1"}}}\' ;;\n'
        "esac\n"
    )
    fake.chmod(0o755)
    path = f"{fake.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [script, "prod"], env={"PATH": path}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    written = (tmp_path / "monitoring/prometheus/scrape/prod.yaml").read_bytes()
    main, standby = yaml_io.load(written, "prod.yaml", own=True).data["scrape_configs"]
    assert main["params"] == {"resource.kafka.id": ["lkc-1"], "resource.connector.id": ["lcc-1"]}
    assert standby["params"] == {"resource.kafka.id": ["lkc-2"]}
    assert (main["scrape_interval"], main["honor_timestamps"]) == ("1m", True)
    assert main["basic_auth"] == {
        "username_file": "/etc/prometheus/confluent/prod/api-key",
        "password_file": "/etc/prometheus/confluent/prod/api-secret",
    }


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_key_of_the_control_plane_reaches_no_job_of_the_data_plane(case):
    """Terraform of the data plane reads its own key from the secret store.

    Where a network, a filter or a vault is closed, GitHub's own runners stay outside, so another can be named.
    """
    for workflow in ("plan", "apply", "drift"):
        path = f".github/workflows/{workflow}.yml"
        for name, job in document(tree(case), path)["jobs"].items():
            has = "CONFLUENT_CLOUD_API_KEY" in str(job)
            assert has is ("control" in name), name
            flags = dict(plan(case).flags)
            azure = case[1] == "azure"
            closed = case[2] != "public" or azure or flags["allowed_cidrs"]
            assert ("DATA_PLANE_RUNNER" in job["runs-on"]) is (closed and "data" in name)
            assert ("CONTROL_PLANE_RUNNER" in job["runs-on"]) is (azure and "control" in name)
