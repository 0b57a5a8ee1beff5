"""What the sizing decides for Strimzi renders into repositories in which nothing is refused."""

from dataclasses import replace
from datetime import date

import pytest

import strimzi_fixture
from builders import aggregated, facts
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.answers import (
    Exposure,
    LatencyGoals,
    SchemaFormat,
    SchemaRegistry,
    Schemas,
    Survive,
)
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.platform_answers import CertificateAuthority, GitOps, ListenerKind
from kafka_scaffold.sizing.planner import make_plan
from kafka_scaffold.validate.tree import check_tree
from strimzi_asked import DEV, PROD, kubernetes, secured


TODAY = date(2026, 11, 24)
PLACES = ("eks", "gke", "aks", "existing")


def asked(place, authentication="scram"):
    """Return answers that every size is measured by traffic alone for."""
    answers = strimzi_fixture.answers(place, authentication)
    goals = replace(answers.goals, latency=LatencyGoals(), budget_usd_month=None)
    return replace(answers, goals=goals)


def everything(place):
    """Return answers with every way in, an own authority and Argo CD; routes are OpenShift's, which none is made of."""
    ways = (kind for kind in ListenerKind if place == "existing" or kind is not ListenerKind.ROUTE)
    return kubernetes(
        asked(place, "mtls"),
        listeners=tuple(ways),
        domain="kafka.example.com",
        ingress_class="nginx",
        gateway=("gateways", "kafka"),
        certificate_authority=CertificateAuthority.OWN,
        gitops=GitOps.ARGO_CD,
    )


def public(place):
    """Return answers that open load balancers to the internet, applied by Flux."""
    answers = kubernetes(asked(place), gitops=GitOps.FLUX)
    return secured(answers, exposure=Exposure.PUBLIC, allowed_cidrs=("198.51.100.0/24",))


def nothing(place):
    """Return answers with an aggregate workload and nothing beside the brokers."""
    answers = kubernetes(asked(place), mirror=None, bridge=False, drain_cleaner=False)
    plain = Schemas(
        format=SchemaFormat.NONE,
        registry=SchemaRegistry.NONE,
        compatibility=answers.schemas.compatibility,
    )
    vector = aggregated((20, 40, 40, 80, 600, 168, 12))
    return replace(answers, workload=vector.workload, topics=(), applications=(), schemas=plain)


def small(place):
    """Return answers with one open environment in one zone, and topics whose names Kubernetes refuses."""
    answers = asked(place)
    goals = replace(
        answers.goals, durability=replace(answers.goals.durability, survive=Survive.BROKER)
    )
    one = replace(answers.environments[DEV], zones=1)
    named = tuple(
        replace(t, name=name) for t, name in zip(answers.topics, ("A_b", "a_b", "a.b"), strict=True)
    )
    return replace(answers, goals=goals, environments=(one,), topics=named)


def local(place):
    """Return answers that keep records on the machines' own disks, in three zones alone."""
    answers = asked(place)
    return replace(answers, variant="local-disk", environments=(answers.environments[PROD],))


@pytest.mark.parametrize("wishes", [asked, everything, public, nothing, small])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_is_made_is_refused(place, wishes):
    """Manifests are checked against Strimzi's definitions and our policy, Terraform against its providers' rules."""
    plan = make_plan(wishes(place), facts(), TODAY)

    assert isinstance(plan, Plan)
    assert check_tree(render(plan)) == ()


@pytest.mark.parametrize("place", ["eks", "aks"])
def test_local_disks_make_a_repository_too(place):
    """Of Google Cloud's machines with disks of their own no price is known."""
    plan = make_plan(local(place), facts(), TODAY)

    assert isinstance(plan, Plan)
    assert plan.variant == "local-disk"
    assert plan.primary.details.broker_pool.volumes[0].size_gib > 0
    assert check_tree(render(plan)) == ()
