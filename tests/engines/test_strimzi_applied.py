"""Terraform applies both stages, finds nothing left to change, and destroys only what is not protected."""

import json
import shutil

import pytest
from cases import rendered_case
from harness import Terraform


pytestmark = pytest.mark.engine
CASES = ("fixture-eks-scram", "fixture-gke-scram", "fixture-aks-mtls", "fixture-existing-scram")


@pytest.mark.parametrize("stage", ["environments", "operators"])
@pytest.mark.parametrize("name", CASES)
def test_what_was_applied_needs_no_change(name, stage, tmp_path, repositories, mock_providers):
    """Dev goes as it came; prod refuses to go where it holds data."""
    root = shutil.copytree(rendered_case(name).write(repositories), tmp_path / "r")
    for environment, gone in (("dev", True), ("prod", stage == "operators")):
        folder = root / "terraform" / stage / environment
        if not folder.exists():
            assert (name, stage) == ("fixture-existing-scram", "environments")
            continue
        (folder / "backend.tf").unlink()
        made = Terraform(version="oldest", folder=folder, reattach=mock_providers)
        made.run("init", "-input=false", "-no-color")
        made.run("apply", "-auto-approve", "-input=false", "-no-color")
        made.run("plan", "-detailed-exitcode", "-input=false", "-no-color")  # 2 would be a change
        made.run(
            "destroy", "-auto-approve", "-input=false", "-no-color", exit_codes=(0 if gone else 1,)
        )

        left = json.loads((folder / "terraform.tfstate").read_text())["resources"]
        assert bool([r for r in left if r["mode"] == "managed"]) is not gone
