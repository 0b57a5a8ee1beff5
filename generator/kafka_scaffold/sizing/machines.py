"""The machines of a cloud: what brokers and agents can be put on."""

import re
from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, CloudProvider
from kafka_scaffold.model.facts import Facts


PRICES = {
    CloudProvider.AWS: "aws.ec2.",
    CloudProvider.GCP: "gcp.gce.",
    CloudProvider.AZURE: "azure.vm.",
}
_SIZE = re.compile(
    r"[.-][^.-]*\Z|(?<=_[A-Z])\d+"
)  # m7g(.8xlarge), c3-standard(-22), Standard_D(32)s_v5
NUMBERS = (
    "vcpu",
    "memory_gib",
    "allocatable_gib",
    "network_mib_s",
    "disk_mib_s",
    "disk_iops",
    "local_disk_gb",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One machine type. Rates are what it sustains, in MiB/s; zero is not known."""

    name: str
    fact: str  # the prefix of its cells, e.g. ``aws.machines.m7g.large``
    price_item: str
    vcpu: float
    memory_gib: float
    allocatable_gib: float
    network_mib_s: float
    disk_mib_s: float
    disk_iops: float
    local_disk_gb: float
    architecture: str
    volume: str  # the kind of network disk that it takes


def machines(provider: CloudProvider, facts: Facts) -> tuple[Machine, ...]:
    """Return every machine type of a cloud, in the order of the facts."""
    return tuple(machine(provider, name, facts) for name in facts.rows(f"{provider}.machines"))


def machine(provider: CloudProvider, name: str, facts: Facts) -> Machine:
    """Return one machine type."""
    fact = f"{provider}.machines.{name}"
    numbers = {column: facts.number(f"{fact}.{column}") for column in NUMBERS}
    return Machine(
        name=name,
        fact=fact,
        price_item=f"{PRICES[provider]}{name}",
        architecture=facts.get(f"{fact}.architecture").text,
        volume=facts.get(f"{fact}.volume").text,
        **numbers,
    )


def machine_of(answers: Answers, name: str, facts: Facts) -> Machine:
    """Return a machine type of the cloud that is asked for."""
    return machine(answers.cloud.provider, name, facts)


def biggest(provider: CloudProvider, facts: Facts) -> frozenset[str]:
    """Return the machines with the most cores of each family, e.g. ``m7g``: no bigger one could take their place."""
    found: dict[str, tuple[float, str]] = {}
    for each in machines(provider, facts):
        family = _SIZE.sub("", each.name)
        found[family] = max(found.get(family, (0.0, "")), (each.vcpu, each.name))
    return frozenset(name for _, name in found.values())
