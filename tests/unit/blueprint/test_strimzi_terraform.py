"""Terraform and pipelines of a Strimzi repository: what must hold on every cloud and on a cluster that exists."""

import os
import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest
import yaml as pyyaml

from hostile import HOSTILE
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.answers import ExistingNetwork, Exposure
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.platform_answers import GitOps
from kafka_scaffold.model.tree import Ownership
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.validate.tree import check_tree
from strimzi_fixture import answers, plan


CREATED = ("eks", "gke", "aks")
KINDS = (*CREATED, "existing")
MANAGED = "# Managed by kafka-scaffold: "
SEEDED = "# Written once by kafka-scaffold"
SIGN_IN = {
    "eks": "aws-actions/configure-aws-credentials",
    "gke": "google-github-actions/auth",
    "aks": "azure/login",
}
NETWORKS = {
    "eks": ExistingNetwork(vpc="vpc-0123456789abcdef0", subnets=("subnet-a", "subnet-b")),
    "gke": ExistingNetwork(vpc="shared", subnets=("kafka",)),
    "aks": ExistingNetwork(
        vpc="shared",
        subnets=(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/k",
        ),
    ),
}

each_kind = pytest.mark.parametrize("kind", KINDS)
each_cloud = pytest.mark.parametrize("kind", CREATED)


def texts(decided: Plan) -> dict[str, str]:
    """Return a rendered plan as text by path."""
    return {file.path: file.content.decode() for file in render(decided).files}


@cache
def repository(kind: str) -> dict[str, str]:
    """Return one kind's repository as text by path."""
    return texts(plan(kind))


def stage(kind: str, name: str, environment: str) -> str:
    """Return one folder of Terraform as one text."""
    prefix = f"terraform/{name}/{environment}/"
    return "\n".join(text for path, text in repository(kind).items() if path.startswith(prefix))


def blocks(text: str, opening: str) -> list[str]:
    """Return the top-level blocks that begin so."""
    return re.findall(rf"^{opening}[^\n]*\{{\n.*?^\}}", text, re.M | re.S)


def skeleton(text: str) -> list[str]:
    """Return a file without comments and with every string emptied: what a parser sees besides text."""
    bare = re.sub(
        r'"(?:[^"\\]|\\.)*"|#[^\n]*', lambda m: '""' if m[0].startswith('"') else "", text
    )
    return [" ".join(line.split()) for line in bare.splitlines() if line.strip()]


# stages


@each_kind
def test_each_environment_has_its_stages(kind):
    """A cluster that exists is not made; what runs in it is installed either way."""
    decided = plan(kind)
    folders = {p.rpartition("/")[0] for p in repository(kind) if p.startswith("terraform/")}

    for environment in decided.environments:
        name = environment.environment.name
        assert f"terraform/operators/{name}" in folders
        assert (f"terraform/environments/{name}" in folders) is (kind != "existing")
    assert ("terraform/bootstrap" in folders) is (kind != "existing")


@each_kind
def test_files_say_whose_they_are(kind):
    """What is regenerated says so; what a person fills in is written once."""
    for file in render(plan(kind)).files:
        if not file.path.startswith("terraform/"):
            continue
        seeded = file.path.endswith(".tfvars")
        assert file.content.decode().startswith(SEEDED if seeded else MANAGED), file.path
        assert file.ownership is (Ownership.SEEDED if seeded else Ownership.MANAGED), file.path


@each_kind
def test_terraform_holds_no_resource_of_kafka(kind):
    """A plan would need the cluster's definitions before there is a cluster."""
    text = "\n".join(t for p, t in repository(kind).items() if p.endswith(".tf"))

    assert "kubernetes_manifest" not in text
    assert "kafka.strimzi.io" not in text.replace("make crds", "")


# machines


@each_cloud
def test_every_machine_group_is_made_as_planned(kind):
    """Type and number in a zone are the plan's, and broker machines take brokers alone."""
    for environment in plan(kind).environments:
        text = stage(kind, "environments", environment.environment.name)
        for group in environment.details.machines:
            assert f'"{group.machine}"' in text
            if group.dedicated:
                wanted = f"kafka-scaffold.io/pool={group.dedicated}:NoSchedule"
                taint = rf'key += "kafka-scaffold.io/pool"\n +value += "{group.dedicated}"'
                assert wanted in text or re.search(taint, text)


@each_cloud
def test_what_holds_data_is_guarded_in_protected_environments_alone(kind):
    """Destroying prod is refused, dev can be thrown away."""
    guarded = {
        "eks": ("aws_eks_cluster", "aws_kms_key"),
        "gke": ("google_container_cluster", "google_kms_crypto_key"),
        "aks": ("azurerm_kubernetes_cluster", "azurerm_key_vault", "azurerm_resource_group"),
    }[kind]
    store = {
        "eks": "aws_s3_bucket",
        "gke": "google_storage_bucket",
        "aks": "azurerm_storage_account",
    }
    for environment in plan(kind).environments:
        protect = environment.environment.protect
        text = stage(kind, "environments", environment.environment.name)
        holders = (*guarded, store[kind]) if environment.details.tiered else guarded
        for holder in holders:
            found = blocks(text, f'resource "{holder}" ')
            assert found, holder
            for block in found:
                assert f"prevent_destroy = {str(protect).lower()}" in block, holder


@each_cloud
def test_the_api_is_private_unless_networks_are_listed(kind):
    """Nothing is open by default, and the whole internet cannot be listed."""
    text = stage(kind, "environments", "prod")
    switch = {
        "eks": "endpoint_public_access  = length(var.api_cidrs) > 0",
        "gke": "enable_private_endpoint = length(var.api_cidrs) == 0",
        "aks": "private_cluster_enabled = length(var.api_cidrs) == 0",
    }

    assert switch[kind] in text
    assert "api_cidrs = []" in text
    assert 'cidr != "0.0.0.0/0"' in text


@each_cloud
@pytest.mark.parametrize("own", [True, False])
def test_disks_are_under_the_key_that_was_asked_for(kind, own):
    """`own` puts machines' disks under the repository's key, `provider` leaves them to the cloud's."""
    base = plan(kind)
    environments = tuple(
        replace(e, details=replace(e.details, own_key=own)) for e in base.environments
    )
    found = texts(replace(base, environments=environments))
    text = "\n".join(t for p, t in found.items() if p.startswith("terraform/environments/prod/"))
    disk = {
        "eks": r"kms_key_id            = aws_kms_key.main.arn",
        "gke": "boot_disk_kms_key = google_kms_crypto_key.main.id",
        "aks": "disk_encryption_set_id = azurerm_disk_encryption_set.main.id",
    }

    assert (disk[kind] in text) is own


@each_cloud
def test_settings_that_terraform_knows_are_put_out(kind):
    """Whoever fills in settings.yaml finds there what is made here."""
    ours = {"disk-key", "tiered-bucket", "tiered-account", "tiered-identity"}
    ours |= {"connect-bucket"} if kind == "eks" else set()
    for environment in plan(kind).environments:
        text = stage(kind, "environments", environment.environment.name)
        (output,) = blocks(text, 'output "settings" ')
        known = set(re.findall(r'^    "([a-z-]+)" +=', output, re.M))
        asked = {fill.key for fill in environment.details.fill_ins}

        assert asked & ours <= known <= ours


@each_cloud
def test_an_existing_network_is_read_and_never_changed(kind):
    """No resource of a network is made in somebody else's."""
    asked = answers(kind)
    placed = tuple(replace(e, network=NETWORKS[kind]) for e in asked.environments)
    found = texts(plan(kind, answers=replace(asked, environments=placed)))
    text = found["terraform/environments/prod/network.tf"]

    assert re.findall(r'^resource "', text, re.M) == []
    assert NETWORKS[kind].subnets[0] in text
    assert check_tree(render(plan(kind, answers=replace(asked, environments=placed)))) == ()


def test_public_listeners_are_let_in_on_azure():
    """A security group on the subnet would drop clients that a load balancer's ranges allow."""
    asked = answers("aks")
    public = replace(asked.security, exposure=Exposure.PUBLIC)
    found = texts(plan("aks", answers=replace(asked, security=public)))
    rule = 'resource "azurerm_network_security_rule" "external"'

    assert rule in found["terraform/environments/prod/network.tf"]
    assert rule not in repository("aks")["terraform/environments/prod/network.tf"]


# the operator


@each_kind
def test_the_operator_is_installed_without_its_definitions(kind):
    """Helm installs them once and never upgrades them, so make crds applies them."""
    for environment in plan(kind).environments:
        text = stage(kind, "operators", environment.environment.name)
        (release,) = blocks(text, 'resource "helm_release" "operator"')

        assert "skip_crds = true" in release
        assert f'version   = "{environment.details.strimzi_version.value}"' in release
        assert "STRIMZI_POD_SECURITY_PROVIDER_CLASS" in release
        assert environment.details.operator.memory in release
        assert "argocd.argoproj.io" in release


@each_kind
def test_monitoring_comes_with_clusters_that_are_made(kind):
    """A cluster that exists has its own."""
    text = stage(kind, "operators", "prod")

    assert ("kube-prometheus-stack" in text) is (kind != "existing")
    assert ("strimzi-drain-cleaner" in text) is (kind != "existing")


def test_the_load_balancer_controller_is_there_where_load_balancers_are():
    """Dev has none to make, so it may do nothing and runs nothing."""
    files = repository("eks")

    for folder in ("environments", "operators"):
        assert f"terraform/{folder}/prod/load-balancer.tf" in files
        assert f"terraform/{folder}/dev/load-balancer.tf" not in files


# text that comes from outside


@each_kind
def test_hostile_text_stays_text(kind):
    """Descriptions and tags end up in strings, whatever they hold."""

    def told(values: tuple[str, ...]) -> dict[str, list[str]]:
        tags = tuple((f"note-{number}", text) for number, text in enumerate(values))
        asked = replace(answers(kind), description=" ".join(values), tags=tags)
        found = texts(plan(kind, answers=asked))
        return {p: skeleton(t) for p, t in found.items() if p.startswith("terraform/")}

    assert told(HOSTILE) == told(("calm",) * len(HOSTILE))


# pipelines


@each_kind
def test_actions_are_pinned_and_sign_in_without_keys(kind):
    """A tag can be moved; a stored key can be stolen."""
    workflows = {p: t for p, t in repository(kind).items() if p.startswith(".github/workflows/")}

    assert len(workflows) == 4
    for path, text in workflows.items():
        for used in re.findall(r"uses: (\S+)", text):
            assert re.search(r"@[0-9a-f]{40}$", used), (path, used)
        assert ("${{ secrets." in text) is (kind == "existing" and not path.endswith("ci.yml"))
    plans = workflows[".github/workflows/plan.yml"]
    assert {k for k, action in SIGN_IN.items() if action in plans} == (
        set() if kind == "existing" else {kind}
    )


@each_kind
def test_an_environment_waits_for_the_one_before(kind):
    """Prod is changed when dev went well, and in the order of the stages."""
    jobs = pyyaml.safe_load(repository(kind)[".github/workflows/apply.yml"])["jobs"]
    made = kind != "existing"
    names = ("plan", "cluster", "changes", "kafka") if made else ("changes", "kafka")

    assert list(jobs) == [f"{name}-{env}" for env in ("dev", "prod") for name in names]
    assert jobs[f"{names[0]}-prod"]["needs"] == "kafka-dev"
    assert jobs["kafka-prod"]["needs"] == "changes-prod"
    steps = [step.get("run") for step in jobs["kafka-prod"]["steps"]]
    told = [run for run in steps if run and run.startswith("make ")]
    assert [run.split()[1] for run in told if "kubeconfig" not in run] == [
        "crds",
        "operator-plan",
        "operator",
        "kafka",
    ]


def test_a_gitops_controller_applies_manifests_itself():
    """Two that apply the same resources would undo each other."""
    base = plan("eks")
    flags = {**dict(base.flags), "gitops": True, "argocd": True}
    asked = replace(
        base.answers, kubernetes=replace(base.answers.kubernetes, gitops=GitOps.ARGO_CD)
    )
    environments = tuple(
        replace(e, details=replace(e.details, gitops="argocd")) for e in base.environments
    )
    found = texts(
        replace(base, answers=asked, environments=environments, flags=tuple(flags.items()))
    )

    assert "make kafka" not in found[".github/workflows/apply.yml"]
    assert "make kafka" in repository("eks")[".github/workflows/apply.yml"]


# make


def run(folder, kind, *arguments, contexts=""):
    """Run make with programs that only say what they were told."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    for name in ("kubectl", "helm", "terraform", "aws", "gcloud", "az", "kubelogin"):
        answer = f"printf '%s' '{contexts}'" if name == "kubectl" else "true"
        script = f'#!/bin/sh\ncase "$*" in *get-contexts*) {answer}; exit;; esac\n'
        script += f'echo "{name} $*"\ncase "$*" in *"--filename -") cat >/dev/null; esac\n'
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    for path, text in repository(kind).items():
        if path in {"Makefile"} or path.endswith((".tfvars", "settings.yaml")):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
    return subprocess.run(
        ["make", "--silent", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


@each_kind
def test_make_refuses_an_unknown_environment(kind, tmp_path):
    """No target runs anywhere but in a folder of the plan."""
    for environment in ("ENV=", "ENV=nowhere", "ENV=../dev"):
        done = run(tmp_path, kind, "plan", environment)
        assert done.returncode != 0
        assert "set ENV to one of: dev prod" in done.stderr


@each_kind
def test_make_applies_to_the_environments_own_context(kind, tmp_path):
    """Whatever kubectl looked at last, dev's definitions go to dev."""
    contexts = "gke_p_europe-west1_clickstream-prod\ngke_p_europe-west1_clickstream-dev\n"
    done = run(tmp_path, kind, "crds", "ENV=dev", contexts=contexts)

    assert done.returncode == 0, done.stderr
    applied = re.findall(r"kubectl --context (\S+) apply", done.stdout)
    assert applied
    assert {context.endswith("clickstream-dev") for context in applied} == {True}


def test_make_stops_without_a_context(tmp_path):
    """An empty context would be whichever kubectl looked at last."""
    done = run(tmp_path, "gke", "crds", "ENV=dev", contexts="minikube\n")

    assert done.returncode != 0
    assert "no context for dev" in done.stderr
    assert "kubectl" not in done.stdout


def test_make_does_not_apply_what_is_not_filled_in(tmp_path):
    """A bucket called replace-me would be asked for."""
    done = run(tmp_path, "eks", "kafka", "ENV=prod")

    assert done.returncode != 0
    assert "tiered-bucket: replace-me" in done.stdout
    assert "apply" not in done.stdout


def test_operator_without_a_kept_plan_asks_first(tmp_path):
    """Nothing is installed that nobody has seen."""
    asked = run(tmp_path, "eks", "operator", "ENV=prod")
    assert "terraform -chdir=terraform/operators/prod apply\n" in asked.stdout

    (tmp_path / "terraform/operators/prod/tfplan").write_text("")
    kept = run(tmp_path, "eks", "operator", "ENV=prod")
    assert "terraform -chdir=terraform/operators/prod apply -input=false tfplan" in kept.stdout


@pytest.mark.parametrize("kind", ["eks", "aks"])
@pytest.mark.parametrize("variant", list(Variant))
def test_machines_whose_disks_hold_records_are_not_replaced_by_themselves(kind, variant):
    """A new machine has an empty disk, so a person decides when."""
    base = plan(kind)
    environments = tuple(
        replace(e, details=replace(e.details, variant=variant)) for e in base.environments
    )
    found = texts(replace(base, environments=environments))
    folder = "terraform/environments/prod"
    text = found[f"{folder}/nodes.tf"] + found[f"{folder}/cluster.tf"]
    held = {
        "eks": "ignore_changes = [launch_template[0].version, release_version, version]",
        "aks": 'node_os_upgrade_channel = "None"',
    }

    assert (held[kind] in text) is (variant is Variant.LOCAL_DISK)
    assert ("automatic_upgrade_channel" in text) is (
        kind == "aks" and variant is Variant.NETWORK_DISK
    )
