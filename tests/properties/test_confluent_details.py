"""Confluent Cloud over many wishes: names that hold, least privilege, settings and sizes that the type takes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

import confluent_fixture
import confluent_planned
from builders import facts, loaded
from kafka_scaffold.model.answers import (
    ApplicationKind,
    ConnectorPlugin,
    DisasterRecovery,
    Objective,
)
from kafka_scaffold.model.plan import NoFit
from kafka_scaffold.model.platform_answers import StreamGovernance
from kafka_scaffold.sizing.planner import make_plan
from kafka_scaffold.sizing.platforms.confluent_cloud.names import LONGEST
from kafka_scaffold.sizing.prose import MIB


FEW = settings(max_examples=60, deadline=None)
SIZES = {"segment.bytes": ("least", "most"), "segment.ms": ("least",)}
CONNECT = ("dlq-lcc", "success-lcc", "error-lcc", "__debezium-heartbeat-lcc")
PROGRAMS = ("web", "sessions", "count", "lake", "capture")
LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=70)


@st.composite
def wishes(draw):
    """Draw answers: a type with a cloud, network and sign-in, a load, names of any length, and what runs beside."""
    case = draw(st.sampled_from(confluent_fixture.CASES))
    base = loaded(
        confluent_planned.answers(*case),
        peak_mb_s=draw(st.floats(min_value=0.1, max_value=600)),
        fan_out=draw(st.floats(min_value=0.1, max_value=5)),
        hours=draw(st.floats(min_value=1, max_value=300)),
        hot_hours=None,
    )
    own = replace(
        base.confluent_cloud,
        stream_governance=draw(st.sampled_from(list(StreamGovernance))),
        client_quotas=base.confluent_cloud.client_quotas and draw(st.booleans()),
        flink_cfu=draw(st.sampled_from([0, base.confluent_cloud.flink_cfu])),
        max_units=draw(st.sampled_from([None, 400])),
        connections=draw(st.sampled_from([50] if case[0] == "basic" else [None, 50, 5000])),
    )
    away = draw(st.sampled_from([DisasterRecovery(), base.disaster_recovery]))
    renamed = _renamed(base, draw(LETTERS), {name: draw(LETTERS) for name in PROGRAMS})
    asked = replace(renamed, confluent_cloud=own, disaster_recovery=away)
    objective = draw(st.sampled_from([Objective.COST, Objective.THROUGHPUT]))
    return replace(asked, goals=replace(asked.goals, optimise_for=objective))


def _renamed(base, project, names):
    """Return answers with other names, all of them different."""
    other = {name: f"{to}-{index}" for index, (name, to) in enumerate(names.items())}
    return replace(
        base,
        name=project,
        applications=tuple(replace(a, name=other[a.name]) for a in base.applications),
        topics=tuple(
            replace(
                t,
                producers=tuple(other[n] for n in t.producers),
                consumers=tuple(other[n] for n in t.consumers),
            )
            for t in base.topics
        ),
    )


def made(answers):
    """Return the environments that a plan has, none where nothing fits."""
    plan = make_plan(answers, facts(), confluent_planned.TODAY)
    return () if isinstance(plan, NoFit) else plan.environments


def display_names(details):
    """Return every name of an identity in the organisation."""
    extra = [part.identity for part in (details.flink, details.ksql) if part]
    own = [details.data_identity, details.metrics_identity, *extra]
    return [*own, *(each.display_name for each in details.identities)]


@FEW
@given(answers=wishes())
def test_names_are_unique_and_short(answers):
    """Whatever projects and applications are called, in all environments together."""
    environments = made(answers)
    identities = [name for e in environments for name in display_names(e.details)]
    places = [e.details.environment_name for e in environments]
    places += [e.details.recovery.environment_name for e in environments if e.details.recovery]

    assert len(set(identities)) == len(identities)
    assert len(set(places)) == len(places)
    assert all(len(name) <= LONGEST for name in (*identities, *places))
    for environment in environments:
        names = [connector.name for connector in environment.details.connectors]
        assert len(set(names)) == len(names)


@FEW
@given(answers=wishes())
def test_everybody_gets_exactly_the_topics_of_theirs(answers):
    """Who writes may write, who reads may read, by the kind of rule that the type has; no role and no rule is on all."""
    for environment in made(answers):
        details = environment.details
        for identity in details.identities:
            writes = {t.name for t in environment.topics if identity.name in t.producers}
            reads = {t.name for t in environment.topics if identity.name in t.consumers}
            bindings = [b for b in identity.bindings if not b.prefixed]
            held = {(b.role, b.name) for b in bindings if b.kind == "topic"}
            rules = {
                (a.operation, a.resource)
                for a in identity.acls
                if (a.resource_type, a.pattern) == ("TOPIC", "LITERAL")
            }

            if details.roles:
                assert held == {("DeveloperWrite", n) for n in writes} | {
                    ("DeveloperRead", n) for n in reads
                }
                assert not identity.acls
            else:
                assert {name for word, name in rules if word == "WRITE"} == writes
                assert {name for word, name in rules if word == "READ"} == reads
                assert {b.kind for b in identity.bindings} <= {"subject"}
            everything = [b.name for b in identity.bindings] + [a.resource for a in identity.acls]
            assert not {"*", ""} & set(everything)


@FEW
@given(answers=wishes())
def test_what_begins_so_is_ones_own_or_a_connectors(answers):
    """A prefix is the application's name and a hyphen, or what Confluent calls the topics of connectors."""
    for environment in made(answers):
        for identity in environment.details.identities:
            prefixes = [b.name for b in identity.bindings if b.prefixed]
            prefixes += [a.resource for a in identity.acls if a.pattern == "PREFIXED"]
            own = {f"{identity.name}-"}
            if identity.role == ApplicationKind.CONNECTOR:
                own = {"connect-lcc", *CONNECT}
            assert set(prefixes) <= own


@FEW
@given(answers=wishes())
def test_limits_of_the_type_hold(answers):
    """Keys, rules, copies, settings, units: at most what the type takes."""
    known = facts()
    for environment in made(answers):
        details, variant = environment.details, environment.details.variant
        row = f"confluent-cloud.cluster.{variant}"
        keyed = len(details.keyed) * details.keys_at_once
        rules = sum(len(identity.acls) for identity in details.identities)
        allowed = set(known.get(f"confluent-cloud.topic_configuration.{variant}").items)

        assert keyed <= known.number(f"{row}.api_keys")
        assert rules <= known.number(f"{row}.acls")
        assert sum(t.partitions for t in environment.topics) <= known.number(f"{row}.partitions")
        for topic in environment.topics:
            values = {setting.name: setting.value for setting in topic.settings}
            assert (topic.replication_factor, topic.min_insync_replicas) == (3, 2)
            assert values["min.insync.replicas"] == 2
            assert set(values) <= allowed
            assert values.get("max.message.bytes", 0) <= known.number(f"{row}.message_bytes")
            for name, ends in SIZES.items():
                for end in ends if name in values else ():
                    bound = known.number(f"confluent-cloud.topic.{name.replace('.', '_')}_{end}")
                    assert values[name] >= bound if end == "least" else values[name] <= bound


@FEW
@given(answers=wishes())
def test_a_cluster_grows_at_least_to_what_is_planned(answers):
    """An elastic one states how far, a bought one how many; high availability takes two."""
    for environment in made(answers):
        details = environment.details
        high = details.availability.value in {"HIGH", "MULTI_ZONE"}
        for standby in (details, details.recovery) if details.recovery else (details,):
            units = standby.max_ecku or standby.cku
            assert (standby.max_ecku is None) is not (standby.cku is None)
            assert units.value >= environment.chosen.units == details.units
            assert not high or units.value >= 2


@FEW
@given(answers=wishes())
def test_quotas_are_never_below_the_share(answers):
    """What an application writes and reads at peak, all of its instances together."""
    for environment in made(answers):
        rates = {t.name: t.ingress_peak_mib_s * MIB for t in environment.demand.topics}
        for identity in environment.details.quotas:
            writes = sum(
                rates[t.name] / len(t.producers)
                for t in environment.topics
                if identity.name in t.producers and t.name in rates
            )
            reads = sum(
                rates[t.name]
                for t in environment.topics
                if identity.name in t.consumers and t.name in rates
            )
            assert identity.quota.ingress_byte_rate >= writes
            assert identity.quota.egress_byte_rate >= reads
            assert identity.role != ApplicationKind.CONNECTOR


@FEW
@given(answers=wishes())
def test_what_is_named_is_there(answers):
    """Topics of connectors, mirrors and schemas; reasons and sources of every setting."""
    for environment in made(answers):
        details, topics = environment.details, {t.name for t in environment.topics}
        connectors = {a.name for a in answers.applications if a.connector is not None}
        sinks = {a.name for a in answers.applications if a.connector is ConnectorPlugin.S3}

        assert {schema.topic for schema in details.schemas} <= topics
        assert {connector.name for connector in details.connectors} == connectors
        for connector in details.connectors:
            values = {s.name: s.value for s in connector.configuration}
            assert set(connector.topics) <= topics
            assert not set(values) & set(connector.secrets)
            if connector.name in sinks and connector.topics:
                assert values["errors.deadletterqueue.topic.name"] in topics
            assert all(s.reason and s.source for s in connector.configuration)
        if details.recovery:
            assert set(details.recovery.topics) == topics
            assert environment.environment.protect
            assert all(s.reason and s.source for s in details.recovery.link_config)
