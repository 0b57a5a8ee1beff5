"""Workloads of the three clouds with the brokers they take, worked out by hand.

A workload is average in, peak in, average out, peak out (MiB/s), partition replicas, hours, hot hours. What a machine
carries is in its row of the facts; the factors are 1.4 for the network, 0.8 of the disk, 0.6 of the vCPU but half of
one, 30 and 40 ms for a MiB written and read, 10 minutes of page cache, 60 % of a disk, 12 h at half rate to recover.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One workload on one machine: brokers, GiB of each disk, what decides, and how it was worked out."""

    name: str
    provider: str
    machine: str
    workload: tuple[float, ...]
    brokers: int
    gib: int
    decides: str
    because: str


VECTORS = (
    Vector(
        name="research-example-in-memory",
        provider="aws",
        machine="r7g.2xlarge",
        workload=(50, 50, 150, 150, 600, 24, 24),
        brokers=3,
        gib=7040,
        decides="",
        because="CPU 7.5 / 3 = 2.5 of 0.6 x 7.5 = 4.5; cache 29.3 of 57.7 - 6 = 51.7; 4,218.75 / 0.6 = 7,031 GiB",
    ),
    Vector(
        name="research-example-out-of-memory",
        provider="aws",
        machine="m7g.2xlarge",
        workload=(50, 50, 150, 150, 600, 24, 24),
        brokers=6,
        gib=3520,
        decides="page cache",
        because="28.6 - 0.5 - 6 = 22.1 GiB of cache; 3 brokers want 29.3, 6 want 14.6; 2,109.4 / 0.6 = 3,515.6 GiB",
    ),
    Vector(
        name="research-example-small-machines",
        provider="aws",
        machine="m7g.xlarge",
        workload=(50, 50, 150, 150, 600, 24, 24),
        brokers=9,
        gib=2350,
        decides="page cache",
        because="13.3 - 3.325 = 9.975 GiB of cache; 6 want 14.6, 9 want 9.77; 1,406.25 / 0.6 = 2,343.75 GiB",
    ),
    Vector(
        name="peak-within-one-machine-per-zone",
        provider="aws",
        machine="m7g.xlarge",
        workload=(10, 80, 10, 80, 600, 24, 24),
        brokers=3,
        gib=1410,
        decides="",
        because="CPU (2.4 + 3.2) / 3 = 1.867 of 0.6 x 3.5 = 2.1; disk 80 + 4 / 2 = 82 of 119; 843.75 / 0.6 = 1,406.25 GiB",
    ),
    Vector(
        name="many-partitions-on-small-machines",
        provider="aws",
        machine="r7g.large",
        workload=(2, 4, 2, 4, 9000, 24, 24),
        brokers=9,
        gib=100,
        decides="partition replicas",
        because="1,000 replicas on 2 vCPU: 9,000 / 1,000 = 9; 2 x 86.4 / 1.024 x 3 / 9 = 56.25 GiB, / 0.6 = 93.75",
    ),
    Vector(
        name="a-month-on-disks",
        provider="aws",
        machine="r7g.xlarge",
        workload=(20, 30, 20, 30, 600, 720, 720),
        brokers=51,
        gib=4970,
        decides="recovery",
        because="148.8 x 0.5 x 43,200 / 1,024 = 3,138.75 GiB in 12 h; 151,875 GiB / 48 = 3,164, / 51 = 2,977.9; / 0.6 = 4,963",
    ),
    Vector(
        name="a-month-on-larger-machines",
        provider="aws",
        machine="r7g.4xlarge",
        workload=(20, 30, 20, 30, 600, 720, 720),
        brokers=18,
        gib=14070,
        decides="stored data",
        because="disks of 16,384 GiB at 60 % hold 9,830.4: 151,875 / 15 = 10,125, / 18 = 8,437.5; / 0.6 = 14,062.5 GiB",
    ),
    Vector(
        name="network-of-small-machines",
        provider="aws",
        machine="r8g.large",
        workload=(1, 2, 1, 2, 300, 24, 24),
        brokers=3,
        gib=150,
        decides="",
        because="CPU 0.14 / 3 = 0.047 of 0.9; 84.4 GiB x 3 / 3 / 0.6 = 140.6 GiB",
    ),
    Vector(
        name="heavy-writes-on-quick-disks",
        provider="aws",
        machine="r8gb.2xlarge",
        workload=(100, 400, 100, 400, 900, 12, 12),
        brokers=9,
        gib=2350,
        decides="CPU",
        because="(12 + 16) = 28 cores; / 6 = 4.67 of 4.5, / 9 = 3.11; 1,406.25 / 0.6 = 2,343.75 GiB",
    ),
    Vector(
        name="google-four-cores",
        provider="gcp",
        machine="n2-highmem-4",
        workload=(20, 80, 40, 160, 900, 24, 24),
        brokers=6,
        gib=1410,
        decides="CPU",
        because="2.4 + 6.4 = 8.8 cores; / 3 = 2.93 of 2.1, / 6 = 1.47; 843.75 / 0.6 = 1,406.25 GiB",
    ),
    Vector(
        name="google-sixteen-cores",
        provider="gcp",
        machine="n2-standard-16",
        workload=(20, 300, 20, 300, 900, 12, 12),
        brokers=3,
        gib=1410,
        decides="",
        because="9 + 12 = 21 cores / 3 = 7 of 9.3; disk 300 + 15 / 2 = 307.5 of 960; out 300 x 2.16 = 648 of 2,724.8",
    ),
    Vector(
        name="google-disk-that-grows-to-be-quick",
        provider="gcp",
        machine="n2-standard-16",
        workload=(1, 300, 1, 300, 900, 12, 12),
        brokers=3,
        gib=880,
        decides="",
        because="307.5 / 0.8 = 384.4 MiB/s; pd-balanced has 140 + 0.28 per GiB: 244.4 / 0.28 = 872.8 GiB, more than 70 for data",
    ),
    Vector(
        name="google-writes-more-than-a-machine-takes",
        provider="gcp",
        machine="n2-highmem-4",
        workload=(5, 240, 5, 5, 900, 24, 24),
        brokers=6,
        gib=360,
        decides="disk throughput",
        because="240 + 0.25 / 2 = 240.1 of 240 x 0.8 = 192, six take 120.1; CPU 2.47 of 2.1 is less over; 210.9 / 0.6 = 351.6",
    ),
    Vector(
        name="azure-arm",
        provider="azure",
        machine="Standard_D8ps_v6",
        workload=(20, 50, 40, 100, 900, 24, 24),
        brokers=3,
        gib=2820,
        decides="",
        because="1.5 + 4 = 5.5 cores / 3 = 1.83 of 4.5; cache 11.7 of 28.9 - 0.5 - 6 = 22.4; 1,687.5 / 0.6 = 2,812.5 GiB",
    ),
    Vector(
        name="azure-disks-decide",
        provider="azure",
        machine="Standard_D8s_v5",
        workload=(20, 230, 20, 40, 900, 24, 24),
        brokers=6,
        gib=1410,
        decides="disk throughput",
        because="230 + 2 / 2 = 231 of 276.6 x 0.8 = 221.3; six take 115.5; CPU 8.5 / 3 = 2.83 of 4.5; 843.75 / 0.6",
    ),
    Vector(
        name="azure-tiered",
        provider="azure",
        machine="Standard_E4s_v5",
        workload=(20, 40, 40, 80, 900, 168, 12),
        brokers=3,
        gib=1410,
        decides="",
        because="disk 40 + (4 + 40) / 2 = 62 of 110.6; only 12 of 168 h on disks: 843.75 / 0.6 = 1,406.25 GiB",
    ),
)
