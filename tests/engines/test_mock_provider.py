"""The mock provider behaves as Terraform expects of a provider, in the oldest and the newest version we support."""

import json

import pytest
from harness import PINS, TERRAFORMS, Terraform, schemas


pytestmark = pytest.mark.engine
SETTINGS = """\
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.0"
    }
  }
}

"""


@pytest.fixture(params=TERRAFORMS, ids=str)
def terraform(request, tmp_path):
    """Return a function that prepares a directory with some configuration."""

    def prepare(text: str) -> Terraform:
        (tmp_path / "main.tf").write_text(SETTINGS + text, encoding="utf-8")
        made = Terraform(version=request.param, folder=tmp_path)
        made.run("init", "-input=false")
        return made

    return prepare


def test_the_oldest_terraform_is_the_oldest_we_support(tmp_path):
    """A newer one on the PATH would prove less than we claim."""
    found = json.loads(Terraform(version="oldest", folder=tmp_path).run("version", "-json"))

    assert found["terraform_version"].startswith(PINS["terraform"]["oldest"] + ".")


def test_the_newest_terraform_is_newer(tmp_path):
    """Otherwise both runs prove the same."""
    found = json.loads(Terraform(version="newest", folder=tmp_path).run("version", "-json"))

    assert tuple(map(int, found["terraform_version"].split("."))) > (1, 15)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param('resource "aws_kms_key" "k" {\n  nonsense = 1\n}\n', "nonsense", id="unknown"),
        pytest.param('resource "aws_kms_alias" "a" {\n}\n', "target_key_id", id="required"),
        pytest.param('resource "aws_kms_key" "k" {\n  is_enabled = "x"\n}\n', "bool", id="type"),
        pytest.param('resource "aws_nonsense" "n" {\n}\n', "aws_nonsense", id="type-unknown"),
        pytest.param(
            'resource "aws_kms_key" "k" {\n  description = aws_kms_alias.a.name\n}\n',
            "aws_kms_alias",
            id="reference",
        ),
    ],
)
def test_mistakes_are_refused(terraform, text, complaint):
    """Names, required arguments, types and references are Terraform's to check."""
    answer = json.loads(terraform(text).run("validate", "-json", exit_codes=(1,)))

    assert complaint in json.dumps(answer["diagnostics"])


def test_apply_and_plan_again(terraform, tmp_path):
    """What was applied needs no further change, and destroys cleanly."""
    made = terraform(
        'resource "aws_kms_key" "k" {\n  description = "x"\n}\n\n'
        'resource "aws_kms_alias" "a" {\n  name          = "alias/x"\n  target_key_id = aws_kms_key.k.id\n}\n'
    )
    state = tmp_path / "terraform.tfstate"
    made.run("apply", "-auto-approve")
    assert len(json.loads(state.read_text())["resources"]) == 2

    made.run("plan", "-detailed-exitcode")  # exit code 2 would be a change
    made.run("destroy", "-auto-approve")

    assert json.loads(state.read_text())["resources"] == []


def test_secrets_stay_out_of_state(terraform, tmp_path):
    """A password from an ephemeral resource goes to a write-only argument and is stored nowhere."""
    made = terraform(
        'ephemeral "random_password" "p" {\n  length = 20\n}\n\n'
        'resource "aws_secretsmanager_secret_version" "v" {\n  secret_id                = "s"\n'
        "  secret_string_wo         = ephemeral.random_password.p.result\n  secret_string_wo_version = 1\n}\n"
    )
    made.run("apply", "-auto-approve")
    state = json.loads((tmp_path / "terraform.tfstate").read_text())

    assert state["resources"][0]["instances"][0]["attributes"]["secret_string_wo"] is None
    assert "result-" not in json.dumps(state)


def test_import_blocks_adopt(terraform):
    """An existing thing is imported by a plan, not created."""
    made = terraform(
        'import {\n  to = aws_kms_key.k\n  id = "1234"\n}\n\nresource "aws_kms_key" "k" {\n  description = "x"\n}\n'
    )
    made.run("plan", "-out=p.bin")
    change = json.loads(made.run("show", "-json", "p.bin"))["resource_changes"][0]["change"]

    assert change["importing"] == {"id": "1234"}
    assert change["actions"] == ["update"]


def test_data_sources_answer_plausibly(terraform):
    """Zones are in the region, an account has twelve digits, a policy document is a policy."""
    made = terraform(
        'data "aws_availability_zones" "z" {\n}\n\ndata "aws_caller_identity" "me" {\n}\n\n'
        'data "aws_iam_policy_document" "p" {\n  statement {\n    actions   = ["kafka:*"]\n'
        '    resources = ["*"]\n  }\n}\n\noutput "all" {\n  value = {\n'
        "    zones   = data.aws_availability_zones.z.names\n"
        "    account = data.aws_caller_identity.me.account_id\n"
        "    policy  = jsondecode(data.aws_iam_policy_document.p.json)\n  }\n}\n"
    )
    made.run("plan", "-out=p.bin")
    plan = json.loads(made.run("show", "-json", "p.bin"))
    answer = plan["planned_values"]["outputs"]["all"]["value"]

    assert len(answer["zones"]) == 3
    assert len(answer["account"]) == 12
    assert answer["policy"]["Statement"][0]["Action"] == ["kafka:*"]


def test_schemas_say_where_they_come_from():
    """Every fixture names the provider's version and the package it was rebuilt from, or is the provider's own word."""
    assert all(
        s["origin"].split(", ")[1].startswith(("from PyPI ", "the provider's own output "))
        for s in schemas().values()
    )
    assert all(s["version"] in s["origin"] for s in schemas().values())
