"""Rules for a Kafka on Kubernetes: a whole cluster passes, and each single mistake in it is found by its rule."""

import copy
from pathlib import Path

import pytest

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.validate.kubernetes_policy import RULES, Manifest, check_manifests


PASSING = Path(__file__).parents[2] / "fixtures" / "kubernetes-policy" / "passing.yaml"
DOCUMENTS = yaml_io.documents(PASSING.read_text(encoding="utf-8"), PASSING.name)
KAFKA = "Kafka/shop"
BROKERS = "KafkaNodePool/broker"
CONTROLLERS = "KafkaNodePool/controller"
CONFIG = f"{KAFKA}:spec.kafka.config"
LISTENER = f"{KAFKA}:spec.kafka.listeners.1"
RULE = "PrometheusRule/kafka:spec.groups.0.rules.0.expr"
GONE = object()
# rule, what is changed, to what
MISTAKES = [
    ("min-isr", f"{CONFIG}.min#insync#replicas", 3),
    ("min-isr", f"{CONFIG}.min#insync#replicas", GONE),
    ("min-isr", f"{CONFIG}.transaction#state#log#min#isr", 3),
    ("min-isr", "KafkaTopic/orders:spec.config.min#insync#replicas", 3),
    ("min-isr", "KafkaTopic/orders:spec.replicas", 2),
    ("internal-replication", f"{CONFIG}.offsets#topic#replication#factor", 1),
    ("internal-replication", f"{CONFIG}.offsets#topic#replication#factor", 4),
    ("internal-replication", f"{CONFIG}.transaction#state#log#replication#factor", "two"),
    ("internal-replication", f"{CONFIG}.share#coordinator#state#topic#replication#factor", 1),
    ("internal-replication", "KafkaConnect/connect:spec.config.offset#storage#replication#factor", 1),
    (
        "internal-replication",
        "KafkaMirrorMaker2/mirror:spec.target.config.config#storage#replication#factor",
        1,
    ),
    (
        "internal-replication",
        "KafkaMirrorMaker2/mirror:spec.mirrors.0.sourceConnector.config.replication#factor",
        GONE,
    ),
    (
        "internal-replication",
        "KafkaMirrorMaker2/mirror:spec.mirrors.0.checkpointConnector.config.checkpoints#topic#replication#factor",
        1,
    ),
    ("api-version", "KafkaTopic/orders:apiVersion", "kafka.strimzi.io/v1beta2"),
    ("removed-field", f"{KAFKA}:spec.zookeeper", {"replicas": 3}),
    ("removed-field", f"{KAFKA}:spec.kafka.replicas", 3),
    ("removed-field", f"{KAFKA}:spec.kafka.storage", {"type": "jbod"}),
    ("removed-field", f"{KAFKA}:spec.kafka.resources", {}),
    ("removed-field", f"{KAFKA}:metadata.annotations", {"strimzi.io/kraft": "enabled"}),
    ("removed-field", f"{KAFKA}:metadata.annotations", {"strimzi.io/node-pools": "enabled"}),
    ("removed-field", f"{LISTENER}.authentication.type", "oauth"),
    ("removed-field", f"{KAFKA}:spec.kafka.authorization.type", "opa"),
    ("removed-field", f"{KAFKA}:spec.kafka.authorization.type", "keycloak"),
    ("removed-field", "KafkaConnect/connect:spec.config.group#id", "x"),
    ("removed-field", "KafkaConnect/connect:spec.config.offset#storage#topic", "x"),
    ("removed-field", "KafkaConnect/connect:spec.authentication", {"type": "oauth"}),
    ("removed-field", "KafkaMirrorMaker2/mirror:spec.clusters", []),
    ("removed-field", "KafkaMirrorMaker2/mirror:spec.connectCluster", "shop"),
    ("removed-field", "KafkaMirrorMaker2/mirror:spec.mirrors.0.sourceCluster", "old"),
    ("removed-field", "KafkaMirrorMaker2/mirror:spec.mirrors.0.heartbeatConnector", {}),
    ("removed-field", "KafkaUser/checkout:spec.authorization.acls.0.operation", "Read"),
    ("removed-field", "KafkaBridge/bridge:spec.enableMetrics", True),
    ("schema", "KafkaTopic/orders:spec.partitons", 12),
    ("schema", "KafkaTopic/orders:spec.partitions", 0),
    ("schema", f"{LISTENER}.name", "external_one"),
    ("schema", f"{LISTENER}.port", 9091),
    ("schema", f"{LISTENER}.type", "clusterip"),
    ("schema", f"{LISTENER}.tls", "yes"),
    ("schema", "KafkaConnect/connect:spec.groupId", GONE),
    ("schema", f"{KAFKA}:spec.kafka.listeners", []),
    ("schema", f"{BROKERS}:spec.jvmOptions", {"-Xmx": "6Gi"}),
    ("schema", "PrometheusRule/kafka:spec.groups.0.rules.0.expression", "up"),
    ("forbidden-config", f"{CONFIG}.ssl#keystore#location", "/x"),
    ("forbidden-config", f"{CONFIG}.advertised#listeners", "x"),
    ("forbidden-config", f"{CONFIG}.controller#quorum#voters", "x"),
    ("forbidden-config", f"{CONFIG}.log#dirs", "/x"),
    ("forbidden-config", f"{CONFIG}.listener#name#external-9094#ssl#client#auth", "none"),
    ("memory", f"{BROKERS}:spec.resources.limits.memory", "32Gi"),
    ("memory", f"{BROKERS}:spec.resources.limits.memory", GONE),
    ("memory", f"{BROKERS}:spec.resources.requests.memory", GONE),
    ("memory", f"{BROKERS}:spec.resources.requests.cpu", GONE),
    ("memory", f"{BROKERS}:spec.resources", GONE),
    ("memory", f"{KAFKA}:spec.entityOperator.userOperator.resources", GONE),
    ("memory", f"{KAFKA}:spec.cruiseControl.resources.limits", GONE),
    ("memory", "KafkaConnect/connect:spec.resources", GONE),
    ("memory", "Deployment/registry:spec.template.spec.containers.0.resources", GONE),
    ("heap", f"{BROKERS}:spec.jvmOptions", {"-Xmx": "14g"}),
    ("heap", "KafkaConnect/connect:spec.jvmOptions", {"-Xmx": "2048m"}),
    ("listener-security", f"{LISTENER}.tls", False),
    ("listener-security", f"{LISTENER}.authentication", GONE),
    ("listener-names", f"{LISTENER}.name", "tls"),
    ("listener-names", f"{LISTENER}.port", 9093),
    ("user-authentication", "KafkaUser/checkout:spec.authentication.type", "tls", f"{LISTENER}.authentication.type", "scram-sha-512"),
    ("user-authorization", f"{KAFKA}:spec.kafka.authorization", GONE),
    ("cluster-label", f"{BROKERS}:metadata.labels", GONE),
    ("cluster-label", "KafkaTopic/orders:metadata.labels.strimzi#io/cluster", "shops"),
    ("cluster-label", "KafkaConnector/lake:metadata.labels.strimzi#io/cluster", "shop"),
    ("broker-count", f"{BROKERS}:spec.replicas", 2),
    ("broker-count", "KafkaTopic/orders:spec.replicas", 4),
    ("controller-count", f"{CONTROLLERS}:spec.replicas", 4),
    ("controller-count", f"{CONTROLLERS}:spec.replicas", 0),
    ("metadata-volume", f"{BROKERS}:spec.storage.volumes.1.kraftMetadata", "shared"),
    ("metadata-volume", f"{BROKERS}:spec.storage.volumes.1.id", 0),
    ("goals", f"{KAFKA}:spec.cruiseControl.config.hard#goals", "a.RackAwareGoal, a.CpuCapacityGoal"),
    ("goals", f"{KAFKA}:spec.cruiseControl.config.goals", "a.RackAwareGoal"),
    ("goals", f"{KAFKA}:spec.cruiseControl.config.default#goals", "a.DiskCapacityGoal"),
    ("quota", f"{KAFKA}:spec.kafka.quotas.minAvailableBytesPerVolume", 1000),
    ("quota", f"{KAFKA}:spec.kafka.quotas.minAvailableRatioPerVolume", GONE),
    ("auto-create", f"{CONFIG}.auto#create#topics#enable", True),
    ("auto-create", f"{CONFIG}.auto#create#topics#enable", GONE),
    ("image-tag", f"{KAFKA}:spec.kafka.image", "registry.example.com:5000/shop-kafka"),
    ("image-tag", f"{KAFKA}:spec.kafka.image", "shop-kafka:latest"),
    ("image-tag", "Deployment/registry:spec.template.spec.containers.0.image", "karapace"),
    ("delete-claim", f"{BROKERS}:spec.storage.volumes.1.deleteClaim", True),
    ("kafka-version", f"{KAFKA}:spec.kafka.version", "4.1.0"),
    ("kafka-version", f"{KAFKA}:spec.kafka.version", GONE),
    ("connector-resources", "KafkaConnect/connect:metadata.annotations", GONE),
    ("rebalance-template", f"{KAFKA}:spec.cruiseControl.autoRebalance.0.template.name", "manual"),
    ("alert-target", RULE, 'up{pod=~".+-kafka-[0-9]+"} == 0'),
    ("alert-target", RULE, 'x{persistentvolumeclaim=~"data(-[0-9]+)?-(.+)-kafka-[0-9]+"} < 1'),
    ("alert-target", RULE, 'x{strimzi_io_pool_name="brokers"} < 1'),
    ("alert-target", RULE, 'x{strimzi_io_cluster="shops"} < 1'),
    ("alert-target", RULE, 'x{kubernetes_pod_name=~"shop-broker-0"} < 1'),
]  # fmt: skip


def changed(documents, place, value):
    """Change one field; ``#`` stands for a dot in a key, and what is missing on the way is made."""
    resource, _, path = place.partition(":")
    kind, name = resource.split("/")
    node = next(d for d in documents if (d["kind"], d["metadata"]["name"]) == (kind, name))
    *way, last = [key.replace("#", ".") for key in path.split(".")]
    for key in way:
        node = node[int(key)] if isinstance(node, list) else node.setdefault(key, {})
    if value is GONE:
        del node[last]
    else:
        node[last] = value


def found(documents, *, protected=True):
    """Return the findings."""
    manifests = tuple(Manifest(data=data, where="x.yaml") for data in documents)
    return check_manifests(manifests, protected=protected)


def test_a_sound_cluster_passes():
    """Every rule looks at something in it, and none complains."""
    assert found(copy.deepcopy(DOCUMENTS)) == ()


@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda m: f"{m[0]}:{m[1]}={'none' if m[2] is GONE else m[2]}"[:90]
)
def test_a_mistake_is_found_by_its_rule(mistake):
    """One wrong field is one more finding, an error that names the resource."""
    rule, *changes = mistake
    documents = copy.deepcopy(DOCUMENTS)
    for place, value in zip(changes[::2], changes[1::2], strict=True):
        changed(documents, place, value)

    told = [f for f in found(documents) if f.rule == rule]

    assert told
    assert {f.severity for f in told} == {Severity.ERROR}
    assert all(f.message.startswith(("Kafka", "PrometheusRule", "Deployment")) for f in told)


def test_every_rule_has_a_mistake():
    """A rule that no test breaks proves nothing."""
    assert {m[0] for m in MISTAKES} == set(RULES)


def test_volumes_may_go_where_nothing_is_protected():
    """A sandbox leaves no volumes behind."""
    documents = copy.deepcopy(DOCUMENTS)
    changed(documents, f"{BROKERS}:spec.storage.volumes.1.deleteClaim", True)

    assert found(documents, protected=False) == ()


@pytest.mark.parametrize(
    "image", ["@{registry}/shop-kafka:1.0", "a/b@sha256:" + "0" * 64, "localhost:5000/a:v1.2-x_y"]
)
def test_a_pinned_image_is_recognized(image):
    """By tag or by digest; the registry may be the owner's to name."""
    documents = copy.deepcopy(DOCUMENTS)
    changed(documents, f"{KAFKA}:spec.kafka.image", image)

    assert found(documents) == ()


def test_one_copy_is_a_choice():
    """A single node can keep one copy, and one must be in sync."""
    documents = [
        d
        for d in copy.deepcopy(DOCUMENTS)
        if d["kind"] in {"Kafka", "KafkaNodePool", "KafkaUser", "KafkaRebalance"}
    ]
    changed(documents, f"{BROKERS}:spec.replicas", 1)
    for name in ("default", "offsets#topic", "transaction#state#log"):
        changed(documents, f"{CONFIG}.{name}#replication#factor", 1)
    changed(documents, f"{CONFIG}.min#insync#replicas", 1)
    changed(documents, f"{CONFIG}.transaction#state#log#min#isr", 1)

    assert found(documents) == ()


def test_odd_shapes_are_told_not_raised():
    """Whatever stands in a manifest, a check of it ends with findings."""
    for odd in (None, [], "x", 3, {"x": None}, [None]):
        for document in DOCUMENTS:
            broken = [copy.deepcopy(d) for d in DOCUMENTS if d is not document]
            found([*broken, {**copy.deepcopy(document), "spec": odd}])
            changed(again := [*broken, copy.deepcopy(document)], f"{KAFKA}:spec.kafka", odd)
            found(again)


def test_an_equals_sign_is_text():
    """kustomize writes Alertmanager's matchers without quotes, and YAML 1.1 has a type for it."""
    assert yaml_io.documents("matchType: =\n---\n---\na: 2026-01-01\n", "x.yaml") == (
        {"matchType": "="},
        {"a": "2026-01-01"},
    )


def test_aliases_and_tags_are_not_read():
    """A manifest is plain values."""
    for text in ("a: &x 1\nb: *x\n", "a: !!python/object:os.system {}\n", "a: [\n", "a: 1\na: 2\n"):
        with pytest.raises(AnswersError):
            yaml_io.documents(text, "x.yaml")
