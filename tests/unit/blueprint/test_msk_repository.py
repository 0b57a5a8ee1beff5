"""The repository around Terraform reads well and holds together: links, runbooks, reasons, safe values."""

import csv
import io
import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest
import yaml as pyyaml

from documents import assert_rectangular, commands, links, rows
from hostile import HOSTILE
from kafka_scaffold.blueprint.filters import usd
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.answers import Adopt, ExistingNetwork, Exposure, Survive
from kafka_scaffold.model.plan import CostLine, CostScope, Plan
from kafka_scaffold.model.tree import Ownership
from plan_fixture import answers, plan


KINDS = (
    ("standard", "iam"),
    ("standard", "scram"),
    ("standard", "mtls"),
    ("express", "iam"),
    ("express", "scram"),
    ("serverless", "iam"),
)
MANAGED = 'Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"'
RUNBOOKS = [
    "broker-loss",
    "zone-loss",
    "storage-full",
    "consumer-lag",
    "high-cpu",
    "throttling",
    "connections",
    "controller",
    "under-replicated",
    "scale-out",
    "rolling-upgrade",
    "topic-change",
    "credential-rotation",
    "restore",
]
NO_COMMENTS = (".csv", ".json", ".avsc")

kinds = pytest.mark.parametrize(("variant", "authentication"), KINDS)


def texts(decided: Plan) -> dict[str, str]:
    """Return a rendered plan as text by path."""
    return {file.path: file.content.decode() for file in render(decided).files}


@cache
def repository(variant: str, authentication: str) -> dict[str, str]:
    """Return one variant's repository as text by path."""
    return texts(plan(variant, authentication))


@kinds
def test_every_relative_link_leads_somewhere(variant, authentication):
    """Nobody on call meets a dead link."""
    files = repository(variant, authentication)
    checked = 0
    for path, text in files.items():
        if path.endswith(".md"):
            found = links(path, text)
            assert found <= files.keys(), path
            checked += len(found)

    assert checked > 50


@kinds
def test_every_runbook_exists_and_names_the_cluster(variant, authentication):
    """An alarm's runbook is a page, and its commands are ready to paste."""
    decided = plan(variant, authentication)
    files = texts(decided)
    pages = {name: files[f"docs/runbooks/{name}.md"] for name in RUNBOOKS}

    for environment in decided.environments:
        for alarm in environment.details.alarms:
            assert alarm.runbook in pages
            if environment is decided.primary:
                assert f"`{alarm.name}`" in pages[alarm.runbook]
    assert decided.primary.details.cluster_name in pages["consumer-lag"]


@kinds
def test_the_readme_opens_with_what_was_decided(variant, authentication):
    """Name, platform, region, cost and a diagram stand on the first screens."""
    decided = plan(variant, authentication)
    readme = texts(decided)["README.md"]

    assert f"# clickstream: Kafka on {decided.title} (eu-west-1)" in readme
    assert "60 MB/s on average and 100 MB/s at peak" in readme
    assert f"{usd(decided.primary.chosen.cost.monthly_usd)} USD a month" in readme
    assert "```mermaid\nflowchart" in readme
    assert "| I want to… |" in readme


@kinds
def test_every_number_of_the_plan_is_in_the_capacity_plan(variant, authentication):
    """Limits, partitions, reasons and every size considered are there, for every environment."""
    decided = plan(variant, authentication)
    capacity = texts(decided)["docs/capacity-plan.md"]

    for environment in decided.environments:
        section = capacity.split(f"\n## {environment.environment.name}\n")[1]
        for limit in environment.chosen.headroom:
            assert f"| {limit.name} | {limit.scope} |" in section
            assert f"| {round(limit.left * 100)} % |" in section
        for topic in environment.topics:
            assert f"| {topic.name} | {topic.partitions} | {topic.replication_factor} |" in section
        for considered in environment.considered:
            assert considered.reason.replace("_", r"\_") in section.replace(r"\_", "_") or (
                considered.reason in section.replace("\\", "")
            )


@kinds
def test_every_setting_comes_with_its_reason(variant, authentication):
    """The reason of a client's setting stands right above its line."""
    decided = plan(variant, authentication)
    files = texts(decided)
    settings = 0
    for environment in decided.environments:
        for client in environment.clients:
            name = f"{client.role}.{client.library}.properties"
            text = files[f"clients/{environment.environment.name}/{client.application}/{name}"]
            for setting in client.settings:
                value = (
                    str(setting.value).lower() if setting.value in (True, False) else setting.value
                )
                assert f"# {setting.reason}\n{setting.name}={value}\n" in text
                settings += 1

    assert settings


@kinds
def test_managed_files_say_so_first(variant, authentication):
    """Whoever opens a file learns in its first line, or after its interpreter, that edits are replaced."""
    for file in render(plan(variant, authentication)).files:
        if file.ownership is Ownership.SEEDED or file.path.endswith(NO_COMMENTS):
            continue
        first, second = (file.content.decode() + "\n\n").split("\n")[:2]
        assert MANAGED in (second if first.startswith("#!") else first), file.path


@kinds
def test_nothing_is_left_unrendered(variant, authentication):
    """Braces of ours are gone; those of GitHub's expressions remain, and no line ends in spaces."""
    for path, text in repository(variant, authentication).items():
        ours = text.replace("${{", "")
        assert "{{" not in ours, path
        assert "{%" not in ours, path
        assert text.endswith("\n"), path
        assert not re.search(r"[ \t]+$", text, re.MULTILINE), path
        assert not text.endswith("\n\n"), path
        assert "None" not in text, path


@kinds
def test_yaml_files_parse(variant, authentication):
    """Every YAML file is one, without a key twice."""
    for path, text in repository(variant, authentication).items():
        if path.endswith((".yml", ".yaml")):
            assert pyyaml.safe_load(text), path


@kinds
def test_actions_are_pinned_and_credentials_stay_out(variant, authentication):
    """Each action is a commit, no checkout keeps its token, and permissions start from none."""
    workflows = [
        text
        for path, text in repository(variant, authentication).items()
        if path.startswith(".github/workflows/")
    ]

    assert len(workflows) >= 4
    for text in workflows:
        for action in re.findall(r"uses: (\S+.*)", text):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
        assert text.count("persist-credentials: false") == text.count("uses: actions/checkout@")
        assert "\npermissions: {}\n" in text


@kinds
def test_commands_of_the_documents_are_shell(variant, authentication):
    """Whatever is there to be pasted parses; variables that a command reads were set by the page."""
    blocks = 0
    for path, text in repository(variant, authentication).items():
        if not path.endswith(".md"):
            continue
        found = commands(text)
        script = "".join(found)
        done = subprocess.run(
            ["bash", "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{path}: {done.stderr}"
        if path.startswith("docs/runbooks/"):
            used = set(re.findall(r"\$([A-Z]+)\b", script))
            set_here = set(re.findall(r"^\s*(?:export )?([A-Z_]+)=", script, re.MULTILINE))
            assert used <= set_here, f"{path} reads {sorted(used - set_here)}"
        blocks += len(found)

    assert blocks > 20


@kinds
def test_tables_have_as_many_cells_as_their_heads(variant, authentication):
    """A Markdown table is rectangular."""
    for path, text in repository(variant, authentication).items():
        if path.endswith(".md"):
            assert_rectangular(path, text)


@pytest.mark.parametrize(("variant", "present"), [("standard", True), ("express", False)])
def test_express_pages_do_not_ask_for_metrics_it_lacks(variant, present):
    """Commands of a page work on the variant it was written for."""
    lacking = (
        "KafkaDataLogsDiskUsed",
        "--metric-name UnderReplicatedPartitions",
        "BwInAllowanceExceeded",
    )
    pages = [t for p, t in repository(variant, "iam").items() if p.startswith("docs/runbooks/")]

    for metric in lacking:
        assert any(metric in page for page in pages) is present, metric


def test_serverless_has_topics_as_data_and_no_acls():
    """What Terraform cannot make there is made by a script, and what does not exist is not offered."""
    files = repository("serverless", "iam")
    (head, *lines) = csv.reader(io.StringIO(files["topics/prod/topics.csv"]))

    assert head == ["topic", "setting", "value", "reason"]
    assert ["page-views", "partitions", "24"] in [line[:3] for line in lines]
    assert not any(path.startswith("access/") for path in files)
    assert "access-apply" not in files["Makefile"]
    assert "topics-apply" in files["Makefile"]


@pytest.mark.parametrize("authentication", ["scram", "mtls"])
def test_acls_and_quotas_are_data(authentication):
    """Every ACL and quota of the plan is a row, brokers and administrator included."""
    decided = plan("standard", authentication)
    files = texts(decided)
    for environment in decided.environments:
        details = environment.details
        folder = f"access/{environment.environment.name}"
        acls = list(csv.DictReader(io.StringIO(files[f"{folder}/acls.csv"])))
        quotas = list(csv.DictReader(io.StringIO(files[f"{folder}/quotas.csv"])))
        expected = [*details.cluster_acls, *(a for access in details.access for a in access.acls)]

        assert [(a["principal"], a["operation"], a["resource"]) for a in acls] == [
            (a.principal, a.operation, a.resource) for a in expected
        ]
        assert {row["permission"] for row in acls} == {"ALLOW"}
        assert [q["user"] for q in quotas] == [a.quota.principal for a in details.access if a.quota]


def test_an_unknown_price_is_said_and_not_summed():
    """A price that is not known shows as unknown, and the pages say that it is missing."""
    decided = plan()
    unknown = CostLine(
        item="data transfer",
        quantity=1,
        unit="GB",
        unit_price_usd=None,
        monthly_usd=None,
        scope=CostScope.SURROUNDINGS,
        formula="1 GB x unknown",
        source="test plan",
        kind=decided.primary.chosen.cost.lines[0].kind,
    )

    def with_line(environment):
        cost = replace(environment.chosen.cost, lines=(*environment.chosen.cost.lines, unknown))
        return replace(environment, chosen=replace(environment.chosen, cost=cost))

    files = texts(replace(decided, environments=tuple(map(with_line, decided.environments))))

    assert "| data transfer | 1 GB x unknown | unknown |" in files["docs/cost.md"]
    assert "Not in the total" in files["docs/cost.md"]
    assert "the price of data transfer is not known" in files["README.md"]


def test_without_an_owner_nobody_is_named():
    """CODEOWNERS stays valid and says what to do."""
    files = texts(plan(answers=answers(owner=None)))

    assert all(line.startswith("#") for line in files["CODEOWNERS"].splitlines())


@pytest.mark.parametrize(
    "text", [t for t in HOSTILE if "\ud800" not in t], ids=range(len(HOSTILE) - 1)
)
def test_free_text_stays_in_its_place(text):
    """A description, an owner or a tag changes no structure: same files, same lines, same cells."""
    words = text[:2000]
    plain = repository("express", "iam")
    files = texts(
        plan(answers=answers(description=words, owner=words or "x", tags=(("team", words),)))
    )

    assert files.keys() == plain.keys()
    for path, content in files.items():
        if path.endswith(".md"):
            assert rows(content) == rows(plain[path]), path
            assert "<script" not in content
        elif path.endswith((".yml", ".yaml")):
            assert pyyaml.safe_load(content) == pyyaml.safe_load(plain[path]), path
        elif path != "CODEOWNERS" and not path.endswith((".tf", ".hcl", ".tfvars")):
            assert content == plain[path], path
    owners = files["CODEOWNERS"].splitlines()
    assert len(owners) == len(plain["CODEOWNERS"].splitlines())


def changed_environments(decided: Plan, **changes: object) -> Plan:
    """Return a plan with fields of every environment replaced."""
    environments = (replace(environment, **changes) for environment in decided.environments)
    return replace(decided, environments=tuple(environments))


def totals() -> Plan:
    """Return a plan of a workload given as totals: no topics, no applications, no clients."""
    decided = plan(answers=answers(topics=(), applications=()))
    demand = replace(decided.primary.demand, aggregate=True, topics=(), partition_replicas=600)
    return changed_environments(decided, topics=(), clients=(), demand=demand)


def adopted() -> Plan:
    """Return a plan that takes over a cluster in a network that exists."""
    arn = "arn:aws:kafka:eu-west-1:111122223333:cluster/old/11111111-2222-3333-4444-555555555555-1"
    network = ExistingNetwork(vpc="vpc-0123456789abcdef0", subnets=("subnet-1", "subnet-2"))
    asked = answers()
    environments = tuple(
        replace(e, network=network, adopt=Adopt(cluster_arn=arn)) for e in asked.environments
    )
    decided = plan("standard", answers=replace(asked, environments=environments))
    return with_flags(decided, adopt=True, network_existing=True, network_new=False)


def exposed() -> Plan:
    """Return a plan with public access that need not survive a zone, without budget, owner or description."""
    asked = answers(description="", owner=None)
    durability = replace(asked.goals.durability, survive=Survive.BROKER, rpo_s=300.0, rto_s=None)
    goals = replace(asked.goals, durability=durability, budget_usd_month=None)
    security = replace(asked.security, exposure=Exposure.PUBLIC, allowed_cidrs=("203.0.113.0/24",))
    decided = plan("standard", answers=replace(asked, goals=goals, security=security))
    return with_flags(decided, public=True)


def with_flags(decided: Plan, **flags: bool) -> Plan:
    """Return a plan with flags set."""
    return replace(decided, flags=tuple((dict(decided.flags) | flags).items()))


@pytest.mark.parametrize("shape", [totals, adopted, exposed])
def test_documents_hold_for_other_shapes(shape):
    """Without topics, with a cluster that exists, or open to the internet: no hole and no dead link."""
    files = texts(shape())
    for path, text in files.items():
        assert "None" not in text, path
        if path.endswith(".md"):
            assert_rectangular(path, text)
            assert "\n\n\n" not in text, path
            assert not re.search(r"\|  \|", text), path
            assert links(path, text) <= files.keys(), path


def test_an_adopted_cluster_has_its_page():
    """Who takes over a cluster is told how, and warned of a plan that would replace it."""
    files = texts(adopted())

    assert "docs/how-to/adopt-existing-cluster.md" in files["README.md"]
    assert "must be replaced" in files["docs/how-to/adopt-existing-cluster.md"]


def test_an_address_in_a_description_becomes_no_link():
    """Text stays text; a reader's program makes nothing of it."""
    words = "See https://example.com, www.example.com or me@example.com"
    readme = texts(plan(answers=answers(description=words)))["README.md"]

    assert r"See https\://example.com, www\.example.com or me\@example.com" in readme


def test_make_refuses_an_unknown_environment(tmp_path):
    """No target runs anywhere but in a folder of the plan."""
    (tmp_path / "Makefile").write_text(repository("express", "iam")["Makefile"])

    for environment in ("ENV=", "ENV=nowhere", "ENV=../dev"):
        done = subprocess.run(
            ["make", "plan", environment], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0
        assert "set ENV to one of: dev prod" in done.stderr
    shown = subprocess.run(["make"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "make plan" in shown.stdout
