"""Alerts that look at something that is there."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, finding, number
from kafka_scaffold.validate.kubernetes_policy.view import View, of_kind


PVC = "persistentvolumeclaim"
PODS = ("pod", "kubernetes_pod_name")
_MATCHER = re.compile(r'(\w+)\s*(=~|=)\s*"((?:[^"\\]|\\.)*)"')
_NODE_IDS = re.compile(r"^\[(\d+)")
_WORKERS = {
    "KafkaConnect": "{}-connect-0",
    "KafkaMirrorMaker2": "{}-mirrormaker2-0",
    "KafkaBridge": "{}-bridge-5f6d8c7b9-abcde",
    "Deployment": "{}-5f6d8c7b9-abcde",
    "StatefulSet": "{}-0",
}
_OF_KAFKA = {
    "entityOperator": "{}-entity-operator-5f6d8c7b9-abcde",
    "cruiseControl": "{}-cruise-control-5f6d8c7b9-abcde",
    "kafkaExporter": "{}-kafka-exporter-5f6d8c7b9-abcde",
}
_OPERATOR = "strimzi-cluster-operator-5f6d8c7b9-abcde"


def alert_targets(manifests: tuple[Manifest, ...], clusters: tuple[View, ...]) -> Iterator[Finding]:
    """A pattern of pods or volumes that matches none of this cluster's makes an alert that never fires."""
    if not clusters:
        return
    known = _known(manifests, clusters)
    for rules in manifests:
        if rules.kind != "PrometheusRule":
            continue
        for group in rules.items("spec", "groups"):
            listed = group.get("rules")
            for rule in listed if isinstance(listed, list) else ():
                yield from _misses(rules, rule, known)


def _misses(rules: Manifest, rule: object, known: dict[str, set[str]]) -> Iterator[Finding]:
    if not isinstance(rule, dict):
        return
    name = rule.get("alert") or rule.get("record")
    for label, operator, text in _MATCHER.findall(str(rule.get("expr", ""))):
        if label in known and not _matches(operator, text.replace("\\\\", "\\"), known[label]):
            yield finding("alert-target", rules, f"{name}: no {label} of this cluster is {text}")


def _matches(operator: str, text: str, names: set[str]) -> bool:
    if operator == "=":
        return text in names
    try:
        return any(re.fullmatch(text, name) for name in names)
    except re.error:
        return False


def _known(manifests: tuple[Manifest, ...], clusters: tuple[View, ...]) -> dict[str, set[str]]:
    """Return the names that a label can have, as Strimzi makes them."""
    pods: set[str] = {_OPERATOR}
    claims: set[str] = set()
    pools: set[str] = set()
    for view in clusters:
        cluster = view.kafka.name
        pods |= {
            form.format(cluster) for part, form in _OF_KAFKA.items() if view.kafka.at("spec", part)
        }
        for pool in view.pools:
            pools.add(pool.name)
            for node in _nodes(pool):
                pods.add(f"{cluster}-{pool.name}-{node}")
                claims |= _claims(pool, f"{cluster}-{pool.name}-{node}")
    for manifest in manifests:
        if manifest.kind in _WORKERS:
            pods.add(_WORKERS[manifest.kind].format(manifest.name))
    workers = {
        m.name for m in of_kind(manifests, "KafkaConnect", "KafkaMirrorMaker2", "KafkaBridge")
    }
    return {
        PVC: claims,
        **dict.fromkeys(PODS, pods),
        "strimzi_io_pool_name": pools,
        "strimzi_io_cluster": {view.kafka.name for view in clusters} | workers,
    }


def _nodes(pool: Manifest) -> range:
    found = _NODE_IDS.match(pool.metadata("annotations", "strimzi.io/next-node-ids") or "")
    first = int(found[1]) if found else 0
    return range(first, first + (number(pool.at("spec", "replicas")) or 0))


def _claims(pool: Manifest, pod: str) -> set[str]:
    volumes = pool.items("spec", "storage", "volumes")
    return {f"data-{v.get('id')}-{pod}" for v in volumes} if volumes else {f"data-{pod}"}
