"""Answers that Kafka on Kubernetes cannot meet are rejected by the path of the key."""

from dataclasses import replace

import pytest

from builders import goals, secured
from kafka_scaffold.model.answers import (
    Adopt,
    Authentication,
    CloudProvider,
    Dns,
    Exposure,
    LatencyGoals,
    MonitoringStack,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.plan import Candidate, Rejection
from kafka_scaffold.model.platform_answers import KubernetesCluster, ListenerKind
from strimzi_considered import aggregated, answers, considered, kubernetes, place


def survive(base, what):
    """Return answers that survive more or less."""
    return goals(base, durability=replace(base.goals.durability, survive=what))


def cloud(base, **changes):
    """Return answers with another cloud."""
    return replace(base, cloud=replace(base.cloud, **changes))


def adopted(base):
    """Return answers that take over a cluster."""
    (environment,) = base.environments
    taken = replace(environment, adopt=Adopt(cluster_arn="arn:aws:kafka:eu-west-1:1:cluster/a/b"))
    return replace(base, environments=(taken,))


BASE = answers()
CASES = (
    ("security.authentication iam", secured(BASE, authentication=Authentication.IAM)),
    ("security.exposure private-link", secured(BASE, exposure=Exposure.PRIVATE_LINK)),
    ("security.exposure public", secured(BASE, exposure=Exposure.PUBLIC)),
    (
        "schemas.registry glue",
        replace(BASE, schemas=replace(BASE.schemas, registry=SchemaRegistry.GLUE)),
    ),
    (
        "monitoring.stack cloud",
        replace(BASE, monitoring=replace(BASE.monitoring, stack=MonitoringStack.CLOUD)),
    ),
    (
        "kubernetes.listeners route",
        kubernetes(BASE, listeners=(ListenerKind.INTERNAL, ListenerKind.ROUTE)),
    ),
    ("environments.prod.adopt", adopted(BASE)),
    ("cloud.dual_stack", cloud(BASE, dual_stack=True)),
    ("cloud.dns", cloud(BASE, dns=Dns(zone_id="Z1", prefix="kafka"))),
    ("goals.durability.survive region", survive(BASE, Survive.REGION)),
    ("goals.latency.produce_p99 5 ms", goals(BASE, latency=LatencyGoals(produce_p99_ms=5))),
    ("goals.durability.survive zone", survive(place(BASE, zones=2, protect=False), Survive.ZONE)),
    ("environments.prod.protect", survive(place(BASE, zones=2), Survive.BROKER)),
    ("environment prod has 4 zones", place(BASE, zones=4)),
    ("300,000 partition replicas", aggregated((1, 1, 1, 1, 300_000, 24, 24))),
)


@pytest.mark.parametrize(
    ("words", "asked"), CASES, ids=[words.replace(" ", "-") for words, _ in CASES]
)
def test_a_clash_is_one_rejection_that_names_the_answer(words, asked):
    """One line for every machine type, with what to change."""
    of_variant = [item for item in considered(asked) if item.variant == "network-disk"]

    assert len(of_variant) == 1
    assert isinstance(of_variant[0], Rejection)
    assert words in of_variant[0].reason
    assert of_variant[0].source


def test_routes_are_taken_where_there_may_be_an_openshift():
    """The operator gives up on a route elsewhere; a cluster that exists may know them."""
    listeners = (ListenerKind.INTERNAL, ListenerKind.ROUTE)
    found = considered(kubernetes(BASE, listeners=listeners, cluster=KubernetesCluster.EXISTING))

    assert any(isinstance(item, Candidate) for item in found)


def test_every_clash_is_named_at_once():
    """So that nobody has to fix them one after the other."""
    asked = secured(
        cloud(BASE, dual_stack=True),
        authentication=Authentication.IAM,
        exposure=Exposure.PRIVATE_LINK,
    )
    reason = considered(asked)[0].reason

    assert "iam" in reason
    assert "private-link" in reason
    assert "dual_stack" in reason


@pytest.mark.parametrize("authentication", [Authentication.SCRAM, Authentication.MTLS])
def test_what_strimzi_signs_in_with_fits(authentication):
    """Users of both kinds are resources of its operator."""
    assert any(
        isinstance(item, Candidate)
        for item in considered(secured(BASE, authentication=authentication))
    )


@pytest.mark.parametrize("zones", [1, 2])
def test_what_may_be_lost_needs_no_third_zone(zones):
    """Surviving a broker takes three brokers, wherever they are."""
    asked = survive(place(BASE, zones=zones, protect=False), Survive.BROKER)

    assert any(isinstance(item, Candidate) for item in considered(asked))


def test_disks_of_machines_need_three_zones():
    """A lost machine is a lost copy."""
    asked = survive(
        place(replace(BASE, variant="local-disk"), zones=2, protect=False), Survive.BROKER
    )
    local = [item for item in considered(asked) if item.variant == "local-disk"]

    assert len(local) == 1
    assert "local-disk takes 3" in local[0].reason


@pytest.mark.parametrize(
    ("region", "words"),
    [("qatarcentral", "in no zone of qatarcentral"), ("japanwest", "in 2 zones of japanwest")],
)
def test_volumes_must_be_where_brokers_are(region, words):
    """Azure makes machines in zones where it has no Premium SSD v2; volumes of one's own are one's own matter."""
    asked = cloud(BASE, provider=CloudProvider.AZURE, region=region)
    (rejected,) = (item for item in considered(asked) if item.variant == "network-disk")

    assert isinstance(rejected, Rejection)
    assert words in rejected.reason
    reasons = [
        getattr(item, "reason", "") for item in considered(kubernetes(asked, storage_class="ours"))
    ]
    assert not [reason for reason in reasons if words in reason]


def test_volumes_are_everywhere_on_other_clouds_and_in_most_regions():
    """Nothing is said of a region that has them in every zone."""
    for provider, region in (
        (CloudProvider.AZURE, "westeurope"),
        (CloudProvider.GCP, "europe-west1"),
    ):
        found = considered(cloud(BASE, provider=provider, region=region))
        assert any(isinstance(item, Candidate) for item in found)
