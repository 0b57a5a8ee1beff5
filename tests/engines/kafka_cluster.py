"""Three KRaft brokers of Apache Kafka on loopback, in a temporary directory; started and stopped by a fixture.

Two client listeners: INTERNAL is open and for the brokers and for administration (everyone there is the super user
ANONYMOUS); CLIENT asks for SCRAM-SHA-512 and holds every user to the ACLs.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from harness import CACHE, HERE, missing


SOURCES = HERE / "kafka"
BROKERS = 3
START_SECONDS = 90
# Small heaps and quick compilation: these processes live for a minute on a small machine.
JVM = ("-Xmx320m", "-Xms64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
CLUSTER_ID = "a2Fma2Etc2NhZmZvbGQwMA"
ADMIN, PASSWORD = "admin", "admin-secret"
TOOLS = {
    "kafka-acls.sh": "org.apache.kafka.tools.AclCommand",
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
    "kafka-topics.sh": "org.apache.kafka.tools.TopicCommand",
}


def java() -> str:
    """Return the Java launcher; Kafka's jars must be there too."""
    found = shutil.which("java")
    if found is None or not list((CACHE / "kafka").glob("kafka_*.jar")):
        missing("Java 17 with Apache Kafka's jars")
    return str(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A running cluster: where its listeners, its tools and its compiled helpers are."""

    internal: str
    client: str
    tools: Path
    classes: Path
    admin_config: Path

    def tool(self, name: str, *arguments: str) -> str:
        """Run one of Kafka's tools over the open listener."""
        command = [str(self.tools / name), "--bootstrap-server", self.internal, *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=120
        ).stdout

    def probe(self, *arguments: str) -> str:
        """Return what the Java probe complains about; empty when all is well."""
        return probe(self.classes, *arguments)


def probe(classes: Path, *arguments: str, **variables: str) -> str:
    """Run the Java probe without a cluster."""
    done = subprocess.run(
        [java(), *JVM, *_log_options(), "-cp", _classpath(classes), "Probe", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, **variables},
    )
    assert done.returncode in {0, 1}, done.stderr[-3000:]
    assert done.returncode == 0 or done.stdout, done.stderr[-3000:]
    return done.stdout


def compile_helpers(classes: Path) -> Path:
    """Compile the probe and the tier that brokers are told to have."""
    compiler = shutil.which("javac")
    if compiler is None:
        missing("a Java compiler")
    java()
    sources = [str(path) for path in SOURCES.glob("*.java")]
    command = [str(compiler), "-d", str(classes), "-cp", str(CACHE / "kafka" / "*"), *sources]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return classes


@contextlib.contextmanager
def running_cluster(
    folder: Path,
    classes: Path,
    more: Mapping[str, str] = MappingProxyType({}),
    agents: tuple[str, ...] = ("",) * BROKERS,
) -> Iterator[Cluster]:
    """Start the brokers, wait until all of them answer, and stop them at the end.

    Args:
        folder: Where their data, settings and logs go.
        classes: The compiled helpers.
        more: Settings on top of those that make them small.
        agents: An option of each broker's JVM.
    """
    ports = free_ports(2 * BROKERS + 1)
    controller, client, internal = ports[0], ports[1 : BROKERS + 1], ports[BROKERS + 1 :]
    tools = _write_tools(folder / "bin", classes)
    brokers = [
        _start(
            folder,
            classes,
            _properties(folder, i, controller, client[i], internal[i], more),
            i,
            agents[i],
        )
        for i in range(BROKERS)
    ]
    try:
        cluster = Cluster(
            internal=",".join(f"127.0.0.1:{port}" for port in internal),
            client=",".join(f"127.0.0.1:{port}" for port in client),
            tools=tools,
            classes=classes,
            admin_config=_admin_config(folder),
        )
        _wait(internal + client, brokers, folder)
        yield cluster
    finally:
        for broker in brokers:
            broker.terminate()
        for broker in brokers:
            try:
                broker.wait(timeout=20)
            except subprocess.TimeoutExpired:
                broker.kill()
                broker.wait()


def scram_config(user: str, password: str) -> str:
    """Return client settings that sign a user in on the CLIENT listener."""
    login = "org.apache.kafka.common.security.scram.ScramLoginModule"
    return (
        "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\n"
        f'sasl.jaas.config={login} required username="{user}" password="{password}";\n'
    )


def _admin_config(folder: Path) -> Path:
    place = folder / "admin.properties"
    place.write_text(scram_config(ADMIN, PASSWORD))
    return place


def _classpath(classes: Path) -> str:
    return f"{classes}{os.pathsep}{CACHE / 'kafka' / '*'}"


def _log_options() -> tuple[str, ...]:
    return (f"-Dlog4j2.configurationFile={SOURCES / 'log4j2.properties'}",)


def _write_tools(folder: Path, classes: Path) -> Path:
    folder.mkdir(parents=True)
    options = " ".join((*JVM, *_log_options()))
    for name, main in TOOLS.items():
        script = folder / name
        script.write_text(
            f'#!/bin/sh\nexec "{java()}" {options} -cp "{_classpath(classes)}" {main} "$@"\n'
        )
        script.chmod(0o755)
    return folder


def free_ports(count: int) -> list[int]:
    """Return ports nobody listens on; all are held until the last is known."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for opened in sockets:
            opened.bind(("127.0.0.1", 0))
        return [opened.getsockname()[1] for opened in sockets]


def _properties(
    folder: Path, number: int, controller: int, client: int, internal: int, more: Mapping[str, str]
) -> str:
    listeners = f"CLIENT://127.0.0.1:{client},INTERNAL://127.0.0.1:{internal}"
    own = f",CONTROLLER://127.0.0.1:{controller}" if number == 0 else ""
    lines = {
        "process.roles": "broker,controller" if number == 0 else "broker",
        "node.id": number + 1,
        "broker.rack": f"zone-{number + 1}",
        "controller.quorum.voters": f"1@127.0.0.1:{controller}",
        "controller.listener.names": "CONTROLLER",
        "listeners": listeners + own,
        "advertised.listeners": listeners,
        "inter.broker.listener.name": "INTERNAL",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,CLIENT:SASL_PLAINTEXT",
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.client.scram-sha-512.sasl.jaas.config": (
            "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        ),
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": f"User:ANONYMOUS;User:{ADMIN}",
        "log.dirs": folder / f"data-{number}",
        "auto.create.topics.enable": "false",
        "group.initial.rebalance.delay.ms": 0,
        "offsets.topic.num.partitions": 3,
        "offsets.topic.replication.factor": 1,
        "transaction.state.log.num.partitions": 3,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "remote.log.storage.system.enable": "true",
        "remote.log.storage.manager.class.name": "NoTier",
        "remote.log.metadata.manager.listener.name": "INTERNAL",
        "rlmm.config.remote.log.metadata.topic.replication.factor": 1,
        "rlmm.config.remote.log.metadata.topic.num.partitions": 1,
        **more,
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def _start(
    folder: Path, classes: Path, properties: str, number: int, agent: str
) -> subprocess.Popen[bytes]:
    config = folder / f"broker-{number}.properties"
    config.write_text(properties)
    command = [java(), *JVM, *_log_options(), "-cp", _classpath(classes)]
    format_storage = ["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(config)]
    user = f"SCRAM-SHA-512=[name={ADMIN},password={PASSWORD}]"
    with (folder / f"broker-{number}.log").open("ab") as log:
        subprocess.run([*command, *format_storage, "-S", user], check=True, stdout=log, stderr=log)
        watched = [*command, *([agent] if agent else []), "kafka.Kafka", str(config)]
        return subprocess.Popen(watched, stdout=log, stderr=log)


def _wait(ports: list[int], brokers: list[subprocess.Popen[bytes]], folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    waiting = set(ports)
    while waiting:
        for number, broker in enumerate(brokers):
            if broker.poll() is not None or time.monotonic() > end:
                log = (folder / f"broker-{number}.log").read_text(errors="replace")
                raise AssertionError(f"broker {number} did not start\n{log[-3000:]}")
        waiting = {port for port in waiting if not _answers(port)}
        time.sleep(0.2)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0
