"""The published JSON Schema says what the loader does, as far as a schema can."""

from pathlib import Path

import jsonschema
import pytest
from answers_samples import CONTEXT, FULL, SMALLEST

from kafka_scaffold import yaml_io
from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.answers.questions import QUESTIONS
from kafka_scaffold.answers.schema import json_schema
from kafka_scaffold.answers.sets import merge
from kafka_scaffold.errors import AnswersError


EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/answers.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
GOOD = [
    "description=",
    "owner=a@example.com",
    "tags={team: a b, cost-center: '1'}",
    "platform=msk",
    "cloud.network.create.cidr=10.0.0.0/20",
    "workload.record_size=1KiB",
    "workload.compression_ratio=3.5",
    "workload.read={average: 0.5 GB/s}",
    "workload.retention=90 min",
    "goals.budget=1_000 USD/month",
    "topics[0].share=33.3%",
    "topics.orders.max_record_size=1.5 MB",
    "applications.web.language=rust",
    "security={authentication: scram, audit: true}",
    "environments={dev: {scale: 1%}, prod: {}}",
]
BAD = [
    "name=Shop",
    "name=5",
    "owner=x",
    "version=2",
    "version=x",
    "unknown=1",
    "workload.retension=1d",
    "tags={aws:x: y}",
    "tags=[x]",
    "platform=kafka",
    "cloud.provider=ibm",
    "cloud.zones=9",
    "cloud.zones=two",
    "cloud.network={create: {}, existing: {}}",
    "cloud.network={existing: {vpc: vpc-00000001}}",
    "cloud.network.create.cidr=x",
    "cloud.dns={}",
    "workload.record_size=1",
    "workload.record_size=1 kb",
    "workload.record_size=1,5 KB",
    "workload.compression_ratio=99",
    "workload.read={fan_out: 1, average: 1 MB/s}",
    "workload.retention=3 days",
    "workload=[]",
    "goals.budget=10 EUR/month",
    "topics[0].share=0.5",
    "topics[0].name=a b",
    "topics[0]={share: 10%}",
    "topics[0].producers=web",
    "topics[0].producers=[web, web]",
    "applications.web.kind=thing",
    "applications.A={kind: producer}",
    "environments.far-too-long-name={}",
    "environments.prod.adopt={}",
    "security.audit=maybe",
    "monitoring.alerts=[fax]",
]


def changed(change):
    """Return plain data with one change."""
    return merge(yaml_io.load(FULL, "x").data, (change,)).data


def loads(data):
    """Tell whether the loader takes plain data."""
    try:
        load_answers(yaml_io.dump(data), "x", context=CONTEXT)
    except AnswersError:
        return False
    return True


def test_the_schema_is_a_schema():
    """Of the dialect that it names."""
    schema = json_schema()

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.parent.name)
def test_every_example_is_valid(file):
    """Editors show no error in them."""
    data = yaml_io.load(file.read_bytes(), str(file)).data

    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize("text", [SMALLEST, FULL], ids=["smallest", "full"])
def test_schema_and_loader_take_the_samples(text):
    """Both agree on what is plainly right."""
    data = yaml_io.load(text, "x").data

    assert VALIDATOR.is_valid(data)
    assert loads(data)


@pytest.mark.parametrize("change", GOOD)
def test_what_the_loader_takes_is_valid(change):
    """Both agree on units, words and names."""
    data = changed(change)

    assert loads(data)
    assert not list(VALIDATOR.iter_errors(data))


@pytest.mark.parametrize("change", BAD)
def test_what_is_invalid_the_loader_refuses(change):
    """A file that an editor marks is never taken."""
    data = changed(change)

    assert not VALIDATOR.is_valid(data)
    assert not loads(data)


@pytest.mark.parametrize("key", ["version", "name", "cloud", "workload"])
def test_required_keys_are_required(key):
    """As in the loader."""
    data = yaml_io.load(SMALLEST, "x").data
    del data[key]

    assert not VALIDATOR.is_valid(data)
    assert not loads(data)


def test_every_group_is_closed_and_every_answer_explained():
    """Unknown keys are errors; editors show help."""
    groups = [node for node in _nodes(json_schema()) if "properties" in node]

    assert groups
    assert all(node["additionalProperties"] is False for node in groups)
    described = [node for node in _nodes(json_schema()) if "description" in node]
    assert len(described) >= len(QUESTIONS)


def _nodes(node):
    if isinstance(node, dict):
        if "title" in node or "properties" in node:
            yield node
        for inner in node.values():
            yield from _nodes(inner)
