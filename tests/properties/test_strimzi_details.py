"""Kafka on Kubernetes over many wishes: what one part names another has, and nothing is named twice."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import asked
import strimzi_asked
import strimzi_fixture
from builders import facts, loaded
from kafka_scaffold.model.answers import EncryptionKey, Exposure, Objective
from kafka_scaffold.model.plan import NoFit
from kafka_scaffold.model.platform_answers import CertificateAuthority, GitOps, ListenerKind
from kafka_scaffold.sizing.planner import make_plan
from strimzi_considered import TODAY


FEW = settings(max_examples=40, deadline=None)
PLACES = st.sampled_from(["eks", "gke", "aks", "existing"])
RESOURCES = {"topic", "group", "transactionalId", "cluster"}
OPERATIONS = {
    "Alter",
    "AlterConfigs",
    "Create",
    "Delete",
    "Describe",
    "DescribeConfigs",
    "Read",
    "Write",
}


@st.composite
def wishes(draw):
    """Draw answers: a place, a load, ways in, security, and what runs beside the brokers."""
    place, authentication = draw(PLACES), draw(st.sampled_from(["scram", "mtls"]))
    base = loaded(
        strimzi_fixture.answers(place, authentication),
        peak_mb_s=draw(st.floats(min_value=0.5, max_value=800)),
        fan_out=draw(st.floats(min_value=0.1, max_value=5)),
        hours=draw(st.floats(min_value=1, max_value=300)),
        hot_hours=draw(st.sampled_from([None, 1.0, 12.0])),
    )
    like = base.kubernetes
    with_ways = strimzi_asked.kubernetes(
        base,
        listeners=tuple(draw(st.sets(st.sampled_from(list(ListenerKind))))),
        domain="kafka.example.com",
        ingress_class="nginx",
        gateway=("gateways", "kafka"),
        certificate_authority=draw(st.sampled_from(list(CertificateAuthority))),
        gitops=draw(st.sampled_from(list(GitOps))),
        bridge=draw(st.booleans()),
        storage_class=draw(st.sampled_from([None, like.storage_class])),
        mirror=draw(st.sampled_from([None, like.mirror])),
    )
    safe = strimzi_asked.secured(
        with_ways,
        exposure=draw(st.sampled_from([Exposure.PRIVATE, Exposure.PUBLIC])),
        encryption_key=draw(st.sampled_from(list(EncryptionKey))),
    )
    return asked.optimise(
        replace(safe, goals=replace(safe.goals, budget_usd_month=None)),
        draw(st.sampled_from(list(Objective))),
    )


def made(answers):
    """Return the environments that a plan has, none where nothing fits."""
    plan = make_plan(answers, facts(), TODAY)
    return () if isinstance(plan, NoFit) else plan.environments


@FEW
@given(answers=wishes())
def test_what_is_named_is_there(answers):
    """Storage classes of volumes, topics of users and connectors, users of components, goals of Cruise Control."""
    for environment in made(answers):
        details = environment.details
        topics = {topic.name for topic in environment.topics}
        users = {user.name for user in details.users}
        classes = {made.name for made in details.storage_classes} | {
            answers.kubernetes.storage_class
        }

        assert {v.storage_class for pool in details.pools for v in pool.volumes} <= classes
        assert {resource.topic for resource in details.topic_resources} == topics
        for part in (details.connect, details.mirror, details.bridge, details.registry):
            assert part is None or part.user in users
        for connector in details.connect.connectors if details.connect else ():
            assert set(connector.topics) <= topics
            assert connector.dead_letter_topic in {None, *topics}
        cruise = details.cruise_control
        assert cruise is None or set(cruise.goals) >= set(cruise.hard_goals)
        assert {s.topic for s in details.schemas} <= topics


@FEW
@given(answers=wishes())
def test_nothing_is_named_twice(answers):
    """Users, topics' resources, listeners with their ports, alerts, ids of nodes, properties."""
    for environment in made(answers):
        details = environment.details
        ids = [number for pool in details.pools for number in pool.ids]
        for names in (
            [user.name for user in details.users],
            [resource.resource for resource in details.topic_resources],
            [listener.name for listener in details.listeners],
            [listener.port for listener in details.listeners],
            [setting.name for setting in details.server_properties],
            [
                fill_in.key + fill_in.kind + fill_in.name + fill_in.path
                for fill_in in details.fill_ins
            ],
            ids,
        ):
            assert len(names) == len(set(names))
        for pool in details.pools:
            first, last = (int(end) for end in pool.node_ids.strip("[]").split("-"))
            assert set(pool.ids) <= set(range(first, last + 1))


@FEW
@given(answers=wishes())
def test_users_may_do_what_kafka_knows(answers):
    """And each of them has one way to be bounded, or none."""
    for environment in made(answers):
        details = environment.details
        for user in details.users:
            assert {rule.type for rule in user.acls} <= RESOURCES
            assert {o for rule in user.acls for o in rule.operations} <= OPERATIONS
            assert all(rule.pattern in ("literal", "prefix") for rule in user.acls)
            assert user.quota is None or details.quota is None


@FEW
@given(answers=wishes())
def test_nodes_fit_their_machines(answers):
    """A broker asks for no more than its machine has, and its heap for no more than six GiB of that."""
    for environment in made(answers):
        details = environment.details
        machine = f"{details.provider}.machines.{environment.chosen.size}"
        broker = details.broker_pool.resources
        cores = float(broker.cpu.removesuffix("m")) / (1000 if broker.cpu.endswith("m") else 1)
        unit = 1024 if broker.memory.endswith("Gi") else 1
        mib = int(broker.memory[:-2]) * unit

        assert cores < facts().number(f"{machine}.vcpu")
        assert mib < facts().number(f"{machine}.memory_gib") * 1024
        assert broker.heap_mib <= min(6144, mib)
        assert details.broker_pool.replicas.value == environment.chosen.units == details.brokers


@pytest.mark.parametrize("place", ["eks", "gke", "aks", "existing"])
def test_the_wishes_fit_somewhere(place):
    """So that the rules above are about something."""
    answers = strimzi_fixture.answers(place)
    cheap = replace(answers, goals=replace(answers.goals, budget_usd_month=None))

    assert len(made(asked.optimise(cheap, "cost"))) == 2
