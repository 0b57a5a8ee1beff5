"""A standby in another region: which types and networks can have one, what it is, what it costs."""

from dataclasses import replace

import pytest

import confluent_planned
from builders import facts, secured
from confluent_considered import (
    answers,
    asked,
    confluent,
    durable,
    fits,
    guarded,
    public,
    refused,
    stated,
)
from kafka_scaffold.model.answers import (
    DisasterRecovery,
    DisasterRecoveryKind,
    EncryptionKey,
    Exposure,
    Survive,
)
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import CostScope
from kafka_scaffold.model.platform_answers import ConfluentNetworking, StreamGovernance


REGIONS = {"aws": "us-west-2", "gcp": "us-east4", "azure": "westus2"}


def away(base, kind=DisasterRecoveryKind.ACTIVE_PASSIVE, region=None):
    """Return answers whose protected environments have a standby."""
    where = region or REGIONS[base.cloud.provider.value]
    return replace(
        guarded(base, protect=True), disaster_recovery=DisasterRecovery(kind=kind, region=where)
    )


def lines(base, variant):
    """Return the lines of a type by what they are called."""
    return {line.item: line for line in fits(base)[variant].cost.lines}


# -- what fits -------------------------------------------------------------------------------------


def test_types_that_receive_no_link_have_no_standby():
    """Basic, Standard and Freight can be no link's destination, and say so."""
    over_internet, private = refused(away(public(stated()))), refused(away(stated()))

    for item in (over_internet["basic"], over_internet["standard"], private["freight"]):
        assert "receives no cluster link" in item.reason
    assert {"enterprise", "dedicated"} <= set(fits(away(stated())))


@pytest.mark.parametrize(
    ("provider", "networking", "variant", "linked"),
    [
        ("aws", "pni", "enterprise", True),
        ("aws", "private-link", "enterprise", True),
        ("gcp", "private-link", "enterprise", True),
        ("azure", "private-link", "dedicated", True),
        ("aws", "transit-gateway", "dedicated", True),
        ("aws", "peering", "dedicated", False),
        ("gcp", "peering", "dedicated", False),
        ("azure", "peering", "dedicated", False),
    ],
)
def test_a_link_needs_networks_that_reach_one_another(provider, networking, variant, linked):
    """Two peered networks need a public cluster between them, so that no link leads from one to the other."""
    base = confluent(away(stated(provider=provider)), networking=ConfluentNetworking(networking))

    assert (variant in fits(base)) is linked
    if not linked:
        item = refused(base)[variant]
        assert item.bottleneck == "cluster link"
        assert "no cluster link between two Dedicated clusters over peering" in item.reason


def test_a_link_of_ones_own_knowledge_is_taken():
    """Who knows that a combination works says so in a facts file."""
    base = confluent(away(stated()), networking=ConfluentNetworking.PEERING)
    name = "confluent-cloud.link_networks.dedicated.aws"
    fact = replace(facts().get(name), value=("peering",), overridden=True)
    known = replace(facts(), facts={**facts().facts, name: fact})

    assert "dedicated" in fits(base, known)


def test_the_loss_of_a_region_takes_a_standby():
    """Without one, or with an environment that gets none, nothing survives it."""
    lost = durable(stated(), survive=Survive.REGION)

    assert not fits(lost)
    assert "disaster_recovery.kind active-passive" in refused(lost)["enterprise"].reason
    assert set(fits(away(lost))) == {"enterprise", "dedicated"}
    unguarded = guarded(away(lost), protect=False)
    assert "not protected" in refused(unguarded)["enterprise"].reason


def test_both_ways_at_once_is_not_supported():
    """Active-active is refused by name, and so is a standby beside the cluster."""
    both = away(stated(), DisasterRecoveryKind.ACTIVE_ACTIVE)
    beside = away(stated(), region="us-east-1")

    assert "active-active is not supported yet" in refused(both)["enterprise"].reason
    assert "us-east-1 is the cluster's own region" in refused(beside)["enterprise"].reason


def test_what_is_not_protected_has_no_standby():
    """Its bill has no line of one, and nothing reads once more."""
    base = guarded(away(stated()), protect=False)

    assert not {item for item in lines(base, "enterprise") if item.startswith("standby")}
    assert asked(base, "enterprise").load.peak_egress_mb_s == 1


# -- how much --------------------------------------------------------------------------------------


def test_the_link_reads_everything_once_more():
    """30 in, 360 out: (360 + 30) / 180 x 1.3 = 2.82, so 3 eCKU; without a standby 360 / 180 x 1.3 = 2.6, 3 as well."""
    load = asked(away(stated(30, 360)), "enterprise").load

    assert load.peak_egress_mb_s == 390
    assert load.steady_egress_mb_s == 390
    assert fits(away(stated(30, 360)))["enterprise"].units == 3
    assert fits(away(stated(1, 276)))["enterprise"].units == 3  # 277 / 180 x 1.3 = 2.0006
    assert fits(stated(1, 276))["enterprise"].units == 2  # 276 / 180 x 1.3 = 1.993


def test_a_bought_standby_is_as_large_as_what_it_stands_in_for():
    """100 / 60 x 1.3 = 2.17: 3 CKU on both sides, 3 x 730 x 2.67 = 5,847.30 each."""
    found = lines(away(stated(100, 180, 800)), "dedicated")

    assert found["CKU"].monthly_usd == pytest.approx(5847.30)
    assert found["standby CKU"].monthly_usd == pytest.approx(5847.30)
    assert found["standby CKU"].upper_usd == pytest.approx(3 * 730 * 3.82)


def test_an_elastic_standby_takes_in_what_is_written_and_waits():
    """30 in, 360 out: nobody reads there, 30 / 60 x 1.3 = 0.65, one eCKU x 730 x 1.75 = 1,277.50 beside 3,832.50."""
    found = lines(away(stated(30, 360)), "enterprise")

    assert found["eCKU"].monthly_usd == pytest.approx(3832.50)
    assert found["standby eCKU"].monthly_usd == pytest.approx(1277.50)


def test_an_elastic_standby_keeps_the_uptime():
    """99.99 % take two units there too."""
    base = durable(away(stated()), survive=Survive.ZONE)

    assert lines(base, "enterprise")["standby eCKU"].monthly_usd == pytest.approx(2 * 730 * 1.75)


def test_ones_own_price_of_a_unit_holds_for_the_standby():
    """3 x 730 x 2 = 4,380."""
    base = confluent(away(stated(100, 180, 800)), cku_usd_hour=2.0)

    assert lines(base, "dedicated")["standby CKU"].monthly_usd == pytest.approx(4380)


def test_what_is_mirrored_is_stored_twice():
    """1 MB/s kept 7 days = 590.625 GB x 3 copies x 0.08 = 141.75 on each side."""
    found = lines(away(stated(1, 1, hours=168)), "enterprise")

    assert found["storage"].monthly_usd == pytest.approx(141.75)
    assert found["standby storage"].monthly_usd == pytest.approx(141.75)
    assert found["standby storage"].kind is FactKind.ASSUMED


def test_what_the_link_moves_has_no_public_price():
    """1 MB/s = 2,566.41 GB a month, read here and written there; unknown is never zero."""
    found = lines(away(stated(1, 1)), "enterprise")

    for name in ("cluster link reading", "cluster link writing", "cluster link between regions"):
        assert found[name].quantity == pytest.approx(2566.41, abs=0.01)
        assert found[name].monthly_usd is None
        assert found[name].scope is CostScope.SURROUNDINGS
    assert found["cluster link"].quantity == 730
    assert found["cluster link"].monthly_usd is None


def test_a_price_of_ones_own_is_counted():
    """At 0.10 USD an hour the link is 73 USD a month."""
    kept = facts()
    like = kept.price("confluent.enterprise.unit", "base", confluent_planned.TODAY)
    own = replace(like, item="confluent.cluster-link.hour", usd=0.1, overridden=True)
    prices = {**kept.prices, (own.item, own.region): (own,)}
    found = fits(away(stated()), replace(kept, prices=prices))["enterprise"]
    line = next(line for line in found.cost.lines if line.item == "cluster link")

    assert line.monthly_usd == pytest.approx(73)


def test_a_standby_brings_endpoints_key_and_package_of_its_own():
    """3 zones x 730 h of an endpoint, one key, Advanced 730 x 1."""
    base = confluent(
        away(secured(answers(), exposure=Exposure.PRIVATE_LINK, encryption_key=EncryptionKey.OWN)),
        stream_governance=StreamGovernance.ADVANCED,
    )
    found = lines(base, "enterprise")

    assert found["standby private endpoint"].quantity == base.environments[0].zones * 730
    assert found["standby encryption key"].monthly_usd == pytest.approx(1)
    assert found["standby Stream Governance Advanced"].monthly_usd == pytest.approx(730)


def test_the_link_signs_in_with_keys_of_its_own():
    """One and its successor more than without: 2 x 2 applications + 2 beside = 6, with the link 8."""

    def keys(base):
        return next(row.need for row in fits(base)["enterprise"].headroom if row.name == "API keys")

    assert keys(away(answers())) == keys(guarded(answers(), protect=True)) + 2


# -- what is made ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [("enterprise", "aws", "pni"), ("dedicated", "aws", "public")])
def test_a_standby_carries_the_whole_load_after_a_failover(case):
    """It may grow as far, has as many units bought, and as many zones."""
    found = confluent_planned.details(*case)
    there = found.recovery

    assert there.availability.value == found.availability.value
    assert (there.max_ecku is None) is (found.max_ecku is None)
    assert there.max_ecku is None or there.max_ecku.value == found.max_ecku.value
    assert there.cku is None or there.cku.value == found.cku.value == found.units
    assert there.networking == found.networking


def test_everything_is_mirrored_and_groups_go_on():
    """Every topic of the plan, and the groups of applications that read."""
    asked_for = confluent_planned.answers()
    plan = confluent_planned.plan(asked_for)
    there = plan.primary.details.recovery
    link = {setting.name: setting.value for setting in there.link_config}

    assert there.topics == tuple(topic.name for topic in plan.primary.topics)
    assert link["consumer.offset.sync.enable"] is True
    assert '"name": "sessions"' in link["consumer.offset.group.filters"]
    assert '"name": "web"' not in link["consumer.offset.group.filters"]
    assert there.exporter == there.link_name


def test_positions_are_copied_as_often_as_records_may_be_lost():
    """30 s unless the goal is stricter; a goal of 10 s has them copied every 10 s."""
    base = confluent_planned.answers()
    strict = replace(
        base, goals=replace(base.goals, durability=replace(base.goals.durability, rpo_s=10))
    )

    def every(asked_for):
        there = confluent_planned.plan(asked_for).primary.details.recovery
        return next(s.value for s in there.link_config if s.name == "consumer.offset.sync.ms")

    assert every(base) == 30_000
    assert every(strict) == 10_000


def test_only_what_is_protected_has_a_standby():
    """The development environment has none."""
    plan = confluent_planned.plan(confluent_planned.answers())

    for environment in plan.environments:
        assert bool(environment.details.recovery) is environment.environment.protect
    assert dict(plan.flags)["recovery"]
    assert dict(plan.flags)["recovery_schemas"]


def test_without_groups_no_positions_are_copied():
    """A link that copies them wants at least one group; here nobody but a connector reads."""
    base = confluent_planned.answers()
    kept = tuple(a for a in base.applications if a.name in {"web", "lake", "capture"})
    topics = tuple(
        replace(t, consumers=tuple(n for n in t.consumers if n == "lake")) for t in base.topics
    )
    there = confluent_planned.plan(replace(base, applications=kept, topics=topics)).primary.details

    assert [s.name for s in there.recovery.link_config] == ["topic.config.sync.ms"]
