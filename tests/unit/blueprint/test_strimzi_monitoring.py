"""What is rendered for monitoring: metrics, monitors, rules with tests, receivers, dashboards."""

import re
from typing import Any

import pytest

import strimzi_fixture
from kafka_scaffold import yaml_io
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from strimzi_monitoring import bare, dashboards, expressions, metrics, plan, sources, with_alerts


DASHBOARDS = dashboards(plan())
COLUMNS = 24


def documents(tree: RenderedTree, path: str) -> list[dict[str, Any]]:
    """Return the YAML documents of a rendered file."""
    content = next(file.content for file in tree.files if file.path == path)
    return [
        yaml_io.load(text, path, own=True).data
        for text in re.split(r"^---$", content.decode(), flags=re.MULTILINE)
    ]


@pytest.fixture(scope="module")
def tree() -> RenderedTree:
    """Return the repository of the hand-made plan with its own alerts."""
    return render(plan())


def exporter() -> dict[str, dict[str, Any]]:
    """Return the exporter's configurations by key."""
    data = documents(render(plan()), "kubernetes/base/metrics.yaml")[0]["data"]
    return {key: yaml_io.load(text, key, own=True).data for key, text in data.items()}


def takes(pattern: str, domain: str, kind: str) -> bool:
    """Tell whether a rule is for beans of a domain and type; a type that ends in a star is a prefix."""
    found = re.match(r"\^(.+?)<(?:type|name)=(.+?)(?:, |>)", pattern)
    assert found
    if kind.endswith(".*"):
        return found[2].startswith(kind[:-2])
    return bool(re.fullmatch(found[1], domain) and re.fullmatch(found[2], kind))


@pytest.mark.parametrize("key", ["kafka.yaml", "connect.yaml", "cruise-control.yaml"])
def test_the_exporter_takes_what_it_names_and_nothing_else(key):
    """Patterns are anchored, as the exporter searches for them anywhere; each bean that is read has a rule."""
    found = exporter()[key]

    assert found["lowercaseOutputName"] is True
    for rule in found["rules"]:
        assert rule["pattern"].startswith("^")
        assert rule["pattern"].endswith("$")
        re.compile(rule["pattern"])
        groups = re.compile(rule["pattern"]).groups
        used = re.findall(r"\$(\d)", rule["name"] + "".join(rule.get("labels", {}).values()))
        assert {int(group) for group in used} <= set(range(1, groups + 1))
    for bean in found["includeObjectNames"]:
        domain, kind = re.split(":(?:type|name)=", bean.split(",")[0])
        assert any(takes(rule["pattern"], domain, kind) for rule in found["rules"]), bean


def test_labels_of_pods_become_labels_of_metrics(tree):
    """Alerts select by cluster, pool and kind, which only the pods' labels know."""
    for monitor in documents(tree, "kubernetes/base/pod-monitors.yaml"):
        for endpoint in monitor["spec"]["podMetricsEndpoints"]:
            mapped = endpoint["relabelings"][0]
            assert mapped["action"] == "labelmap"
            for name in ("cluster", "kind", "name", "pool_name"):
                assert re.fullmatch(
                    mapped["regex"], f"__meta_kubernetes_pod_label_strimzi_io_{name}"
                )


def test_every_component_is_asked_for_metrics(tree):
    """Ports are those of Strimzi 1.2: one name for Kafka's, two for the entity operator, the bridge's own."""
    found = {
        monitor["metadata"]["name"]: [e["port"] for e in monitor["spec"]["podMetricsEndpoints"]]
        for monitor in documents(tree, "kubernetes/base/pod-monitors.yaml")
    }

    assert found == {
        "kafka": ["tcp-prometheus"],
        "entity-operator": ["healthcheck-to", "healthcheck-uo"],
        "bridge": ["rest-api-mgmt"],
        "cluster-operator": ["http"],
    }


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_the_operator_and_promtool_read_the_same_rules(tree, environment):
    """What is tested is what is applied."""
    (applied,) = documents(tree, f"kubernetes/overlays/{environment}/alerts.yaml")
    (plain,) = documents(tree, f"monitoring/rules/{environment}/alerts.yaml")

    assert applied["spec"] == plain
    assert applied["metadata"]["namespace"] == f"clickstream-{environment}"


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_every_alert_is_tested_in_both_states(tree, environment):
    """One test that it fires, one that it keeps silent, at the rules that are beside it."""
    (plain,) = documents(tree, f"monitoring/rules/{environment}/alerts.yaml")
    (tests,) = documents(tree, f"monitoring/tests/{environment}/alerts_test.yaml")
    names = {rule["alert"] for group in plain["groups"] for rule in group["rules"]}
    told = [test["name"] for test in tests["tests"]]

    assert tests["rule_files"] == [f"../../rules/{environment}/alerts.yaml"]
    assert sorted(told) == sorted(
        f"{name} {state}" for name in names for state in ("fires", "keeps silent")
    )
    for test in tests["tests"]:
        (checked,) = test["promql_expr_test"]
        assert bool(checked["exp_samples"]) is test["name"].endswith(" fires")


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_an_alert_names_the_namespace_that_its_receivers_are_in(tree, environment):
    """Prometheus' operator gives a receiver only the alerts of its own namespace, the operator's alerts included."""
    (plain,) = documents(tree, f"monitoring/rules/{environment}/alerts.yaml")

    for group in plain["groups"]:
        for rule in group["rules"]:
            assert rule["labels"]["namespace"] == f"clickstream-{environment}"
            assert rule["annotations"]["runbook"].startswith("docs/runbooks/")


@pytest.mark.parametrize(
    ("channels", "page", "ticket"),
    [
        pytest.param(("email",), {"emailConfigs"}, {"emailConfigs"}, id="email"),
        pytest.param(("pagerduty",), {"pagerdutyConfigs"}, {"pagerdutyConfigs"}, id="pager-only"),
        pytest.param(
            ("pagerduty", "slack"), {"pagerdutyConfigs", "slackConfigs"}, {"slackConfigs"}, id="two"
        ),
    ],
)
def test_a_pager_rings_for_pages_alone(channels, page, ticket):
    """Tickets go where nobody is woken, unless the pager is all there is; then as a warning."""
    made = with_alerts(strimzi_fixture.plan(), alert_channels=channels)
    (config,) = documents(render(made), "kubernetes/overlays/prod/alertmanager.yaml")
    receivers = {receiver.pop("name"): receiver for receiver in config["spec"]["receivers"]}

    assert set(receivers["page"]) == page
    assert set(receivers["ticket"]) == ticket
    assert config["spec"]["route"]["receiver"] == "ticket"
    (route,) = config["spec"]["route"]["routes"]
    assert (route["receiver"], route["matchers"][0]["value"]) == ("page", "page")
    for pager in receivers["ticket"].get("pagerdutyConfigs", ()):
        assert pager["severity"] == "warning"


def test_no_receiver_holds_a_secret(tree):
    """Keys, webhooks and passwords are read from secrets of the owner's; addresses from a file of the owner's."""
    (config,) = documents(tree, "kubernetes/overlays/prod/alertmanager.yaml")
    for receiver in config["spec"]["receivers"]:
        for mail in receiver["emailConfigs"]:
            assert set(mail["authPassword"]) == {"name", "key"}
            assert mail["to"].startswith("@{")
        assert all(
            set(p["routingKey"]) == {"name", "key"} for p in receiver.get("pagerdutyConfigs", ())
        )
        assert all(set(s["apiURL"]) == {"name", "key"} for s in receiver["slackConfigs"])


def test_addresses_come_from_the_settings_of_the_environment(tree):
    """Each placeholder of a receiver is replaced from the owner's file."""
    (settings,) = documents(tree, "kubernetes/overlays/prod/settings.yaml")
    planned = plan().environments[1].details
    assert isinstance(planned, StrimziDetails)
    replaced = {
        (fill.path, fill.key) for fill in planned.fill_ins if fill.kind == "AlertmanagerConfig"
    }

    assert {key for _, key in replaced} <= set(settings["data"])
    for name in ("page", "ticket"):
        for field, key in (("to", "alert-email"), ("smarthost", "mail-server")):
            assert (f"spec.receivers.[name={name}].emailConfigs.0.{field}", key) in replaced


@pytest.mark.parametrize("kubernetes", ["eks", "existing"])
def test_the_runbook_of_every_alert_is_there(kubernetes):
    """Whoever is woken finds the page that the alert names."""
    files = {file.path: file.content.decode() for file in render(plan(kubernetes)).files}
    named = {
        found
        for path, content in files.items()
        if path.endswith("/alerts.yaml")
        for found in re.findall(r"docs/runbooks/[\w-]+\.md", content)
    }

    assert len(named) > 10
    assert named <= set(files)


def test_without_channels_nobody_is_told():
    """A team with a receiver of its own gets the rules and no receiver of ours."""
    made = with_alerts(strimzi_fixture.plan(), alert_channels=())
    paths = {file.path for file in render(made).files}

    assert "kubernetes/overlays/prod/alerts.yaml" in paths
    assert "kubernetes/overlays/prod/alertmanager.yaml" not in paths


@pytest.mark.parametrize("path", DASHBOARDS)
def test_a_dashboard_fits_its_grid(path):
    """Panels have ids of their own, stay within 24 columns, and do not lie on one another."""
    panels = DASHBOARDS[path]["panels"]
    taken: set[tuple[int, int]] = set()

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


@pytest.mark.parametrize("path", DASHBOARDS)
def test_a_dashboard_asks_the_prometheus_that_its_reader_chose(path):
    """The data source is a variable, and queries of one panel have letters of their own."""
    dashboard = DASHBOARDS[path]
    names = {variable["name"] for variable in dashboard["templating"]["list"]}

    assert {"datasource", "namespace", "cluster"} <= names
    for panel in dashboard["panels"]:
        targets = panel.get("targets", [])
        assert len({target["refId"] for target in targets}) == len(targets)
        for source in (panel, *targets):
            assert source.get("datasource", {"uid": "${datasource}"})["uid"] == "${datasource}"
        assert bool(targets) is (panel["type"] not in {"row", "text"})


@pytest.mark.parametrize("path", DASHBOARDS)
def test_a_dashboard_draws_metrics_that_somebody_gives(path):
    """A metric that does not exist is an empty graph."""
    known = {name for source in sources().values() for name in source["metrics"]}

    for expression in expressions(DASHBOARDS[path]):
        assert metrics(expression) <= known, expression
        assert not bare(expression), expression
        assert metrics(expression) or "vector(" in expression
        used = set(re.findall(r"\$(\w+)", expression))
        assert used <= {"namespace", "cluster", "__rate_interval"}


def test_dashboards_are_told_apart():
    """Grafana keeps one dashboard per uid, and its sidecar one file per name, over all namespaces."""
    uids = [dashboard["uid"] for dashboard in DASHBOARDS.values()]

    assert len(DASHBOARDS) == 9
    assert len(set(uids)) == len(uids)
    assert all(len(uid) <= 40 for uid in uids)


def test_nothing_is_listed_that_nobody_uses():
    """The list of metrics is what alerts and dashboards use, not what might be nice."""
    used = {
        name
        for dashboard in DASHBOARDS.values()
        for expression in expressions(dashboard)
        for name in metrics(expression)
    }
    for kubernetes in ("eks", "existing"):
        for planned in plan(kubernetes).environments:
            assert isinstance(planned.details, StrimziDetails)
            for rule in planned.details.alerts:
                used |= metrics(rule.expression)

    assert used == {name for source in sources().values() for name in source["metrics"]}


def test_the_overview_shows_goals_beside_what_is_true():
    """Whoever looks sees at once what was asked for; a goal that was not given is no line."""
    overview = DASHBOARDS["kubernetes/overlays/prod/dashboard-overview.yaml"]
    goal = plan().answers.goals.latency.produce_p99_ms
    assert goal is not None

    assert f"vector({float(goal)})" in expressions(overview)


def test_the_capacity_dashboard_has_a_graph_for_each_limit():
    """Every limit of the plan is drawn with what was planned of it and what is used now."""
    capacity = DASHBOARDS["kubernetes/overlays/prod/dashboard-capacity.yaml"]
    chosen = plan().environments[1].chosen
    titles = [panel["title"] for panel in capacity["panels"]]

    for limit in chosen.headroom:
        title = f"{limit.name} per {limit.scope}, {limit.unit}"
        panel = capacity["panels"][titles.index(title)]
        assert len(panel["targets"]) == 3
