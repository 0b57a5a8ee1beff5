"""Findings and flags of Strimzi: dangers are warned of, duties are named, parts are rendered where they are needed."""

from dataclasses import replace

import pytest

import asked
import strimzi_asked
import strimzi_fixture
from builders import aggregated
from kafka_scaffold.model.answers import Exposure, Ordering
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.model.platform_answers import (
    CertificateAuthority,
    GitOps,
    KubernetesCluster,
    ListenerKind,
)
from kafka_scaffold.sizing.platforms.strimzi.bill.cluster import CONTROLLERS
from kafka_scaffold.sizing.platforms.strimzi.flags import flags
from strimzi_asked import DEV, PROD, details, findings, kubernetes


def rules(found, severity=None):
    """Return the rules of findings, of one severity or of all."""
    return {f.rule for f in found if severity in (None, f.severity)}


def listening(kind):
    """Return answers with one more listener."""
    return kubernetes(strimzi_fixture.answers(), listeners=(ListenerKind.INTERNAL, kind))


def test_warnings_come_first():
    """A reader who stops early has read what matters."""
    found = [f.severity is Severity.WARNING for f in findings(strimzi_fixture.answers())]

    assert found == sorted(found, reverse=True)
    assert any(found)


@pytest.mark.parametrize(
    ("answers", "at", "rule"),
    [
        pytest.param(strimzi_fixture.answers(), DEV, "dual-roles", id="both-roles"),
        pytest.param(strimzi_fixture.answers(), DEV, "durability", id="two-zones"),
        pytest.param(listening(ListenerKind.INGRESS), PROD, "ingress-deprecated", id="ingress"),
        pytest.param(listening(ListenerKind.NODE_PORT), PROD, "node-port", id="node-port"),
        pytest.param(
            strimzi_asked.secured(listening(ListenerKind.INTERNAL), exposure=Exposure.PUBLIC),
            PROD,
            "not-public",
            id="public-without-a-load-balancer",
        ),
        pytest.param(
            kubernetes(strimzi_fixture.answers(), certificate_authority=CertificateAuthority.OWN),
            PROD,
            "own-authority",
            id="own-authority",
        ),
        pytest.param(strimzi_fixture.answers("existing"), PROD, "not-tiered", id="no-bucket"),
        pytest.param(strimzi_fixture.answers("existing"), PROD, "encryption-key", id="no-key"),
        pytest.param(strimzi_fixture.answers(), PROD, "bridge-open", id="bridge"),
        pytest.param(strimzi_fixture.answers(), PROD, "mirror-one-way", id="mirror"),
        pytest.param(strimzi_fixture.answers(), PROD, "unverified", id="tiered-plugin"),
        pytest.param(
            asked.with_topics(strimzi_fixture.answers(), ordering=Ordering.TOTAL),
            PROD,
            "single-partition",
            id="total-order",
        ),
    ],
)
def test_dangers_are_warnings(answers, at, rule):
    """Whoever asked for it is told what it may cost."""
    assert rule in rules(findings(answers, at), Severity.WARNING)


def test_local_disks_are_the_greatest_danger():
    """A drained machine takes its copy along; and somebody must find the disks."""
    size = {"variant": "local-disk", "size": "i4i.2xlarge"}
    found = findings(strimzi_fixture.answers(), **size)

    assert "local-disk" in rules(found, Severity.WARNING)
    assert "local-disk-provisioner" in rules(found)
    assert "local-disk" not in rules(findings(strimzi_fixture.answers()))


def test_every_broker_has_a_load_balancer():
    """Six brokers and one address for all are seven on the bill."""
    found = next(f for f in findings(strimzi_fixture.answers()) if f.rule == "load-balancers")

    assert found.message.startswith("7 load balancers")


def test_a_quiet_plan_warns_of_little():
    """Nothing asked beyond brokers: no warning but what was not tried."""
    answers = kubernetes(
        strimzi_fixture.answers(), listeners=(ListenerKind.INTERNAL,), mirror=None, bridge=False
    )
    hot = asked.with_topics(answers, hot_retention_s=7 * 86400.0)

    assert rules(findings(hot), Severity.WARNING) == set()


def test_what_holds_for_all_environments_is_said_once():
    """With the largest of them."""
    answers = strimzi_fixture.answers()
    once = {"support", "load-balancers", "own-images", "bridge-open", "assumption"}

    assert once <= rules(findings(answers, PROD))
    assert not once & rules(findings(answers, DEV))


def test_an_existing_cluster_has_duties():
    """Room, operators, a storage class that fits."""
    found = rules(findings(strimzi_fixture.answers("existing")))

    assert {"existing-cluster", "existing-operators", "existing-storage-class"} <= found
    assert not [r for r in rules(findings(strimzi_fixture.answers())) if r.startswith("existing")]


def test_sinks_have_duties_of_their_own():
    """A key in a secret on Azure, a bucket where none is made; a change capture has neither."""
    azure, existing = strimzi_fixture.answers("aks"), strimzi_fixture.answers("existing")
    captures = replace(
        azure,
        applications=tuple(a for a in azure.applications if a.name != "lake"),
        topics=tuple(
            replace(t, consumers=tuple(c for c in t.consumers if c != "lake")) for t in azure.topics
        ),
    )

    assert "azure-sink" in rules(findings(azure))
    assert "existing-bucket" in rules(findings(existing))
    assert "azure-sink" not in rules(findings(captures))
    assert not {"azure-sink", "existing-bucket"} & rules(findings(strimzi_fixture.answers()))


@pytest.mark.parametrize(
    ("kubernetes_of", "version", "words"),
    [("eks", "1.35", "2027-03-27"), ("eks", "1.32", "no end of standard support is known")],
)
def test_support_has_an_end(kubernetes_of, version, words):
    """An EKS cluster past it costs six times as much."""
    answers = kubernetes(strimzi_fixture.answers(kubernetes_of), version=version)
    said = [f.message for f in findings(answers) if f.rule == "support"]

    assert any(words in message for message in said)


# flags


@pytest.mark.parametrize("kubernetes_of", ["eks", "gke", "aks", "existing"])
@pytest.mark.parametrize("authentication", ["scram", "mtls"])
def test_the_hand_made_plan_has_these_flags(kubernetes_of, authentication):
    """Blueprints are tested with it."""
    plan = strimzi_fixture.plan(kubernetes_of, authentication)

    assert dict(flags(plan.answers, plan.primary.chosen)) == dict(plan.flags)


def test_one_flag_for_the_place_and_one_for_the_cloud():
    """Exactly one of each."""
    for kubernetes_of in ("eks", "gke", "aks", "existing"):
        answers = strimzi_fixture.answers(kubernetes_of)
        on = flags(answers, strimzi_asked.candidate(answers, answers.primary))
        assert [n for n in ("eks", "gke", "aks", "existing") if on[n]] == [kubernetes_of]
        assert sum(on[n] for n in ("aws", "gcp", "azure")) == 1
        assert on["created"] is not on["existing"]


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"gitops": GitOps.FLUX}, "flux"),
        ({"gitops": GitOps.ARGO_CD}, "argocd"),
        ({"certificate_authority": CertificateAuthority.OWN}, "own_ca"),
        ({"listeners": (ListenerKind.TLS_ROUTE,)}, "tls_route"),
        ({"listeners": (ListenerKind.NODE_PORT,)}, "node_port"),
    ],
)
def test_a_wish_turns_its_flag_on(change, flag):
    """And only then."""
    base = strimzi_fixture.answers()
    chosen = strimzi_asked.candidate(base, base.primary)

    assert flags(kubernetes(base, **change), chosen)[flag] is True
    assert flags(base, chosen)[flag] is False


@pytest.mark.parametrize("kubernetes_of", ["eks", "existing"])
@pytest.mark.parametrize("hot_s", [43200.0, 7 * 86400.0])
def test_a_part_is_rendered_where_some_environment_has_it(kubernetes_of, hot_s):
    """The flag and the details tell the same."""
    answers = asked.with_topics(strimzi_fixture.answers(kubernetes_of), hot_retention_s=hot_s)
    on = flags(answers, strimzi_asked.candidate(answers, answers.primary))
    made = [details(answers, at) for at in (DEV, PROD)]

    for name in ("tiered", "connect", "mirror", "bridge", "registry", "cruise_control"):
        assert on[name] is any(getattr(each, name) is not None for each in made), name
    assert on["storage_classes"] is any(each.storage_classes for each in made)
    assert on["own_key"] is any(each.own_key for each in made)
    assert on["drain_cleaner"] is any(each.drain_cleaner_version for each in made)
    assert on["schemas"] is any(bool(each.schemas) for each in made)
    assert on["separate_pools"] is any(len(each.pools) > 1 for each in made)


def test_an_aggregate_workload_tiers_what_it_says():
    """There are no topics to ask."""
    like = strimzi_fixture.answers()
    for hours, tiered in ((12, True), (168, False)):
        vector = aggregated((20, 40, 40, 80, 600, 168, hours))
        answers = replace(like, workload=vector.workload, topics=(), applications=())
        assert flags(answers, strimzi_asked.candidate(like, like.primary))["tiered"] is tiered
        assert (details(answers).tiered is not None) is tiered


def test_open_environments_have_controllers_where_they_are_paid_for():
    """No environment is protected: the bill of the largest tells whether it has nodes apart."""
    like = strimzi_fixture.answers()
    answers = replace(like, environments=(replace(like.environments[PROD], protect=False),))
    small = strimzi_asked.candidate(like, like.environments[PROD], units=3)
    line = replace(small.cost.lines[0], item=CONTROLLERS)
    large = replace(small, cost=replace(small.cost, lines=(*small.cost.lines, line)))

    assert flags(answers, large)["separate_pools"] is True
    assert flags(answers, small)["separate_pools"] is False
    assert flags(answers, small)["dual_pools"] is True


def test_only_a_cluster_of_ours_is_made():
    """Answers decide, not the provider."""
    answers = strimzi_fixture.answers("gke")
    existing = kubernetes(answers, cluster=KubernetesCluster.EXISTING)

    assert details(answers).kubernetes == "gke"
    assert details(existing).kubernetes == "existing"
    assert details(existing).provider == "gcp"
