"""Documents of a Strimzi repository: whoever is on call finds the page, and its commands fit this cluster."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from documents import assert_rectangular, commands, links, prose, rows
from hostile import HOSTILE
from kafka_scaffold.blueprint.locate import blueprints_root
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.answers import Survive
from kafka_scaffold.model.plan import Headroom, Plan
from kafka_scaffold.model.tree import Ownership
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from kafka_scaffold.validate.kubernetes_policy.manifest import read
from kafka_scaffold.validate.kubernetes_policy.schema import schemas, unknown_fields
from scenarios import repository as scenario
from strimzi_fixture import answers, plan


KINDS = tuple((k, a) for k in ("eks", "gke", "aks", "existing") for a in ("scram", "mtls"))
ALWAYS = [
    "broker-loss",
    "zone-loss",
    "disk-full",
    "under-replicated",
    "controller",
    "consumer-lag",
    "high-cpu",
    "network",
    "throttling",
    "certificate-renewal",
    "operator",
    "operator-upgrade",
    "kafka-upgrade",
    "rebalance",
    "rolling-update",
    "stuck-rolling-update",
    "scale-out-and-in",
    "node-drain",
    "restore-from-volumes",
    "credential-rotation",
]
WHEN = {
    "connect": "connect",
    "mirror": "mirror",
    "tiered": "tiered-storage",
    "local_disk": "local-disk-loss",
}
OTHERS = {  # words of one cloud or platform, and where alone they may stand
    r"\bEKS\b|\baws \w": "eks",
    r"\bGKE\b|\bgcloud\b|Google": "gke",
    r"\bAKS\b|\baz aks\b|Azure": "aks",
}

kinds = pytest.mark.parametrize(("kubernetes", "authentication"), KINDS)


def texts(decided: Plan) -> dict[str, str]:
    """Return a rendered plan as text by path."""
    return {file.path: file.content.decode() for file in render(decided).files}


def pages(files: dict[str, str]) -> dict[str, str]:
    """Return the Markdown of a repository."""
    return {path: text for path, text in files.items() if path.endswith(".md")}


@cache
def repository(kubernetes: str, authentication: str) -> dict[str, str]:
    """Return one repository as text by path."""
    return texts(plan(kubernetes, authentication))


def with_details(decided: Plan, **changes: Any) -> Plan:
    """Return a plan with fields of every environment's details replaced; a function makes the new value of the old."""

    def changed(details: StrimziDetails) -> StrimziDetails:
        new = {
            name: value(getattr(details, name)) if callable(value) else value
            for name, value in changes.items()
        }
        return replace(details, **new)

    environments = tuple(
        replace(e, details=changed(details_of(e.details))) for e in decided.environments
    )
    return replace(decided, environments=environments)


def with_flags(decided: Plan, **flags: bool) -> Plan:
    """Return a plan with flags set."""
    return replace(decided, flags=tuple((dict(decided.flags) | flags).items()))


def details_of(details: object) -> StrimziDetails:
    """Return details, known to be Strimzi's."""
    assert isinstance(details, StrimziDetails)
    return details


@kinds
def test_every_relative_link_leads_somewhere(kubernetes, authentication):
    """Nobody on call meets a dead link."""
    files = repository(kubernetes, authentication)
    checked = 0
    for path, text in pages(files).items():
        found = links(path, text)
        assert found <= files.keys(), f"{path}: {sorted(found - files.keys())}"
        checked += len(found)

    assert checked > 100


@kinds
def test_every_alert_has_a_page_that_names_it(kubernetes, authentication):
    """From the alert to what to do, in every environment; the page of the primary one's lists it."""
    decided = plan(kubernetes, authentication)
    files = texts(decided)
    for environment in decided.environments:
        for alert in details_of(environment.details).alerts:
            page = files[f"docs/runbooks/{alert.runbook}.md"]
            if environment is decided.primary:
                assert f"`{alert.name}`" in page
                assert f"[{alert.runbook}]({alert.runbook}.md)" in files["docs/runbooks/README.md"]


@kinds
def test_pages_are_there_when_what_they_are_about_is(kubernetes, authentication):
    """A runbook for each thing that can break here, and none for what is not here."""
    decided = plan(kubernetes, authentication)
    files = texts(decided)
    flags = dict(decided.flags)
    expected = {*ALWAYS, *(name for flag, name in WHEN.items() if flags[flag])}

    found = {p.removeprefix("docs/runbooks/") for p in files if p.startswith("docs/runbooks/")}
    assert found == {f"{name}.md" for name in expected} | {"README.md", "kafka.sh"}
    index = files["docs/runbooks/README.md"]
    assert all(f"({name}.md)" in index for name in expected)


@kinds
def test_commands_are_shell_and_read_what_the_page_sets(kubernetes, authentication):
    """Whatever is there to be pasted parses, block by block; variables were set before."""
    blocks = 0
    for path, text in pages(repository(kubernetes, authentication)).items():
        found = commands(text)
        for block in found:
            done = subprocess.run(
                ["bash", "-n"], input=block, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{path}: {done.stderr}\n{block}"
        script = "".join(found)
        used = set(re.findall(r"\$\{?([A-Z_]+)\b", script))
        set_here = set(re.findall(r"^\s*([A-Z_]+)=", script, re.MULTILINE))
        assert used <= set_here, f"{path} reads {sorted(used - set_here)}"
        blocks += len(found)

    assert blocks > 60


@kinds
def test_make_is_asked_for_what_it_can_do(kubernetes, authentication):
    """Each target that a page names is one of the Makefile's."""
    files = repository(kubernetes, authentication)
    targets = set(re.findall(r"^([a-z-]+):", files["Makefile"], re.MULTILINE))
    named = {
        target
        for text in pages(files).values()
        for target in re.findall(r"(?:`|^ *)make ([a-z-]+)", text, re.MULTILINE)
    }

    assert {"kafka", "diff", "crds", "operator", "status"} <= named
    assert named <= targets


@kinds
def test_files_that_commands_read_are_in_the_repository(kubernetes, authentication):
    """A path in a command is one that was rendered, for every environment's name."""
    files = repository(kubernetes, authentication)
    folders = {"/".join(p.split("/")[:n]) for p in files for n in range(1, p.count("/") + 1)}
    asked = {
        path.rstrip("/").replace("$ENV", "prod")
        for text in pages(files).values()
        for block in commands(text)
        for path in re.findall(r"(?<![\w/.:-])(?:docs|kubernetes|terraform)/[\w./$-]+", block)
    }

    assert "docs/runbooks/kafka.sh" in asked
    assert "kubernetes/by-hand/prod/rebalance.yaml" in asked
    assert asked <= files.keys() | folders


@kinds
def test_names_are_the_plans_own(kubernetes, authentication):
    """Every pod, claim, secret and namespace that a page names exists in this plan."""
    decided = plan(kubernetes, authentication)
    known: set[str] = set()
    for environment in decided.environments:
        known |= set(_names(details_of(environment.details)))
    said = {
        name
        for path, text in pages(texts(decided)).items()
        if path.startswith("docs/")
        for name in re.findall(r"(?<![\w@./])(?:data-\d-)?clickstream-[a-z0-9-]+", text)
    }

    assert {"clickstream-prod", "clickstream-broker-105", "data-0-clickstream-broker-100"} <= said
    assert said - known == set()


def _names(details: StrimziDetails) -> Iterator[str]:
    cluster = details.cluster_name
    yield details.namespace
    yield details.kubernetes_name
    for pool in details.pools:
        for number in pool.ids:
            pod = f"{cluster}-{pool.name}-{number}"
            yield pod
            yield from (f"data-{volume.id}-{pod}" for volume in pool.volumes)
    for suffix in ("kafka-bootstrap", "kafka-exporter", "cluster-ca", "clients-ca"):
        yield f"{cluster}-{suffix}"
    yield f"{cluster}-cluster-ca-cert"
    yield f"{cluster}-clients-ca-cert"


@kinds
def test_another_platforms_words_stay_away(kubernetes, authentication):
    """Nothing of MSK, and of clouds only the one it runs on."""
    others = [words for words, own in OTHERS.items() if own != kubernetes]
    if kubernetes == "existing":  # its machines are priced at a cloud, which pages name
        others = [r"\beksctl\b|\bgcloud\b|\baz aks\b|\baws \w"]
    for path, text in pages(repository(kubernetes, authentication)).items():
        assert not re.search(r"\bMSK\b|CloudWatch|aws_msk|kafka\.[mt]\d", text), path
        for words in others:
            assert not re.search(words, text), f"{path}: {re.search(words, text)}"


@kinds
def test_manifests_in_pages_are_what_the_api_server_takes(kubernetes, authentication):
    """Resources that are pasted have the fields of Strimzi's definitions, and are of its newest version."""
    seen = set()
    for path, text in pages(repository(kubernetes, authentication)).items():
        assert "v1beta2\nkind" not in text, path
        for block in commands(text):
            for document in re.findall(r"<<'?EOF'?\n(.*?)^EOF", block, re.DOTALL | re.MULTILINE):
                for manifest in read(document, path):
                    assert not list(unknown_fields(manifest)), path
                    seen.add(manifest.kind)
        for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
            assert pyyaml.safe_load(block), path

    assert seen >= {"Pod", "PersistentVolumeClaim"}
    assert ("kafka.strimzi.io/v1", "KafkaRebalance") in schemas()


@kinds
def test_pages_are_whole(kubernetes, authentication):
    """Tables are rectangular, no line ends in spaces, nothing is left of templates, managed files say so."""
    files = repository(kubernetes, authentication)
    owned = {
        file.path
        for file in render(plan(kubernetes, authentication)).files
        if file.ownership is Ownership.MANAGED
    }
    for path, text in pages(files).items():
        assert_sound(path, text)
        if path in owned:
            assert text.startswith("<!-- Managed by kafka-scaffold"), path
        assert "{{" not in text, path
        assert "{%" not in text, path


def assert_sound(path: str, text: str) -> None:
    """Assert that a page reads like one: no holes, no stray blank lines, rectangular tables."""
    assert "None" not in text, path
    assert "\n\n\n" not in text, path
    assert text.endswith("\n"), path
    assert not text.endswith("\n\n"), path
    assert not re.search(r"[ \t]+$", text, re.MULTILINE), path
    assert not re.search(r"\|  \|", text), path
    assert_rectangular(path, text)


@kinds
def test_the_numbers_on_call_needs_are_there(kubernetes, authentication):
    """Brokers per zone, what is left without them, retention, disk sizes: as planned, not as examples."""
    decided = plan(kubernetes, authentication)
    files = texts(decided)
    details = details_of(decided.primary.details)
    loss = files["docs/runbooks/zone-loss.md"]
    (limit,) = decided.primary.chosen.headroom

    assert f"A zone takes {details.brokers_per_zone} of {details.brokers} brokers" in loss
    assert f"| {limit.name} | {limit.scope} |" in loss
    assert f"{details.broker_pool.volumes[0].size_gib:,} GiB" in files["docs/runbooks/disk-full.md"]
    assert "| page-views | 24 | delete | 7 days |" in files["docs/runbooks/disk-full.md"]
    assert details.bootstrap in files["docs/how-to/connect-a-client.md"]


def test_how_long_a_broker_needs_is_said_where_one_is_lost():
    """What a broker has to copy, and the hours it is planned to take, stand on the pages about losses."""
    decided = plan()
    (known,) = decided.primary.chosen.headroom
    recovery = Headroom(
        name="recovery",
        need=1200,
        limit=2400,
        unit="GiB",
        scope="broker",
        kind=known.kind,
        source="test",
        note="what 12 h bring back",
    )
    environments = tuple(
        replace(e, chosen=replace(e.chosen, headroom=(known, recovery)))
        for e in decided.environments
    )
    files = texts(replace(decided, environments=environments))

    for name in ("broker-loss", "zone-loss"):
        said = "copies 1,200 GiB of 2,400 GiB (what 12 h bring back)"
        assert said in files[f"docs/runbooks/{name}.md"]


def test_the_id_of_a_cluster_is_the_owners_to_write_down():
    """The page with ids is written once; first apply and restore lead to it."""
    files = {file.path: file for file in render(plan()).files}

    assert files["docs/cluster-ids.md"].ownership is Ownership.SEEDED
    for page in ("docs/how-to/first-apply.md", "docs/runbooks/restore-from-volumes.md"):
        assert "docs/cluster-ids.md" in links(page, files[page].content.decode())


def local_disk() -> Plan:
    """Return a plan with disks that die with their machines."""
    return with_flags(plan(), local_disk=True, network_disk=False)


def own_authority() -> Plan:
    """Return a plan with certificates of its owner's."""
    return with_flags(with_details(plan(), own_certificate_authority=True), own_ca=True)


def bare() -> Plan:
    """Return a plan without topics, applications, parts that are options, or anything known of the outside."""
    asked = answers(topics=(), applications=(), description="", owner=None)
    durability = replace(asked.goals.durability, survive=Survive.BROKER)
    goals = replace(asked.goals, durability=durability, budget_usd_month=None)
    decided = plan(answers=replace(asked, goals=goals))
    nothing = dict.fromkeys(("quota", "tiered", "cruise_control", "connect", "mirror", "bridge"))
    decided = with_details(
        decided,
        **nothing,
        registry=None,
        users=(),
        topic_resources=(),
        alerts=(),
        alert_channels=(),
        drain_cleaner_version=None,
        monitoring_stack_version=None,
        maintenance_windows=(),
        rack_key=None,
        storage_classes=(),
        machines=(),
        listeners=lambda listeners: listeners[:1],
    )
    off = dict.fromkeys(("tiered", "cruise_control", "connect", "mirror", "bridge"), False)
    decided = with_flags(decided, **off, registry=False, load_balancer=False, dual_pools=False)
    environments = tuple(
        replace(e, topics=(), clients=(), demand=replace(e.demand, aggregate=True, topics=()))
        for e in decided.environments
    )
    return replace(decided, environments=environments)


def gitops(controller: str) -> Plan:
    """Return a plan that a controller applies."""
    return with_flags(with_details(plan(), gitops=controller), gitops=True, **{controller: True})


def listening(kind: str) -> Plan:
    """Return a plan with another kind of listener for clients outside."""

    def changed(listeners: Any) -> Any:
        return tuple(
            replace(
                listener,
                type=kind,
                source_ranges=(),
                bootstrap_host="kafka.example.com",
                host_template="broker-{nodeId}.example.com",
            )
            if listener.type == "loadbalancer"
            else listener
            for listener in listeners
        )

    return with_flags(with_details(plan(), listeners=changed), load_balancer=False)


SHAPES = {
    "local-disk": local_disk,
    "own-authority": own_authority,
    "bare": bare,
    "argocd": lambda: gitops("argocd"),
    "flux": lambda: gitops("flux"),
    "node-port": lambda: listening("nodeport"),
    "tls-route": lambda: listening("tlsroute"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_documents_hold_for_other_shapes(shape):
    """With other disks, authorities, listeners or nothing optional: no hole, no dead link, no broken command."""
    files = texts(SHAPES[shape]())
    for path, text in pages(files).items():
        assert_sound(path, text)
        assert links(path, text) <= files.keys(), path
        for block in commands(text):
            done = subprocess.run(
                ["bash", "-n"], input=block, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{path}: {done.stderr}"


def test_local_disks_come_with_a_warning():
    """Where records die with machines, the pages about machines say so."""
    files = texts(local_disk())

    for path in ("docs/runbooks/node-drain.md", "docs/decisions/0001-platform.md"):
        assert "**" in files[path]
        assert "local-disk-loss.md" in files[path]
    assert "never shrinks" not in files["docs/how-to/change-size.md"]
    assert "start empty" in files["docs/runbooks/restore-from-volumes.md"]
    assert "kafka-scaffold.io/pool=broker:NoSchedule" in files["docs/how-to/first-apply.md"]


@pytest.mark.parametrize("example", ["orders-gke", "factory-onprem"])
def test_what_settings_read_from_the_environment_is_listed(example):
    """Whoever deploys a program finds every variable of its settings on one page."""
    files = {file.path: file.content.decode() for file in scenario(example).files}
    page = files["docs/how-to/connect-a-client.md"]
    clients = "".join(text for path, text in files.items() if path.startswith("clients/"))
    read_by_clients = set(re.findall(r"\$\{env:(KAFKA_[A-Z_]+)\}", clients))

    assert read_by_clients
    assert {name for name in read_by_clients if f"`{name}`" not in page} == set()
    assert ("KAFKA_INSTANCE" in page) is ("KAFKA_INSTANCE" in read_by_clients)


@kinds
def test_a_user_can_try_what_the_page_says(kubernetes, authentication):
    """Users may describe and not read settings, which kafka-topics asks for too; offsets need nothing more."""
    page = repository(kubernetes, authentication)["docs/how-to/connect-a-client.md"]

    assert "bin/kafka-get-offsets.sh" in page
    assert "kafka-topics.sh" not in page


def test_an_own_authority_is_renewed_by_its_owner():
    """Nobody is told that the operator renews what it cannot."""
    page = texts(own_authority())["docs/runbooks/certificate-renewal.md"]

    assert "force-renew" not in page
    assert "own-certificate-authority.md" in page


def test_quotas_of_users_are_offered_only_where_they_count():
    """Strimzi's quota plugin takes the place of Kafka's: a user's quota would do nothing."""
    guarded = texts(plan())["docs/runbooks/high-cpu.md"]
    plain = texts(with_details(plan(), quota=None))["docs/runbooks/high-cpu.md"]

    assert "kubectl patch kafkauser" not in guarded
    assert "kubectl patch kafkauser" in plain


def test_kafka_runs_a_tool_as_the_broker(tmp_path):
    """The shell function signs in with the broker's own certificate, and hands arguments on unharmed."""
    (tmp_path / "kafka.sh").write_text(repository("eks", "scram")["docs/runbooks/kafka.sh"])
    pod = tmp_path / "pod"
    (pod / "bin").mkdir(parents=True)
    (pod / "strimzi.properties").write_text(
        "listener.name.replication-9091.ssl.keystore.type=PEM\n"
        "listener.name.replication-9091.ssl.client.auth=required\n"
        "listener.name.tls-9093.ssl.keystore.type=JKS\n"
        "config.providers=strimzisecrets\n"
    )
    tool = pod / "bin" / "kafka-topics.sh"
    tool.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    tool.chmod(0o755)
    fake = tmp_path / "kubectl"
    fake.write_text(
        "#!/bin/sh\n"
        f'echo "$2 $3 $4 $5 $6 $7" >{tmp_path}/asked\n'
        "shift 7\n"
        f"cd {pod}\n"
        'script=$(printf "%s" "$3" | sed "s#/tmp/#./#g")\n'
        'shift 3\nexec sh -c "$script" "$@"\n'
    )
    fake.chmod(0o755)

    done = subprocess.run(
        ["sh", "-ec", '. ./kafka.sh; kafka topics --describe --topic "a b"'],
        cwd=tmp_path,
        env={
            "PATH": f"{tmp_path}:/usr/bin:/bin",
            "NAMESPACE": "clickstream-prod",
            "CLUSTER": "clickstream",
            "BROKER": "clickstream-broker-100",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "asked").read_text().strip() == (
        "-n clickstream-prod clickstream-broker-100 -c kafka --"
    )
    assert done.stdout.splitlines() == [
        "--bootstrap-server",
        "clickstream-kafka-bootstrap:9091",
        "--command-config",
        "./admin.properties",
        "--describe",
        "--topic",
        "a b",
    ]
    assert (pod / "admin.properties").read_text().splitlines() == [
        "security.protocol=SSL",
        "ssl.keystore.type=PEM",
        "config.providers=strimzisecrets",
    ]


@pytest.mark.parametrize(
    "text", [t for t in HOSTILE if "\ud800" not in t], ids=range(len(HOSTILE) - 1)
)
def test_free_text_stays_in_its_place(text):
    """A description, or what was said of the mirrored cluster, changes no structure and no command."""
    words = text[:2000] or "x"

    def told(mirror: Any) -> Any:
        if mirror is None:
            return None
        return replace(
            mirror, source_alias=words, source_bootstrap=words, source_user=words, topics=words
        )

    plain = pages(repository("eks", "scram"))
    decided = with_details(plan(answers=answers(description=words, owner=words)), mirror=told)
    files = pages(texts(decided))

    assert files.keys() == plain.keys()
    for path, content in files.items():
        assert rows(content) == rows(plain[path]), path
        assert "<script" not in re.sub(r"`[^`\n]*`", "", prose(content)), path
        if content == plain[path]:
            continue
        assert len(commands(content)) == len(commands(plain[path])), path
        for block in commands(content):
            done = subprocess.run(
                ["bash", "-n"], input=block, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{path}: {done.stderr}"


def test_platforms_share_what_they_have_in_common():
    """No six lines of a document stand in two platforms' parts: they belong to both, so to neither."""
    root = blueprints_root()
    ours, theirs = (_runs(root / platform / "parts") for platform in ("strimzi", "msk"))

    assert len(ours) > 1000
    twice = sorted(f"{ours[run]} and {theirs[run]}" for run in ours.keys() & theirs.keys())
    assert twice == []


def _runs(folder: Path, length: int = 6) -> dict[tuple[str, ...], str]:
    """Return every run of lines of the Markdown below a folder, and where one begins."""
    found = {}
    for file in sorted(folder.rglob("*.md")):
        numbered = [
            (number, line.strip())
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
            if line.strip()
        ]
        for start in range(len(numbered) - length + 1):
            run = numbered[start : start + length]
            found[tuple(line for _, line in run)] = f"{file}:{run[0][0]}"
    return found
