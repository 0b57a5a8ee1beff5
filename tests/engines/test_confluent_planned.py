"""Terraform plans exactly what the sizing decided for Confluent Cloud, in both roots, and only what the provider takes."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cases import CONFLUENT_FIXTURES, confluent_names, rendered_case, versioned
from harness import Terraform, planned_resources

from kafka_scaffold.model.plan import EnvironmentPlan
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails
from kafka_scaffold.validate.provider_rules import check_arguments, check_values, load_rules


pytestmark = pytest.mark.engine
CONTROL, DATA = Path("terraform/environments"), Path("terraform/data")
# Numbers of every example are planned by the newest Terraform's own tests of the repository; here it is the hand-made
# plans, one example on every type and cloud, and what only options ask for. The oldest looks at one of each type.
VERSIONED = tuple(
    (name, version)
    for name, version in versioned()
    if name in CONFLUENT_FIXTURES
    or (
        version == "newest"
        and name in confluent_names()
        and name.startswith(("sandbox-", "option-"))
    )
)
NETWORKS = {
    "public": set(),
    "private-link": {
        "confluent_private_link_attachment",
        "confluent_private_link_access",
        "confluent_gateway",
    },
    "pni": {"confluent_gateway"},
    "peering": {"confluent_peering"},
    "transit-gateway": {"confluent_transit_gateway_attachment"},
}
CONNECTIONS = {
    "private-link": "PRIVATELINK",
    "peering": "PEERING",
    "transit-gateway": "TRANSITGATEWAY",
}


@pytest.fixture
def root(name, tmp_path, repositories):
    """Return a copy of a case's repository to plan in."""
    return Path(shutil.copytree(rendered_case(name).write(repositories), tmp_path / "r"))


@pytest.mark.parametrize(("name", "version"), VERSIONED, ids=str)
def test_the_control_plane_is_planned(name, version, root, mock_providers):
    """One cluster of the decided type, place and size; its network, accounts, keys, roles and quotas, and no others."""
    for decided in rendered_case(name).plan.environments:
        details = details_of(decided)
        folder = root / CONTROL / decided.environment.name
        plan = Terraform(version=version, folder=folder, reattach=mock_providers).plan(
            *settled(details)
        )
        resources = planned_resources(plan)

        check_clusters(details, resources)
        check_network(details, resources)
        check_keys(details, resources, [1])
        check_roles(details, resources)
        check_quotas(details, resources)
        check_known(plan, resources)
        assert unmarked(plan) == []


@pytest.mark.parametrize(("name", "version"), VERSIONED, ids=str)
def test_the_data_plane_is_planned(name, version, root, mock_providers):
    """Every topic with its partitions and settings, every schema, ACL, connector and mirror, and no others."""
    for decided in rendered_case(name).plan.environments:
        folder = root / DATA / decided.environment.name
        plan = Terraform(version=version, folder=folder, reattach=mock_providers).plan()
        resources = planned_resources(plan)

        check_topics(decided, resources)
        check_schemas(decided, resources)
        check_acls(details_of(decided), resources)
        check_connectors(details_of(decided), resources)
        check_standby(details_of(decided), resources)
        check_known(plan, resources)
        assert unmarked(plan) == []


def details_of(decided: EnvironmentPlan) -> ConfluentCloudDetails:
    """Return an environment's details."""
    assert isinstance(decided.details, ConfluentCloudDetails)
    return decided.details


def settled(details: ConfluentCloudDetails) -> tuple[str, ...]:
    """Return what somebody does by hand before a cluster with a key of Azure's: consent to Confluent's application."""
    if not details.own_key or details.provider != "azure":
        return ()
    names = ["key_principal_id", *(["standby_key_principal_id"] if details.recovery else [])]
    return tuple(f"{name}=00000000-0000-4000-8000-000000000001" for name in names)


def of_type(resources: list[dict[str, Any]], *kinds: str) -> list[dict[str, Any]]:
    """Return the planned values of some types."""
    return [r["values"] for r in resources if r["type"] in kinds]


def check_clusters(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """The cluster, and the standby where there is one, in environments of their names."""
    recovery = details.recovery
    units = details.max_ecku or details.cku
    assert units
    asked = {(details.cluster_name, details.region, str(details.availability.value), units.value)}
    names = {details.environment_name}
    if recovery:
        units = recovery.max_ecku or recovery.cku
        assert units
        asked.add(
            (
                recovery.cluster_name,
                recovery.region,
                str(recovery.availability.value),
                units.value,
            )
        )
        names.add(recovery.environment_name)
    clusters = of_type(resources, "confluent_kafka_cluster")
    field = "max_ecku" if details.elastic else "cku"
    found = {
        (c["display_name"], c["region"], c["availability"], c[details.variant.value][0][field])
        for c in clusters
    }
    assert found == asked
    assert len(clusters) == len(asked)
    assert {c["cloud"] for c in clusters} == {details.provider.upper()}
    assert {c["deletion_protection"] for c in clusters} == {details.protect}
    environments = of_type(resources, "confluent_environment")
    assert {e["display_name"] for e in environments} == names
    assert {e["stream_governance"][0]["package"] for e in environments} == {details.governance}
    own = of_type(resources, "confluent_byok_key")
    assert bool(own) is details.own_key


def check_network(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """What was decided is there; what would open another way is not."""
    found = {r["type"] for r in resources}
    reached = found & set().union(*NETWORKS.values())
    if details.networking == "public":
        assert reached == set()
        assert of_type(resources, "confluent_network") == []
        return
    assert reached
    assert reached <= NETWORKS[details.networking]
    networks = of_type(resources, "confluent_network")
    assert bool(networks) is (details.variant == "dedicated")
    for network in networks:
        assert network["connection_types"] == [CONNECTIONS[details.networking]]


def check_keys(
    details: ConfluentCloudDetails, resources: list[dict[str, Any]], generations: list[int]
) -> None:
    """Each application that signs in with keys has one for Kafka in every generation, and no other does."""
    keys = {
        r["index"] for r in resources if r["type"] == "confluent_api_key" and r["name"] == "kafka"
    }
    own = {"data-plane", *(["link"] if details.recovery else [])}
    asked = {f"{i.name}/{g}" for i in details.keyed for g in generations}
    assert {key for key in keys if key.partition("/")[0] not in own} == asked
    assert {key for key in keys if key.partition("/")[0] in own} == {f"{name}/1" for name in own}
    assert all("/" in r["index"] for r in resources if r["type"] == "confluent_api_key")


def check_roles(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """Every role of every application is bound once; applications have no others."""
    bound = Counter(
        (r["index"].partition("/")[0], r["values"]["role_name"])
        for r in resources
        if r["type"] == "confluent_role_binding" and r["name"] == "applications"
    )
    asked = Counter((i.name, b.role) for i in details.identities for b in i.bindings)
    assert bound == asked


def check_quotas(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """Who is limited is limited by the decided rates."""
    planned = Counter(
        (q["throughput"][0]["ingress_byte_rate"], q["throughput"][0]["egress_byte_rate"])
        for q in of_type(resources, "confluent_kafka_client_quota")
    )
    asked = Counter(
        (str(i.quota.ingress_byte_rate), str(i.quota.egress_byte_rate))
        for i in details.quotas
        if i.quota
    )
    assert planned == asked


def check_topics(decided: EnvironmentPlan, resources: list[dict[str, Any]]) -> None:
    """Topics with their partitions and their settings; three copies are Confluent Cloud's own business."""
    planned = {
        t["topic_name"]: (t["partitions_count"], t["config"])
        for t in of_type(resources, "confluent_kafka_topic")
    }
    asked = {
        t.name: (t.partitions, {s.name: plain(s.value) for s in t.settings}) for t in decided.topics
    }
    assert planned == asked


def plain(value: object) -> str:
    """Return a setting's value as Kafka writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_schemas(decided: EnvironmentPlan, resources: list[dict[str, Any]]) -> None:
    """Every declared schema has its subject's compatibility."""
    details = details_of(decided)
    subjects = {
        s["subject_name"]: s["compatibility_level"]
        for s in of_type(resources, "confluent_subject_config")
    }
    assert subjects == {s.name: s.compatibility for s in details.schemas}
    assert Counter(s["format"] for s in of_type(resources, "confluent_schema")) == Counter(
        s.format for s in details.schemas
    )


def check_acls(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """ACLs where there are no roles on topics, exactly the plan's."""
    planned = Counter(
        (a["resource_type"], a["resource_name"], a["pattern_type"], a["operation"], a["permission"])
        for a in of_type(resources, "confluent_kafka_acl")
    )
    asked = Counter(
        (a.resource_type, a.resource, a.pattern, a.operation, "ALLOW")
        for i in details.identities
        for a in i.acls
    )
    assert planned == asked


def check_connectors(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """Connectors whose owner has filled in what they need, with their class and without a secret in plain sight."""
    planned = {
        c["config_nonsensitive"]["name"]: c["config_nonsensitive"]["connector.class"]
        for c in of_type(resources, "confluent_connector")
    }
    asked = {c.name: c.class_name for c in details.connectors}
    assert planned.items() <= asked.items()
    for connector in of_type(resources, "confluent_connector"):
        secrets = next(
            c.secrets
            for c in details.connectors
            if c.name == connector["config_nonsensitive"]["name"]
        )
        assert not set(secrets) & connector["config_nonsensitive"].keys()


def check_standby(details: ConfluentCloudDetails, resources: list[dict[str, Any]]) -> None:
    """One link and a mirror for every declared topic, where there is a standby."""
    links = of_type(resources, "confluent_cluster_link")
    mirrors = of_type(resources, "confluent_kafka_mirror_topic")
    if details.recovery is None:
        assert (links, mirrors) == ([], [])
        return
    assert [link["link_name"] for link in links] == [details.recovery.link_name]
    assert {m["source_kafka_topic"][0]["topic_name"] for m in mirrors} == set(
        details.recovery.topics
    )


def check_known(plan: dict[str, Any], resources: list[dict[str, Any]]) -> None:
    """No value, and no pair of arguments, that a provider's own code would refuse."""
    refused = [
        f for r in resources for f in check_values(r["type"], r.get("values", {}), r["address"])
    ]
    assert refused == []
    clashes = [
        f
        for r in configured(plan["configuration"]["root_module"])
        for f in check_arguments(r["type"], r.get("expressions", {}).keys(), r["address"])
    ]
    assert clashes == []
    assert {r["type"] for r in resources} <= load_rules().keys(), "add them to provider_rules.csv"


def configured(module: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every resource as it is written, those of modules too."""
    calls = module.get("module_calls", {}).values()
    inner = [r for call in calls for r in configured(call["module"])]
    own = [r for r in module.get("resources", ()) if r["mode"] == "managed"]
    return [*own, *inner]


def unmarked(plan: dict[str, Any]) -> list[str]:
    """Return the outputs that say a secret without being marked."""
    outputs = plan["configuration"]["root_module"].get("outputs", {})
    return [
        name
        for name, output in outputs.items()
        if not output.get("sensitive")
        and re.search(
            r"\.secret\b|secret_string|\b(api|client)_secret\b", json.dumps(output["expression"])
        )
    ]


def test_a_key_is_rotated_beside_the_old_one(tmp_path, repositories, mock_providers):
    """A second generation makes a second key for one application and leaves everybody else's alone; a third at once is refused."""
    case = rendered_case("fixture-confluent-enterprise-aws-private-link")
    decided = case.plan.primary
    details = details_of(decided)
    root = Path(shutil.copytree(case.write(repositories), tmp_path / "r"))
    folder = root / CONTROL / decided.environment.name
    terraform = Terraform(version="newest", folder=folder, reattach=mock_providers)
    name = details.keyed[0].name

    resources = planned_resources(terraform.plan(f"key_generations={json.dumps({name: [1, 2]})}"))
    keys = {
        r["index"] for r in resources if r["type"] == "confluent_api_key" and r["name"] == "kafka"
    }

    assert {f"{name}/1", f"{name}/2"} <= keys
    assert {k for k in keys if k.endswith("/2")} == {f"{name}/2"}
    most = list(range(1, details.keys_at_once + 2))
    told = terraform.run(
        "plan",
        "-input=false",
        "-no-color",
        f"-var=key_generations={json.dumps({name: most})}",
        exit_codes=(1,),
    )
    assert told is not None


def test_a_wrong_number_would_be_noticed(tmp_path, repositories, mock_providers):
    """The comparisons above can fail: a topic with one partition more, a cluster with one unit more."""
    case = rendered_case("fixture-confluent-enterprise-gcp-private-link")
    decided = case.plan.environments[-1]
    details = details_of(decided)
    root = Path(shutil.copytree(case.write(repositories), tmp_path / "r"))
    folder = root / DATA / decided.environment.name
    changed = 0
    for file in folder.rglob("topics.tf"):
        text = file.read_text()
        number = decided.topics[0].partitions
        made = re.sub(rf"(partitions(?:_count)?\s*= ){number}\b", rf"\g<1>{number + 1}", text)
        changed += made != text
        file.write_text(made)
    assert changed
    plan = Terraform(version="newest", folder=folder, reattach=mock_providers).plan()
    with pytest.raises(AssertionError):
        check_topics(decided, planned_resources(plan))

    folder = root / CONTROL / decided.environment.name
    file = folder / "cluster.tf"
    assert details.max_ecku
    text = file.read_text()
    file.write_text(
        re.sub(
            rf"(max_ecku = ){details.max_ecku.value}\b", rf"\g<1>{details.max_ecku.value + 1}", text
        )
    )
    assert file.read_text() != text
    plan = Terraform(version="newest", folder=folder, reattach=mock_providers).plan()
    with pytest.raises(AssertionError):
        check_clusters(details, planned_resources(plan))
