"""What is known of WarpStream: whole, in order, and with what is not verified marked."""

from datetime import date

import pytest

from builders import facts
from kafka_scaffold.model.answers import CloudProvider, Objective, Team
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.platform_answers import WarpStreamTier
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant


TODAY = date(2026, 11, 24)
EXPRESS = ("put", "get", "upload", "retrieval")


@pytest.mark.parametrize("what", ["written", "stored"])
def test_fees_fall_with_volume(what):
    """Every band has a price, the last one no end."""
    ends = facts().get(f"warpstream.fees.{what}.up_to_tib").items
    usd = facts().get(f"warpstream.fees.{what}.usd_gib").items

    assert len(usd) == len(ends) + 1
    assert list(ends) == sorted(ends)
    assert list(usd) == sorted(usd, reverse=True)


def test_a_larger_tier_has_more_partitions_and_costs_more():
    """All but the one that is sold by quote."""
    caps = [facts().number(f"warpstream.tiers.{tier}.partitions") for tier in WarpStreamTier]
    usd = [
        facts().number(f"warpstream.tiers.{tier}.usd_quarter_hour")
        for tier in WarpStreamTier
        if tier is not WarpStreamTier.ENTERPRISE
    ]

    assert caps == sorted(caps)
    assert usd == sorted(usd)


@pytest.mark.parametrize("variant", list(Variant))
def test_every_variant_has_its_latencies(variant):
    """The median below the 99th percentile, producing before reading."""
    row = {
        name: facts().number(f"warpstream.latency.{variant}.{name}_ms")
        for name in ("produce_p50", "produce_p99", "end_to_end_p50", "end_to_end_p99")
    }
    choices = facts().get(f"warpstream.batch.{variant}.choices_ms").items

    assert row["produce_p50"] < row["produce_p99"] < row["end_to_end_p99"]
    assert row["end_to_end_p50"] < row["end_to_end_p99"]
    assert list(choices) == sorted(choices, reverse=True)
    assert choices[0] == facts().number(f"warpstream.latency.{variant}.batch_timeout_ms")


def test_every_objective_team_and_cloud_is_known():
    """Whatever is answered finds its fact."""
    for objective in Objective:
        assert facts().find(f"warpstream.preference.spare.{objective}")
    for team in Team:
        assert facts().find(f"warpstream.preference.agents.{team}")
    for cloud in CloudProvider:
        assert facts().find(f"warpstream.general.machine.{cloud}")


def test_express_is_priced_in_whole_where_requests_are():
    """Seven regions have requests, upload and retrieval; storage is listed in more."""
    regions = [
        {r for item, r in facts().prices if item == f"aws.s3-express.{name}"} for name in EXPRESS
    ]
    storage = {region for item, region in facts().prices if item == "aws.s3-express.storage"}

    assert all(each == regions[0] for each in regions)
    assert len(regions[0]) == 7
    assert regions[0] < storage


def test_express_costs_as_the_research_read_it():
    """After the cut of 2025-04, in Virginia."""
    found = {
        name: facts().price(f"aws.s3-express.{name}", "us-east-1", TODAY).usd
        for name in ("storage", *EXPRESS)
    }

    assert found == {
        "storage": 0.11,
        "put": 0.00113,
        "get": 0.00003,
        "upload": 0.0032,
        "retrieval": 0.0006,
    }


@pytest.mark.parametrize(
    "name",
    [
        "agents.mib_s_per_vcpu",
        "requests.file_mib",
        "requests.compaction_writes",
        "requests.compaction_reads",
        "features.record_bytes",
        "features.encryption_key",
        "express.kept_hours",
        "latency.elsewhere",
        "clients.group_protocol",
    ],
)
def test_what_nobody_published_is_assumed(name):
    """And says why."""
    fact = facts().get(f"warpstream.{name}")

    assert fact.kind is FactKind.ASSUMED
    assert fact.note
