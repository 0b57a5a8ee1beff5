"""Whole plans of Kafka on Kubernetes: every environment of one variant, within budget and team, or why not."""

from dataclasses import replace
from datetime import date

import pytest

from builders import facts, goals, loaded, secured
from kafka_scaffold.model.answers import Authentication, Environment, NewNetwork, Platform, Team
from kafka_scaffold.model.plan import NoFit, Plan
from kafka_scaffold.model.platform_answers import Mirror, MirrorAuthentication
from kafka_scaffold.sizing.planner import make_plan
from kafka_scaffold.sizing.platforms import available, variants_of
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from strimzi_considered import answers, existing


TODAY = date(2026, 11, 24)


def planned(asked):
    """Return the plan of today."""
    return make_plan(asked, facts(), TODAY)


def with_dev(base):
    """Return answers with a small environment that may be lost beside the protected one."""
    network = NewNetwork(cidr="10.41.0.0/16")
    dev = Environment(name="dev", scale=0.1, zones=3, protect=False, network=network)
    return replace(base, environments=(dev, *base.environments))


def test_strimzi_is_a_platform_with_two_variants():
    """Found by its module, like every other."""
    assert Platform.STRIMZI in available()
    assert variants_of(Platform.STRIMZI) == ("network-disk", "local-disk")


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        pytest.param(answers("aws"), "Strimzi on Amazon EKS", id="aws"),
        pytest.param(answers("gcp"), "Strimzi on GKE", id="gcp"),
        pytest.param(answers("azure"), "Strimzi on AKS", id="azure"),
        pytest.param(existing(answers("gcp")), "Strimzi on Kubernetes", id="existing"),
    ],
)
def test_the_title_says_where_it_runs(asked, title):
    """A cluster that exists may be anywhere."""
    assert planned(asked).title == title


@pytest.mark.parametrize("provider", ["aws", "gcp", "azure"])
def test_a_small_environment_shares_nodes_beside_a_protected_one(provider):
    """Three nodes that are both in one, controllers of their own in the other; nothing is without a price."""
    plan = planned(with_dev(answers(provider)))
    dev, prod = (each.details for each in plan.environments)

    assert [pool.name for pool in dev.pools] == ["dual"]
    assert [pool.name for pool in prod.pools] == ["controller", "broker"]
    assert all(each.chosen.cost.unknown == () for each in plan.environments)


def test_what_the_plan_makes_is_what_was_sized():
    """Brokers and disks of the chosen size are those of the pool and of its storage class."""
    plan = planned(loaded(answers(), peak_mb_s=3000, fan_out=1, hours=12))
    chosen, details = plan.primary.chosen, plan.primary.details
    pool = next(pool for pool in details.pools if pool.name == "broker")
    bought = {
        line.item: line.quantity
        for line in chosen.cost.lines
        if line.item.startswith("broker disk")
    }
    parameters = {each.name: each.value for each in details.storage_classes[0].parameters}

    assert pool.replicas.value == chosen.units
    assert pool.volumes[0].size_gib == chosen.storage_gib_per_unit
    assert bought["broker disks"] == chosen.units * chosen.storage_gib_per_unit
    assert bought["broker disks, throughput"] == chosen.units * (
        int(parameters["throughput"]) - 125
    )


def test_a_team_runs_no_more_brokers_than_it_can():
    """The cheapest of many small brokers is set aside for fewer that are larger."""
    heavy = loaded(answers(), peak_mb_s=3000, fan_out=1, hours=3)
    small, large = (
        planned(goals(heavy, operations=replace(heavy.goals.operations, team=team)))
        for team in (Team.SMALL, Team.LARGE)
    )

    assert small.primary.chosen.units <= 9 < large.primary.chosen.units
    assert small.primary.chosen.cost.monthly_usd > large.primary.chosen.cost.monthly_usd


def test_a_budget_below_everything_leaves_no_plan():
    """Every size says what it costs."""
    outcome = planned(goals(answers(), budget_usd_month=100))

    assert isinstance(outcome, NoFit)
    assert any(item.bottleneck == "budget" for item in outcome.considered)


def test_iam_leaves_no_plan_and_says_what_to_ask_for():
    """One rejection for all machines."""
    outcome = planned(secured(answers(), authentication=Authentication.IAM))

    assert isinstance(outcome, NoFit)
    assert "scram and mtls" in outcome.considered[0].reason


def test_disks_of_machines_are_planned_when_they_are_asked_for():
    """The chosen machine has them, and brokers are given their size."""
    plan = planned(replace(answers(), variant="local-disk"))

    assert isinstance(plan, Plan)
    assert plan.variant == "local-disk"
    assert facts().number(f"aws.machines.{plan.primary.chosen.size}.local_disk_gb") > 0


@pytest.mark.parametrize("provider", ["aws", "gcp", "azure"])
def test_growth_never_makes_the_plan_cheaper(provider):
    """From a trickle to gigabytes a second, with topics, surroundings and a team's cap."""
    rates = (0.1, 1, 5, 20, 60, 200, 700, 2000)
    plans = [planned(loaded(answers(provider), peak_mb_s=rate, hours=24)) for rate in rates]
    usd = [plan.primary.chosen.cost.monthly_usd for plan in plans]

    assert usd == sorted(usd)


def test_what_is_copied_is_compressed_again():
    """Workers unpack what they read, and disks are sized for compressed records; so it is with records over HTTP."""
    asked = answers()
    source = Mirror(
        alias="old",
        bootstrap_servers=("kafka.example.com:9096",),
        authentication=MirrorAuthentication.SCRAM,
        user="mirror",
        topics=(".*",),
    )
    kubernetes = replace(asked.kubernetes, mirror=source, bridge=True)
    found = planned(replace(asked, kubernetes=kubernetes))

    assert isinstance(found, Plan)
    details = found.environments[-1].details
    assert isinstance(details, StrimziDetails)
    assert details.mirror is not None
    assert details.bridge is not None
    workers = {setting.name: setting.value for setting in details.mirror.target_config}
    bridge = {setting.name: setting.value for setting in details.bridge.producer_config}
    assert workers["producer.compression.type"] == bridge["compression.type"] == "zstd"
    assert bridge["acks"] == "all"
