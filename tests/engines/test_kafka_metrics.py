"""Apache Kafka itself gives the metrics that alerts and dashboards use, through the rendered rules of JMX exporter."""

import contextlib
import http.client
import json
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import CACHE, missing, program
from kafka_cluster import BROKERS, JVM, SOURCES, Cluster, free_ports, java, running_cluster

from kafka_scaffold import yaml_io
from kafka_scaffold.blueprint.render import render
from strimzi_monitoring import dashboards, expressions, plan, sources


pytestmark = pytest.mark.engine
PATIENCE_SECONDS = 60
RECORDS = 2000
NAME = re.compile(r"^([a-z]\w*)(?:\{| )", re.MULTILINE)
REPLACED = ("$__rate_interval", "5m"), ("$namespace", "kafka"), ("$cluster", "kafka")
JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A cluster whose brokers are asked for metrics, and how to run something of Kafka's beside it."""

    cluster: Cluster
    folder: Path
    ports: tuple[int, ...]

    def scraped(self) -> str:
        """Return what all brokers give."""
        return "\n".join(scrape(port) for port in self.ports)


def rules(folder: Path, key: str) -> Path:
    """Write the rendered rules of the exporter down."""
    path = "kubernetes/base/metrics.yaml"
    content = next(file.content for file in render(plan()).files if file.path == path)
    place = folder / key
    place.write_text(yaml_io.load(content, path, own=True).data["data"][key])
    return place


def agent(port: int, configuration: Path) -> str:
    """Return the JVM's option that serves metrics."""
    found = list((CACHE / "kafka").glob("jmx_prometheus_javaagent-*.jar"))
    if not found:
        missing("JMX exporter")
    return f"-javaagent:{found[0]}={port}:{configuration}"


def scrape(port: int) -> str:
    """Return the metrics of one process, without comments."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
        text: str = answer.read().decode()
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def names(text: str) -> set[str]:
    """Return the names of metrics."""
    return set(NAME.findall(text))


def kafka_class(*arguments: str) -> list[str]:
    """Return the command that runs a class of Kafka's."""
    logs = f"-Dlog4j2.configurationFile={SOURCES / 'log4j2.properties'}"
    return [java(), *JVM, logs, "-cp", str(CACHE / "kafka" / "*"), *arguments]


def traffic(cluster: Cluster) -> None:
    """Write to a topic beyond a quota, and read it in a group."""
    cluster.tool("kafka-topics.sh", "--create", "--topic", "orders", "--partitions", "3", "--replication-factor", "3")  # fmt: skip
    cluster.tool("kafka-configs.sh", "--alter", "--entity-type", "users", "--entity-name", "ANONYMOUS", "--add-config", "producer_byte_rate=500000")  # fmt: skip
    where = ("--topic", "orders", "--bootstrap-server", cluster.internal)
    count = ("--num-records", str(RECORDS))
    performance = "org.apache.kafka.tools.{}Performance"
    write = (performance.format("Producer"), *where, *count, "--record-size", "500")
    read = (performance.format("Consumer"), *where, *count, "--timeout", "30000")
    for command in ((*write, "--throughput", "-1"), read):
        subprocess.run(kafka_class(*command), check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, kafka_classes: Path) -> Iterator[Watched]:
    """Run brokers with the exporter and give them something to do."""
    folder = tmp_path_factory.mktemp("watched")
    configuration = rules(folder, "kafka.yaml")
    ports = tuple(free_ports(BROKERS))
    agents = tuple(agent(port, configuration) for port in ports)
    with running_cluster(folder, kafka_classes, agents=agents) as cluster:
        traffic(cluster)
        yield Watched(cluster=cluster, folder=folder, ports=ports)


def test_brokers_give_what_alerts_and_dashboards_use(watched):
    """Every metric that is listed for brokers is there, from a real broker of the version that Strimzi runs."""
    listed = set(sources()["brokers"]["metrics"])

    assert listed <= names(watched.scraped())


def test_only_named_beans_are_read(watched):
    """A scrape of a broker stays small: what no rule takes is not read at all, and nothing fails."""
    text = watched.scraped()

    assert not names(text) & {"kafka_server_fetchsessioncache_numfetchsessions"}
    assert not [
        n for n in names(text) if n.startswith(("java_", "kafka_coordinator", "kafka_utils"))
    ]
    assert re.findall(r"^jmx_scrape_error (\S+)", text, re.MULTILINE) == ["0.0"] * BROKERS


def test_labels_are_those_that_selectors_ask_for(watched):
    """Selectors on labels find series: by topic and without one, by request, quantile, listener and user."""
    text = watched.scraped()

    for series in (
        r'kafka_server_brokertopicmetrics_bytesin_total\{topic="orders"\}',
        r"kafka_server_brokertopicmetrics_bytesin_total ",
        r'kafka_network_requestmetrics_totaltimems\{quantile="0.99",request="Produce"\}',
        r'kafka_network_requestmetrics_localtimems\{quantile="0.99",request="FetchConsumer"\}',
        r'kafka_server_socket_server_metrics_connection_count\{listener="INTERNAL",',
        r'kafka_server_client_throttle_time_ms\{request="Produce",user="ANONYMOUS"\}',
        r'kafka_log_log_size\{partition="0",topic="orders"\}',
    ):
        assert re.search(f"^{series}", text, re.MULTILINE), series


def test_values_say_what_their_names_do(watched):
    """One controller is active, no partition is offline, and the bytes written are those that were sent."""
    text = watched.scraped()

    def values(metric: str) -> list[float]:
        found = re.findall(rf"^{metric} (\S+)", text, re.MULTILINE)
        return [float(value) for value in found]

    assert sum(values("kafka_controller_kafkacontroller_activecontrollercount")) == 1
    assert max(values("kafka_controller_kafkacontroller_activebrokercount")) == BROKERS
    assert sum(values("kafka_controller_kafkacontroller_offlinepartitionscount")) == 0
    assert sum(values("kafka_server_replicamanager_underminisrpartitioncount")) == 0
    assert sum(values("kafka_server_brokertopicmetrics_bytesin_total")) > RECORDS * 500
    idle = values("kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent")
    assert all(0 < value <= 1 for value in idle)


class Workers:
    """A worker of Kafka Connect, by its REST interface."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, body: object) -> int:
        """Return the status of the answer to a request that makes a connector."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json"}
        with contextlib.closing(connection):
            connection.request("POST", "/connectors", json.dumps(body), headers)
            return connection.getresponse().status

    def make(self, name: str, config: dict[str, str]) -> None:
        """Make a connector; a worker that has just started is asked again."""
        until(lambda: self.ask({"name": name, "config": config}) in {201, 409})


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; an answer that does not come yet is no answer."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        with contextlib.suppress(OSError):
            if holds():
                return
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.5)


@contextlib.contextmanager
def running_worker(watched: Watched) -> Iterator[tuple[Workers, int]]:
    """Run one worker of Kafka Connect with the exporter."""
    rest, port = free_ports(2)
    settings = {
        "bootstrap.servers": watched.cluster.internal,
        "group.id": "connect",
        "listeners": f"http://127.0.0.1:{rest}",
        "key.converter": JSON_CONVERTER,
        "value.converter": JSON_CONVERTER,
        "offset.flush.interval.ms": "1000",
        **{
            f"{kind}.storage.{what}": value
            for kind in ("config", "offset", "status")
            for what, value in (("topic", f"connect-{kind}"), ("replication.factor", "1"))
        },
    }
    place = watched.folder / "worker.properties"
    place.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    option = agent(port, rules(watched.folder, "connect.yaml"))
    main = ("org.apache.kafka.connect.cli.ConnectDistributed", str(place))
    with (watched.folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            kafka_class(option, *main), stdout=log, stderr=log, env=os.environ
        )
        try:
            yield Workers(rest), port
        finally:
            worker.terminate()
            worker.wait(timeout=30)


def test_workers_give_what_alerts_and_dashboards_use(watched):
    """Connectors in and out, a mirror of the cluster in itself, and one connector that fails: every metric is there."""
    mirror = "org.apache.kafka.connect.mirror.Mirror{}Connector"
    alias = {
        "source.cluster.alias": "old",
        "target.cluster.alias": "new",
        "source.cluster.bootstrap.servers": watched.cluster.internal,
        "target.cluster.bootstrap.servers": watched.cluster.internal,
        "replication.factor": "1",
        "offset-syncs.topic.replication.factor": "1",
        "checkpoints.topic.replication.factor": "1",
        "emit.checkpoints.interval.seconds": "1",
        "refresh.groups.interval.seconds": "2",
        "consumer.auto.offset.reset": "earliest",
        "offset.lag.max": "1",
    }
    raw = {"value.converter": "org.apache.kafka.connect.converters.ByteArrayConverter"}
    sink = "org.apache.kafka.connect.file.FileStreamSinkConnector"
    out = {
        "connector.class": sink,
        "topics": "orders",
        **raw,
        "key.converter": raw["value.converter"],
    }
    with running_worker(watched) as (workers, port):
        for name, config in {
            "mirror": {**alias, "connector.class": mirror.format("Source"), "topics": "orders"},
            "checkpoint": {**alias, "connector.class": mirror.format("Checkpoint"), "groups": ".*"},
            "lake": {**out, "file": str(watched.folder / "out.txt")},
            "broken": {**out, "file": str(watched.folder / "no" / "such" / "folder")},
        }.items():
            workers.make(name, config)
        listed = set(sources()["connect"]["metrics"])
        until(lambda: listed <= names(scrape(port)))
        until(lambda: failed(scrape(port)) == {"broken": 1.0})
        text = scrape(port)

    assert re.search(
        r'^kafka_connect_connector_status\{connector="lake",status="running"\} 1',
        text,
        re.MULTILINE,
    )
    assert re.search(r'^kafka_connect_connector_task_status\{connector="broken",status="failed",task="0"\} 1', text, re.MULTILINE)  # fmt: skip


def failed(text: str) -> dict[str, float]:
    """Return how many tasks of each connector have failed, where any has."""
    metric = "kafka_connect_worker_connector_failed_task_count"
    found = re.findall(rf'^{metric}\{{connector="([^"]+)"\}} (\S+)', text, re.MULTILINE)
    return {name: float(value) for name, value in found if float(value)}


def test_queries_of_dashboards_are_promql(tmp_path):
    """Every query parses and is well typed, as rules for promtool; Grafana would show an error in place of a graph."""
    queries = sorted({query for each in dashboards(plan()).values() for query in expressions(each)})
    assert len(queries) > 100
    for variable, value in REPLACED:
        queries = [query.replace(variable, value) for query in queries]
    recorded = [{"record": f"query:{i}", "expr": query} for i, query in enumerate(queries)]
    place = tmp_path / "queries.json"  # JSON is YAML
    place.write_text(json.dumps({"groups": [{"name": "dashboards", "rules": recorded}]}))

    command = [program("promtool"), "check", "rules", "--lint=none", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("state", ["fires", "keeps silent"])
def test_a_test_of_an_alert_can_fail(tmp_path, state):
    """With the series of the other state, every single test of an alert fails."""
    tree = {file.path: file.content.decode() for file in render(plan()).files}
    source = "monitoring/tests/prod/alerts_test.yaml"
    tests = yaml_io.load(tree[source], source, own=True).data
    series = {test["name"]: test["input_series"] for test in tests["tests"]}
    other = {"fires": "keeps silent", "keeps silent": "fires"}[state]
    swapped = [
        {**test, "input_series": series[test["name"].replace(f" {state}", f" {other}")]}
        for test in tests["tests"]
        if test["name"].endswith(f" {state}")
    ]
    for path, text in (
        ("rules/prod/alerts.yaml", tree["monitoring/rules/prod/alerts.yaml"]),
        ("tests/prod/alerts_test.yaml", json.dumps({**tests, "tests": swapped})),  # JSON is YAML
    ):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text)

    command = [program("promtool"), "test", "rules", "tests/prod/alerts_test.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = set(re.findall(r'alertname=\\"([^"\\]+)', done.stdout + done.stderr))

    assert done.returncode == 1
    assert told == {test["name"].removesuffix(f" {state}") for test in swapped}
