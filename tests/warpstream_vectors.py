"""Workloads of the three clouds with the Agents they take, worked out by hand.

Rates are before compression, steady, read ``fan_out`` times. A busy vCPU carries 20 MiB/s of writes and reads; an Agent
leaves one vCPU to its machine, takes no more vCPU than it has 4e9 bytes for, and may use 0.6 of them, 0.9 while a zone
is away. In: written x (1 + 3 caches + merged once) + read by peers; out: written x buckets + merged + read twice; both
compressed, on those that are left, within the machine's baseline / 1.4.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One workload on one machine: Agents, vCPU of each, what decides, and how it was worked out."""

    name: str
    machine: str
    mib_s: float
    fan_out: float
    agents: int
    vcpu: int
    because: str
    provider: str = "aws"
    ratio: float = 4
    zones: int = 3
    protect: bool = True
    variant: str = "object-storage"
    decides: str = ""


VECTORS = (
    Vector(
        name="the-least-there-is",
        machine="m7g.xlarge",
        mib_s=10,
        fan_out=1,
        agents=3,
        vcpu=3,
        because="(10 + 10) / 20 = 1 vCPU; 3 Agents of 3 take 0.33 of 1.8 each; memory 13.8 - 0.5 = 13.3 of 3 x 3.73",
    ),
    Vector(
        name="cores-decide",
        machine="m7g.xlarge",
        mib_s=100,
        fan_out=1,
        agents=6,
        vcpu=3,
        decides="CPU",
        because="200 / 20 = 10 vCPU; 3 would take 3.33 of 1.8, 6 take 1.67, and 4 that are left 2.5 of 2.7",
    ),
    Vector(
        name="few-large-ones",
        machine="m7g.4xlarge",
        mib_s=100,
        fan_out=3,
        agents=3,
        vcpu=14,
        because="400 / 20 = 20 vCPU; 55.8 GiB are enough for 14.98; 3 take 6.67 of 8.4, 2 that are left 10 of 12.6",
    ),
    Vector(
        name="google-cloud",
        provider="gcp",
        machine="n2d-standard-16",
        mib_s=300,
        fan_out=1,
        agents=6,
        vcpu=15,
        decides="CPU",
        because="600 / 20 = 30 vCPU; 3 would take 10 of 0.6 x 15 = 9, 6 take 5",
    ),
    Vector(
        name="azure",
        provider="azure",
        machine="Standard_D8ds_v5",
        mib_s=50,
        fan_out=3,
        agents=3,
        vcpu=7,
        because="200 / 20 = 10 vCPU; 28.4 GiB are enough for 7.6; 3 take 3.33 of 4.2, 2 that are left 5 of 6.3",
    ),
    Vector(
        name="what-does-not-compress-fills-the-network",
        machine="m7i.xlarge",
        mib_s=50,
        fan_out=1,
        ratio=1,
        agents=6,
        vcpu=3,
        decides="network in",
        because="50 x (1 + 3 + 1) + 50 = 300 in, 150 on each of 2 of 186.2 / 1.4 = 133; 75 on each of 4; CPU 5 / 3 = 1.67 of 1.8",
    ),
    Vector(
        name="three-buckets-are-written-at-once",
        machine="m7i.xlarge",
        mib_s=70,
        fan_out=0,
        ratio=1,
        variant="s3-express",
        agents=6,
        vcpu=3,
        decides="network out",
        because="70 x (3 + 1) = 280 out, 140 on each of 2 of 133, 70 on each of 4; CPU 3.5 / 3 = 1.17 of 1.8",
    ),
    Vector(
        name="one-that-may-be-lost",
        machine="m7g.xlarge",
        mib_s=10,
        fan_out=1,
        zones=1,
        protect=False,
        agents=1,
        vcpu=3,
        because="1 vCPU of 1.8, and nobody is left to carry it",
    ),
    Vector(
        name="two-zones-keep-more-room",
        machine="m7g.xlarge",
        mib_s=100,
        fan_out=1,
        zones=2,
        agents=8,
        vcpu=3,
        decides="CPU of those that are left",
        because="10 vCPU; of 6 there are 3 left with 3.33 of 2.7, of 8 there are 4 left with 2.5",
    ),
    Vector(
        name="one-of-three-lost-in-one-zone",
        machine="m7i.8xlarge",
        mib_s=1070,
        fan_out=0,
        ratio=1,
        zones=1,
        agents=4,
        vcpu=30,
        decides="network in",
        because="1,070 x 2 = 2,140 in, 1,070 on each of 2 of 1,490.1 / 1.4 = 1,064; CPU 53.5 / 3 = 17.8 of 18",
    ),
    Vector(
        name="reads-leave-twice",
        machine="m7i.8xlarge",
        mib_s=5,
        fan_out=212,
        ratio=1,
        agents=6,
        vcpu=30,
        decides="network out",
        because="5 + 5 + 2 x 1,060 = 2,130 out, 1,065 on each of 2 of 1,064; CPU 1,065 / 20 / 3 = 17.75 of 18",
    ),
    Vector(
        name="a-gibibyte-a-second",
        machine="m7g.8xlarge",
        mib_s=1024,
        fan_out=1,
        agents=6,
        vcpu=30,
        decides="CPU",
        because="2,048 / 20 = 102.4 vCPU; 115 GiB are enough for 30.87; 3 would take 34.1 of 18, 6 take 17.1, 4 left 25.6 of 27",
    ),
)
