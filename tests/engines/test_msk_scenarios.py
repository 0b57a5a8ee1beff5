"""Terraform and checkov accept what no example asks for: public access, PrivateLink, mTLS, adoption, all extras at once."""

import pytest
from harness import Terraform, options, planned_resources

from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.validate.engines import verify
from kafka_scaffold.validate.provider_rules import check_values
from msk_scenarios import scenario


pytestmark = pytest.mark.engine
# Every value of each dimension meets every value of the others at least once, but for what the service does not offer.
SCENARIOS = {
    "standard-iam-public-new-rich": scenario("standard", "iam", "public", "new", rich=True),
    "standard-scram-private-link-existing-rich": scenario(
        "standard", "scram", "private-link", "existing", rich=True
    ),
    "standard-mtls-private-new": scenario("standard", "mtls", "private", "new"),
    "standard-adopt": scenario("standard", network="existing", adopt=True),
    "express-iam-private-link-new-rich": scenario(
        "express", "iam", "private-link", "new", rich=True
    ),
    "express-scram-public-existing-rich": scenario(
        "express", "scram", "public", "existing", rich=True
    ),
    "express-mtls-public-new-rich": scenario("express", "mtls", "public", "new", rich=True),
    "express-adopt": scenario("express", network="existing", adopt=True),
    "serverless-iam-private-new-rich": scenario("serverless", rich=True),
    "serverless-adopt": scenario("serverless", network="existing", adopt=True),
}
each_scenario = pytest.mark.parametrize("name", SCENARIOS)


@pytest.fixture
def repository(name, tmp_path):
    """Return a directory with one scenario's repository."""
    for file in render(SCENARIOS[name]).files:
        place = tmp_path / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
    return tmp_path


@each_scenario
def test_terraform_accepts_it(name, repository, mock_providers):
    """Formatting, validation and the generated tests pass, in environments, bootstrap and modules."""
    version = "newest" if name.startswith("express") else "oldest"
    engines = ("terraform fmt", "terraform validate", "terraform test")

    report = verify(
        repository, options=options(version, *engines, TF_REATTACH_PROVIDERS=mock_providers)
    )

    told = [
        (r.engine, r.where, r.findings or r.output or r.hint)
        for r in report.results
        if r.outcome != "passed"
    ]
    assert told == []
    roots = {r.where for r in report.results if r.engine == "terraform validate"}
    assert {"terraform/environments/dev", "terraform/environments/prod"} <= roots


@each_scenario
def test_the_second_apply_plans_too(name, repository, mock_providers):
    """Also once connectors have their plugins, ACLs hold and the internet is let in; every value is one AWS takes."""
    decided = SCENARIOS[name]
    folder = repository / "terraform" / "environments" / "prod"
    (folder / "later.auto.tfvars").write_text(later(decided))
    terraform = Terraform(version="oldest", folder=folder, reattach=mock_providers)

    resources = planned_resources(terraform.plan())

    refused = [
        f for r in resources for f in check_values(r["type"], r.get("values", {}), r["address"])
    ]
    assert refused == []
    kinds = [r["type"] for r in resources]
    connectors = len(decided.environments[1].details.connectors)
    assert kinds.count("aws_mskconnect_connector") == connectors
    cluster = next(
        r for r in resources if r["type"].endswith(("msk_cluster", "serverless_cluster"))
    )
    if "public" in name:
        nodes = cluster["values"]["broker_node_group_info"][0]
        access = nodes["connectivity_info"][0]["public_access"]
        assert access == [{"type": "SERVICE_PROVIDED_EIPS"}]


def later(decided: Plan) -> str:
    """Return the variables of an environment that is past its first apply."""
    flags = dict(decided.flags)
    given = {
        "acls": "acls_enforced = true",
        "public": "public_access_enabled = true",
        "iam": 'application_roles = { web = "web" }',
        "scram": "scram_password_versions = { web = 2 }",
        "connect": """connectors = {
  lake     = { plugin_bucket_arn = "arn:aws:s3:::plugins", plugin_key = "s3.zip", plugin_version = "1" }
  accounts = { plugin_bucket_arn = "arn:aws:s3:::plugins", plugin_key = "pg.zip", secret_name = "db", database_cidrs = ["10.1.0.0/16"] }
}""",
    }
    alerts = """alert_emails = ["on-call@example.com"]
slack = { team_id = "T0123ABCD", channel_id = "C0123ABCD" }
pagerduty_endpoint = "https://events.pagerduty.com/x"
"""
    return "\n".join(text for flag, text in given.items() if flags[flag]) + (
        f"\n{alerts}" if flags["alerts"] else "\n"
    )


def test_checkov_has_nothing_unexplained(tmp_path):
    """One run over all of them: what a policy would flag is satisfied, or skipped with its reason beside it."""
    for name, decided in SCENARIOS.items():
        for file in render(decided).files:
            place = tmp_path / name / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)

    report = verify(tmp_path, options=options("oldest", "checkov"))

    assert [
        (r.where, r.findings or r.output) for r in report.results if r.outcome != "passed"
    ] == []
    assert report.results
