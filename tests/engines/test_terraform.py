"""Terraform accepts every rendered directory, and plans exactly the numbers the sizing decided."""

import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cases import (
    UNFIT,
    case_names,
    msk_names,
    one_of_each_type,
    rendered_case,
    rendered_cases,
    versioned,
    why_unfit,
)
from harness import TERRAFORMS, Terraform, options, planned_resources, schemas
from targets import TARGETS

from kafka_scaffold.model.plan import EnvironmentPlan, Plan, Setting
from kafka_scaffold.model.verify import EngineOutcome
from kafka_scaffold.sizing.platforms.msk.details import MskDetails, Variant
from kafka_scaffold.validate.engines import verify
from kafka_scaffold.validate.provider_rules import check_arguments, check_values, load_rules
from kafka_scaffold.validate.tree import check_tree
from scenarios import examples


pytestmark = pytest.mark.engine
ENGINES = ("terraform fmt", "terraform validate", "terraform test")
ENVIRONMENTS = Path("terraform/environments")
DATA = Path("terraform/data")  # of Confluent Cloud
# With these Terraform starts the providers itself, as users do: each cloud and each provider is among them.
STARTS = {"fixture-standard-scram", "fixture-gke-scram", "fixture-aks-mtls", one_of_each_type()[-1]}


@pytest.fixture(params=case_names())
def case(request):
    """Return each rendered case."""
    return rendered_case(request.param)


@pytest.mark.parametrize("example", examples())
def test_what_does_not_fit_is_known(example):
    """Every target that carries an example is looked at below."""
    reasons = {f"{example}-{target}": why_unfit(f"{example}-{target}") for target in TARGETS}
    unfit = {name: reason for name, reason in reasons.items() if reason}

    known = {f"{example}-{target}" for target in TARGETS} & UNFIT
    assert unfit.keys() == known, unfit


@pytest.fixture(params=TERRAFORMS)
def version(request) -> str:
    """Return each supported end of Terraform's versions."""
    return str(request.param)


@pytest.mark.parametrize(("name", "version"), versioned(), ids=str)
def test_format_validate_and_test(name, version, repositories, mock_providers):
    """`terraform fmt`, `validate` and the generated tests pass in every directory."""
    case = rendered_case(name)
    alone = version == "oldest" and name in STARTS
    more = {} if alone else {"TF_REATTACH_PROVIDERS": mock_providers}
    root = case.write(repositories)

    report = verify(root, options=options(version, *ENGINES, **more))

    told = [
        (r.engine, r.where, r.findings or r.output or r.hint)
        for r in report.results
        if r.outcome != "passed"
    ]
    assert told == []
    environments = {
        str(place / e.environment.name)
        for place in (ENVIRONMENTS, DATA)
        for e in case.plan.environments
        if f"{place / e.environment.name}/terraform.tf" in case.tree.paths
    }
    assert environments or case.is_strimzi
    assert not case.is_confluent or len(environments) == 2 * len(case.plan.environments)
    for engine in ENGINES[1:]:
        assert environments <= {r.where for r in report.results if r.engine == engine}
    assert report.passed or not any(path.endswith(".tf") for path in case.tree.paths)
    assert not report.with_outcome(EngineOutcome.SKIPPED)


@pytest.fixture(params=msk_names())
def msk(request):
    """Return each rendered case on MSK."""
    return rendered_case(request.param)


def test_plans_carry_the_sizing(msk, version, tmp_path, repositories, mock_providers):
    """Brokers, instance types, volumes, versions, topics, alarms and settings are those of the plan, no more, no less."""
    root = shutil.copytree(msk.write(repositories), tmp_path / "r")
    for decided in msk.plan.environments:
        folder = root / ENVIRONMENTS / decided.environment.name
        terraform = Terraform(version=version, folder=folder, reattach=mock_providers)
        planned = terraform.plan(*settled(msk.plan))
        resources = planned_resources(planned)

        check_cluster(decided, resources)
        check_topics(decided, resources)
        check_alarms(decided, resources)
        refused = [
            f for r in resources for f in check_values(r["type"], r.get("values", {}), r["address"])
        ]
        assert refused == [], decided.environment.name
        clashes = [
            f
            for r in planned["configuration"]["root_module"]["resources"]
            for f in check_arguments(r["type"], r.get("expressions", {}).keys(), r["address"])
        ]
        assert clashes == [], decided.environment.name
        assert {r["type"] for r in resources} <= load_rules().keys(), (
            "add them to provider_rules.csv"
        )


def settled(plan: Plan) -> tuple[str, ...]:
    """Return the variables of a cluster that is past its first apply: its ACLs are granted, so they hold."""
    return ("acls_enforced=true",) if dict(plan.flags)["acls"] else ()


def of_type(resources: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the planned values of one type."""
    return [r["values"] for r in resources if r["type"] == kind]


def check_cluster(decided: EnvironmentPlan, resources: list[dict[str, Any]]) -> None:
    """One cluster of the decided kind, with the decided numbers."""
    details = decided.details
    assert isinstance(details, MskDetails)
    provisioned = of_type(resources, "aws_msk_cluster")
    serverless = of_type(resources, "aws_msk_serverless_cluster")
    if details.variant is Variant.SERVERLESS:
        assert (len(provisioned), [c["cluster_name"] for c in serverless]) == (
            0,
            [details.cluster_name],
        )
        return
    assert (len(provisioned), serverless) == (1, [])
    cluster = provisioned[0]
    nodes = cluster["broker_node_group_info"][0]
    assert cluster["cluster_name"] == details.cluster_name
    assert cluster["number_of_broker_nodes"] == details.brokers
    assert nodes["instance_type"] == details.instance_type
    assert details.kafka_version is not None
    assert cluster["kafka_version"] == details.kafka_version.value
    check_storage(details, cluster, nodes, resources)
    configurations = of_type(resources, "aws_msk_configuration")
    assert len(configurations) == 1
    assert properties(configurations[0]["server_properties"]) == texts(details.server_properties)


def check_storage(
    details: MskDetails,
    cluster: dict[str, Any],
    nodes: dict[str, Any],
    resources: list[dict[str, Any]],
) -> None:
    """Standard brokers have the decided volume; others have none."""
    storage = [e for s in nodes["storage_info"] for e in s["ebs_storage_info"]]
    targets = of_type(resources, "aws_appautoscaling_target")
    if details.storage is None:
        assert storage == []
        assert targets == []
        return
    assert [e["volume_size"] for e in storage] == [details.storage.volume_gib.value]
    throughput = [
        t["volume_throughput"] for e in storage for t in e["provisioned_throughput"] if t["enabled"]
    ]
    asked = details.storage.throughput_mib_s
    assert throughput == ([asked.value] if asked else [])
    assert cluster["storage_mode"] == ("TIERED" if details.storage.tiered else "LOCAL")
    autoscaled = details.storage.growth == "autoscaled"
    assert [t["max_capacity"] for t in targets] == (
        [details.storage.max_gib.value] if autoscaled else []
    )


def check_topics(decided: EnvironmentPlan, resources: list[dict[str, Any]]) -> None:
    """Every topic has its partitions, replicas and settings."""
    details = decided.details
    assert isinstance(details, MskDetails)
    planned = {
        t["name"]: (t["partition_count"], t["replication_factor"], json.loads(t["configs"]))
        for t in of_type(resources, "aws_msk_topic")
    }
    asked = {
        t.name: (t.partitions, t.replication_factor, texts(t.settings))
        for t in (decided.topics if details.topics_as_terraform else ())
    }
    assert {
        n: (p, r, {k: str(v) for k, v in c.items()}) for n, (p, r, c) in planned.items()
    } == asked


def check_alarms(decided: EnvironmentPlan, resources: list[dict[str, Any]]) -> None:
    """Every alarm of the sizing is there, once for each broker where it is per broker, with its threshold."""
    details = decided.details
    assert isinstance(details, MskDetails)
    planned = Counter(
        (a["threshold"], a["comparison_operator"], a["evaluation_periods"])
        for a in of_type(resources, "aws_cloudwatch_metric_alarm")
    )
    asked: Counter[tuple[Any, ...]] = Counter()
    for alarm in details.alarms:
        copies = details.brokers if alarm.dimensions in {"broker", "authentication"} else 1
        asked[(alarm.threshold, alarm.comparison, alarm.evaluation_periods)] += copies
    assert planned == asked


def properties(text: str) -> dict[str, str]:
    """Read broker settings."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {k.strip(): v.strip() for k, _, v in (line.partition("=") for line in lines)}


def texts(settings: tuple[Setting, ...]) -> dict[str, str]:
    """Return settings as Kafka writes them."""
    return {
        s.name: str(s.value).lower() if isinstance(s.value, bool) else str(s.value)
        for s in settings
    }


def test_every_rendered_type_is_served_and_has_rules():
    """A type without a schema proves nothing, and one without rules was forgotten."""
    served: set[str] = set()
    for schema in schemas().values():
        served |= schema["resource_schemas"].keys()
    rendered = {
        word
        for case in rendered_cases()
        for file in case.tree.files
        if file.path.endswith(".tf")
        for word in _resource_types(file.content.decode())
    }

    assert {"aws_msk_cluster", "confluent_kafka_cluster"} <= rendered
    assert sorted(rendered - served) == [], "add them to tests/fixtures/terraform-schemas/types.txt"
    assert sorted(rendered - load_rules().keys()) == [], "add them to provider_rules.csv"


def _resource_types(text: str) -> set[str]:
    return {line.split('"')[1] for line in text.splitlines() if line.startswith('resource "')}


def test_nothing_is_left_to_find_before_writing(case):
    """What the product checks in memory is clean, warnings included."""
    assert check_tree(case.tree) == ()


def test_a_wrong_number_would_be_noticed(tmp_path, repositories, mock_providers):
    """The comparison above can fail: one broker more than decided is found."""
    case = rendered_case("fixture-express-iam")
    root = shutil.copytree(case.write(repositories), tmp_path / "r")
    decided = case.plan.environments[0]
    folder = root / ENVIRONMENTS / decided.environment.name
    file = folder / "msk.tf"
    text = file.read_text()
    assert f"= {decided.details.brokers}" in text
    file.write_text(
        text.replace(f"= {decided.details.brokers}", f"= {decided.details.brokers + 2}")
    )
    planned = Terraform(version="oldest", folder=folder, reattach=mock_providers).plan()

    with pytest.raises(AssertionError):
        check_cluster(decided, planned_resources(planned))


def test_ci_counts_every_engine():
    """In CI nothing is skipped silently."""
    assert not os.environ.get("CI") or options("oldest").required
