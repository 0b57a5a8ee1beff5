"""The definitions of custom resources that the package ships: closed, small, with their CEL rules, their origin named."""

import json
from pathlib import Path

import pytest

from kafka_scaffold.validate.kubernetes_policy import schema


FILES = sorted(Path(schema.FOLDER).glob("*.json"))
MOST_KILOBYTES = 320  # together; a wheel packs them to a tenth


def nodes(value):
    """Yield every mapping in a definition."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_each_file_names_its_origin(file):
    """Which version of what, and how it came here."""
    origin = json.loads(file.read_text(encoding="utf-8"))["origin"]

    assert len(origin.split()) > 5
    assert file.stem.partition("-")[0] in origin.lower()


def test_strimzi_kinds_are_all_there():
    """Everything that Strimzi 1.2.0 defines, in the one version that it serves."""
    found = {kind for version, kind in schema.schemas() if version == "kafka.strimzi.io/v1"}

    assert found == {
        "Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser", "KafkaConnect", "KafkaConnector",
        "KafkaMirrorMaker2", "KafkaBridge", "KafkaRebalance",
    }  # fmt: skip
    assert ("core.strimzi.io/v1", "StrimziPodSet") in schema.schemas()
    assert not any("v1beta2" in version for version, _ in schema.schemas())


def test_rules_are_kept():
    """Trimming took what people read, not what decides."""
    definitions = {d["metadata"]["name"]: d for d in schema.definitions()}
    rules = {
        rule["rule"]
        for definition in definitions.values()
        for node in nodes(definition)
        for rule in node.get("x-kubernetes-validations", ())
    }

    assert len(rules) == 7
    assert any("topologyKey" in rule for rule in rules)
    for name, definition in definitions.items():
        spec = definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]
        assert "status" not in spec, name
        assert not any(isinstance(n.get("description"), str) for n in nodes(definition)), name


def test_they_stay_small():
    """They are in every installation."""
    assert sum(file.stat().st_size for file in FILES) < MOST_KILOBYTES * 1024


def test_every_definition_is_closed():
    """A field that nobody knows is refused somewhere in each."""
    for (version, kind), found in schema.schemas().items():
        spec = found["properties"]["spec"]
        assert spec["type"] == "object", (version, kind)
        assert spec.get("properties"), (version, kind)
        assert not spec.get("x-kubernetes-preserve-unknown-fields"), (version, kind)
