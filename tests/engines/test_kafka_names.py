"""The names that facts list are those of Apache Kafka itself."""

import subprocess

import pytest
from kafka_cluster import CACHE, JVM, java

from builders import facts


pytestmark = pytest.mark.engine
VARIANTS = ("network-disk", "local-disk")
# Names that a broker hands on to a plugin are not among its own.
PLUGGED_IN = ("rlmm.config.", "cruise.control.metrics.topic.")


def items(name: str) -> set[str]:
    """Return a list of names."""
    return {str(item) for item in facts().get(name).items}


@pytest.fixture
def names(kafka_classes):
    """Return a function that asks Kafka for the names of its settings."""

    def ask(of: str) -> set[str]:
        path = f"{kafka_classes}:{CACHE / 'kafka' / '*'}"
        command = [java(), *JVM, "-cp", path, "Names", of]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return set(done.stdout.split())

    return ask


@pytest.mark.parametrize("variant", VARIANTS)
def test_topics_take_what_kafka_knows(variant, names):
    """Every setting of a topic in Kafka 4.3, and none besides."""
    assert items(f"strimzi.topic_configuration.{variant}") == names("topics")


@pytest.mark.parametrize("variant", VARIANTS)
def test_brokers_take_what_kafka_knows_and_strimzi_leaves(variant, names):
    """Every setting of a broker but those that Strimzi sets itself."""
    forbidden = tuple(sorted(items("strimzi.configuration.forbidden_prefixes")))
    allowed = items("strimzi.configuration.allowed_exceptions")
    known = names("brokers")
    listed = items(f"strimzi.configuration.{variant}")

    assert len(known) > 300
    assert {name for name in listed if not name.startswith(PLUGGED_IN)} == {
        name for name in known if name in allowed or not name.startswith(forbidden)
    }
