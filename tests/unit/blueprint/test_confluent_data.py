"""The data plane's root: what it reads and keeps, where its state is, how it finds and reaches the cluster."""

import re

import pytest

from confluent_fixture import CASES
from confluent_rendered import (
    bare,
    block,
    data_roots,
    details_of,
    each_case,
    planned,
    texts,
    tree,
)
from kafka_scaffold.model.tree import Ownership
from kafka_scaffold.validate.tree import check_tree


RESOURCE = re.compile(r'^resource "(\w+)" "([\w-]+)"', re.M)
STORES = {
    "aws": ("aws_secretsmanager_secret_version", "secret_string"),
    "gcp": ("google_secret_manager_secret_version", "secret_data"),
    "azure": ("azurerm_key_vault_secret", "value"),
}


@each_case
def test_each_environment_has_a_root_with_what_it_needs(case):
    """Features are files: none of what an environment lacks is there."""
    for environment, found in data_roots(case):
        details = details_of(environment)
        asked = {
            "cluster/acls.tf": details.acl_holders,
            "cluster/catalog.tf": details.catalogued,
            "cluster/cluster-config.tf": details.cluster_config,
            "cluster/connectors.tf": details.connectors,
            "cluster/flink.tf": details.flink,
            "cluster/links.tf": details.recovery,
            "cluster/schemas.tf": details.schemas,
            "flink.tf": details.flink,
        }
        always = {
            "backend.tf",
            "keys.tf",
            "main.tf",
            "outputs.tf",
            "providers.tf",
            "terraform.tf",
            "terraform.tfvars",
            "tests/topics.tftest.hcl",
            "variables.tf",
            "cluster/outputs.tf",
            "cluster/terraform.tf",
            "cluster/topics.tf",
            "cluster/variables.tf",
        }
        assert found.keys() == always | {path for path, holds in asked.items() if holds}


@each_case
def test_every_file_can_be_read(case):
    """Nothing that a parser of HCL would refuse."""
    assert [f for f in check_tree(tree(case)) if f.where.startswith("terraform/data/")] == []


@each_case
def test_keys_are_read_while_terraform_runs_and_kept_nowhere(case):
    """One ephemeral read of the control plane's secret; no variable, file or other root has a key."""
    kind, attribute = STORES[case[1]]
    for environment, found in data_roots(case):
        project, name = planned(case).answers.name, environment.environment.name
        secret = {
            "aws": f"confluent/{project}/{name}/data-plane",
            "gcp": f"confluent-{project}-{name}-data-plane",
            "azure": "data-plane",
        }[case[1]]
        assert f'ephemeral "{kind}" "keys" {{' in found["keys.tf"]
        assert f"jsondecode(ephemeral.{kind}.keys.{attribute})" in found["keys.tf"]
        assert f'default     = "{secret}"' in block(found["variables.tf"], 'variable "keys_secret"')
        everything = bare("\n".join(found.values()))
        assert "terraform_remote_state" not in everything
        assert "sensitive   = true" not in found["variables.tf"]
        used = set(re.findall(r"local\.keys\.(\w+)", everything))
        asked = {"cloud", "kafka"}
        asked |= {"schema_registry"} if details_of(environment).registry else set()
        asked |= {"flink"} if details_of(environment).flink else set()
        assert used == {f"{of}_api_{part}" for of in asked for part in ("key", "secret")}


@each_case
def test_resources_carry_no_keys_but_those_of_links(case):
    """The provider signs in; only links, mirrors and exporters need keys of their own, from a secret of their own."""
    for environment, found in data_roots(case):
        for path, text in found.items():
            if path.endswith(".tf") and path != "cluster/links.tf":
                assert "credentials {" not in text, path
                assert "link_keys" not in text, path
        if details_of(environment).recovery:
            text = found["cluster/links.tf"]
            given = set(re.findall(r"^ {6}(?:key|secret) += (\S+)", text, re.M))
            assert given
            assert all(key.startswith("local.link_keys.") for key in given)
            assert "data-plane" not in text
            assert "state" in text  # it says where they end up


@each_case
def test_the_state_is_beside_the_control_planes(case):
    """One bucket, two states: what changes topics cannot change the cluster by mistake."""
    for environment, found in data_roots(case):
        place = f"{planned(case).answers.name}/{environment.environment.name}/data"
        told = f'prefix = "{place}"' if case[1] == "gcp" else f'"{place}/terraform.tfstate"'
        assert told in found["backend.tf"]
        assert case[1] != "aws" or re.search(r"encrypt += true", found["backend.tf"])


@each_case
def test_files_of_people_are_theirs(case):
    """Values are written once, the rest is kept up."""
    for path, file in ((file.path, file) for file in tree(case).files):
        if path.startswith("terraform/data/"):
            seeded = path.endswith("terraform.tfvars")
            assert (file.ownership is Ownership.SEEDED) is seeded, path


@each_case
def test_every_variable_has_its_place_in_the_values(case):
    """Whoever fills in terraform.tfvars sees each variable that has no value of the plan."""
    for _, found in data_roots(case):
        declared = set(re.findall(r'^variable "(\w+)"', found["variables.tf"], re.M))
        assigned = set(re.findall(r"^(\w+) += ", found["terraform.tfvars"], re.M))
        assert assigned == declared - {"keys_secret"}
        handed = set(re.findall(r'^variable "(\w+)"', found["cluster/variables.tf"], re.M))
        given = set(re.findall(r"^  (\w+) += ", block(found["main.tf"], 'module "cluster"'), re.M))
        assert given - {"source", "providers"} == handed


# ways in


@pytest.mark.parametrize(
    ("case", "kafka", "registry"),
    [
        pytest.param(CASES[0], "main", "rest_endpoint", id="public"),
        pytest.param(
            CASES[3], '"_", "") == "PRIVATENETWORKINTERFACE"', "private_regional", id="pni"
        ),
        pytest.param(CASES[4], "main", "private_regional", id="private-link"),
        pytest.param(CASES[6], "access_point_id", "private_regional", id="access-point"),
        pytest.param(CASES[9], "main", "rest_endpoint", id="own-network"),
    ],
)
def test_the_cluster_is_reached_by_the_way_that_was_decided(case, kafka, registry):
    """Through network interfaces where there are some, by the private address of the region where the type has one."""
    for _, found in data_roots(case):
        places = block(found["providers.tf"], "locals")
        reached = re.search(r"  kafka += (\[.*?\]\[0\]|\S+)", places, re.S)
        schemas = re.search(r"  schema_registry_endpoint += (lookup\(.*?\n  \)|\S+)", places, re.S)

        assert reached
        assert kafka in reached[1]
        assert schemas
        assert registry in schemas[1]


@each_case
def test_one_provider_looks_up_and_another_changes(case):
    """The one that changes is bound to the one cluster; the other has the Cloud API key alone."""
    for environment, found in data_roots(case):
        first, second = re.findall(
            r'^provider "confluent" \{\n(.*?)^\}', found["providers.tf"], re.M | re.S
        )
        arguments = re.compile(r"^  (\w+) +=", re.M)
        assert arguments.findall(first) == ["cloud_api_key", "cloud_api_secret"]
        bound = set(arguments.findall(second))
        assert {"alias", "kafka_id", "kafka_rest_endpoint"} <= bound
        flink = {
            "flink_compute_pool_id",
            "flink_principal_id",
            "flink_rest_endpoint",
            "organization_id",
        }
        assert flink <= bound if details_of(environment).flink else not flink & bound
        assert "confluent = confluent.cluster" in found["main.tf"]


@each_case
def test_whatever_is_looked_up_is_made_by_the_control_plane(case):
    """Display names, the vault, buckets and secrets are spelled alike in both roots."""
    for environment, found in data_roots(case):
        prefix = f"terraform/environments/{environment.environment.name}/"
        control = "\n".join(
            text
            for path, text in texts(case).items()
            if path.startswith(prefix) and path.endswith(".tf")
        )
        data = bare("\n".join(text for path, text in found.items() if path.endswith(".tf")))
        looked_up = re.findall(
            r'^data "confluent_\w+" "\w+" \{\n  display_name = ("[^"]+")$', data, re.M
        )
        for held in re.findall(
            r'^data "confluent_service_account" "\w+" \{\n  for_each = \{\n(.*?)^  \}',
            data,
            re.M | re.S,
        ):
            looked_up += re.findall(r' = ("[^"]+")$', held, re.M)
        assert len(looked_up) >= 2
        assert [name for name in looked_up if f"= {name}\n" not in control] == []
        buckets = re.findall(r'= ("kafka-[^"]+\$\{data\.aws_caller_identity[^"]+")', data)
        assert [name for name in buckets if f"bucket = {name}" not in control] == []
        if case[1] == "azure":
            unique = re.search(r'"kafka-\$\{(substr\(sha256\(.*?, 0, 16\))\}"', data)
            assert unique
            assert f"unique = {unique[1]}" in control


# access
