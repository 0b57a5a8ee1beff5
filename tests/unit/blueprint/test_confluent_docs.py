"""Documents of a Confluent Cloud repository: whoever is on call finds the page, and its commands fit this cluster."""

import csv
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

import confluent_planned
from confluent_fixture import CASES, answers, plan
from confluent_planned import plan as planned
from confluent_rendered import details_of, each_case, texts, texts_of, tree
from confluent_rendered import planned as hand_made
from documents import assert_rectangular, commands, links, prose
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.answers import NewNetwork
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.tree import Ownership
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails


FIXTURE = Path(__file__).parents[2] / "fixtures" / "confluent-cli.csv"
ALWAYS = [
    "scale",
    "key-rotation",
    "network-cut",
    "throttling",
    "cost-review",
    "consumer-lag",
    "hot-partition",
    "partition-limit",
    "connections",
    "authentication-failures",
    "metrics-missing",
    "restore",
    "topic-change",
]
WHEN = {
    "schemas": ["schema-incompatible"],
    "connect": ["connector-failed"],
    "flink": ["flink"],
    "ksqldb": ["ksqldb"],
    "recovery": ["failover", "link-lag"],
    "audit": ["audit"],
}
CLOUDS = {  # words of one cloud, and where alone they may stand
    "aws": r"\bAWS\b|\baws [a-z]|AWS PrivateLink|CloudTrail|Route 53|Secrets Manager",
    "gcp": r"\bGoogle\b|\bgcloud\b|Private Service Connect",
    "azure": r"\bAzure\b|\baz [a-z]|[Kk]ey vault|subscription",
}
ABSENT = {  # words about a feature, when its flag is off; only the decision may say that something is not there
    "recovery": r"\bstandby\b|[Mm]irror",
    "flink": r"\bFlink\b",
    "ksqldb": r"ksqlDB",
    "connect": r"[Cc]onnectors? (?!tasks)",
    "own_key": r"key of ours",
    "audit": r"AUDIT_LOG|audit\.md",
    "schemas": r"auto\.register",
    "elastic": r"\beCKU\b|max_ecku",
    "dedicated": r"\bCKU\b|cluster_load_percent",
    "oauth": r"identity_filters|identity provider",
    "mtls": r"certificate_filters|certificate_authority",
    "pni": r"\bPNI\b|network interfaces",
    "peering": r"[Pp]eering",
    "transit_gateway": r"[Tt]ransit gateway",
}
METRIC = re.compile(r"confluent_kafka_(?:server|ksql|connect|schema_registry)_\w+")


def pages(files: dict[str, str]) -> dict[str, str]:
    """Return the Markdown of a repository, but for what speaks of Prometheus' own machine."""
    return {p: t for p, t in files.items() if p.endswith(".md") and not p.startswith("monitoring/")}


@cache
def cli() -> dict[tuple[str, ...], frozenset[str]]:
    """Return the flags of each command of the confluent CLI that documents may use."""
    lines = [line for line in FIXTURE.read_text().splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines)
    return {tuple(row["command"].split()): frozenset(row["flags"].split()) for row in rows}


@each_case
def test_every_relative_link_leads_somewhere(case):
    """Nobody on call meets a dead link."""
    files = texts(case)
    checked = 0
    for path, text in pages(files).items():
        found = links(path, text)
        assert found <= files.keys(), f"{path}: {sorted(found - files.keys())}"
        checked += len(found)

    assert checked > 60


@each_case
def test_pages_are_there_when_what_they_are_about_is(case):
    """A runbook for each thing that can break here, and none for what is not here; the index leads to all."""
    files, flags = texts(case), dict(hand_made(case).flags)
    expected = {*ALWAYS, *(name for flag, names in WHEN.items() if flags[flag] for name in names)}

    found = {p.removeprefix("docs/runbooks/") for p in files if p.startswith("docs/runbooks/")}
    assert found == {f"{name}.md" for name in expected} | {"README.md", "session.sh"}
    index = files["docs/runbooks/README.md"]
    assert all(f"({name}.md)" in index for name in expected)


@each_case
def test_every_alert_has_a_page_that_names_it(case):
    """From the alert to what to do."""
    decided, files = hand_made(case), texts(case)

    assert details_of(decided.primary).alerts
    for alert in details_of(decided.primary).alerts:
        assert f"`{alert.name}`" in files[f"docs/runbooks/{alert.runbook}.md"]
        assert f"[{alert.runbook}]({alert.runbook}.md)" in files["docs/runbooks/README.md"]


@each_case
def test_commands_are_shell_and_read_what_is_set(case):
    """Whatever is there to be pasted parses, block by block; variables come from the session or the page."""
    files = texts(case)
    session = set(re.findall(r"^\s*([A-Z_]+)=", files["docs/runbooks/session.sh"], re.MULTILINE))
    blocks = 0
    for path, text in pages(files).items():
        found = commands(text)
        for block in found:
            done = subprocess.run(
                ["bash", "-n"], input=block, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{path}: {done.stderr}\n{block}"
        script = "".join(found)
        used = set(re.findall(r"\$\{?([A-Z_]+)\b", script))
        known = set(re.findall(r"^\s*([A-Z_]+)=", script, re.MULTILINE))
        if "docs/runbooks/session.sh" in script:
            known |= session
        assert used <= known, f"{path} reads {sorted(used - known)}"
        blocks += len(found)

    assert blocks > 40


@each_case
def test_the_confluent_cli_takes_every_command(case):
    """Each `confluent …` is a command of the CLI with flags that it has, in blocks and in prose."""
    checked = 0
    for path, text in texts(case).items():
        if not path.startswith("docs/"):
            continue
        joined = text.replace("\\\n", " ")
        found = re.findall(r"(?<![\w./-])confluent ([a-z][a-z-]* [a-z][^\n`|)#]*)", joined)
        spoken = [c for c in found if c.split()[0] in {command[0] for command in cli()}]
        for command in spoken:
            words = re.split(r"\s+", command.strip())
            known = [name for name in cli() if tuple(words[: len(name)]) == name]
            if not known:
                assert command.startswith(("kafka topic", "schema-registry")), f"{path}: {command}"
                continue
            flags = set(re.findall(r"(?<!\S)--([a-z-]+)", command)) - {"output"}
            assert flags <= cli()[known[-1]], f"{path}: {command}"
            checked += 1

    assert checked > 40


@each_case
def test_make_is_asked_for_what_it_can_do(case):
    """Each target that a page names is one of the Makefile's."""
    files = texts(case)
    targets = set(re.findall(r"^([a-z-]+):", files["Makefile"], re.MULTILINE))
    named = {
        target
        for text in pages(files).values()
        for target in re.findall(r"(?:`|^ *)make ([a-z-]+)", text, re.MULTILINE)
    }

    assert {"plan", "apply", "plan-data", "apply-data"} <= named
    assert named <= targets


@each_case
def test_named_files_are_in_the_repository(case):
    """A file or folder that a page names was rendered; `<environment>` and `$ENV` stand for each."""
    files = texts(case)
    folders = {"/".join(p.split("/")[:n]) for p in files for n in range(1, p.count("/") + 1)}
    names = {PurePosixPath(p).name for p in files}
    for path, text in pages(files).items():
        for code in re.findall(r"`([^`\n]+)`", prose(text)):
            asked = code.replace("<environment>", "prod").rstrip("/")
            if re.fullmatch(
                r"(?:terraform|docs|monitoring|schemas|flink|clients|[.]github)(?:/[\w.<>-]+)*",
                asked,
            ):
                own = "imports-own.tf" in asked or "<" in asked
                assert own or asked in files.keys() | folders, f"{path}: {code}"
            elif asked != "kafka-scaffold.yaml" and re.fullmatch(
                r"[\w-]+[.](?:tf|tfvars|yaml|sh)", asked
            ):
                assert asked in names, f"{path}: {code}"
    scripts = {
        script
        for text in pages(files).values()
        for block in commands(text)
        for script in re.findall(r"(?<![\w/.:-])(?:docs|terraform)/[\w./-]+", block)
    }
    assert "docs/runbooks/session.sh" in scripts
    assert scripts <= files.keys() | folders


@each_case
def test_variables_and_resources_are_the_repositories_own(case):
    """What a page sets in terraform.tfvars is a variable; what it calls a resource is one."""
    files = texts(case)
    terraform = "\n".join(t for p, t in files.items() if p.endswith(".tf"))
    variables = set(re.findall(r'^variable "(\w+)"', terraform, re.MULTILINE))
    outputs = set(re.findall(r'^output "(\w+)"', terraform, re.MULTILINE))
    for path, text in pages(files).items():
        for block in re.findall(r"```hcl\n(.*?)```", text, re.DOTALL):
            top = set(
                re.findall(
                    r"^ *(\w+) *=", re.sub(r"[{\[][^{}\[\]]*[}\]]", "0", block), re.MULTILINE
                )
            )
            assert top <= variables | {"to", "id"}, f"{path}: {sorted(top - variables)}"
        spoken = re.sub(METRIC, "", text).replace("confluent_cloud.", "")
        for kind in re.findall(r"\b((?:confluent|aws|google|azurerm)_[a-z_]+[a-z])\b", spoken):
            assert kind in terraform, f"{path}: {kind}"
        for name in re.findall(r"output `(\w+)`|`(\w+)`, an output", text):
            assert set(filter(None, name)) <= outputs, f"{path}: {name}"


@each_case
def test_other_clouds_and_features_stay_away(case):
    """No sentence about a cloud, a network, a way to sign in or a feature that is not here."""
    variant, cloud, _, _ = case
    flags = dict(hand_made(case).flags)
    for path, text in pages(texts(case)).items():
        if not path.startswith(("docs/", "README")) or path.endswith(
            ("0001-platform.md", "capacity-plan.md", "cost.md")
        ):
            continue
        said = re.sub(r"```mermaid.*?```", "", text, flags=re.DOTALL)
        for other, words in CLOUDS.items():
            assert other == cloud or not re.search(words, said), f"{path}: {re.search(words, said)}"
        for flag, words in ABSENT.items():
            assert flags[flag] or not re.search(words, said), f"{path}: {re.search(words, said)}"
        assert not re.search(r"\bMSK\b|CloudWatch|Strimzi|kubectl", said), path
        if variant == "freight":
            assert not re.search(r"[Tt]ransactional|compaction|Streams\b", said), path
        if variant == "basic":
            assert not re.search(
                r"DeveloperRead on topic|confluent iam rbac role-binding list", said
            ), path


@each_case
def test_secrets_in_pages_are_those_that_the_control_plane_writes(case):
    """Every name of a secret follows the store's rule, and names an owner that has one."""
    decided, files = hand_made(case), texts(case)
    details = details_of(decided.primary)
    known = {identity.name for identity in details.keyed} | {
        "data-plane",
        "metrics",
        "<application>",
    }
    if details.recovery:
        known |= {"link", *(f"{name}-standby" for name in known)}
    prefix = {"aws": "confluent/clickstream/", "gcp": "confluent-clickstream-"}.get(case[1])
    if prefix is None:
        return
    named = [
        name
        for text in pages(files).values()
        for name in re.findall(rf"{prefix}(?:dev|prod)[/-]([\w<>-]+)", text)
    ]

    assert named
    assert set(named) <= known


@each_case
def test_pages_are_whole(case):
    """Tables are rectangular, no line ends in spaces, nothing is left of templates, managed files say so."""
    managed = {f.path for f in tree(case).files if f.ownership is Ownership.MANAGED}
    for path, text in pages(texts(case)).items():
        if path in managed:
            assert text.startswith("<!-- Managed by kafka-scaffold"), path
        assert "{{" not in text, path
        assert "{%" not in text, path
        assert_sound(path, text)


def assert_sound(path: str, text: str) -> None:
    """Assert that a page reads like one: no holes, no stray blank lines, rectangular tables."""
    assert "None" not in text, path
    assert "\n\n\n" not in text, path
    assert text.endswith("\n"), path
    assert not text.endswith("\n\n"), path
    assert not re.search(r"[ \t]+$", text, re.MULTILINE), path
    assert not re.search(r"\|  \|", text), path
    assert_rectangular(path, text)


@each_case
def test_the_numbers_on_call_needs_are_there(case):
    """The cap, the units, the partitions, the key's owner: as planned, not as examples."""
    decided, files = hand_made(case), texts(case)
    details = details_of(decided.primary)
    scale = files["docs/runbooks/scale.md"]
    (limit,) = decided.primary.chosen.headroom

    assert f"| {limit.name} | {limit.scope} |" in scale
    if details.max_ecku:
        assert f"`max_ecku`: {details.max_ecku.value} in prod" in scale
    else:
        assert details.cku is not None
        assert f"{details.cku.value} CKU in prod" in scale
    owner = details.keyed[0].name if details.keyed else "data-plane"
    assert f'"{owner}" = [1, 2]' in files["docs/runbooks/key-rotation.md"]
    assert details.data_identity in files["docs/security.md"]


@pytest.mark.parametrize("case", [CASES[0], CASES[1], CASES[3], CASES[7], CASES[12]], ids="-".join)
def test_pages_fit_what_the_sizing_decides(case):
    """With alerts, topics and recovery as they are planned for each cluster type, every page is whole and found."""
    decided = planned(confluent_planned.answers(*case))
    files = texts_of(render(decided))
    for path, text in pages(files).items():
        assert_sound(path, text)
        assert links(path, text) <= files.keys(), path
    alerts = details_of(decided.primary).alerts
    assert alerts
    for alert in alerts:
        assert f"`{alert.name}`" in files[f"docs/runbooks/{alert.runbook}.md"]


def test_a_session_is_of_every_environment():
    """Whoever names an environment that is not there is told which there are."""
    script = texts(CASES[0])["docs/runbooks/session.sh"]
    done = subprocess.run(
        ["bash", "-c", f"{script}\n", "session", "nowhere"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "say which environment: dev, prod" in done.stderr


def test_freight_is_told_what_it_costs_to_do_without():
    """Who chose Freight learns that producers must turn idempotence off, and that records come later."""
    files = texts(next(case for case in CASES if case[0] == "freight"))

    assert "enable.idempotence=false" in files["docs/how-to/connect-a-client.md"]
    assert "one to two seconds" in files["docs/decisions/0001-platform.md"]


def bare(case: tuple[str, ...]) -> Plan:
    """Return a plan without topics, applications or anything optional."""
    asked = answers(*case, topics=(), applications=(), description="", owner=None)
    decided = plan(*case, answers=replace(asked, goals=replace(asked.goals, budget_usd_month=None)))
    off = ("schemas", "connect", "connect_s3", "connect_debezium", "flink", "ksqldb", "recovery")
    off += ("recovery_schemas", "audit", "quotas", "streams", "topics", "tags", "protected")

    def emptied(details: Any) -> ConfluentCloudDetails:
        none = {"flink": None, "ksql": None, "recovery": None}
        empty = dict.fromkeys(
            ("identities", "schemas", "connectors", "alerts", "alert_channels"), ()
        )
        return replace(
            details, audit=False, protect=False, topic_tags=(), topic_attributes=(), **none, **empty
        )

    environments = tuple(
        replace(e, topics=(), clients=(), details=emptied(e.details)) for e in decided.environments
    )
    flags = dict(decided.flags) | dict.fromkeys(off, False)
    return replace(decided, environments=environments, flags=tuple(flags.items()))


@pytest.mark.parametrize("case", [CASES[0], CASES[3], CASES[7], CASES[11]], ids="-".join)
def test_documents_hold_without_anything_optional(case):
    """Without topics, applications, alerts and features: no hole, no dead link."""
    files = texts_of(render(bare(case)))
    for path, text in pages(files).items():
        assert_sound(path, text)
        assert links(path, text) <= files.keys(), path


@each_case
def test_whoever_fills_a_standby_is_told_of_both_networks(case):
    """The data plane calls the standby's own REST interface, to which nothing leads from the other network."""
    decided, files = hand_made(case), texts(case)
    details, other = details_of(decided.primary), decided.answers.disaster_recovery.network
    page = files["docs/how-to/first-apply.md"]

    if details.recovery and details.private:
        assert other is not None
        assert (other.cidr if isinstance(other, NewNetwork) else other.vpc) in page
        assert page.count(f"in {details.recovery.region}") >= 2
        assert "security.allowed_cidrs" in page
        assert "reaches that cluster too" in files[".github/workflows/apply.yml"]
    else:
        assert "standby_rest_endpoint" not in page


@each_case
def test_a_schema_registry_on_the_internet_is_not_said_to_be_private(case):
    """Where the control plane hands out the public address, clients in a closed network need a way there."""
    details, files = details_of(hand_made(case).primary), texts(case)
    environment = files["terraform/environments/prod/environment.tf"]
    address = re.search(r"schema_registry_url = (.+)", environment)
    assert address is not None
    public = address[1] == "data.confluent_schema_registry_cluster.main.rest_endpoint"
    told = "Schema Registry is on the internet" in files["docs/how-to/connect-a-client.md"]

    assert told is (details.private and public)
