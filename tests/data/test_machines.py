"""Machines of the three clouds: what bounds a broker on them, where they are, and what they cost."""

from itertools import pairwise

import pytest

from builders import facts
from kafka_scaffold.model.facts import FactKind


CLOUDS = {"aws": "aws.ec2", "gcp": "gcp.gce", "azure": "azure.vm"}
NUMBERS = (
    "vcpu",
    "memory_gib",
    "allocatable_gib",
    "network_mib_s",
    "disk_mib_s",
    "disk_iops",
    "local_disk_gb",
)
VOLUMES = {
    "aws": {"gp3"},
    "gcp": {"pd-balanced", "hyperdisk-balanced"},
    "azure": {"premium-ssd-v2"},
}
ROUNDING = {"aws": 0.006, "gcp": 0.006, "azure": 0.012}


def family(machine: str) -> str:
    """Return what machines of one price per vCPU have in common."""
    if machine.startswith("Standard_"):
        letters, version = machine.removeprefix("Standard_").split("_")
        return "".join(c for c in letters if not c.isdigit()) + version
    return machine.split(".", maxsplit=1)[0] if "." in machine else machine.rsplit("-", 1)[0]


def families(cloud: str) -> dict[str, list[str]]:
    """Return the machines of a cloud by family, in the order of the table."""
    found: dict[str, list[str]] = {}
    for machine in facts().rows(f"{cloud}.machines"):
        found.setdefault(family(machine), []).append(machine)
    return found


def cell(cloud: str, machine: str, column: str) -> float:
    """Return a number of a machine."""
    return facts().number(f"{cloud}.machines.{machine}.{column}")


def prices(cloud: str) -> dict[tuple[str, str], float]:
    """Return the prices of a cloud's machines by machine and region."""
    stem = f"{CLOUDS[cloud]}."
    return {
        (item.removeprefix(stem), region): facts().prices[item, region][0].usd
        for item, region in facts().prices
        if item.startswith(stem)
    }


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_bigger_machine_is_never_smaller(cloud):
    """Within a family every column keeps or grows from one size to the next, and the vCPU grow."""
    assert len(families(cloud)) > 7
    for machines in families(cloud).values():
        for small, large in pairwise(machines):
            assert cell(cloud, small, "vcpu") < cell(cloud, large, "vcpu"), large
            assert all(cell(cloud, small, c) <= cell(cloud, large, c) for c in NUMBERS), large


@pytest.mark.parametrize("cloud", CLOUDS)
def test_prices_follow_the_number_of_cores(cloud):
    """Per vCPU a family costs the same in a region, but for C4, which has less memory at two."""
    usd = prices(cloud)
    for machines in families(cloud).values():
        for region in {region for _, region in usd}:
            each = [
                usd[machine, region] / cell(cloud, machine, "vcpu")
                for machine in machines
                if (machine, region) in usd and not machine.startswith(("c4-", "c4a-"))
            ]
            if each:
                assert max(each) <= min(each) * (1 + ROUNDING[cloud]), (machines, region)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_bigger_machine_costs_more(cloud):
    """Also where the price is not in step with the cores."""
    usd = prices(cloud)
    for machines in families(cloud).values():
        for small, large in pairwise(machines):
            for region in {region for machine, region in usd if machine == small}:
                assert usd[small, region] < usd.get((large, region), float("inf"))


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_machine_is_priced_and_every_price_is_of_a_machine(cloud):
    """Neither a size nobody can price, nor a price of a size nobody knows."""
    assert {machine for machine, _ in prices(cloud)} == set(facts().rows(f"{cloud}.machines"))


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_region_of_the_prices_is_known(cloud):
    """The zones of every region with a price are counted; on GCP and Azure every region has prices."""
    known = set(facts().rows(f"{cloud}.regions"))
    priced = {region for _, region in prices(cloud)}
    around = {region for item, region in facts().prices if item.startswith(f"{cloud}.")}

    assert priced <= known
    assert around <= known
    assert cloud == "aws" or priced == known


@pytest.mark.parametrize("cloud", CLOUDS)
def test_what_a_machine_is_stands_in_a_closed_set(cloud):
    """Architecture and volume decide images and storage classes."""
    for machine in facts().rows(f"{cloud}.machines"):
        name = f"{cloud}.machines.{machine}"
        assert facts().get(f"{name}.architecture").text in {"arm64", "amd64"}
        assert facts().get(f"{name}.volume").text in VOLUMES[cloud]
        assert 0 < cell(cloud, machine, "allocatable_gib") < cell(cloud, machine, "memory_gib")
        assert cell(cloud, machine, "network_mib_s") > 0


def test_disks_are_unknown_where_google_has_hyperdisk_alone():
    """Zero is not a limit but a number nobody was found to publish; the note says so."""
    unknown = {
        machine.split("-")[0]
        for machine in facts().rows("gcp.machines")
        if cell("gcp", machine, "disk_mib_s") == 0
    }

    assert unknown == {"c4", "c4a", "n4", "t2d"}
    assert "0 (not known)" in facts().get("gcp.machines.c4-standard-8.disk_mib_s").note
    assert all(
        cell(c, m, "disk_mib_s") for c in ("aws", "azure") for m in facts().rows(f"{c}.machines")
    )


def test_only_storage_machines_have_disks_of_their_own():
    """Temporary disks that come with a size are no place for a log."""
    local = {
        family(machine)
        for cloud in CLOUDS
        for machine in facts().rows(f"{cloud}.machines")
        if cell(cloud, machine, "local_disk_gb")
    }

    assert local == {"i4i", "i8g", "i3en", "im4gn", "Lsv3"}


@pytest.mark.parametrize("size", ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"])
def test_ec2_and_msk_agree_on_a_machine(size):
    """MSK's brokers are EC2's machines; its sizing program calls a MB a MiB."""
    broker, machine = f"msk.standard.kafka.m7g.{size}", f"aws.machines.m7g.{size}"
    mib = 1_000_000 / 2**20

    assert facts().number(f"{broker}.vcpu") == facts().number(f"{machine}.vcpu")
    assert facts().number(f"{broker}.memory_gib") == facts().number(f"{machine}.memory_gib")
    network = facts().number(f"{broker}.network_mib_s") * mib
    assert facts().number(f"{machine}.network_mib_s") == pytest.approx(network, rel=0.01)


def test_what_is_not_a_promise_is_marked():
    """Google says "up to", Azure sums over interfaces; AWS has baselines, and Google's prices are computed."""
    kinds = {
        cloud: {
            facts().get(f"{cloud}.machines.{machine}.{column}").kind
            for machine in facts().rows(f"{cloud}.machines")
            for column in NUMBERS
        }
        for cloud in CLOUDS
    }
    listed = {
        cloud: {
            facts().prices[key][0].kind for key in facts().prices if key[0].startswith(f"{stem}.")
        }
        for cloud, stem in CLOUDS.items()
    }

    assert kinds == {
        "aws": {FactKind.HARD},
        "gcp": {FactKind.ASSUMED},
        "azure": {FactKind.ASSUMED},
    }
    assert listed == {
        "aws": {FactKind.LISTED},
        "gcp": {FactKind.DERIVED},
        "azure": {FactKind.LISTED},
    }


def test_zones_are_counted():
    """Azure has regions of one zone and of three, Google three and once four."""
    zones = {
        cloud: {
            facts().number(f"{cloud}.regions.{r}.zones") for r in facts().rows(f"{cloud}.regions")
        }
        for cloud in ("gcp", "azure")
    }
    one = {
        region
        for region in facts().rows("azure.regions")
        if facts().number(f"azure.regions.{region}.zones") == 1
    }

    assert zones == {"gcp": {3, 4}, "azure": {1, 3}}
    assert {"westus", "northcentralus", "ukwest", "canadaeast", "westcentralus"} <= one
    assert not one & {"eastus", "westeurope", "westus3", "japanwest", "germanywestcentral"}


def test_volumes_are_in_no_more_zones_than_a_region_has():
    """Azure offers its volumes in fewer zones of some regions, and in a few not at all."""
    offered = {
        region: facts().number(f"azure.regions.{region}.volume_zones")
        for region in facts().rows("azure.regions")
    }

    assert all(n <= facts().number(f"azure.regions.{r}.zones") for r, n in offered.items())
    assert {offered[r] for r in ("westeurope", "japanwest", "westus", "qatarcentral")} == {
        3,
        2,
        1,
        0,
    }
    priced = {r for item, r in facts().prices if item == "azure.premium-ssd-v2.storage"}
    assert all(offered[region] for region in priced)
