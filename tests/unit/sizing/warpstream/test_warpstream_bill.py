"""The bill of WarpStream, with the worked table of the research (a month of 30 days, four bytes become one)."""

from dataclasses import replace
from datetime import date

import pytest

from builders import facts
from kafka_scaffold.model.answers import ExistingNetwork, SchemaFormat
from kafka_scaffold.model.facts import FactKind, Price
from kafka_scaffold.model.plan import CostScope
from kafka_scaffold.model.platform_answers import AgentPlace, WarpStreamTier
from strimzi_considered import place
from warpstream_considered import (
    REGIONS,
    answers,
    asks,
    considered,
    fits,
    lines,
    refused,
    stated,
    usd,
)


def of_thirty_days():
    """Return the facts with a month of 720 hours."""
    name = "warpstream.method.hours_per_month"
    return replace(facts(), facts={**facts().facts, name: replace(facts().get(name), value=720)})


@pytest.mark.parametrize(
    ("mib_s", "days", "written", "stored", "write_fee", "store_fee", "bytes_fee"),
    [
        # 10 x 2,592,000 / 1,024 = 25,312.5 GiB x 0.01; 10 x 86,400 x 7 / 1,024 = 5,906.25 x 0.01; / 4 x 0.023
        pytest.param(10, 7, 25_312, 5_906, 253, 59, 34, id="10-mib-s"),
        # 51,200 x 0.01 + 75,362.5 x 0.0075 = 512 + 565.22; 29,531.25 x 0.01; 7,382.8 x 0.023
        pytest.param(50, 7, 126_562, 29_531, 1_077, 295, 170, id="50-mib-s"),
        # 512 + 201,925 x 0.0075 = 2,026.44; 512 + 7,862.5 x 0.0085 = 578.83; 14,765.6 x 0.023
        pytest.param(100, 7, 253_125, 59_062, 2_026, 579, 340, id="100-mib-s"),
        # 512 + 256,000 x 0.0075 + 325,612.5 x 0.0055 = 512 + 1,920 + 1,790.87; 512 + 12,081 x 0.0085; 15,820.3 x 0.023
        pytest.param(250, 3, 632_812, 63_281, 4_223, 615, 364, id="250-mib-s"),
        # 512 + 1,920 + 1,280,000 x 0.0055 + 1,004,800 x 0.004 = 13,491.2; 512 + 208,000 x 0.0085; 64,800 x 0.023
        pytest.param(1024, 3, 2_592_000, 259_200, 13_491, 2_280, 1_490, id="1-gib-s"),
    ],
)
def test_the_worked_table_of_the_research(
    mib_s, days, written, stored, write_fee, store_fee, bytes_fee
):
    """Fees are on bytes before compression and fall with volume; S3 keeps them compressed, once."""
    item = fits(stated(mib_s, days), facts=of_thirty_days())["m7g.8xlarge"]
    found = lines(item)

    assert found["WarpStream, written"].quantity == pytest.approx(written, abs=1)
    assert found["WarpStream, stored"].quantity == pytest.approx(stored, abs=1)
    assert usd(item, "WarpStream, written") == pytest.approx(write_fee, abs=0.5)
    assert usd(item, "WarpStream, stored") == pytest.approx(store_fee, abs=0.6)
    assert usd(item, "object storage") == pytest.approx(bytes_fee, abs=0.5)


@pytest.mark.parametrize(
    ("timeout_ms", "each_usd"),
    [
        pytest.param(250, 51.84, id="4-a-second"),  # 2,592,000 x 4 = 10.37 M x 0.005 / 1,000
        pytest.param(100, 129.6, id="10-a-second"),
        pytest.param(50, 259.2, id="20-a-second"),
        pytest.param(25, 518.4, id="40-a-second"),
    ],
)
def test_an_agent_writes_a_file_when_its_batch_timeout_ends(timeout_ms, each_usd):
    """The less Agents gather, the more files they write; three of them here, each with 1 MiB/s."""
    base = asks(stated(3), batch_timeout_ms=timeout_ms)
    item = fits(base, facts=of_thirty_days())["m7g.xlarge"]

    assert item.units == 3
    assert usd(item, "object storage, writes of files") == pytest.approx(3 * each_usd)


def test_full_files_are_written_before_the_timeout_ends():
    """3 Agents share 300 MiB/s: 75 files of 4 MiB a second instead of 12; 194.4 M x 0.005 / 1,000 = 972 USD."""
    item = fits(stated(300), facts=of_thirty_days())["m7g.8xlarge"]

    assert item.units == 3
    assert usd(item, "object storage, writes of files") == pytest.approx(972)


def test_compaction_and_caches_read_what_was_written():
    """10.37 M x 3 Agents = 31.1 M files: 0.3 of them written again, all read once, and once for each of three zones."""
    item = fits(stated(3), facts=of_thirty_days())["m7g.xlarge"]
    files = 3 * 10.368e6

    assert usd(item, "object storage, writes of compaction") == pytest.approx(
        files * 0.3 * 0.005 / 1000
    )
    assert usd(item, "object storage, reads of compaction") == pytest.approx(files * 0.0004 / 1000)
    assert usd(item, "object storage, reads of caches") == pytest.approx(files * 3 * 0.0004 / 1000)


def test_late_consumers_read_merged_files():
    """3 / 4 MiB/s compressed are 1,898.4 GiB a month; a twentieth by 4 MiB is 24,300 reads."""
    item = fits(stated(3), facts=of_thirty_days())["m7g.xlarge"]
    line = lines(item)["object storage, reads of late consumers"]

    assert line.quantity * 1000 == pytest.approx(0.75 * 2_592_000 / 1024 * 0.05 * 1024 / 4)
    assert line.kind is FactKind.ASSUMED


@pytest.mark.parametrize(
    ("timeout_ms", "each_usd"),
    [pytest.param(50, 175.7, id="20-a-second"), pytest.param(25, 351.5, id="40-a-second")],
)
def test_express_writes_every_file_three_times(timeout_ms, each_usd):
    """51.84 M x 3 x 0.00113 / 1,000 = 175.7 USD for each Agent, and 3 x 0.0032 for each GiB that goes up."""
    base = asks(stated(3), batch_timeout_ms=timeout_ms)
    item = fits(base, "s3-express", facts=of_thirty_days())["m7g.xlarge"]
    gib = 0.75 * 2_592_000 / 1024

    assert usd(item, "S3 Express, writes of files") == pytest.approx(3 * each_usd, rel=1e-3)
    assert usd(item, "S3 Express, upload") == pytest.approx(gib * 3 * 0.0032)
    assert usd(item, "S3 Express, retrieval") == pytest.approx(gib * (3 + 1) * 0.0006)
    assert usd(item, "S3 Express, storage") == pytest.approx(gib / 720 * 3 * 0.11)
    assert "object storage, writes of files" not in lines(item)


@pytest.mark.parametrize(
    ("tier", "monthly"),
    [
        pytest.param(WarpStreamTier.FUNDAMENTALS, 496.8, id="fundamentals"),  # 2,880 x 0.1725
        pytest.param(WarpStreamTier.PRO, 1499.99, id="pro"),  # 2,880 x 0.52083
    ],
)
def test_a_tier_is_paid_by_the_quarter_of_an_hour(tier, monthly):
    """Thirty days have 2,880 of them."""
    item = fits(asks(stated(3), tier=tier), facts=of_thirty_days())["m7g.xlarge"]

    assert usd(item, f"WarpStream cluster, {tier}") == pytest.approx(monthly, abs=0.01)


def test_dev_is_for_what_may_be_lost():
    """2,880 x 0.0345 = 99.36 USD without a promise; a protected environment is refused it."""
    loose = place(stated(3), protect=False)
    item = fits(loose, facts=of_thirty_days())["m7g.xlarge"]

    assert usd(item, "WarpStream cluster, dev") == pytest.approx(99.36)
    found = refused(asks(stated(3), tier=WarpStreamTier.DEV))
    assert found.reason.startswith("warpstream.tier dev: environments.prod.protect asks for more")


def test_enterprise_has_no_price_until_somebody_gives_one():
    """It is sold by quote: a price of one's own makes it comparable."""
    base = asks(stated(3), tier=WarpStreamTier.ENTERPRISE)
    first = next(c for c in considered(base) if c.size == "m7g.xlarge")

    assert "no price of WarpStream cluster, enterprise" in first.reason
    own = Price(
        item="warpstream.tier.enterprise",
        region="us-east-1",
        unit="quarter-hour",
        usd=2.0,
        from_date=date(1970, 1, 1),
        until=None,
        kind=FactKind.LISTED,
        source=facts().get("warpstream.tiers.pro.partitions").source,
        overridden=True,
    )
    prices = {key: facts().prices[key] for key in facts().prices if key[1] == "us-east-1"}
    known = replace(facts(), prices={**prices, ("warpstream.tier.enterprise", "us-east-1"): (own,)})
    item = fits(base, facts=known)["m7g.xlarge"]
    assert usd(item, "WarpStream cluster, enterprise") == pytest.approx(2920 * 2.0)


def test_nothing_crosses_zones_where_clients_name_theirs():
    """Without, two of three producers and consumers would: 2/3 x 64,160 GiB x 0.02 each way, which is said."""
    item = fits(stated(100))["m7g.2xlarge"]
    month = 25 * 730 * 3600 / 1024
    away = month * 2 / 3
    line = lines(item)["traffic between zones, producers"]

    assert line.monthly_usd == 0
    assert f"{away:,.0f} GiB would cross zones: {away * 0.02:,.2f} USD" in line.note
    unaware = fits(asks(stated(100), zone_aware_clients=False))["m7g.2xlarge"]
    assert usd(unaware, "traffic between zones, producers") == pytest.approx(away * 0.02)
    assert usd(unaware, "traffic between zones, consumers") == pytest.approx(away * 0.02)


def test_zones_cost_half_on_google_cloud_and_nothing_on_azure():
    """One end pays, or none."""
    gcp, azure = (
        fits(asks(stated(100, provider=cloud), zone_aware_clients=False))
        for cloud in ("gcp", "azure")
    )
    away = 25 * 730 * 3600 / 1024 * 2 / 3

    assert usd(gcp["n2d-standard-8"], "traffic between zones, producers") == pytest.approx(
        away * 0.01
    )
    assert usd(azure["Standard_D8ps_v6"], "traffic between zones, producers") == 0


@pytest.mark.parametrize("provider", sorted(REGIONS))
def test_nothing_is_unknown_where_all_prices_are_listed(provider):
    """A missing price would keep sizes from being compared in full."""
    base = asks(answers(provider), schema_registry=provider == "aws")

    assert all(item.cost.unknown == () for item in fits(base).values())
    assert all(item.cost.unknown == () for item in fits(base, "s3-express").values())


def test_express_costs_about_a_fifth_more():
    """As the vendor's documentation says of the average (15 % in its benchmark of 2025-04): 22 % here, at 100 MiB/s."""
    plain, express = (
        min(item.cost.monthly_usd for item in fits(stated(100), variant).values())
        for variant in ("object-storage", "s3-express")
    )

    assert 1.15 < express / plain < 1.25


def test_a_region_without_express_prices_is_told_so():
    """Requests of S3 Express are priced in seven regions."""
    base = stated(10)
    far = replace(base, cloud=replace(base.cloud, region="sa-east-1"))
    reasons = {
        c.reason for c in considered(far) if c.variant == "s3-express" and c.size == "m7g.xlarge"
    }

    assert any("S3 Express, writes of files" in reason for reason in reasons)
    assert fits(far)


def test_a_region_without_machines_is_one_rejection():
    """Nothing is guessed from other regions."""
    base = stated(10)
    nowhere = replace(base, cloud=replace(base.cloud, region="us-nowhere-1"))

    assert refused(nowhere).reason.startswith("no price of any machine type in us-nowhere-1")


def test_a_registry_of_warpstreams_is_a_cluster_with_agents_of_its_own():
    """2,920 x 0.34722 = 1,013.88 USD, and an Agent in each of three zones."""
    base = answers()
    avro = replace(base, schemas=replace(base.schemas, format=SchemaFormat.AVRO))
    item = fits(asks(avro, schema_registry=True))["m7g.xlarge"]

    assert usd(item, "WarpStream schema registry") == pytest.approx(1013.88, abs=0.01)
    assert usd(item, "Agents of the schema registry") == pytest.approx(3 * 730 * 0.1632)


def test_private_link_to_the_control_plane_takes_pro():
    """An endpoint in each of three zones at 0.01 USD an hour; Fundamentals does not have it."""
    item = fits(asks(answers(), control_plane_private_link=True))["m7g.xlarge"]

    assert usd(item, "PrivateLink") == pytest.approx(3 * 730 * 0.01)
    assert "WarpStream cluster, pro" in lines(item)
    clash = refused(
        asks(answers(), control_plane_private_link=True, tier=WarpStreamTier.FUNDAMENTALS)
    )
    assert clash.reason.startswith("warpstream.control_plane_private_link with warpstream.tier")


def test_what_surrounds_agents_is_said_apart():
    """Kubernetes, other machines, disks, the way out and the key are not the cluster."""
    item = fits(answers())["m7g.xlarge"]
    around = {line.item for line in item.cost.lines if line.scope is CostScope.SURROUNDINGS}

    assert {"Kubernetes control plane", "other machines", "system disks", "NAT"} <= around
    assert usd(item, "system disks") == pytest.approx((item.units + 3) * 50 * 0.08)
    assert "Agents" not in around


def test_a_network_that_exists_has_its_own_way_out():
    """Nothing of it is paid again."""
    base = answers()
    there = ExistingNetwork(vpc="vpc-1", subnets=("a", "b", "c"))
    environment = replace(base.primary, network=there)
    item = fits(replace(base, environments=(environment,)))["m7g.xlarge"]

    assert "NAT" not in lines(item)


def test_many_machines_share_one_nat_on_google_cloud():
    """Up to 32 machines pay each, above them Cloud NAT charges once; Azure has one gateway."""
    few = fits(answers("gcp"))["n2d-standard-16"]
    on_azure = fits(answers("azure"))["Standard_D16ps_v6"]

    assert lines(few)["NAT"].quantity == (few.units + 3) * 730
    assert lines(on_azure)["NAT"].quantity == 730
    assert lines(on_azure)["system disks"].unit == "disk-months"


def test_ecs_has_no_machines_for_monitoring():
    """Agents are all there is."""
    item = fits(asks(answers(), agents=AgentPlace.ECS))["m7g.xlarge"]

    assert "other machines" not in lines(item)
    assert usd(item, "system disks") == pytest.approx(item.units * 50 * 0.08)
