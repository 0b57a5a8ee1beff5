"""The scripts that make a cluster match declared ACLs, quotas and topics: they show, add, prune, and lock nobody out."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import fake_kafka
from hostile import HOSTILE
from kafka_scaffold.blueprint.filters import csv as csv_field
from kafka_scaffold.blueprint.render import render
from plan_fixture import plan


TOOLS = ("kafka-acls.sh", "kafka-configs.sh", "kafka-topics.sh")
MSK = "b-1.clickstream.abc123.c2.kafka.eu-west-1.amazonaws.com:9096,b-2.clickstream.abc123.c2.kafka.eu-west-1.amazonaws.com:9096"
BROKERS = "User:CN=*.clickstream.abc123.c2.kafka.eu-west-1.amazonaws.com"
ADMIN = "User:kafka-admin"


@dataclass
class Cluster:
    """A repository beside a pretended cluster."""

    root: Path
    script: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> dict[str, Any]:
        return json.loads((self.root / "state.json").read_text())

    @state.setter
    def state(self, value: dict[str, Any]) -> None:
        (self.root / "state.json").write_text(json.dumps(value))

    @property
    def calls(self) -> list[list[str]]:
        file = self.root / "state.json.calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script; its working directory is not the repository on purpose."""
        return subprocess.run(
            [str(self.root / self.script), *arguments],
            cwd="/",
            env={**os.environ, **self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )


def make_cluster(root: Path, script: str, variant: str, authentication: str) -> Cluster:
    """Write what the script needs of a rendered repository, and an empty cluster."""
    for file in render(plan(variant, authentication)).files:
        if file.path.startswith((script.split("/", maxsplit=1)[0], "clients/")):
            target = root / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
            target.chmod(0o755 if file.executable else 0o644)
    tools = root / "bin"
    tools.mkdir()
    for name in TOOLS:
        source = Path(fake_kafka.__file__).read_text().split("\n", 1)[1]
        (tools / name).write_text(f"#!{sys.executable}\n{source}")
        (tools / name).chmod(0o755)
    cluster = Cluster(root, script)
    cluster.environment = {
        "FAKE_KAFKA": str(root / "state.json"),
        "KAFKA_BIN": str(tools),
        "BOOTSTRAP": MSK,
    }
    cluster.state = {"acls": [], "quotas": {}, "topics": {}}
    return cluster


@pytest.fixture
def access(tmp_path):
    """Return a SCRAM repository beside an empty cluster."""
    return make_cluster(tmp_path, "access/apply.sh", "standard", "scram")


@pytest.fixture
def topics(tmp_path_factory):
    """Return a Serverless repository beside an empty cluster."""
    return make_cluster(tmp_path_factory.mktemp("topics"), "topics/apply.sh", "serverless", "iam")


def test_an_empty_cluster_misses_everything(access):
    """Check shows each missing row and changes nothing."""
    done = access.run("--check", "prod")

    assert done.returncode == 1
    assert "missing  acl    User:web * ALLOW TOPIC page-views LITERAL WRITE" in done.stdout
    assert "missing  quota  web producer_byte_rate 5242880" in done.stdout
    assert access.state == {"acls": [], "quotas": {}, "topics": {}}


def test_apply_makes_the_cluster_match_and_a_second_run_does_nothing(access):
    """After apply, check is quiet, and applying again calls no tool that changes anything."""
    assert access.run("--apply", "prod").returncode == 0
    state, calls = access.state, len(access.calls)
    checked = access.run("--check", "prod")
    again = access.run("--apply", "--prune", "prod")

    assert (checked.returncode, checked.stdout) == (0, "access/prod: identical\n")
    assert again.returncode == 0
    assert access.state == state
    assert ["TOPIC", "*", "LITERAL", BROKERS, "*", "READ", "ALLOW"] in state["acls"]
    assert state["quotas"]["web"] == {"producer_byte_rate": "5242880"}
    changing = {"--add", "--remove", "--alter"}
    assert not [call for call in access.calls[calls:] if changing & set(call)]


def test_guardians_come_first(access):
    """Whoever may alter the cluster, and its brokers, get their rights before anybody else."""
    access.run("--apply", "prod")
    adds = [
        next(a for a in call if a.startswith("--allow-principal="))
        for call in access.calls
        if "--add" in call
    ]
    first = [principal.split("=", 1)[1] in {ADMIN, BROKERS} for principal in adds]

    assert first == sorted(first, reverse=True)
    assert any(first)
    assert not all(first)


def test_tools_get_the_administrators_properties(access):
    """Without COMMAND_CONFIG the environment's own file signs in; an empty one means none."""
    access.run("--check", "dev")
    assert access.calls[-1][3:5] == [
        "--command-config",
        f"{access.root}/access/../clients/dev/admin.properties",
    ]
    access.run("--check", "dev", COMMAND_CONFIG="")
    assert "--command-config" not in access.calls[-1]


def test_undeclared_rights_show_and_go_only_when_pruned(access):
    """Apply leaves what it does not know; prune removes it, but never a guardian's right."""
    access.run("--apply", "prod")
    state = access.state
    stranger = [
        "TOPIC",
        "clicks, patternType=X)",
        "PREFIXED",
        "User:CN=a, host=b,O=c",
        "10.0.0.1",
        "DESCRIBE_CONFIGS",
        "DENY",
    ]
    kept = ["GROUP", "old", "LITERAL", ADMIN, "*", "READ", "ALLOW"]
    state["acls"] += [stranger, kept]
    state["quotas"]["stranger"] = {"consumer_byte_rate": "1000"}
    access.state = state

    assert access.run("--check", "prod").returncode == 1
    access.run("--apply", "prod")
    assert stranger in access.state["acls"]
    done = access.run("--apply", "--prune", "prod")

    assert done.returncode == 0, done.stderr
    assert stranger not in access.state["acls"]
    assert kept in access.state["acls"]
    assert "stranger" not in access.state["quotas"]


def test_a_changed_quota_is_corrected_not_pruned(access):
    """The declared number replaces the other; large numbers are compared as numbers."""
    access.run("--apply", "prod")
    state = access.state
    state["quotas"]["web"] = {"producer_byte_rate": "1.0E9"}
    access.state = state

    assert (
        "extra    quota  web producer_byte_rate 1000000000" in access.run("--check", "prod").stdout
    )
    access.run("--apply", "--prune", "prod")
    assert access.state["quotas"]["web"] == {"producer_byte_rate": "5242880"}


def test_prune_refuses_when_nobody_could_undo_it(access):
    """Without a declared principal that may alter the cluster nothing is removed."""
    file = access.root / "access/prod/acls.csv"
    file.write_text(
        "".join(
            line
            for line in file.read_text().splitlines(keepends=True)
            if "kafka-cluster" not in line
        )
    )
    state = access.state
    state["acls"] = [["TOPIC", "x", "LITERAL", "User:y", "*", "READ", "ALLOW"]]
    access.state = state
    done = access.run("--apply", "--prune", "prod")

    assert done.returncode == 2
    assert "could lock everyone out" in done.stderr
    assert state["acls"][0] in access.state["acls"]


def test_brokers_elsewhere_need_a_name(access):
    """Off Amazon MSK the brokers' rows are left out, and said to be, unless they are named."""
    done = access.run("--apply", "prod", BOOTSTRAP="localhost:9092")
    assert "rows of @{brokers} are left out" in done.stderr
    assert not any("brokers" in acl[3] for acl in access.state["acls"])

    access.run("--apply", "prod", BOOTSTRAP="localhost:9092", BROKER_PRINCIPAL="User:broker")
    assert ["TOPIC", "*", "LITERAL", "User:broker", "*", "READ", "ALLOW"] in access.state["acls"]


@pytest.mark.parametrize("script", ["access/apply.sh", "topics/apply.sh"])
@pytest.mark.parametrize(
    "arguments",
    [(), ("prod",), ("--check",), ("--check", "--apply", "prod"), ("--check", "--prune", "prod"), ("--force", "prod"),
     ("--check", "../prod"), ("--check", "nowhere"), ("--check", "dev", "prod")],
)  # fmt: skip
def test_wrong_usage_does_nothing(tmp_path, script, arguments):
    """Usage errors exit with 2 before any tool is called."""
    kinds = ("standard", "scram") if script.startswith("access") else ("serverless", "iam")
    cluster = make_cluster(tmp_path, script, *kinds)

    assert cluster.run(*arguments).returncode == 2
    assert cluster.calls == []


@pytest.mark.parametrize("mode", ["--check", "--apply"])
def test_a_cluster_that_does_not_answer_is_no_drift(access, topics, mode):
    """A failing tool ends the run with 2, never with 1, and its own words are shown."""
    for cluster in (access, topics):
        cluster.state = {**cluster.state, "down": True}
        done = cluster.run(mode, "prod")
        assert done.returncode == 2
        assert "could not be established" in done.stderr


def test_a_broken_table_is_refused(access):
    """A row with another number of columns stops everything, with its place."""
    file = access.root / "access/prod/acls.csv"
    file.write_text(file.read_text() + "User:x,*,READ\n")
    done = access.run("--apply", "prod")

    assert done.returncode == 2
    assert f"acls.csv:{file.read_text().count(chr(10))}: expected 8 columns" in done.stderr
    assert access.state["acls"] == []


def test_hostile_names_arrive_as_one_argument(access):
    """Whatever stands in a table reaches Kafka as it is written there, and nothing of it is run."""
    fields = [
        csv_field(f"{i}{text[:200]}x") for i, text in enumerate(HOSTILE) if "\ud800" not in text
    ]
    names = [next(csv.reader([field]))[0] for field in fields]
    file = access.root / "access/prod/acls.csv"
    head, *declared = file.read_text().splitlines(keepends=True)
    rows = [
        f"{csv_field('User:' + name)},*,READ,ALLOW,TOPIC,{field},LITERAL,why\n"
        for name, field in zip(names, fields, strict=True)
    ]
    file.write_text(head + "".join([*declared, *rows]))
    assert access.run("--apply", "prod").returncode == 0

    found = access.state["acls"]
    for name in names:
        assert ["TOPIC", name, "LITERAL", f"User:{name}", "*", "READ", "ALLOW"] in found
    assert access.run("--check", "prod").returncode == 0


def test_topics_are_created_once(topics):
    """Missing topics are created with partitions and settings; then nothing differs."""
    assert "missing  page-views" in topics.run("--check", "prod").stdout
    assert topics.run("--apply", "prod").returncode == 0
    checked = topics.run("--check", "prod")

    assert (checked.returncode, checked.stdout) == (0, "topics/prod: identical\n")
    assert topics.state["topics"]["page-views"] == {
        "partitions": 24,
        "configs": {"retention.ms": "604800000", "max.message.bytes": "1048588"},
    }


def test_topic_settings_are_corrected_and_pruned(topics):
    """Values with commas survive; what is not declared stays until pruned; partitions never shrink."""
    file = topics.root / "topics/prod/topics.csv"
    file.write_text(file.read_text() + 'clicks,cleanup.policy,"compact,delete",why\n')
    topics.run("--apply", "prod")
    state = topics.state
    state["topics"]["clicks"]["configs"] |= {"cleanup.policy": "delete", "segment.ms": "1"}
    state["topics"]["page-views"]["partitions"] = 48
    topics.state = state
    shown = topics.run("--check", "prod").stdout

    assert "differs  clicks cleanup.policy: delete, declared compact,delete" in shown
    assert "extra    clicks segment.ms" in shown
    assert "partitions cannot be taken away" in topics.run("--apply", "prod").stderr
    assert topics.state["topics"]["clicks"]["configs"]["cleanup.policy"] == "compact,delete"
    assert topics.state["topics"]["page-views"]["partitions"] == 48
    topics.run("--apply", "--prune", "prod")
    assert "segment.ms" not in topics.state["topics"]["clicks"]["configs"]


def test_more_partitions_are_added(topics):
    """A declared number above the present one is reached."""
    topics.run("--apply", "prod")
    state = topics.state
    state["topics"]["clicks"]["partitions"] = 6
    topics.state = state
    topics.run("--apply", "prod")

    assert topics.state["topics"]["clicks"]["partitions"] == 24


def test_a_topic_is_deleted_only_when_it_is_named_and_undeclared(topics):
    """Prune deletes no topic, and a declared one cannot be deleted at all."""
    topics.run("--apply", "prod")
    state = topics.state
    state["topics"] |= {
        "old": {"partitions": 1, "configs": {}},
        "__consumer_offsets": {"partitions": 50, "configs": {}},
    }
    topics.state = state

    assert "extra    old" in topics.run("--check", "prod").stdout
    assert "__consumer_offsets" not in topics.run("--check", "prod").stdout
    topics.run("--apply", "--prune", "prod")
    assert "old" in topics.state["topics"]
    assert topics.run("--apply", "--delete", "clicks", "prod").returncode == 2
    assert topics.run("--apply", "--delete", "old", "prod").returncode == 0
    assert sorted(topics.state["topics"]) == ["__consumer_offsets", "clicks", "page-views"]
