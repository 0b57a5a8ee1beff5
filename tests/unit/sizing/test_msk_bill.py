"""The bill of a plan: every line that the answers cause, none that they do not, unknown never zero."""

from dataclasses import replace
from datetime import date

import pytest

from builders import answers, facts, loaded, secured
from kafka_scaffold.model.answers import (
    Application,
    ApplicationKind,
    Authentication,
    ConnectorPlugin,
    EncryptionKey,
    ExistingNetwork,
    Exposure,
    LogDestination,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.plan import CostScope
from kafka_scaffold.sizing.planner import make_plan


TODAY = date(2026, 11, 24)


def bill(asked):
    """Return the lines of the chosen size, by name."""
    chosen = make_plan(asked, facts(), TODAY).primary.chosen
    assert len({line.item for line in chosen.cost.lines}) == len(chosen.cost.lines)
    return {line.item: line for line in chosen.cost.lines}


def connected(base):
    """Return answers with a connector that writes the first topic to S3."""
    lake = Application(
        name="lake",
        kind=ApplicationKind.CONNECTOR,
        language=None,
        exactly_once=False,
        connector=ConnectorPlugin.S3,
        format="json",
    )
    first = replace(base.topics[0], consumers=(*base.topics[0].consumers, "lake"))
    return replace(base, applications=(*base.applications, lake), topics=(first, *base.topics[1:]))


@pytest.mark.parametrize("variant", ["standard", "express", "serverless"])
def test_every_line_adds_up(variant):
    """Quantity times unit price is the amount, and the total is the sum."""
    lines = bill(answers(variant=variant)).values()

    for line in lines:
        assert line.formula
        assert line.source
        assert line.monthly_usd == pytest.approx(line.quantity * line.unit_price_usd)


def test_standard_pays_for_brokers_volumes_and_what_is_colder():
    """A week, half a day of it on volumes: the rest is tiered, and some of it is read back."""
    lines = bill(loaded(answers(variant="standard"), hours=168, hot_hours=12))
    hot, cold = lines["storage"], lines["tiered storage"]

    assert cold.quantity == pytest.approx(20e6 / 3.5 / 2**30 * 3600 * 156)
    assert hot.quantity >= 20e6 / 3.5 / 2**30 * 3600 * 12 * 3 * 2
    assert "tiered retrieval" in lines


def test_two_days_cannot_be_tiered():
    """Tiered storage takes topics that are kept three days or more; the rest stays on volumes."""
    lines = bill(loaded(answers(variant="standard"), hours=48, hot_hours=12))

    assert "tiered storage" not in lines
    assert lines["storage"].quantity >= 20e6 / 3.5 / 2**30 * 3600 * 48 * 3 * 2


def test_express_pays_for_data_in_and_may_count_copies():
    """One copy is billed; the upper bound counts three, and shows in the total."""
    asked = answers(variant="express")
    lines = bill(asked)
    cost = make_plan(asked, facts(), TODAY).primary.chosen.cost

    assert lines["data in"].quantity == pytest.approx(60e6 / 3.5 / 2**30 * 3600 * 730)
    assert lines["storage"].upper_usd == pytest.approx(3 * lines["storage"].monthly_usd)
    assert cost.upper_usd == pytest.approx(cost.monthly_usd + 2 * lines["storage"].monthly_usd)


def test_consumers_read_in_their_zone_and_the_line_says_what_that_saves():
    """Serverless has no rack awareness, so its consumers pay."""
    near = bill(answers(variant="standard"))["traffic between zones, consumers"]
    far = bill(answers(variant="serverless"))["traffic between zones, consumers"]

    assert near.monthly_usd == 0
    assert f"{far.monthly_usd:,.2f} USD" in near.note
    assert far.quantity == pytest.approx(180e6 / 3.5 / 2**30 * 3600 * 730 * 2 / 3)


def test_two_zones_cross_half_as_often_as_not():
    """Of two zones one is another; of three, two are."""
    base = answers(variant="standard")
    durability = replace(base.goals.durability, survive=Survive.BROKER)
    two = replace(
        base,
        goals=replace(base.goals, durability=durability),
        environments=tuple(replace(e, zones=2) for e in base.environments),
    )
    item = "traffic between zones, producers"

    assert bill(two)[item].quantity / bill(base)[item].quantity == pytest.approx(0.5 / (2 / 3))


@pytest.mark.parametrize(
    ("asked", "item"),
    [
        pytest.param(
            secured(answers(), encryption_key=EncryptionKey.OWN), "uses of the key", id="own-key"
        ),
        pytest.param(
            secured(answers(), authentication=Authentication.SCRAM), "secrets", id="scram"
        ),
        pytest.param(
            secured(
                answers(), authentication=Authentication.MTLS, certificate_authority_arns=("arn",)
            ),
            "private certificate authority",
            id="mtls",
        ),
        pytest.param(
            secured(answers(), exposure=Exposure.PRIVATE_LINK), "private connectivity", id="link"
        ),
        pytest.param(
            secured(answers(), exposure=Exposure.PUBLIC), "out to the internet", id="public"
        ),
        pytest.param(connected(answers()), "MSK Connect", id="connector"),
        pytest.param(connected(answers()), "interface endpoints", id="connector-endpoint"),
        pytest.param(
            replace(answers(), schemas=replace(answers().schemas, registry=SchemaRegistry.GLUE)),
            "interface endpoints",
            id="glue",
        ),
        pytest.param(
            replace(answers(), monitoring=replace(answers().monitoring, logs=(LogDestination.S3,))),
            "logs in S3",
            id="s3-logs",
        ),
    ],
)
def test_what_is_asked_for_is_paid_for(asked, item):
    """The line is there with it and not without it."""
    pinned = replace(asked, variant="express")

    assert bill(pinned)[item].monthly_usd > 0
    assert bill(pinned)[item].scope is CostScope.SURROUNDINGS
    assert item not in bill(answers(variant="express"))


def test_a_private_authority_costs_what_aws_lists():
    """Each authority that the answers name, in full."""
    asked = secured(
        answers(variant="express"),
        authentication=Authentication.MTLS,
        certificate_authority_arns=("one", "two"),
    )

    assert bill(asked)["private certificate authority"].monthly_usd == 800


def test_a_network_that_exists_needs_no_endpoints_of_ours():
    """Only a network that is made here is paid for here."""
    base = connected(answers(variant="express"))
    theirs = ExistingNetwork(vpc="vpc-1", subnets=("a", "b", "c"))
    asked = replace(base, environments=tuple(replace(e, network=theirs) for e in base.environments))

    assert "interface endpoints" not in bill(asked)


def test_prices_that_fall_with_volume_are_counted_by_tier():
    """50 TB out of Ireland: the first ten at one price, the next forty at another."""
    asked = loaded(
        secured(answers(variant="express"), exposure=Exposure.PUBLIC), peak_mb_s=140, fan_out=1
    )
    line = bill(asked)["out to the internet"]
    first, second, third = (
        facts().prices[(f"aws.internet-out.{tier}", "eu-west-1")][0].usd for tier in (1, 2, 3)
    )
    rest = line.quantity - 10240 - 40960

    assert rest < 0
    assert line.monthly_usd == pytest.approx(10240 * first + (line.quantity - 10240) * second)
    assert third < line.unit_price_usd < first


def test_large_standard_brokers_pay_for_throughput_that_volumes_lack():
    """4xlarge brokers under load need more than 250 MiB/s."""
    asked = loaded(answers(variant="standard"), peak_mb_s=1000, hours=24)
    plan = make_plan(asked, facts(), TODAY).primary
    item = next(c for c in plan.considered if c.size == "kafka.m7g.4xlarge")
    (line,) = [x for x in item.cost.lines if x.item == "provisioned throughput"]

    assert line.quantity > 250 * item.units
    assert line.scope is CostScope.CLUSTER
    small = next(c for c in plan.considered if c.size == "kafka.m7g.large")
    assert not any(x.item == "provisioned throughput" for x in small.cost.lines)


def test_own_prices_show_in_the_bill():
    """Half the price, and the source says whose it is."""
    key = ("Express.m7g.large", "eu-west-1")
    (listed,) = facts().prices[key]
    own = replace(listed, usd=listed.usd / 2, overridden=True)
    cheaper = replace(facts(), prices={**facts().prices, key: (own,)})
    asked = answers(variant="express")

    before = bill(asked)["brokers"]
    after = make_plan(asked, cheaper, TODAY).primary.chosen.cost.lines[0]

    assert after.monthly_usd == pytest.approx(before.monthly_usd / 2)
    assert "own price" in after.source
