"""Terraform applies both roots of Confluent Cloud, finds nothing left to change, and destroys only what is not protected."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cases import rendered_case
from harness import Terraform
from test_confluent_planned import CONTROL, DATA, details_of, settled


pytestmark = pytest.mark.engine
# Every type, every cloud, every network and every sign-in.
CASES = (
    "fixture-confluent-basic-aws-public",
    "fixture-confluent-standard-gcp-public",
    "fixture-confluent-enterprise-aws-pni",
    "fixture-confluent-enterprise-azure-private-link",
    "fixture-confluent-freight-aws-pni",
    "fixture-confluent-dedicated-gcp-peering",
)
RESOURCE = re.compile(r"/kafka=[^/]+/|/subject=.*$")


@pytest.fixture
def root(name, tmp_path, repositories):
    """Return a copy of a case's repository to apply."""
    return Path(shutil.copytree(rendered_case(name).write(repositories), tmp_path / "r"))


@pytest.mark.parametrize("stage", [CONTROL, DATA], ids=lambda p: p.name)
@pytest.mark.parametrize("name", CASES)
def test_what_was_applied_needs_no_change(name, stage, root, mock_providers):
    """Dev goes as it came; prod refuses to go."""
    for decided in rendered_case(name).plan.environments:
        details = details_of(decided)
        folder = root / stage / decided.environment.name
        (folder / "backend.tf").unlink()
        variables = [f"-var={v}" for v in (settled(details) if stage == CONTROL else ())]
        made = Terraform(version="oldest", folder=folder, reattach=mock_providers)
        made.run("init", "-input=false", "-no-color")
        made.run("apply", "-auto-approve", "-input=false", "-no-color", *variables)
        made.run(
            "plan", "-detailed-exitcode", "-input=false", "-no-color", *variables
        )  # 2 would be a change
        state = json.loads((folder / "terraform.tfstate").read_text())
        if stage == CONTROL:
            check_bindings(details, state)
        check_secrets(state)
        made.run(
            "destroy",
            "-auto-approve",
            "-input=false",
            "-no-color",
            *variables,
            exit_codes=(1 if details.protect else 0,),
        )

        left = json.loads((folder / "terraform.tfstate").read_text())["resources"]
        assert bool([r for r in left if r["mode"] == "managed"]) is details.protect


def instances(state: dict[str, Any], kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the attributes of every managed resource of a type."""
    return [
        (resource["name"], instance["attributes"])
        for resource in state["resources"]
        if resource["mode"] == "managed" and resource["type"] == kind
        for instance in resource["instances"]
    ]


def check_bindings(details, state: dict[str, Any]) -> None:
    """Applications have exactly the roles of the plan, on exactly its topics, groups and subjects."""
    bound = Counter(
        (made["role_name"], made["crn_pattern"].rpartition("/")[2])
        for name, made in instances(state, "confluent_role_binding")
        if name == "applications"
    )
    asked = Counter(
        (b.role, f"{b.kind}={b.name}{'*' if b.prefixed else ''}")
        for i in details.identities
        for b in i.bindings
        if b.name
    )
    assert bound == asked
    owners = {made["principal"] for _, made in instances(state, "confluent_role_binding")}
    assert all(re.fullmatch(r"User:(sa|pool)-\w+", owner) for owner in owners)


def check_secrets(state: dict[str, Any]) -> None:
    """A key's secret is in the state once, where its resource is; the store's copy and bare outputs add none."""
    secrets = {made["secret"] for _, made in instances(state, "confluent_api_key")}
    for kind in (
        "aws_secretsmanager_secret_version",
        "azurerm_key_vault_secret",
        "google_secret_manager_secret_version",
    ):
        for _, made in instances(state, kind):
            text = json.dumps(made)
            assert not [secret for secret in secrets if secret in text]
    bare = json.dumps([o["value"] for o in state["outputs"].values() if not o.get("sensitive")])
    assert not [secret for secret in secrets if secret in bare]
    assert "ephemeral-" not in json.dumps(state)  # what the data plane's provider works with
