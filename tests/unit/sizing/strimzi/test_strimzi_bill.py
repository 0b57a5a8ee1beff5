"""The bill of Kafka on Kubernetes, with the worked examples of the research (us-east-1, 730 hours a month)."""

from dataclasses import replace

import pytest

import builders
from builders import facts, secured
from kafka_scaffold.model.answers import EncryptionKey, Exposure, Survive
from kafka_scaffold.model.plan import CostScope, Rejection
from kafka_scaffold.sizing.platforms.strimzi.bill.traffic import copies_away
from strimzi_considered import (
    aggregated,
    answers,
    balanced,
    considered,
    existing,
    fits,
    on_strimzi,
    place,
)


# The research counts decimal GB: 50 MB/s are 131,400 GB a month. The bill counts GiB, of which 51.2 MiB/s are as many.
RESEARCH = (51.2, 51.2, 153.6, 153.6, 600, 24, 24)
MONTH_GB = 131_400


def lines(item):
    """Return what each line costs, by what it is called."""
    return {line.item: line for line in item.cost.lines}


def usd(item, name):
    """Return what a line costs."""
    return lines(item)[name].monthly_usd


def all_hot(base):
    """Return answers of which everything stays on the brokers' disks."""
    return builders.loaded(base, hours=24)


def loosely(vector, zones):
    """Return answers for an environment that may be lost and survives a broker."""
    asked = place(aggregated(vector), zones=zones, protect=False)
    durability = replace(asked.goals.durability, survive=Survive.BROKER)
    return replace(asked, goals=replace(asked.goals, durability=durability))


@pytest.fixture(scope="module")
def research():
    """Return the sizes for the worked example of the research, 5.6."""
    return fits(aggregated(RESEARCH))


def test_copies_cross_zones_twice(research):
    """2 x 131,400 GB at 0.01 for each end: 5,256 USD."""
    assert usd(research["r7g.2xlarge"], "traffic between zones, copies") == pytest.approx(
        2 * MONTH_GB * 0.02
    )
    assert pytest.approx(5256) == 2 * MONTH_GB * 0.02


def test_producers_find_two_leaders_of_three_in_another_zone(research):
    """2/3 x 131,400 GB at 0.02: 1,752 USD."""
    assert usd(research["r7g.2xlarge"], "traffic between zones, producers") == pytest.approx(1752)


def test_consumers_read_in_their_own_zone(research):
    """With follower fetching nothing; without it 2/3 x 3 x 131,400 GB at 0.02, 5,256 USD, which is said."""
    line = lines(research["r7g.2xlarge"])["traffic between zones, consumers"]

    assert line.monthly_usd == 0
    assert "262,800 GiB would cross zones: 5,256.00 USD" in line.note


def test_three_machines_of_the_research_cost_357_usd():
    """3 x m7g.xlarge x 730 h x 0.1632 = 357.41 USD."""
    item = fits(aggregated((10, 80, 10, 80, 600, 24, 24)))["m7g.xlarge"]

    assert item.units == 3
    assert usd(item, "brokers") == pytest.approx(3 * 730 * 0.1632)
    assert usd(item, "brokers") == pytest.approx(357, abs=0.5)


def test_three_controllers_cost_179_usd(research):
    """3 x m7g.large x 730 h x 0.0816 = 178.70 USD, and 3 x 20 GiB x 0.08 = 4.80 USD of disk."""
    item = research["r7g.2xlarge"]

    assert usd(item, "controllers") == pytest.approx(178.704)
    assert usd(item, "controller disks") == pytest.approx(4.80)


@pytest.mark.parametrize(
    ("days", "researched_usd"),
    [pytest.param(1, 1728, id="one-day"), pytest.param(3, 5184, id="three-days")],
)
def test_a_day_of_the_research_on_disks_that_are_sixty_per_cent_full(days, researched_usd):
    """50 MB/s x 86,400 s x 3 copies / 0.6 = 21,600 GB a day at 0.08: 1,728 USD, more by no more than whole tens of GiB."""
    bytes_per_gb = 1000**3 / 1024**3  # a GB of the price list is a GiB
    rate = 50e6 / 1024**2 / bytes_per_gb
    item = fits(aggregated((rate, rate, 1, 1, 600, 24 * days, 24 * days)))["r7g.4xlarge"]

    assert researched_usd == pytest.approx(50e6 * 86_400 * days * 3 / 0.6 / 1e9 * 0.08)
    assert 0 <= usd(item, "broker disks") - researched_usd < item.units * 10 * 0.08


def test_throughput_is_bought_above_what_comes_with_a_disk():
    """9 brokers at 133.3 + 20 / 6 = 136.7 MiB/s / 0.8 = 170.8: 171 - 125 = 46 MiB/s each at 0.04 = 16.56 USD."""
    item = fits(aggregated((100, 400, 100, 400, 900, 12, 12)))["r8gb.2xlarge"]

    assert usd(item, "broker disks, throughput") == pytest.approx(9 * 46 * 0.04)
    assert "broker disks, operations" not in lines(item)


def test_operations_are_bought_where_throughput_is_high():
    """3 brokers at 500 + 25 / 2 = 512.5 MiB/s, / 0.8 = 640.6: 5,125 operations of 128 KiB, 2,125 above 3,000 at 0.005."""
    item = fits(aggregated((20, 500, 20, 500, 900, 12, 12)))["m7g.8xlarge"]
    throughput = (500 + 25 / 2) / 0.8  # 640.6 MiB/s
    operations = throughput * 8  # of 128 KiB each

    assert item.units == 3
    assert usd(item, "broker disks, throughput") == pytest.approx(3 * (641 - 125) * 0.04)
    assert usd(item, "broker disks, operations") == pytest.approx(3 * (operations - 3000) * 0.005)


def test_disks_of_google_are_paid_by_size_alone():
    """pd-balanced: 3 x 880 GiB x 0.10 = 264 USD buy 140 + 0.28 x 880 = 386 MiB/s."""
    item = fits(aggregated((1, 300, 1, 300, 900, 12, 12), "gcp"))["n2-standard-16"]

    assert usd(item, "broker disks") == pytest.approx(264)
    assert [name for name in lines(item) if name.startswith("broker disks")] == ["broker disks"]


def test_google_charges_the_sender_alone():
    """20 MiB/s are 51,328 GiB a month: copies twice at 0.01, 1,026.56 USD; producers 2/3, 342.19 USD."""
    item = fits(aggregated((20, 80, 40, 160, 900, 24, 24), "gcp"))["n2-highmem-4"]

    assert usd(item, "traffic between zones, copies") == pytest.approx(
        20 * 3600 * 730 / 1024 * 2 * 0.01
    )
    assert usd(item, "traffic between zones, producers") == pytest.approx(342.1875)


def test_azure_charges_nothing_between_zones_and_says_so():
    """The lines stay, with their quantities, at nothing."""
    item = fits(aggregated((20, 50, 40, 100, 900, 24, 24), "azure"))["Standard_D8ps_v6"]
    line = lines(item)["traffic between zones, copies"]

    assert (line.unit_price_usd, line.monthly_usd) == (0, 0)
    assert line.quantity == pytest.approx(102_656.25)
    assert "no charge between zones" in line.note


def test_azure_disks_have_what_comes_with_them():
    """125 MB/s are 119.2 MiB/s: 50 + 5 / 2 = 52.5 MiB/s buy none; 182.5 / 0.8 = 228.1 buy 229 - 119.2 for each."""
    calm = fits(aggregated((20, 50, 40, 100, 900, 24, 24), "azure"))["Standard_D8ps_v6"]
    busy = fits(aggregated((20, 180, 20, 100, 900, 24, 24), "azure"))["Standard_D8s_v5"]

    assert "broker disks, throughput" not in lines(calm)
    assert lines(busy)["broker disks, throughput"].quantity == pytest.approx(3 * (229 - 119.2))


def test_old_segments_are_paid_once_whatever_the_copies():
    """20 MiB/s for 156 of 168 h are 10,968.75 GiB at 0.026 on Azure; 51,328 GiB are written with 44 requests each."""
    item = fits(aggregated((20, 40, 40, 80, 900, 168, 12), "azure"))["Standard_E4s_v5"]

    assert lines(item)["tiered storage"].quantity == pytest.approx(20 * 156 * 3600 / 1024)
    assert usd(item, "tiered storage") == pytest.approx(285.1875)
    assert lines(item)["tiered storage, writes"].quantity == pytest.approx(
        20 * 3600 * 730 / 1024 * 44 / 10_000
    )
    assert lines(item)["tiered storage, reads"].quantity == pytest.approx(
        40 * 3600 * 730 / 1024 * 0.05 * 256 / 10_000
    )


def test_an_existing_cluster_has_no_bucket_and_keeps_everything_on_disks():
    """168 hours on disks, nothing in object storage."""
    vector = (2, 4, 4, 8, 900, 168, 12)
    made, there = (
        fits(asked)["m7g.2xlarge"] for asked in (aggregated(vector), existing(aggregated(vector)))
    )

    assert "tiered storage" in lines(made)
    assert "tiered storage" not in lines(there)
    assert there.storage_gib_per_unit > 10 * made.storage_gib_per_unit


@pytest.mark.parametrize(
    ("copies", "zones", "away"),
    [
        pytest.param(3, 3, 2, id="one-in-each-zone"),
        pytest.param(3, 2, 4 / 3, id="two-and-one"),
        pytest.param(3, 1, 0, id="all-in-one"),
        pytest.param(2, 2, 1, id="two-copies"),
    ],
)
def test_copies_in_another_zone_than_the_leader(copies, zones, away):
    """With two copies here and one there a leader has 1 or 2 elsewhere: (2 x 1 + 1 x 2) / 3."""
    assert copies_away(copies, zones) == pytest.approx(away)


def test_one_zone_has_no_traffic_between_zones():
    """Nothing crosses, and nothing is said of it."""
    asked = loosely((1, 2, 1, 2, 300, 24, 24), zones=1)

    assert not any("zones" in name for name in lines(fits(asked)["m7g.large"]))


def test_nodes_that_are_both_have_no_controllers_of_their_own():
    """Three machines in all, four in two zones: the same number in each."""
    asked = loosely((1, 2, 1, 2, 300, 24, 24), zones=2)
    item = fits(asked)["m7g.large"]

    assert item.units == 3
    assert "controllers" not in lines(item)
    assert usd(item, "brokers") == pytest.approx(4 * 730 * 0.0816)
    assert "share nodes" in item.notes[-1]


def test_a_stated_workload_is_priced_without_surroundings():
    """Only the cluster and its traffic, as other calculators do."""
    found = lines(fits(aggregated(RESEARCH))["r7g.2xlarge"])

    assert set(found) == {
        "brokers",
        "broker disks",
        "controllers",
        "controller disks",
        "traffic between zones, copies",
        "traffic between zones, producers",
        "traffic between zones, consumers",
    }


@pytest.mark.parametrize("provider", ["aws", "gcp", "azure"])
def test_a_cluster_made_here_pays_for_kubernetes(provider):
    """The control plane, machines for what is not Kafka, NAT, disks of systems; the state costs less than a cent."""
    item = min(fits(answers(provider)).values(), key=lambda each: each.cost.monthly_usd)
    found = lines(item)

    assert found["Kubernetes control plane"].monthly_usd == pytest.approx(73)
    assert found["other machines"].monthly_usd > 0
    assert any(name.startswith("NAT") for name in found)
    assert any("system" in name for name in found)
    assert found["Terraform state"].monthly_usd == 0
    assert found["Kubernetes control plane"].scope is CostScope.SURROUNDINGS


@pytest.mark.parametrize("provider", ["aws", "gcp", "azure"])
def test_a_cluster_that_exists_is_not_paid_again(provider):
    """Machines and disks are priced as what brokers need; nothing of Kubernetes or the network is."""
    made, there = (
        min(fits(asked).values(), key=lambda each: each.cost.monthly_usd)
        for asked in (all_hot(answers(provider)), existing(all_hot(answers(provider))))
    )
    own = ("brokers", "broker disks", "controllers", "controller disks", "traffic")

    assert all(name.startswith(own) for name in lines(there))
    assert usd(there, "brokers") > 0
    assert there.cost.monthly_usd < made.cost.monthly_usd


def test_aws_has_a_load_balancer_for_every_broker_and_one_to_begin_with():
    """3 + 1 at 0.0225 USD an hour, 65.70 USD; 0.006 for every GB if every client comes that way."""
    item = fits(balanced(answers()))["m7g.xlarge"]

    assert item.units == 3
    assert usd(item, "load balancers") == pytest.approx(4 * 730 * 0.0225)
    assert "if every client" in lines(item)["load balancers, data"].note
    assert "load balancers" not in lines(fits(answers())["m7g.xlarge"])


def test_other_clouds_charge_rules_and_the_first_five_as_one():
    """3 + 1 rules cost as much as one; of 6 + 1 two are above five."""
    three = fits(balanced(answers("gcp")))["n2-highmem-4"]
    durable = balanced(answers("gcp"))
    goals = replace(durable.goals, optimise_for="durability")
    six = fits(replace(durable, goals=goals))["n2-highmem-4"]

    assert usd(three, "load balancing rules") == pytest.approx(730 * 0.025)
    assert "load balancing rules, more" not in lines(three)
    assert usd(six, "load balancing rules, more") == pytest.approx(2 * 730 * 0.01)


def test_clients_of_the_internet_pay_to_get_out():
    """Public load balancers have an address in every zone, 4 x 3 of them, and what is read leaves the cloud."""
    item = fits(secured(balanced(answers()), exposure=Exposure.PUBLIC))["m7g.xlarge"]

    assert usd(item, "public addresses") == pytest.approx(12 * 730 * 0.005)
    assert usd(item, "out to the internet") > 0


@pytest.mark.parametrize(
    ("provider", "machine", "key", "uses"),
    [
        pytest.param("aws", "m7g.xlarge", 1.0, 0.03, id="aws"),
        pytest.param("gcp", "n2-highmem-4", 0.06, 0.03, id="gcp"),
        pytest.param("azure", "Standard_E4s_v5", 0.0, 0.03, id="azure"),
    ],
)
def test_an_own_key_is_paid_and_so_is_its_use(provider, machine, key, uses):
    """3 brokers use it 60,000 times a month: 6 x 0.03 = 0.18 USD; Azure charges keys in software by use alone."""
    own = fits(secured(answers(provider), encryption_key=EncryptionKey.OWN))[machine]
    theirs = fits(answers(provider))[machine]

    assert usd(own, "encryption key") == pytest.approx(key)
    assert usd(own, "uses of the key") == pytest.approx(6 * uses)
    assert "uses of the key" not in lines(theirs)
    assert ("encryption key" in lines(theirs)) is (provider != "azure")


def test_nothing_is_unknown_where_all_prices_are_listed():
    """A missing price would keep sizes from being compared in full."""
    for provider in ("aws", "gcp", "azure"):
        asked = balanced(secured(answers(provider), encryption_key=EncryptionKey.OWN))

        assert all(item.cost.unknown == () for item in fits(asked).values())


def test_logs_of_the_control_plane_and_the_network_are_paid():
    """10 + 5 GiB at 0.50 USD on AWS, and kept for as long as asked; 10 at 2.76 on Azure; Google gives 50 for nothing."""
    on_aws = fits(answers("aws"))["m7g.xlarge"]
    on_azure = fits(answers("azure"))["Standard_E4s_v5"]

    assert usd(on_aws, "logs taken in") == pytest.approx(15 * 0.50)
    assert lines(on_aws)["logs kept"].quantity > 0
    assert usd(on_azure, "logs taken in") == pytest.approx(27.6)
    assert "logs taken in" not in lines(fits(answers("gcp"))["n2-highmem-4"])


@pytest.mark.parametrize(
    ("provider", "machine", "count"),
    [
        pytest.param("aws", "m7g.xlarge", 3, id="aws-in-each-zone"),
        pytest.param("azure", "Standard_E4s_v5", 1, id="azure-one-for-all"),
    ],
)
def test_ways_out_of_the_network_are_those_that_are_made(provider, machine, count):
    """A protected network on AWS has a NAT gateway in every zone; one that may be lost has one, as on Azure."""
    asked = all_hot(answers(provider))
    loose = place(asked, protect=False)

    assert lines(fits(asked)[machine])["NAT gateways"].quantity == count * 730
    assert lines(fits(loose)[machine])["NAT gateways"].quantity == 730


def without(*items):
    """Return the facts without some prices."""
    kept = {
        key: facts().prices[key]
        for key in facts().prices
        if key[1] in ("us-east-1",) and key[0] not in items
    }
    return replace(facts(), prices=kept)


def test_a_machine_without_a_price_is_not_offered():
    """It may not exist in the region."""
    found = considered(aggregated(RESEARCH), without("aws.ec2.r7g.2xlarge"))

    assert "r7g.2xlarge" not in [item.size for item in found]


def test_a_region_without_prices_of_machines_is_one_rejection():
    """Nothing is guessed from other regions."""
    base = aggregated(RESEARCH)
    nowhere = replace(base, cloud=replace(base.cloud, region="us-nowhere-1"))
    first, *_ = considered(nowhere)

    assert isinstance(first, Rejection)
    assert first.reason.startswith("no price of any machine type in us-nowhere-1")


def test_without_the_price_of_its_disks_no_size_can_be_compared():
    """The rejection names the line and what to do."""
    found = considered(aggregated(RESEARCH), without("aws.ebs.gp3.storage"))
    (item,) = [each for each in found if each.size == "r7g.2xlarge"]

    assert isinstance(item, Rejection)
    assert item.bottleneck == "price"
    assert "no price of broker disks and controller disks" in item.reason


def test_a_missing_price_around_the_cluster_is_said():
    """The total is without it, and the line says so."""
    item = fits(answers(), without("aws.eks.hour"))["m7g.xlarge"]

    assert item.cost.unknown == ("Kubernetes control plane",)


def test_controllers_stand_on_what_the_region_has():
    """Without m7g.large in the region the cheapest that is no smaller takes its place."""
    item = fits(aggregated(RESEARCH), without("aws.ec2.m7g.large"))["r7g.2xlarge"]

    assert "m6i.large" in lines(item)["controllers"].formula


def test_the_same_workload_as_topics_costs_the_same_cluster():
    """Surroundings are added to it, and nothing of it changes."""
    whole = on_strimzi(builders.answers())
    item = min(fits(whole).values(), key=lambda each: each.cost.monthly_usd)
    cluster = item.cost.total(CostScope.CLUSTER)

    assert cluster == pytest.approx(
        sum(
            line.monthly_usd
            for line in item.cost.lines
            if line.item.startswith(("broker", "controller", "tiered"))
        )
    )
    assert cluster < item.cost.monthly_usd
