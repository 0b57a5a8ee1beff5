"""Prices of what Kafka on Kubernetes uses: as the research read them, whole where a bill needs all of them."""

from datetime import date

import pytest

from builders import facts
from kafka_scaffold.model.facts import FactKind


TODAY = date(2026, 11, 24)
DISKS = {
    "aws": ("aws.ebs.gp3.storage", "aws.ebs.gp3.iops", "aws.ebs.gp3.throughput"),
    "gcp": (
        "gcp.pd-balanced.storage",
        "gcp.pd-ssd.storage",
        "gcp.hyperdisk-balanced.storage",
        "gcp.hyperdisk-balanced.iops",
        "gcp.hyperdisk-balanced.throughput",
    ),
    "azure": (
        "azure.premium-ssd-v2.storage",
        "azure.premium-ssd-v2.iops",
        "azure.premium-ssd-v2.throughput",
    ),
}
AROUND = {
    "aws": ("eks.hour", "nlb.hour", "nlb.lcu", "s3.get", "s3.put", "s3.storage", "kms.key"),
    "gcp": (
        "gke.hour",
        "lb.hour",
        "lb.rule-hour",
        "lb.data",
        "nat.hour",
        "nat.data",
        "cross-zone",
        "gcs.storage",
        "gcs.class-a",
        "gcs.class-b",
    ),
    "azure": (
        "aks.hour",
        "lb.hour",
        "lb.rule-hour",
        "lb.data",
        "nat.hour",
        "nat.data",
        "blob.storage",
        "blob.write",
        "blob.read",
        "premium-ssd.p10",
    ),
}
REGIONS = {"aws": 16, "gcp": 10, "azure": 11}


def regions(item: str) -> set[str]:
    """Return where an item is priced."""
    return {region for known, region in facts().prices if known == item}


@pytest.mark.parametrize(
    ("item", "usd"),
    [
        ("aws.ec2.m7g.large", 0.0816),
        ("aws.ec2.m7g.xlarge", 0.1632),
        ("aws.ec2.r7g.xlarge", 0.2142),
        ("aws.ec2.i4i.xlarge", 0.343),
        ("aws.ebs.gp3.storage", 0.08),
        ("aws.ebs.gp3.iops", 0.005),
        ("aws.ebs.gp3.throughput", 0.04),
        ("aws.eks.hour", 0.10),
        ("aws.nlb.hour", 0.0225),
        ("aws.nlb.lcu", 0.006),
        ("aws.s3.get", 0.0004),
        ("aws.cross-az", 0.01),
    ],
)
def test_virginia_costs_what_several_sources_say(item, usd):
    """The prices that more than one public source has."""
    assert facts().price(item, "us-east-1", TODAY).usd == usd


@pytest.mark.parametrize(
    ("item", "region", "usd"),
    [
        ("gcp.gce.c3-standard-4", "us-central1", 0.201608),
        ("gcp.pd-balanced.storage", "us-central1", 0.1),
        ("gcp.cross-zone", "europe-west3", 0.01),
        ("gcp.gke.hour", "asia-east1", 0.1),
        ("azure.vm.Standard_D2ds_v5", "australiacentral", 0.142),
        ("azure.aks.hour", "eastus", 0.1),
        ("azure.lb.hour", "uaenorth", 0.025),
        ("azure.premium-ssd-v2.storage", "eastus", 0.08103),
    ],
)
def test_other_clouds_cost_what_their_lists_say(item, region, usd):
    """A few of each, so that a column in the wrong place is noticed."""
    assert facts().price(item, region, TODAY).usd == usd


@pytest.mark.parametrize("cloud", DISKS)
def test_disks_are_priced_whole_or_not_at_all(cloud):
    """Storage, operations and throughput of a kind of volume in the same regions."""
    found = {item: frozenset(regions(item)) for item in DISKS[cloud]}

    assert len(set(found.values())) == 1
    assert len(found[DISKS[cloud][0]]) == REGIONS[cloud]


@pytest.mark.parametrize("cloud", AROUND)
def test_what_is_around_is_priced_where_disks_are(cloud):
    """A bill of those regions lacks nothing that this cloud charges."""
    places = regions(DISKS[cloud][0])

    assert all(places <= regions(f"{cloud}.{item}") for item in AROUND[cloud])


@pytest.mark.parametrize("cloud", DISKS)
def test_a_month_of_an_operation_costs_less_than_a_month_of_throughput(cloud):
    """And both less than a dollar: hours were turned into months, and only once."""
    stem = {"aws": "aws.ebs.gp3", "gcp": "gcp.hyperdisk-balanced", "azure": "azure.premium-ssd-v2"}
    for region in regions(DISKS[cloud][0]):
        iops, rate, size = (
            facts().price(f"{stem[cloud]}.{what}", region, TODAY).usd
            for what in ("iops", "throughput", "storage")
        )
        assert 0.003 < iops < 0.02 < rate < 0.1
        assert 0.05 < size < 0.3


def test_guesses_are_marked_as_guesses():
    """What no list was found for stays an assumption, and its source says how it came about."""
    blob = [
        facts().prices[key][0]
        for key in facts().prices
        if key[0].startswith("azure.blob.") and key[1] == "brazilsouth"
    ]
    kinds = {price.item: price.kind for price in blob}

    assert kinds["azure.blob.storage-lrs"] is FactKind.LISTED
    assert kinds["azure.blob.storage"] is FactKind.ASSUMED
    assert kinds["azure.blob.read"] is FactKind.ASSUMED
    assert all("x 1.25" in p.source.title for p in blob if p.item == "azure.blob.storage")
    derived = facts().price("gcp.lb.data", "europe-west1", TODAY)
    assert (derived.kind, derived.source.id) == (FactKind.DERIVED, "ratio-rules")


def test_a_price_says_when_it_was_read():
    """AWS outside of Virginia is of 2025; a plan can say so."""
    virginia = facts().price("aws.ec2.m7g.large", "us-east-1", TODAY)
    ireland = facts().price("aws.ec2.m7g.large", "eu-west-1", TODAY)

    assert virginia.source.seen == date(2026, 7, 20)
    assert ireland.source.seen == date(2025, 4, 4)
    assert ireland.unit == "hour"


@pytest.mark.parametrize(("cloud", "tiers"), [("gcp", 3), ("azure", 4)])
def test_the_internet_gets_cheaper_with_volume(cloud, tiers):
    """Each tier is at most the one before it."""
    for region in regions(f"{cloud}.internet-out.2"):
        usd = [
            facts().price(f"{cloud}.internet-out.{tier}", region, TODAY)
            for tier in range(1, tiers + 1)
        ]
        known = [price.usd for price in usd if price is not None]
        assert known == sorted(known, reverse=True)
