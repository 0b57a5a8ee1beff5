"""Settings of brokers and shape of pools."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import finding, inside
from kafka_scaffold.validate.kubernetes_policy.view import View


CONFIG_SOURCE = "Strimzi 1.2.0 KafkaClusterSpec, FORBIDDEN_PREFIXES"
FORBIDDEN = (
    "listeners",
    "advertised.",
    "broker.",
    "listener.",
    "host.name",
    "port",
    "inter.broker.listener.name",
    "sasl.",
    "ssl.",
    "security.",
    "password.",
    "log.dir",
    "zookeeper.connect",
    "zookeeper.set.acl",
    "zookeeper.ssl",
    "zookeeper.clientCnxnSocket",
    "authorizer.",
    "super.user",
    "cruise.control.metrics.topic",
    "cruise.control.metrics.reporter.bootstrap.servers",
    "node.id",
    "process.roles",
    "controller.",
    "metadata.log.dir",
    "zookeeper.metadata.migration.enable",
    "client.quota.callback.static.kafka.admin.",
    "client.quota.callback.static.produce",
    "client.quota.callback.static.fetch",
    "client.quota.callback.static.storage.per.volume.limit.min.available.",
    "client.quota.callback.static.excluded.principal.name.list",
    "prometheus.metrics.reporter.",
    "cordoned.log.dirs",
)
ALLOWED = frozenset(
    {
        "ssl.cipher.suites",
        "ssl.protocol",
        "ssl.enabled.protocols",
        "ssl.secure.random.implementation",
        "sasl.server.max.receive.size",
        "cruise.control.metrics.topic.num.partitions",
        "cruise.control.metrics.topic.replication.factor",
        "cruise.control.metrics.topic.retention.ms",
        "cruise.control.metrics.topic.auto.create.retries",
        "cruise.control.metrics.topic.auto.create.timeout.ms",
        "cruise.control.metrics.topic.min.insync.replicas",
        "broker.session.timeout.ms",
        "broker.heartbeat.interval.ms",
        "controller.socket.timeout.ms",
        "controller.quorum.election.backoff.max.ms",
        "controller.quorum.election.timeout.ms",
        "controller.quorum.fetch.timeout.ms",
    }
)
_LISTENER_EXCEPTIONS = (
    "connections.max.reauth.ms",
    "max.connections",
    "max.connection.creation.rate",
)
_GOAL_LISTS = ("goals", "default.goals", "hard.goals")


def forbidden_config(view: View) -> Iterator[Finding]:
    """The operator drops these with a line in its log, so they would never hold."""
    for name in view.config:
        listener = name.startswith("listener.name.") and name.endswith(_LISTENER_EXCEPTIONS)
        if name.startswith(FORBIDDEN) and name not in ALLOWED and not listener:
            message = f"the operator does not take {name} in config"
            yield finding("forbidden-config", view.kafka, message, CONFIG_SOURCE)


def auto_create(view: View) -> Iterator[Finding]:
    """A misspelt topic must be an error, not a topic."""
    if str(view.config.get("auto.create.topics.enable", True)).lower() != "false":
        yield finding("auto-create", view.kafka, "auto.create.topics.enable is not false")


def broker_count(view: View) -> Iterator[Finding]:
    """No topic can have more copies than there are brokers."""
    brokers = view.nodes("broker")
    if brokers < view.replication:
        message = f"{brokers} brokers carry no default.replication.factor of {view.replication}"
        yield finding("broker-count", view.kafka, message)


def controller_count(view: View) -> Iterator[Finding]:
    """An even quorum survives no more than the odd one below it."""
    controllers = view.nodes("controller")
    if controllers % 2 == 0:
        message = f"{controllers} controllers; a quorum is odd"
        yield finding("controller-count", view.kafka, message)


def metadata_volume(view: View) -> Iterator[Finding]:
    """The metadata log is on one volume, and volumes are told apart by their ids."""
    for pool in view.pools:
        volumes = pool.items("spec", "storage", "volumes")
        shared = sum(v.get("kraftMetadata") == "shared" for v in volumes)
        if shared > 1:
            yield finding("metadata-volume", pool, f"{shared} volumes hold the metadata log")
        for number, count in Counter(v.get("id") for v in volumes).items():
            if count > 1:
                yield finding("metadata-volume", pool, f"{count} volumes have the id {number}")


def goals(view: View) -> Iterator[Finding]:
    """Cruise Control does not start unless goals hold the default ones, and those the hard ones."""
    config = view.kafka.mapping("spec", "cruiseControl", "config")
    lists = [(name, _names(config[name])) for name in _GOAL_LISTS if name in config]
    for (outer, wide), (inner, narrow) in pairwise(lists):
        missing = sorted(narrow - wide)
        if missing:
            message = f"{outer} lacks {', '.join(missing)} of {inner}"
            yield finding("goals", view.kafka, message)


def _names(text: object) -> set[str]:
    return {name.strip() for name in str(text).split(",") if name.strip()}


def quota(view: View) -> Iterator[Finding]:
    """The quota plugin takes one threshold, a ratio or bytes."""
    quotas = view.kafka.mapping("spec", "kafka", "quotas")
    if quotas.get("type") != "strimzi":
        return
    given = [n for n in ("minAvailableRatioPerVolume", "minAvailableBytesPerVolume") if n in quotas]
    if len(given) != 1:
        told = f"{' and '.join(given)} together" if given else "no threshold"
        yield finding("quota", view.kafka, f"quotas of type strimzi with {told}; it takes one")


def listener_names(view: View) -> Iterator[Finding]:
    """Two listeners share neither name nor port."""
    for field in ("name", "port"):
        counts = Counter(listener.get(field) for listener in view.listeners)
        for value, count in counts.items():
            if count > 1:
                yield finding(
                    "listener-names", view.kafka, f"{count} listeners with {field} {value}"
                )


def listener_security(view: View) -> Iterator[Finding]:
    """Nobody reads or writes unencrypted or unnamed."""
    for listener in view.listeners:
        name = listener.get("name")
        if listener.get("tls") is not True:
            yield finding("listener-security", view.kafka, f"listener {name} has no TLS")
        if inside(listener, "authentication", "type") is None:
            yield finding(
                "listener-security", view.kafka, f"listener {name} asks for no credentials"
            )
