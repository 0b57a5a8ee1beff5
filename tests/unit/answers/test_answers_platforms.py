"""Defaults that follow from platform and cloud."""

import pytest
from answers_samples import CONTEXT, SMALLEST

from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.model.answers import Authentication, MonitoringStack, Platform, SchemaRegistry
from kafka_scaffold.model.platform_answers import ListenerKind, MirrorAuthentication
from kafka_scaffold.sizing.platforms import variants_of
from kafka_scaffold.sizing.platforms.msk import details as msk
from kafka_scaffold.sizing.platforms.strimzi import details as strimzi


GCP = ("cloud.provider=gcp", "cloud.region=europe-west1")


def load(*sets):
    """Return the smallest answers with these changes."""
    return load_answers(SMALLEST, "answers.yaml", sets=sets, context=CONTEXT).answers


@pytest.mark.parametrize(
    ("sets", "signed", "stack", "registry"),
    [
        pytest.param(("platform=msk",), "iam", "cloud", "glue", id="msk"),
        pytest.param((), "iam", "cloud", "glue", id="auto-on-aws"),
        pytest.param(("platform=strimzi",), "scram", "prometheus", "karapace", id="strimzi"),
        pytest.param(GCP, "scram", "prometheus", "karapace", id="auto-on-gcp"),
    ],
)
def test_defaults_are_what_the_platform_has(sets, signed, stack, registry):
    """IAM, CloudWatch and Glue belong to AWS's own service."""
    answers = load("schemas.format=avro", *sets)

    assert answers.security.authentication is Authentication(signed)
    assert answers.monitoring.stack is MonitoringStack(stack)
    assert answers.schemas.registry is SchemaRegistry(registry)


def test_strimzi_needs_no_authority_of_aws():
    """Certificates come from Strimzi's own authority."""
    answers = load("platform=strimzi", "security.authentication=mtls")

    assert answers.security.certificate_authority_arns == ()


def test_the_internal_listener_is_always_first():
    """Operators and samples in the cluster count on it; a kind is listed once."""
    answers = load("platform=strimzi", "kubernetes.listeners=[load-balancer, internal]")

    assert answers.kubernetes.listeners == (ListenerKind.INTERNAL, ListenerKind.LOAD_BALANCER)


def test_what_an_ingress_lacks_is_shown_by_an_example_of_its_own():
    """An ingress class is not called like a storage class."""
    with pytest.raises(AnswersError) as raised:
        load("platform=strimzi", "kubernetes.listeners=[ingress]")

    missing = {problem.path: problem.message for problem in raised.value.problems}
    assert "kafka.example.com" in missing["kubernetes.domain"]
    assert "nginx" in missing["kubernetes.ingress_class"]


def test_a_mirror_is_read_whole():
    """Everything but address and alias has a default."""
    mirror = "kubernetes.mirror={alias: old, bootstrap_servers: ['b-1.example.com:9096']}"
    found = load("platform=strimzi", mirror).kubernetes.mirror

    assert found is not None
    assert found.bootstrap_servers == ("b-1.example.com:9096",)
    assert found.authentication is MirrorAuthentication.SCRAM
    assert (found.user, found.topics) == ("web-events", (".*",))


@pytest.mark.parametrize("key", ["bootstrap_servers", "topics"])
def test_a_mirror_copies_something_from_somewhere(key):
    """An empty list would make a mirror that starts and copies nothing."""
    given = {"alias": "old", "bootstrap_servers": "['b-1.example.com:9096']", key: "[]"}
    mirror = ", ".join(f"{name}: {value}" for name, value in given.items())
    with pytest.raises(AnswersError) as raised:
        load("platform=strimzi", f"kubernetes.mirror={{{mirror}}}")

    (problem,) = raised.value.problems
    assert problem.path == f"kubernetes.mirror.{key}"
    assert problem.message == "0 entries; write at least 1"


def test_an_azure_region_without_zones_has_one():
    """What survives a broker fits there."""
    answers = load("cloud.provider=azure", "cloud.region=westus", "goals.durability.survive=broker")

    assert answers.cloud.zones == 1


def test_the_variants_that_answers_may_name_are_those_of_the_sizing():
    """They are written beside the package so that nobody has to load a platform to read answers."""
    assert variants_of(Platform.MSK) == tuple(msk.Variant)
    assert variants_of(Platform.STRIMZI) == tuple(strimzi.Variant)
