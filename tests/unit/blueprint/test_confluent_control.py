"""The control plane of Confluent Cloud: the rules that its Terraform keeps on every cluster type, cloud and network."""

import json
import re

from confluent_rendered import Case, each_case, planned, texts, tree
from kafka_scaffold.model.plan import EnvironmentPlan
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails
from kafka_scaffold.validate.tree import check_tree


GUARDED = (
    "confluent_environment",
    "confluent_kafka_cluster",
    "confluent_service_account",
    "confluent_identity_provider",
    "confluent_identity_pool",
    "confluent_certificate_authority",
    "confluent_certificate_pool",
    "confluent_byok_key",
    "confluent_flink_compute_pool",
    "confluent_ksql_cluster",
)
KEYS = ("aws_kms_key", "google_kms_crypto_key", "azurerm_key_vault_key", "azurerm_key_vault")
STORES = {
    "aws": ("aws_secretsmanager_secret_version", "secret_string_wo", "secret_string"),
    "gcp": ("google_secret_manager_secret_version", "secret_data_wo", "secret_data"),
    "azure": ("azurerm_key_vault_secret", "value_wo", "value"),
}


def control(case: Case, environment: str) -> dict[str, str]:
    """Return the files of one environment's control plane by name."""
    root = f"terraform/environments/{environment}/"
    return {path.removeprefix(root): text for path, text in texts(case).items() if root in path}


def environments(case: Case) -> list[tuple[EnvironmentPlan, ConfluentCloudDetails, str]]:
    """Return each environment with its details and its Terraform as one text."""
    found = []
    for environment in planned(case).environments:
        assert isinstance(environment.details, ConfluentCloudDetails)
        texts = control(case, environment.environment.name)
        text = "\n".join(t for name, t in texts.items() if re.fullmatch(r"[^/]+\.tf", name))
        found.append((environment, environment.details, text))
    return found


def blocks(text: str, opening: str) -> list[str]:
    """Return the top-level blocks that begin so."""
    return re.findall(rf"^{opening}[^\n]*\{{\n.*?^\}}", text, re.M | re.S)


def resources(text: str, kind: str) -> list[str]:
    """Return the resources of one type."""
    return blocks(text, f'resource "{kind}" ')


@each_case
def test_the_cluster_is_what_was_decided(case):
    """One block of a type, with its units and how available it is; the reason is above the number."""
    for _, details, text in environments(case):
        (cluster,) = [c for c in resources(text, "confluent_kafka_cluster") if '"main"' in c]
        units = details.max_ecku or details.cku
        assert units is not None
        kinds = re.findall(r"^  (basic|standard|enterprise|freight|dedicated) \{", cluster, re.M)
        assert kinds == [details.variant.value]
        assert f"    {units.name} = {units.value}\n" in cluster
        assert f"# {units.reason}" in cluster
        assert re.search(rf'availability += "{details.availability.value}"', cluster)
        assert re.search(rf'region += "{details.region}"', cluster)


@each_case
def test_a_cluster_is_in_its_network_and_under_its_key(case):
    """A Dedicated cluster names its network; a key of one's own is used after its policy lets Confluent use it."""
    for _, details, text in environments(case):
        (cluster,) = [c for c in resources(text, "confluent_kafka_cluster") if '"main"' in c]
        dedicated = details.variant.value == "dedicated"
        assert ("confluent_network.main.id" in cluster) is (dedicated and details.private)
        assert ("confluent_byok_key.main.id" in cluster) is details.own_key
        allowed = ("aws_kms_key_policy", "google_kms_crypto_key_iam_member", "azurerm_role")
        assert any(name in cluster for name in allowed) is details.own_key
        assert ("confluent_access_point.main," in cluster) is details.by_access_point


@each_case
def test_protected_environments_lose_nothing(case):
    """What holds data, keys or identities is guarded where answers protect, and can be destroyed where not."""
    for environment, details, text in environments(case):
        literal = "true" if details.protect else "false"
        assert environment.environment.protect is details.protect
        kinds = [*GUARDED, *(k for k in KEYS if resources(text, k))]
        for kind in kinds:
            for block in resources(text, kind):
                if '"logs"' in block or '"standby_logs"' in block:
                    continue  # of flow logs, which nobody misses
                assert f"    prevent_destroy = {literal}\n" in block, block[:80]
        for cluster in resources(text, "confluent_kafka_cluster"):
            assert f"deletion_protection = {literal}\n" in cluster


@each_case
def test_nothing_that_is_read_names_what_is_made(case):
    """A data source that names a resource is read anew on each of its changes, and keys for it are replaced.

    The way through a local has no such effect, which is why Schema Registry's takes it.
    """
    for _, _, text in environments(case):
        assert blocks(text, 'data "confluent_')
        for block in blocks(text, 'data "confluent_'):
            assert "depends_on" not in block
            assert not re.search(r"= .*\bconfluent_\w+\.\w+\.", block), block


@each_case
def test_each_role_of_the_plan_is_bound_and_no_other(case):
    """Every binding is there with its reason, on the one resource it is about."""
    for environment, details, _ in environments(case):
        text = control(case, environment.environment.name)["identities.tf"]
        found = re.findall(r"role +\= (\".*\")\n +crn +\= (.*)\n", text)
        wanted = [b for identity in details.identities for b in identity.bindings]
        assert len(found) == len(wanted)
        for (role, crn), binding in zip(found, wanted, strict=True):
            assert json.loads(role) == binding.role
            place = "registry_crn" if binding.kind == "subject" else "kafka_crn"
            star = "*" if binding.prefixed else ""
            assert crn == f'"${{local.{place}}}/{binding.kind}={binding.name}{star}"'
            assert f"# {binding.reason}\n" in text


@each_case
def test_applications_sign_in_as_was_decided(case):
    """Keys, tokens or certificates; connectors are service accounts in any case."""
    pools = {"oauth": "confluent_identity_pool", "mtls": "confluent_certificate_pool"}
    for environment, details, text in environments(case):
        for sign_in, kind in pools.items():
            assert bool(resources(text, kind)) is (details.sign_in == sign_in)
        served = text.split("service_accounts = {", 1)[1].split("}", 1)[0]
        for identity in details.identities:
            by_account = identity.keyed or identity.role == "connector"
            assert (f'"{identity.name}"' in served) is by_account
        keyed = {identity.name for identity in details.keyed}
        api_keys = control(case, environment.environment.name)["api-keys.tf"]
        owners = set(re.findall(r'confluent_service_account\.applications\["([^"]+)"\]', api_keys))
        assert owners == keyed


@each_case
def test_keys_have_generations(case):
    """One key for each owner and generation, so that a new one lives before the old one goes."""
    for environment, details, text in environments(case):
        assert len(resources(text, "confluent_api_key")) >= 3
        for key in resources(text, "confluent_api_key"):
            assert "for_each = { for key, made in local.keys" in key
            assert "generation" in key
            kafka = "confluent_kafka_cluster." in key.split("managed_resource")[-1]
            if kafka and details.private:
                assert "disable_wait_for_ready = true" in key
        variables = control(case, environment.environment.name)["variables.tf"]
        assert f"length(generations) <= {details.keys_at_once} " in variables


@each_case
def test_secrets_reach_the_store_by_arguments_that_are_not_kept(case):
    """The copy in the store adds nothing to the state, and no output shows a secret."""
    for environment, details, text in environments(case):
        kind, written, kept = STORES[details.provider]
        assert resources(text, kind)
        for version in resources(text, kind):
            assert re.search(rf"^  {written} +=", version, re.M)
            assert re.search(rf"^  {written}_version +=", version, re.M)
            assert not re.search(rf"^  {kept} +=", version, re.M)
        outputs = control(case, environment.environment.name)["outputs.tf"]
        assert not re.search(r"\.secret\b|secret_values|api_secret", outputs)


@each_case
def test_nobody_has_a_key_in_a_file(case):
    """Confluent's own key comes from the environment of whoever runs this."""
    for _, _, text in environments(case):
        (provider,) = blocks(text, 'provider "confluent" ') or ["provider {}"]
        assert "api_secret" not in provider
        assert not re.search(r'(api_key|api_secret|password) += "[^"$]', text)


@each_case
def test_every_variable_has_its_place_in_the_values(case):
    """Whoever opens terraform.tfvars sees all that can be told."""
    for environment, _, _ in environments(case):
        texts = control(case, environment.environment.name)
        declared = re.findall(r'^variable "(\w+)"', texts["variables.tf"], re.M)
        given = re.findall(r"^(\w+) +=", texts["terraform.tfvars"], re.M)
        assert sorted(given) == sorted(declared)


@each_case
def test_the_numbers_are_tested(case):
    """Tests name the units, each role, each generation's key and each refusal that variables make."""
    for environment, details, _ in environments(case):
        texts = control(case, environment.environment.name)
        tested = texts["tests/sizing.tftest.hcl"]
        units = details.max_ecku or details.cku
        assert units is not None
        assert f"{units.name} == {units.value}" in tested
        assert sum(len(i.bindings) for i in details.identities) == tested.count(".role_name ==")
        for name in ("key_generations", "secret_readers"):
            assert f"expect_failures = [var.{name}]" in tested


@each_case
def test_every_file_can_be_read(case):
    """HCL, YAML and Markdown parse, and files say who they belong to."""
    found = [f for f in check_tree(tree(case)) if "terraform/environments" in str(f)]
    assert found == []


@each_case
def test_a_plan_by_somebody_else_takes_no_role_away(case):
    """Plans and applies run as different identities; a role of whoever runs it would change hands each time."""
    for _, details, text in environments(case):
        found = [b for b in resources(text, "azurerm_role_assignment") if ".current.object_id" in b]
        assert bool(found) is (details.provider == "azure")
        for block in found:
            assert "ignore_changes = [principal_id]" in block, block
