"""Findings on nodes: roles that share one, disks that die with their machine, zones that are too few."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.platforms.strimzi.access import has_client_quotas
from kafka_scaffold.sizing.platforms.strimzi.details import Variant
from kafka_scaffold.sizing.platforms.strimzi.findings.say import note, warning
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import topology_of
from kafka_scaffold.sizing.platforms.strimzi.topics import replication
from kafka_scaffold.sizing.prose import plural


def on_nodes(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> Iterator[Finding]:
    """Yield what the nodes of one environment bring with them."""
    where = f"environments.{environment.name}"
    if topology_of(answers, environment, demand, chosen, facts).dual:
        yield warning(
            "dual-roles",
            f"{environment.name} has {chosen.units} nodes that are controller and broker at once: a busy broker delays "
            "elections, and the roles of a pool with controllers can never be changed",
            where,
            "protect: true gives controllers nodes of their own; do that before data is kept here",
            "Strimzi 1.2 documentation, KRaft mode",
        )
    if chosen.variant == Variant.LOCAL_DISK:
        yield from _local(answers, environment)
    yield from _zones(environment, chosen, facts)
    if has_client_quotas(environment):
        yield note(
            "quotas",
            f"brokers take one quota plugin: users of {environment.name} have quotas of their own, and nothing stops "
            "producers before a disk is full",
            where,
            source="Strimzi 1.2 documentation, choosing a quota plugin",
        )
    elif environment.name == answers.primary.name:
        yield note(
            "quotas",
            "brokers take one quota plugin: the one here stops all producers before a disk is full and knows no users, "
            "so that a single application may take what all of them share",
            where,
            source="Strimzi 1.2 documentation, choosing a quota plugin",
        )


def _local(answers: Answers, environment: Environment) -> Iterator[Finding]:
    yield warning(
        "local-disk",
        f"{environment.name} keeps records on disks of its machines: a machine that is replaced, drained or stopped takes "
        "its copy along, and everything on it is copied again from the others; two at once lose records",
        "variant",
        "replace machines one at a time, each only after the last is whole again, or take network-disk",
    )
    yield note(
        "local-disk-provisioner",
        f"the volumes of {environment.name} come from the local static provisioner, which finds the disks on the "
        "machines; it is not part of this repository",
        "variant",
        "install it before Kafka and give it the storage class of this environment"
        if answers.kubernetes.cluster is KubernetesCluster.CREATE
        else "",
        "sig-storage-local-static-provisioner",
    )


def _zones(environment: Environment, chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    copies = replication(chosen.units, facts)
    zones = environment.zones
    if zones >= copies.factor:
        return
    what = (
        "losing it stops everything"
        if zones == 1
        else "one of them holds two copies of a partition, and losing that one stops its writes"
    )
    yield warning(
        "durability",
        f"{environment.name} has {copies.factor} copies in {plural(zones, 'zone')}: {what}",
        f"environments.{environment.name}.zones",
        source=copies.source,
    )
