"""Terraform itself reads every hostile string back unchanged."""

import json
import os
import shutil
import subprocess

import pytest

from hostile import HOSTILE
from kafka_scaffold.blueprint.filters import hcl


pytestmark = pytest.mark.engine

# HCL is UTF-8 in normal form C: lone surrogates cannot be written, and Terraform composes accents.
WRITABLE = tuple(t for t in HOSTILE if "\ud800" not in t and "\u0301" not in t)


@pytest.fixture(scope="module")
def terraform():
    """Return the terraform command; in CI its absence is a failure."""
    found = shutil.which("terraform")
    if found is None:
        message = (
            "terraform is not installed: see https://developer.hashicorp.com/terraform/install"
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    return found


def test_terraform_reads_hostile_strings_back(terraform, tmp_path):
    """No ``${``, ``%{``, quote or control character is interpreted; the file is formatted as fmt would."""
    config = tmp_path / "cli.tfrc"
    config.write_text("")
    outputs = "\n".join(
        f'output "o{i}" {{\n  value = {hcl(t)}\n}}\n' for i, t in enumerate(WRITABLE)
    )
    (tmp_path / "main.tf").write_text(outputs, encoding="utf-8")
    env = {**os.environ, "TF_CLI_CONFIG_FILE": str(config), "CHECKPOINT_DISABLE": "1"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [terraform, *arguments],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
        return done.stdout

    run("fmt", "-check")
    run("init")
    run("apply", "-auto-approve")
    read = json.loads(run("output", "-json"))

    for index, text in enumerate(WRITABLE):
        assert read[f"o{index}"]["value"] == text, index
