"""Terraform plans exactly the machines that the sizing decided, on every cloud, and only values that the clouds take."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cases import Case, rendered_case, strimzi_names, versioned
from harness import Terraform, planned_resources

from kafka_scaffold.model.plan import EnvironmentPlan
from kafka_scaffold.sizing.platforms.strimzi.details import Kubernetes, StrimziDetails
from kafka_scaffold.validate.provider_rules import check_arguments, check_values, load_rules


pytestmark = pytest.mark.engine
ENVIRONMENTS = Path("terraform/environments")
OPERATORS = Path("terraform/operators")
VERSIONED = tuple((name, version) for name, version in versioned() if name in strimzi_names())
# What installs the operator hardly differs from one example to the next.
OPERATED = tuple(
    (name, version)
    for name, version in VERSIONED
    if name.startswith(("clickstream-", "fixture-", "option-"))
)


@pytest.fixture
def root(name, tmp_path, repositories):
    """Return a copy of a case's repository to plan in."""
    return Path(shutil.copytree(rendered_case(name).write(repositories), tmp_path / "r"))


@pytest.mark.parametrize(("name", "version"), VERSIONED, ids=str)
def test_plans_carry_the_sizing(name, version, root, mock_providers):
    """Machines of each kind, in each number, as decided; an existing cluster gets none."""
    case = rendered_case(name)
    for decided in case.plan.environments:
        details = decided.details
        assert isinstance(details, StrimziDetails)
        folder = root / ENVIRONMENTS / decided.environment.name
        if details.kubernetes is Kubernetes.EXISTING:
            assert not list(folder.glob("*.tf"))
            continue
        plan = Terraform(version=version, folder=folder, reattach=mock_providers).plan()
        resources = planned_resources(plan)

        assert machines(resources) == {
            (g.name, g.machine, g.per_zone * g.zones, g.most_per_zone * g.zones)
            for g in details.machines
        }
        check_known(plan, resources)


@pytest.mark.parametrize(("name", "version"), OPERATED, ids=str)
def test_the_operator_is_planned(name, version, root, mock_providers):
    """The operator's chart has the decided version, and its definitions are not the chart's business."""
    case = rendered_case(name)
    for decided in case.plan.environments:
        folder = root / OPERATORS / decided.environment.name
        if not list(folder.glob("*.tf")):
            continue
        plan = Terraform(version=version, folder=folder, reattach=mock_providers).plan()
        resources = planned_resources(plan)
        releases = {
            r["values"]["chart"]: r["values"] for r in resources if r["type"] == "helm_release"
        }

        check_releases(decided, releases)
        check_known(plan, resources)


def check_releases(decided: EnvironmentPlan, releases: dict[str, dict[str, Any]]) -> None:
    """Charts and their versions."""
    details = decided.details
    assert isinstance(details, StrimziDetails)
    versions = {chart.rpartition("/")[2]: values["version"] for chart, values in releases.items()}
    assert versions["strimzi-kafka-operator"] == details.strimzi_version.value
    cleaner = details.drain_cleaner_version
    assert versions.get("strimzi-drain-cleaner") == (cleaner and cleaner.value)
    stack = details.monitoring_stack_version
    assert versions.get("kube-prometheus-stack") == (stack and stack.value)
    operator = next(v for c, v in releases.items() if c.endswith("strimzi-kafka-operator"))
    assert operator["skip_crds"] is True


def check_known(plan: dict[str, Any], resources: list[dict[str, Any]]) -> None:
    """No value, and no pair of arguments, that a provider's own code would refuse."""
    refused = [
        f for r in resources for f in check_values(r["type"], r.get("values", {}), r["address"])
    ]
    assert refused == []
    clashes = [
        f
        for r in plan["configuration"]["root_module"].get("resources", ())
        for f in check_arguments(r["type"], r.get("expressions", {}).keys(), r["address"])
    ]
    assert clashes == []
    assert {r["type"] for r in resources} <= load_rules().keys(), "add them to provider_rules.csv"


def machines(resources: list[dict[str, Any]]) -> set[tuple[str, str, int, int]]:
    """Return each group of machines: its name, its type, how many there are and may be in all zones."""
    return {*_eks(resources), *_gke(resources), *_aks(resources)}


def _of_type(resources: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [r for r in resources if r["type"] == kind]


def _eks(resources: list[dict[str, Any]]) -> set[tuple[str, str, int, int]]:
    types = {
        r["name"]: r["values"]["instance_type"] for r in _of_type(resources, "aws_launch_template")
    }
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for group in _of_type(resources, "aws_eks_node_group"):
        (scaling,) = group["values"]["scaling_config"]
        assert scaling["min_size"] == scaling["desired_size"]
        now[group["name"]] += scaling["desired_size"]
        most[group["name"]] += scaling["max_size"]
    return {(name, types[name], now[name], most[name]) for name in now}


def _gke(resources: list[dict[str, Any]]) -> set[tuple[str, str, int, int]]:
    found = set()
    for pool in _of_type(resources, "google_container_node_pool"):
        values = pool["values"]
        zones = len(values["node_locations"])
        (scaling,) = values["autoscaling"]
        assert scaling["min_node_count"] == values["initial_node_count"]
        machine = values["node_config"][0]["machine_type"]
        count = values["initial_node_count"] * zones
        found.add((values["name"], machine, count, scaling["max_node_count"] * zones))
    return found


def _aks(resources: list[dict[str, Any]]) -> set[tuple[str, str, int, int]]:
    now: Counter[tuple[str, str]] = Counter()
    most: Counter[tuple[str, str]] = Counter()
    pools = [
        (r["name"], r["values"])
        for r in _of_type(resources, "azurerm_kubernetes_cluster_node_pool")
    ]
    for cluster in _of_type(resources, "azurerm_kubernetes_cluster"):
        pools += [("general", pool) for pool in cluster["values"]["default_node_pool"]]
    for name, pool in pools:
        key = (name, pool["vm_size"])
        now[key] += pool.get("min_count") or pool["node_count"]
        most[key] += pool.get("max_count") or pool["node_count"]
    return {(*key, now[key], most[key]) for key in now}


def test_a_wrong_number_would_be_noticed(tmp_path, repositories, mock_providers):
    """The comparison above can fail: one machine more than decided is found."""
    case: Case = rendered_case("fixture-eks-scram")
    decided = case.plan.primary
    assert isinstance(decided.details, StrimziDetails)
    root = Path(shutil.copytree(case.write(repositories), tmp_path / "r"))
    folder = root / ENVIRONMENTS / decided.environment.name
    file = folder / "nodes.tf"
    text = file.read_text()
    group = decided.details.machines[0]
    changed = text.replace(
        f"desired_size = {group.per_zone}\n", f"desired_size = {group.per_zone + 1}\n"
    )
    assert changed != text
    file.write_text(changed)
    plan = Terraform(version="newest", folder=folder, reattach=mock_providers).plan()

    with pytest.raises(AssertionError):
        assert machines(planned_resources(plan)) == {
            (g.name, g.machine, g.per_zone * g.zones, g.most_per_zone * g.zones)
            for g in decided.details.machines
        }
