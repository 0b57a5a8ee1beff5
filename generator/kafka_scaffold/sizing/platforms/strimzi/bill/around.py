"""What a plan pays for around the cluster: Kubernetes, its other machines, ways in and out, keys, state."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import CloudProvider, EncryptionKey, Exposure, NewNetwork
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import CostLine, CostScope
from kafka_scaffold.model.platform_answers import KubernetesCluster, ListenerKind
from kafka_scaffold.sizing.platforms.strimzi.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.strimzi.fit.asked import Asked
from kafka_scaffold.sizing.platforms.strimzi.fit.general import per_zone
from kafka_scaffold.sizing.platforms.strimzi.fit.shared import general_machine
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import Topology
from kafka_scaffold.sizing.tariff import monthly_gib


SURROUNDINGS = CostScope.SURROUNDINGS
CONTROL_PLANES = {
    CloudProvider.AWS: "aws.eks.hour",
    CloudProvider.GCP: "gcp.gke.hour",
    CloudProvider.AZURE: "azure.aks.hour",
}
GATEWAYS = {
    CloudProvider.AWS: "aws.nat-gateway",
    CloudProvider.GCP: "gcp.nat",
    CloudProvider.AZURE: "azure.nat",
}
STATES = {
    CloudProvider.AWS: "aws.s3.storage",
    CloudProvider.GCP: "gcp.gcs.storage",
    CloudProvider.AZURE: "azure.blob.storage",
}
INTERNET = tuple(f"aws.internet-out.{tier}" for tier in (1, 2, 3, 4))
REQUESTS = 10_000
DAYS_PER_MONTH = 30


def is_created(asked: Asked) -> bool:
    """Tell whether the Kubernetes cluster is made by the repository."""
    return asked.answers.kubernetes.cluster is KubernetesCluster.CREATE


def is_reached_from_outside(asked: Asked) -> bool:
    """Tell whether brokers have load balancers of their own; what ingresses and gateways stand behind is there already."""
    return ListenerKind.LOAD_BALANCER in asked.answers.kubernetes.listeners


def around(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines that are the same for every size."""
    if is_created(asked):
        yield _control_plane(asked, tariff)
        yield from _key(asked, tariff)
        yield from _logs(asked, tariff)
        yield from _internet(asked, tariff)
        yield _state(asked, tariff)
    if is_reached_from_outside(asked):
        yield _balanced(asked, tariff)


def around_nodes(asked: Asked, topology: Topology, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the lines that grow with the number of brokers."""
    if is_created(asked):
        yield _general(asked, topology, tariff)
        yield from _system_disks(asked, topology, tariff)
        yield from _gateways(asked, topology, tariff)
        yield from _key_uses(asked, topology, tariff)
    if is_reached_from_outside(asked):
        yield from _load_balancers(asked, topology, tariff)


def _control_plane(asked: Asked, tariff: Tariff) -> CostLine:
    return tariff.line(
        CONTROL_PLANES[asked.answers.cloud.provider],
        "Kubernetes control plane",
        tariff.hours,
        "hours",
        scope=SURROUNDINGS,
        note="in standard support; Kafka alone pays for it here",
    )


def _general(asked: Asked, topology: Topology, tariff: Tariff) -> CostLine:
    machine = general_machine(asked.answers, asked.facts)
    count = general_machines(asked, topology)
    return tariff.line(
        machine.price_item,
        "other machines",
        count * tariff.hours,
        "machine-hours",
        scope=SURROUNDINGS,
        assumed=True,
        count=f"{count} x {machine.name} x {tariff.hours:g} h",
        note="operator, Cruise Control, monitoring, and Connect, MirrorMaker, bridge and registry where they are asked for",
    )


def general_machines(asked: Asked, topology: Topology) -> int:
    """Return the machines for what is not Kafka, the same number in every zone."""
    machine = general_machine(asked.answers, asked.facts)
    return per_zone(machine, asked.beside, topology, asked.facts) * topology.zones


def _system_disks(asked: Asked, topology: Topology, tariff: Tariff) -> Iterator[CostLine]:
    provider = asked.answers.cloud.provider
    machines = (
        topology.broker_machines + topology.controller_machines + general_machines(asked, topology)
    )
    gib = asked.facts.number("strimzi.sizing.node.os_disk_gib")
    watching = asked.facts.number("strimzi.monitoring.disk_gib")
    if provider is CloudProvider.AZURE:
        yield tariff.line(
            "azure.premium-ssd.p10",
            "system disks",
            float(machines),
            "disk-months",
            scope=SURROUNDINGS,
            assumed=True,
            note="Premium SSD of 128 GiB, the smallest whose price is known; Premium SSD v2 cannot start a machine",
        )
        machines, gib = 0, 0.0
    yield tariff.line(
        DISKS[provider],
        "disks of system and monitoring" if machines else "disk of monitoring",
        machines * gib + watching,
        "GiB-month",
        scope=SURROUNDINGS,
        count=f"{machines} x {gib:g} + {watching:g} GiB" if machines else "",
    )


DISKS = {
    CloudProvider.AWS: "aws.ebs.gp3.storage",
    CloudProvider.GCP: "gcp.pd-balanced.storage",
    CloudProvider.AZURE: "azure.premium-ssd-v2.storage",
}


def _gateways(asked: Asked, topology: Topology, tariff: Tariff) -> Iterator[CostLine]:
    """Yield NAT of a network that is made here: images and the cloud's API, no data of Kafka's."""
    if not isinstance(asked.environment.network, NewNetwork):
        return
    provider = asked.answers.cloud.provider
    moved = asked.facts.get("strimzi.network.egress_gib_month")
    if provider is CloudProvider.GCP:
        yield _cloud_nat(asked, topology, tariff)
    else:
        each_zone = asked.environment.protect and provider is CloudProvider.AWS
        count = asked.environment.zones if each_zone else 1
        where = "one in each zone" if each_zone else "one for every zone"
        yield tariff.hourly(f"{GATEWAYS[provider]}.hour", "NAT gateways", count, where)
        yield tariff.hourly(f"{provider}.public-ipv4", "NAT gateways, addresses", count, "")
    yield tariff.line(
        f"{GATEWAYS[provider]}.data",
        "NAT, data",
        moved.number,
        "GiB",
        scope=SURROUNDINGS,
        assumed=True,
        note=moved.note,
    )


def _cloud_nat(asked: Asked, topology: Topology, tariff: Tariff) -> CostLine:
    machines = (
        topology.broker_machines + topology.controller_machines + general_machines(asked, topology)
    )
    most = asked.facts.get("strimzi.network.gcp_nat_machines")
    if machines > most.number:
        return tariff.hourly("gcp.nat.hour", "NAT", 1, most.note)
    return tariff.hourly("gcp.nat.machine-hour", "NAT", machines, most.note)


def _has_own_key(asked: Asked) -> bool:
    return asked.answers.security.encryption_key is EncryptionKey.OWN


def _key(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield the key: for disks where an own one is asked for, on two clouds for Kubernetes' secrets in any case."""
    provider, own = asked.answers.cloud.provider, _has_own_key(asked)
    if provider is CloudProvider.AZURE and not own:
        return
    note = "for secrets, logs, disks and buckets" if own else "for secrets and logs"
    if provider is CloudProvider.AWS:
        yield tariff.line(
            "aws.kms.key", "encryption key", 1.0, "key-months", scope=SURROUNDINGS, note=note
        )
        return
    fact = asked.facts.get(f"strimzi.keys.usd_month.{provider}")
    yield tariff.flat(fact, "encryption key", 1.0, "key-months", note)


def _key_uses(asked: Asked, topology: Topology, tariff: Tariff) -> Iterator[CostLine]:
    if not _has_own_key(asked):
        return
    requests = asked.facts.get("strimzi.kms.requests_per_broker_month")
    uses = requests.number * topology.brokers / REQUESTS
    label, unit = "uses of the key", "10,000 requests"
    provider = asked.answers.cloud.provider
    if provider is not CloudProvider.AWS:
        fact = asked.facts.get(f"strimzi.keys.usd_per_use.{provider}")
        yield tariff.flat(fact, label, uses, unit, requests.note)
        return
    yield tariff.line(
        "aws.kms.requests",
        label,
        uses,
        unit,
        scope=SURROUNDINGS,
        assumed=True,
        note=requests.note,
    )


def _logs(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    """Yield what the control plane and a network made here write to the cloud's logs; Google's are below its allowance."""
    provider, facts = asked.answers.cloud.provider, asked.facts
    written = facts.get("strimzi.kubernetes.log_gib_month")
    label = "logs taken in"
    if provider is CloudProvider.AZURE:
        fact = facts.get("strimzi.kubernetes.azure_log_usd_gib")
        yield tariff.flat(fact, label, written.number, "GiB", written.note)
    if provider is not CloudProvider.AWS:
        return
    made = isinstance(asked.environment.network, NewNetwork)
    flow = facts.get("strimzi.network.log_gib_month")
    gib = written.number + (flow.number if made else 0.0)
    note = f"{written.note}; {flow.note}" if made else written.note
    days = asked.answers.monitoring.log_retention_days
    kept = {
        ("aws.cloudwatch.logs.ingestion", label, "GB", note): gib,
        (
            "aws.cloudwatch.logs.storage",
            "logs kept",
            "GB-month",
            f"for {days} days, before compression",
        ): gib * days / DAYS_PER_MONTH,
    }
    for (item, name, unit, words), quantity in kept.items():
        yield tariff.line(item, name, quantity, unit, scope=SURROUNDINGS, assumed=True, note=words)


def _load_balancers(asked: Asked, topology: Topology, tariff: Tariff) -> Iterator[CostLine]:
    """Yield one address for each broker and one to begin with, as each cloud charges for them."""
    provider, facts = asked.answers.cloud.provider, asked.facts
    beside = facts.get("strimzi.load_balancer.beside_brokers")
    count = topology.brokers + int(beside.number)
    public = asked.answers.security.exposure is Exposure.PUBLIC
    if provider is CloudProvider.AWS:
        yield tariff.hourly("aws.nlb.hour", "load balancers", count, beside.note)
        if public:
            addresses = count * topology.zones
            yield tariff.hourly("aws.public-ipv4", "public addresses", addresses, "in each zone")
        return
    included = int(facts.number(f"strimzi.load_balancer.{provider}_rules_included"))
    first, more = f"{provider}.lb.hour", f"{provider}.lb.rule-hour"
    note = f"{beside.note}; {included} rules cost as much as one"
    yield tariff.hourly(first, "load balancing rules", 1, note)
    if count > included:
        yield tariff.hourly(more, "load balancing rules, more", count - included, "")
    if public and provider is CloudProvider.AZURE:
        yield tariff.hourly("azure.public-ipv4", "public addresses", count, "")


def _balanced(asked: Asked, tariff: Tariff) -> CostLine:
    """Return what load balancers take for what goes through them."""
    demand, provider = asked.demand, asked.answers.cloud.provider
    moved = monthly_gib(demand.ingress_avg_mib_s + demand.egress_avg_mib_s, tariff)
    if provider is CloudProvider.AWS:
        each = asked.facts.get("strimzi.load_balancer.gib_per_lcu_hour")
        item, quantity, unit = "aws.nlb.lcu", moved / each.number, "LCU-hours"
    else:
        item, quantity, unit = f"{provider}.lb.data", moved, "GiB"
    return tariff.line(
        item,
        "load balancers, data",
        quantity,
        unit,
        scope=SURROUNDINGS,
        assumed=True,
        note="if every client comes from outside the Kubernetes cluster",
    )


def _internet(asked: Asked, tariff: Tariff) -> Iterator[CostLine]:
    if asked.answers.security.exposure is not Exposure.PUBLIC:
        return
    read = monthly_gib(asked.demand.egress_avg_mib_s, tariff)
    provider, note = asked.answers.cloud.provider, "if every consumer is outside the cloud"
    label = "out to the internet"
    if provider is CloudProvider.AWS:
        limits = tuple(float(n) for n in asked.facts.get("aws.internet_out.tier_gb").items)
        yield tariff.tiered(INTERNET, limits, label, read, "GB", note=note)
        return
    item = f"{provider}.internet-out.1"
    yield tariff.line(item, label, read, "GiB", scope=SURROUNDINGS, assumed=True, note=note)


def _state(asked: Asked, tariff: Tariff) -> CostLine:
    """Return the line of the bucket that holds Terraform's state: a few files, said rather than counted."""
    price = tariff.price(STATES[asked.answers.cloud.provider])
    return CostLine(
        item="Terraform state",
        quantity=0.0,
        unit="GiB-month",
        unit_price_usd=None if price is None else price.usd,
        monthly_usd=0.0,
        scope=SURROUNDINGS,
        formula="some hundred kB: less than a cent",
        source="kafka-scaffold's own estimate",
        kind=FactKind.ASSUMED,
        note="with its versions",
    )
