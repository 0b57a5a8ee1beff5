"""What a reader of a plan is told: risks first, conflicts and assumptions with their sources."""

from dataclasses import replace

import pytest

import confluent_planned
from builders import facts
from kafka_scaffold.model.answers import DisasterRecovery, SchemaFormat, SchemaRegistry, Survive
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.model.platform_answers import Uptime
from kafka_scaffold.sizing.platforms.confluent_cloud.findings import find
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.account import on_account


def findings(*case, **changes):
    """Return the primary environment's findings by rule."""
    return by_rule(confluent_planned.answers(*case, **changes))


def by_rule(base):
    """Return the findings of answers by rule."""
    primary = confluent_planned.plan(base).primary
    return {finding.rule: finding for finding in primary.findings}


@pytest.mark.parametrize(
    ("case", "rule", "severity", "words"),
    [
        (("basic", "aws", "public"), "legacy-organisation", Severity.WARNING, "2024-04-16"),
        (("standard", "gcp", "public"), "legacy-organisation", Severity.WARNING, "2024-04-16"),
        (("standard", "gcp", "public"), "public", Severity.WARNING, "internet"),
        (("freight", "aws", "pni"), "freight-region", Severity.WARNING, "selected regions"),
        (("freight", "aws", "pni"), "freight-duplicates", Severity.WARNING, "idempotence"),
        (("freight", "aws", "pni"), "freight-latency", Severity.NOTE, "two seconds"),
        (("enterprise", "aws", "pni"), "private-apply", Severity.NOTE, "port 443"),
        (("enterprise", "aws", "pni"), "region", Severity.NOTE, "eu-west-1"),
        (("enterprise", "aws", "pni"), "fixed", Severity.NOTE, "can change"),
        (("enterprise", "aws", "pni"), "standby-lag", Severity.WARNING, "eu-central-1"),
        (("enterprise", "aws", "pni"), "standby-by-hand", Severity.NOTE, "promotes mirror topics"),
        (("enterprise", "gcp", "private-link"), "standby-link", Severity.WARNING, "europe-west3"),
        (("enterprise", "gcp", "private-link"), "sink-key", Severity.WARNING, "key of the storage"),
        (("enterprise", "aws", "pni"), "capture-network", Severity.WARNING, "egress"),
        (("enterprise", "aws", "pni"), "keys-in-state", Severity.NOTE, "encrypted"),
        (("enterprise", "aws", "pni"), "price-region", Severity.NOTE, "base region"),
        (("dedicated", "aws", "public"), "price-unverified", Severity.WARNING, "starting price"),
        (("enterprise", "aws", "pni"), "price-unverified", Severity.WARNING, "from memory"),
        (("dedicated", "aws", "public"), "standby-beside", Severity.NOTE, "Flink, ksqlDB"),
        (("basic", "aws", "public"), "basic-subjects", Severity.NOTE, "roles on subjects"),
    ],
)
def test_each_type_says_what_it_brings(case, rule, severity, words):
    """The words that a reader has to see, and how loudly."""
    finding = findings(*case)[rule]

    assert finding.severity is severity
    assert words in finding.message


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (("enterprise", "aws", "pni"), "legacy-organisation"),
        (("enterprise", "aws", "pni"), "sink-key"),
        (("enterprise", "aws", "pni"), "public"),
        (("dedicated", "aws", "public"), "standby-link"),
        (("dedicated", "aws", "peering"), "standby-lag"),
        (("dedicated", "aws", "peering", "oauth"), "keys-in-state"),
        (("enterprise", "aws", "pni"), "one-zone"),
    ],
)
def test_nothing_is_said_where_it_does_not_hold(case, rule):
    """Silence where there is nothing to know."""
    assert rule not in findings(*case)


def test_warnings_come_first():
    """And every finding says where it belongs."""
    asked = confluent_planned.answers()
    primary = confluent_planned.plan(asked).primary
    found = find(asked, primary.environment, primary.demand, primary.chosen, facts())
    levels = [finding.severity for finding in found]

    assert levels == sorted(levels, key=lambda level: level is not Severity.WARNING)
    assert all(finding.where for finding in found)


@pytest.mark.parametrize(
    ("units", "limit"), [(4, None), (5, "4 CKU with a credit card"), (25, "24 CKU with an invoice")]
)
def test_purchase_limits_are_told(units, limit):
    """4 CKU with a card, 24 with an invoice; the larger of the two is enough to know."""
    primary = confluent_planned.plan(confluent_planned.answers("dedicated")).primary
    chosen = replace(primary.chosen, units=units)
    found = list(on_account(primary.environment, chosen, facts()))

    assert [limit in finding.message for finding in found] == ([] if limit is None else [True])
    elastic = replace(chosen, variant="enterprise")
    assert not list(on_account(primary.environment, elastic, facts()))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (("enterprise", "aws", "private-link"), "does not say in how many zones"),
        (("dedicated", "aws", "private-link"), "stops with its zone"),
    ],
)
def test_one_zone_is_told_where_data_is_protected(case, words):
    """99.9 % takes one unit, and nobody promises more than one zone."""
    base = confluent_planned.answers(*case, disaster_recovery=DisasterRecovery())
    durability = replace(base.goals.durability, survive=Survive.BROKER)
    lower = replace(
        base,
        goals=replace(base.goals, durability=durability),
        confluent_cloud=replace(base.confluent_cloud, uptime=Uptime.STANDARD),
    )

    assert words in by_rule(lower)["one-zone"].message


def test_sources_that_conflict_are_told_once():
    """Which copies are billed, and what is enforced; neither comes again as an assumption."""
    primary = confluent_planned.plan(confluent_planned.answers()).primary
    conflicts = {f.where for f in primary.findings if f.rule == "conflict"}
    assumptions = {f.where for f in primary.findings if f.rule == "assumption"}

    assert "confluent-cloud.bill.storage_copies" in conflicts
    assert "confluent-cloud.method.enforced" in conflicts
    assert not conflicts & assumptions
    assert all(f.source for f in primary.findings if f.rule in {"conflict", "assumption"})


def test_what_is_known_for_sure_is_no_conflict():
    """A value of one's own settles it."""
    name = "confluent-cloud.bill.storage_copies"
    own = replace(facts().get(name), value=1, overridden=True)
    known = replace(facts(), facts={**facts().facts, name: own})
    asked = confluent_planned.answers()
    primary = confluent_planned.plan(asked).primary
    found = find(asked, primary.environment, primary.demand, primary.chosen, known)

    assert name not in {finding.where for finding in found}


def test_an_empty_registry_is_told():
    """A format without a registry: Confluent's is there anyway."""
    base = confluent_planned.answers()
    plain = tuple(replace(a, format="json" if a.format else None) for a in base.applications)
    schemas = replace(base.schemas, format=SchemaFormat.AVRO, registry=SchemaRegistry.NONE)

    found = by_rule(replace(base, schemas=schemas, applications=plain))
    assert "left empty" in found["schemas-unregistered"].message
