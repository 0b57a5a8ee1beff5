"""Kubernetes' own tools accept every rendered overlay, and it holds exactly what the sizing decided."""

import copy
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest
from cases import Case, rendered_case, strimzi_names
from harness import options, program

from kafka_scaffold import yaml_io
from kafka_scaffold.model.plan import EnvironmentPlan, Setting
from kafka_scaffold.sizing.platforms.strimzi.details import NodePool, StrimziDetails
from kafka_scaffold.validate.engines import verify
from kafka_scaffold.validate.kubernetes_policy import Manifest, read
from kafka_scaffold.validate.kubernetes_policy.schema import definitions, unknown_fields
from unit.validate.test_kubernetes_policy import DOCUMENTS, MISTAKES, changed


pytestmark = pytest.mark.engine
ENGINES = ("kustomize", "kubectl-validate", "kafka policy", "promtool rules", "promtool tests")
# Alerts differ by what a plan has, not by whose cloud it runs on, and their tests take longest: one of each.
ALERTS_TESTED = frozenset(
    {
        "clickstream-eks",
        "fixture-eks-scram",
        "option-bridge-and-mirror",
        "option-local-disk",
        "orders-gke-gke",
        "sandbox-eks",
    }
)
BROKEN_KAFKA = """\
apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata: {name: a, namespace: b}
spec:
  kafka:
    listeners: [{name: tls, port: 9093, type: internal, tls: true}]
    rack: {type: topology-label}
"""
RULES = "groups:\n  - name: a\n    rules:\n      - {alert: Down, expr: up == 0, for: 5m}\n"
FIRES_NEVER = """\
rule_files: [rules.yaml]
tests:
  - interval: 1m
    input_series: [{series: up, values: 1x20}]
    alert_rule_test: [{eval_time: 15m, alertname: Down, exp_alerts: [{}]}]
"""


@pytest.fixture(params=strimzi_names())
def case(request) -> Case:
    """Return each repository with Kafka on Kubernetes."""
    return rendered_case(request.param)


def test_engines_find_nothing(case, repositories):
    """kustomize builds it, schemas and CEL rules hold, no rule of ours is broken, alerts fire when they should."""
    engines = ENGINES if case.name in ALERTS_TESTED else ENGINES[:-1]

    report = verify(case.write(repositories), options=options("oldest", *engines))

    told = [
        (r.engine, r.where, r.findings or r.output or r.hint)
        for r in report.results
        if r.outcome != "passed"
    ]
    assert told == []
    looked = {(r.engine, r.where) for r in report.results}
    for environment in case.plan.environments:
        overlay = f"kubernetes/overlays/{environment.environment.name}"
        assert {(engine, overlay) for engine in ENGINES[:3]} <= looked
    if any(details_of(e).alerts for e in case.plan.environments):
        assert set(engines) == {r.engine for r in report.results}


def test_alerts_are_tested_somewhere():
    """Every part of a plan that brings alerts of its own is in a repository whose alerts are tested."""
    assert frozenset(strimzi_names()) >= ALERTS_TESTED
    tested, all_of_them = (
        {
            rule.name.partition("-")[0]
            for name in names
            for e in rendered_case(name).plan.environments
            for rule in details_of(e).alerts
        }
        for names in (ALERTS_TESTED, strimzi_names())
    )
    assert all_of_them - tested == set()


def test_manifests_carry_the_sizing(case, repositories):
    """Pools, listeners, settings, topics, users and workers are those of the plan, no more, no less."""
    root = case.write(repositories)
    for decided in case.plan.environments:
        built = build(root / "kubernetes" / "overlays" / decided.environment.name)
        check_kinds(built)
        check_pools(decided, built)
        check_kafka(decided, built)
        check_topics(decided, built)
        check_users(decided, built)
        check_workers(decided, built)
        check_alerts(decided, built)


def build(folder) -> tuple[Manifest, ...]:
    """Return what kustomize makes of an overlay."""
    done = subprocess.run(
        [program("kustomize"), "build", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return read(done.stdout, folder.name)


def details_of(decided: EnvironmentPlan) -> StrimziDetails:
    """Return the environment's details."""
    assert isinstance(decided.details, StrimziDetails)
    return decided.details


def of(built: tuple[Manifest, ...], kind: str) -> dict[str, Manifest]:
    """Return the resources of one kind by name."""
    found = [m for m in built if m.kind == kind]
    named = {m.name: m for m in found}
    assert len(named) == len(found), f"two {kind} of one name"
    return named


def check_kinds(built: tuple[Manifest, ...]) -> None:
    """Every kind has a schema here: kubectl-validate passes over groups that it does not know."""
    known = {d["spec"]["group"] for d in definitions()}
    groups = {m.api_version.rpartition("/")[0] for m in built}
    assert {g for g in groups if "." in g and not g.endswith(".k8s.io")} <= known


def check_pools(decided: EnvironmentPlan, built: tuple[Manifest, ...]) -> None:
    """As many nodes of each kind, as large, with as much disk as decided."""
    pools = {pool.name: pool for pool in details_of(decided).pools}
    planned = of(built, "KafkaNodePool")
    assert planned.keys() == pools.keys()
    for name, pool in pools.items():
        spec = planned[name].mapping("spec")
        assert spec["replicas"] == pool.replicas.value
        assert tuple(spec["roles"]) == pool.roles
        assert planned[name].metadata("annotations", "strimzi.io/next-node-ids") == pool.node_ids
        check_resources(pool, planned[name])
        volumes = planned[name].items("spec", "storage", "volumes")
        assert [(v["id"], v["size"], v["class"], v.get("deleteClaim", False)) for v in volumes] == [
            (v.id, f"{v.size_gib}Gi", v.storage_class, pool.delete_claim) for v in pool.volumes
        ]


def check_resources(pool: NodePool, planned: Manifest) -> None:
    """Requests, limits and heap."""
    asked = planned.mapping("spec", "resources", "requests")
    limits = planned.mapping("spec", "resources", "limits")
    wanted = pool.resources
    assert (str(asked["cpu"]), asked["memory"]) == (wanted.cpu, wanted.memory)
    assert limits["memory"] == wanted.memory
    assert limits.get("cpu") == wanted.cpu_limit
    heap = planned.at("spec", "jvmOptions", "-Xmx")
    assert heap == (None if wanted.heap_mib is None else f"{wanted.heap_mib}m")


def check_kafka(decided: EnvironmentPlan, built: tuple[Manifest, ...]) -> None:
    """One cluster of the decided version, with its listeners and settings."""
    details = details_of(decided)
    kafkas = of(built, "Kafka")
    assert kafkas.keys() == {details.cluster_name}
    kafka = kafkas[details.cluster_name]
    assert kafka.at("metadata", "namespace") == details.namespace
    assert kafka.at("spec", "kafka", "version") == details.kafka_version.value
    assert kafka.at("spec", "kafka", "metadataVersion") == details.metadata_version.value
    assert [
        (x["name"], x["port"], x["type"], x["tls"], x["authentication"]["type"])
        for x in kafka.items("spec", "kafka", "listeners")
    ] == [(x.name, x.port, x.type, True, x.authentication) for x in details.listeners]
    config = kafka.mapping("spec", "kafka", "config")
    assert texts(config) == settings(details.server_properties)
    assert (kafka.at("spec", "cruiseControl") is None) == (details.cruise_control is None)
    assert (kafka.at("spec", "kafka", "tieredStorage") is None) == (details.tiered is None)


def check_topics(decided: EnvironmentPlan, built: tuple[Manifest, ...]) -> None:
    """Every topic has its partitions, copies and settings."""
    resources = {t.topic: t.resource for t in details_of(decided).topic_resources}
    planned = {
        (name, m.at("spec", "topicName") or name): (
            m.at("spec", "partitions"),
            m.at("spec", "replicas"),
            texts(m.mapping("spec", "config")),
        )
        for name, m in of(built, "KafkaTopic").items()
    }
    assert planned == {
        (resources[t.name], t.name): (t.partitions, t.replication_factor, settings(t.settings))
        for t in decided.topics
    }


def check_users(decided: EnvironmentPlan, built: tuple[Manifest, ...]) -> None:
    """Every user signs in as decided and may do what was decided."""
    planned = {
        name: (
            m.at("spec", "authentication", "type"),
            sorted(
                (
                    acl["resource"]["type"],
                    acl["resource"].get("name", ""),
                    tuple(sorted(acl["operations"])),
                )
                for acl in m.items("spec", "authorization", "acls")
            ),
        )
        for name, m in of(built, "KafkaUser").items()
    }
    assert planned == {
        u.name: (
            u.authentication,
            sorted(
                (a.type, "" if a.type == "cluster" else a.name, tuple(sorted(a.operations)))
                for a in u.acls
            ),
        )
        for u in details_of(decided).users
    }


def check_workers(decided: EnvironmentPlan, built: tuple[Manifest, ...]) -> None:
    """Connect, MirrorMaker, the bridge and the registry are there when decided, as often as decided."""
    details = details_of(decided)
    for kind, wanted in (
        ("KafkaConnect", details.connect),
        ("KafkaMirrorMaker2", details.mirror),
        ("KafkaBridge", details.bridge),
        ("Deployment", details.registry),
    ):
        planned = {name: m.at("spec", "replicas") for name, m in of(built, kind).items()}
        assert planned == ({} if wanted is None else {wanted.name: wanted.replicas.value}), kind
    connectors = () if details.connect is None else details.connect.connectors
    assert {n: m.at("spec", "tasksMax") for n, m in of(built, "KafkaConnector").items()} == {
        c.name: c.tasks.value for c in connectors
    }


def check_alerts(decided: EnvironmentPlan, built: tuple[Manifest, ...]) -> None:
    """Every alert is there with its expression."""
    planned = {
        rule["alert"]: (" ".join(rule["expr"].split()), rule.get("for"))
        for m in of(built, "PrometheusRule").values()
        for group in m.items("spec", "groups")
        for rule in group["rules"]
    }
    alerts = details_of(decided).alerts
    assert planned == {a.name: (" ".join(a.expression.split()), a.for_) for a in alerts}


def settings(decided: tuple[Setting, ...]) -> dict[str, str]:
    """Return settings as Kafka writes them."""
    return texts({s.name: s.value for s in decided})


def texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values as Kafka writes them."""
    return {n: str(v).lower() if isinstance(v, bool) else str(v) for n, v in values.items()}


def test_a_wrong_number_would_be_noticed(repositories, tmp_path):
    """The comparison above can fail: one broker more than decided is found."""
    case = rendered_case("fixture-eks-scram")
    decided = case.plan.primary
    folder = case.write(tmp_path) / "kubernetes" / "overlays" / decided.environment.name
    file = folder / "node-pools.yaml"
    brokers = details_of(decided).brokers
    assert f"replicas: {brokers}\n" in file.read_text()
    file.write_text(
        file.read_text().replace(f"replicas: {brokers}\n", f"replicas: {brokers + 1}\n")
    )

    with pytest.raises(AssertionError):
        check_pools(decided, build(folder))


@pytest.mark.parametrize(
    ("engine", "files"),
    [
        pytest.param(
            "kustomize", {"o/kustomization.yaml": "resources: [missing.yaml]\n"}, id="kustomize"
        ),
        pytest.param(
            "kubectl-validate",
            {"o/kustomization.yaml": "resources: [a.yaml]\n", "o/a.yaml": BROKEN_KAFKA},
            id="cel",
        ),
        pytest.param(
            "kubectl-validate",
            {
                "o/kustomization.yaml": "resources: [a.yaml]\n",
                "o/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: 1}\n",
            },
            id="built-in-kind",
        ),
        pytest.param(
            "kubectl-validate",
            {
                "kubernetes/a.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\n"
                "metadata: {name: a}\nspec: {project: a, destinations: {}, destination: {}}\n"
            },
            id="loose",
        ),
        pytest.param(
            "kafka policy",
            {"o/kustomization.yaml": "resources: [a.yaml]\n", "o/a.yaml": BROKEN_KAFKA},
            id="policy",
        ),
        pytest.param(
            "promtool rules", {"o/rules.yaml": RULES.replace("up == 0", "rate(up)")}, id="rules"
        ),
        pytest.param(
            "promtool tests", {"o/rules.yaml": RULES, "o/test.yaml": FIRES_NEVER}, id="tests"
        ),
    ],
)
def test_every_engine_can_fail(engine, files, tmp_path):
    """A known mistake is found and its place is named."""
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    report = verify(tmp_path, options=options("oldest", engine))

    assert [r.outcome.value for r in report.results] == ["failed"]
    assert report.results[0].findings
    assert all(f.where.startswith(("o", "kubernetes/a.yaml")) for f in report.results[0].findings)


def test_our_schema_check_agrees_with_kubectl_validate(tmp_path):
    """What is checked before writing is what the API server would say, but for CEL rules and versions not served."""
    ours, folder = {}, tmp_path / "kubernetes"
    folder.mkdir()
    for number, mistake in enumerate(MISTAKES):
        rule, *changes = mistake
        documents = copy.deepcopy(DOCUMENTS)
        for place, value in zip(changes[::2], changes[1::2], strict=True):
            changed(documents, place, value)
        manifests = [Manifest(data=d, where="") for d in documents]
        if rule != "api-version":
            ours[f"kubernetes/{number}.yaml"] = any(
                True for m in manifests for _ in unknown_fields(m)
            )
            text = "---\n".join(yaml_io.dump(d) for d in documents)
            (folder / f"{number}.yaml").write_text(text)

    report = verify(tmp_path, options=options("oldest", "kubectl-validate"))

    refused = {f.where for r in report.results for f in r.findings}
    assert refused == {file for file, found in ours.items() if found}
    assert refused


def test_patches_are_judged(tmp_path):
    """What kustomize changes counts, not what the files say."""
    files = {
        "o/kustomization.yaml": "resources: [a.yaml]\npatches:\n  - path: b.yaml\n",
        "o/a.yaml": "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\n"
        "metadata: {name: a, labels: {strimzi.io/cluster: b}}\nspec: {partitions: 1}\n",
        "o/b.yaml": "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec: {partitions: 0}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    report = verify(tmp_path, options=options("oldest", "kafka policy", "kubectl-validate"))

    told = {f.message for r in report.results for f in r.findings}
    assert any("spec.partitions" in message for message in told)
    assert yaml_io.documents(files["o/a.yaml"], "a")[0]["spec"] == {"partitions": 1}
