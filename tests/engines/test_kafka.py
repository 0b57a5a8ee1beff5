"""Apache Kafka itself accepts what is rendered for it: topic settings, ACLs, quotas, and the scripts that apply them."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cases import Case, rendered_case, rendered_cases, strimzi_names
from kafka_cluster import Cluster, probe, running_cluster, scram_config

from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from kafka_scaffold.validate.confluent_policy.topics import VALIDATION


pytestmark = pytest.mark.engine
# A laptop-sized broker makes the same topic with fewer partitions.
MOST_PARTITIONS = 4
ACL_CASES = ("fixture-express-scram", "fixture-standard-mtls")
SERVERLESS_CASES = ("fixture-serverless-iam", "aggregate-serverless", "sandbox-serverless")


class Script:
    """A rendered apply script, run against the cluster as its administrator."""

    def __init__(self, folder: Path, name: str, environment: str, cluster: Cluster) -> None:
        self.command = [str(folder / name / "apply.sh")]
        self.environment = environment
        self.variables = {
            **os.environ,
            "BOOTSTRAP": cluster.client,
            "COMMAND_CONFIG": str(cluster.admin_config),
            "KAFKA_BIN": str(cluster.tools),
            "BROKER_PRINCIPAL": "User:brokers",
        }

    def run(self, *arguments: str, exit_code: int = 0) -> str:
        """Return what the script prints."""
        done = subprocess.run(
            [*self.command, *arguments, self.environment],
            env=self.variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == exit_code, f"{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def clean(kafka):
    """Return the cluster without topics, ACLs and quotas of other tests."""
    assert kafka.probe("clean", kafka.internal) == ""
    return kafka


def topic_lines() -> dict[str, str]:
    """Return one line per distinct set of replicas and settings over every case, with where it is from.

    What Confluent's brokers alone know is left out: Kafka has no such settings.
    """
    lines: dict[tuple[object, ...], tuple[str, TopicPlan]] = {}
    for case in rendered_cases():
        for environment in case.plan.environments:
            for topic in environment.topics:
                settings = tuple(
                    f"{s.name}={_text(s.value)}" for s in topic.settings if s.name not in VALIDATION
                )
                key = (topic.replication_factor, settings)
                lines.setdefault(key, (f"{case.name}/{environment.environment.name}", topic))
    made = {}
    for number, ((replicas, settings), (origin, topic)) in enumerate(lines.items()):
        partitions = min(topic.partitions, MOST_PARTITIONS)
        fields = (f"{number}.{topic.name}"[:249], str(partitions), str(replicas), *settings)
        made["\t".join(fields)] = origin
    return made


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_topics_are_accepted(kafka, tmp_path):
    """Every distinct topic of every plan is created with its settings, and reads back as it was asked for."""
    lines = topic_lines()
    file = tmp_path / "topics"
    file.write_text("\n".join(lines) + "\n")

    assert len(lines) > 5
    assert any("confluent" in origin for origin in lines.values())
    assert kafka.probe("topics", kafka.internal, str(file)) == ""


def broker_files(folder: Path) -> tuple[Path, ...]:
    """Write each distinct set of broker settings that Strimzi is given; name it after where it is from."""
    found: dict[str, str] = {}
    for name in strimzi_names():
        for environment in rendered_case(name).plan.environments:
            assert isinstance(environment.details, StrimziDetails)
            lines = [f"{s.name}={_text(s.value)}\n" for s in environment.details.server_properties]
            found.setdefault("".join(lines), f"{name}-{environment.environment.name}")
    for text, origin in found.items():
        (folder / origin).write_text(text)
    return tuple(folder / origin for origin in found.values())


def test_broker_settings_are_known(kafka_classes, tmp_path):
    """Every name that Strimzi's brokers are given is one of Kafka's, and every value is taken."""
    files = broker_files(tmp_path)

    assert files
    assert probe(kafka_classes, "settings", *(f"broker={file}" for file in files)) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("min.insync.replica=2\n", "min.insync.replica", id="name"),
        pytest.param("min.insync.replicas=two\n", "two", id="value"),
        pytest.param("num.io.threads=0\n", "num.io.threads", id="range"),
    ],
)
def test_the_broker_probe_can_complain(text, word, kafka_classes, tmp_path):
    """A misspelt name and a value that does not fit are found."""
    file = tmp_path / "broker"
    file.write_text(text)

    assert word in probe(kafka_classes, "settings", f"broker={file}")


def test_brokers_run_on_the_planned_settings(kafka_classes, tmp_path):
    """Three brokers start with what Strimzi would give them, and a topic without settings has the planned ones."""
    details = rendered_case("fixture-eks-scram").plan.primary.details
    assert isinstance(details, StrimziDetails)
    given = {s.name: _text(s.value) for s in details.server_properties}

    with running_cluster(tmp_path / "kafka", kafka_classes, given) as cluster:
        cluster.tool("kafka-topics.sh", "--create", "--topic", "plain")
        told = cluster.tool("kafka-topics.sh", "--describe", "--topic", "plain")

    assert f"ReplicationFactor: {given['default.replication.factor']}" in told
    assert f"min.insync.replicas={given['min.insync.replicas']}" in told


@pytest.mark.parametrize("name", ACL_CASES)
def test_access_is_applied(name, clean, repositories, tmp_path):
    """Drift is told, applied, gone; a second run changes nothing; what is not declared goes only when asked."""
    case = rendered_case(name)
    environment = case.plan.primary.environment.name
    root = shutil.copytree(case.write(repositories), tmp_path / "r")
    script = Script(root, "access", environment, clean)

    assert "missing" in script.run("--check", exit_code=1)
    assert "add" in script.run("--apply")
    assert "identical" in script.run("--check")
    assert script.run("--apply").splitlines() == [f"access/{environment}: done"]
    assert declared_acls(root / "access" / environment) == actual_acls(clean)

    clean.tool(
        "kafka-acls.sh",
        "--add",
        "--allow-principal=User:stranger",
        "--operation=Read",
        "--topic=x y",
    )
    assert "extra" in script.run("--check", exit_code=1)
    script.run("--apply")
    assert "extra" in script.run("--check", exit_code=1)
    assert "remove" in script.run("--apply", "--prune")
    assert "identical" in script.run("--check")


def declared_acls(folder: Path) -> int:
    """Return how many ACLs the file declares."""
    with (folder / "acls.csv").open(newline="") as file:
        rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")][1:]
    return len({tuple(row[:7]) for row in rows})


def actual_acls(cluster: Cluster) -> int:
    """Return how many ACLs the cluster has."""
    return cluster.tool("kafka-acls.sh", "--list").count("(principal=")


def test_acls_hold(clean, repositories, tmp_path):
    """A producer writes to its topic as itself, and to no other."""
    case = rendered_case("fixture-express-scram")
    environment = case.plan.primary
    Script(case.write(repositories), "access", environment.environment.name, clean).run("--apply")
    writer = next(
        a
        for a in environment.details.access
        if any(acl.operation.upper() == "WRITE" for acl in a.acls)
    )
    grant = next(
        acl
        for acl in writer.acls
        if acl.operation.upper() == "WRITE" and acl.resource_type == "topic"
    )
    user = grant.principal.removeprefix("User:")
    for topic in (grant.resource, "of-others"):
        clean.tool(
            "kafka-topics.sh",
            "--create",
            "--topic",
            topic,
            "--partitions",
            "1",
            "--replication-factor",
            "1",
        )
    clean.tool(
        "kafka-configs.sh", "--alter", "--entity-type", "users", "--entity-name", user,
        "--add-config", "SCRAM-SHA-512=[iterations=4096,password=its-own]",
    )  # fmt: skip
    config = tmp_path / "user.properties"
    config.write_text(scram_config(user, "its-own") + "enable.idempotence=false\n")

    assert clean.probe("send", clean.client, grant.resource, str(config)) == ""
    assert "TopicAuthorizationException" in clean.probe(
        "send", clean.client, "of-others", str(config)
    )


@pytest.mark.parametrize("name", SERVERLESS_CASES)
def test_topics_are_applied(name, clean, repositories, tmp_path):
    """Where topics are made by a client: drift is told, applied, gone, and nothing is deleted unasked."""
    case = rendered_case(name)
    if not case.plan.primary.topics:
        assert not any(
            path.startswith("topics/") and path.endswith(".csv") for path in case.tree.paths
        )
        return
    environment = case.plan.primary.environment.name
    root = shutil.copytree(case.write(repositories), tmp_path / "r")
    fewer_partitions(root / "topics" / environment / "topics.csv", case)
    script = Script(root, "topics", environment, clean)

    if case.plan.primary.topics:  # aggregates name none
        assert "missing" in script.run("--check", exit_code=1)
    script.run("--apply")
    assert "identical" in script.run("--check")
    assert script.run("--apply").splitlines() == [f"topics/{environment}: done"]
    listed = set(clean.tool("kafka-topics.sh", "--list").split())
    assert {t.name for t in case.plan.primary.topics} <= listed

    clean.tool(
        "kafka-topics.sh",
        "--create",
        "--topic",
        "unasked",
        "--partitions",
        "1",
        "--replication-factor",
        "1",
    )
    script.run("--check", exit_code=1)
    script.run("--apply")
    assert "unasked" in clean.tool("kafka-topics.sh", "--list").split()


def fewer_partitions(file: Path, case: Case) -> None:
    """Cut the partitions of each topic to what small brokers carry; everything else stays as rendered."""
    text = file.read_text()
    for topic in case.plan.primary.topics:
        if topic.partitions > MOST_PARTITIONS:
            row = f"{topic.name},partitions,{topic.partitions}"
            assert row in text
            text = text.replace(row, f"{topic.name},partitions,{MOST_PARTITIONS}")
    file.write_text(text)
