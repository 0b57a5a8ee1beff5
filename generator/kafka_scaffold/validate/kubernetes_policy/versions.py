"""What Strimzi 1.x no longer serves or reads: v1beta2, and fields that moved or went."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import Manifest, finding, inside


CHANGELOG = "Strimzi 1.0.0 CHANGELOG"
_IGNORED_ANNOTATIONS = ("strimzi.io/kraft", "strimzi.io/node-pools")
_GONE_AUTHENTICATION = frozenset({"oauth"})
_GONE_AUTHORIZATION = frozenset({"keycloak", "opa"})
# kind -> path of the field, and what takes its place
_GONE = {
    "Kafka": (
        (("spec", "zookeeper"), "Kafka runs on KRaft alone"),
        (("spec", "kafka", "replicas"), "replicas are a KafkaNodePool's"),
        (("spec", "kafka", "storage"), "storage is a KafkaNodePool's"),
        (("spec", "kafka", "resources"), "resources are a KafkaNodePool's"),
        (("spec", "jmxTrans"), "JMX Trans went with 0.35"),
    ),
    "KafkaMirrorMaker2": (
        (("spec", "clusters"), "write spec.target and spec.mirrors[].source"),
        (("spec", "connectCluster"), "spec.target is where Connect runs"),
    ),
    "KafkaBridge": ((("spec", "enableMetrics"), "write metricsConfig"),),
}
_GONE_OF_MIRROR = ("sourceCluster", "targetCluster", "heartbeatConnector")
_CONNECT_CONFIG = {
    "group.id": "groupId",
    "config.storage.topic": "configStorageTopic",
    "offset.storage.topic": "offsetStorageTopic",
    "status.storage.topic": "statusStorageTopic",
}


def served_version(manifest: Manifest) -> Iterator[Finding]:
    """Only v1 is served."""
    version = manifest.api_version.partition("/")[2]
    if manifest.is_strimzi and version != "v1":
        yield finding("api-version", manifest, f"{version} is not served; write v1", CHANGELOG)


def removed_fields(manifest: Manifest) -> Iterator[Finding]:
    """A field that went is refused by the API server, or silently ignored."""
    if not manifest.is_strimzi:
        return
    for message in (
        *_annotations(manifest),
        *_fields(manifest),
        *_security(manifest),
        *_connect(manifest),
        *_acls(manifest),
    ):
        yield finding("removed-field", manifest, message, CHANGELOG)


def _annotations(manifest: Manifest) -> Iterator[str]:
    for name in _IGNORED_ANNOTATIONS:
        if manifest.metadata("annotations", name) is not None:
            yield f"the annotation {name} is ignored"


def _fields(manifest: Manifest) -> Iterator[str]:
    for path, instead in _GONE.get(manifest.kind, ()):
        if manifest.at(*path) is not None:
            yield f"{'.'.join(path)} is gone: {instead}"
    for mirror in manifest.items("spec", "mirrors"):
        for name in _GONE_OF_MIRROR:
            if name in mirror:
                yield f"spec.mirrors[].{name} is gone"


def _security(manifest: Manifest) -> Iterator[str]:
    for listener in manifest.items("spec", "kafka", "listeners"):
        kind = inside(listener, "authentication", "type")
        if kind in _GONE_AUTHENTICATION:
            yield f"authentication {kind} of listener {listener.get('name')} is gone: write custom"
    for path, gone in (
        (("spec", "kafka", "authorization", "type"), _GONE_AUTHORIZATION),
        (("spec", "authentication", "type"), _GONE_AUTHENTICATION),
    ):
        if manifest.at(*path) in gone:
            yield f"{'.'.join(path)} {manifest.at(*path)} is gone: write custom"


def _connect(manifest: Manifest) -> Iterator[str]:
    if manifest.kind == "KafkaConnect":
        for name in manifest.mapping("spec", "config").keys() & _CONNECT_CONFIG.keys():
            yield f"spec.config holds {name}: write spec.{_CONNECT_CONFIG[name]}"


def _acls(manifest: Manifest) -> Iterator[str]:
    for acl in manifest.items("spec", "authorization", "acls"):
        if "operation" in acl:
            yield "an ACL has operation: write operations"
