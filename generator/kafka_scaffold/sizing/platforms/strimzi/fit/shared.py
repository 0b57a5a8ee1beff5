"""The machines beside the brokers': for controllers, and for everything that is not Kafka."""

from kafka_scaffold.model.answers import Answers, ApplicationKind
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import Machine, machine_of, machines
from kafka_scaffold.sizing.platforms.strimzi.fit.pod import pod_factors, room


def controller_machine(answers: Answers, replicas: int, facts: Facts) -> Machine:
    """Return the machine that holds one controller: the small one, or the next where metadata grows large."""
    size = controller_size(replicas, facts)
    memory = facts.number(f"strimzi.sizing.controller.memory_mib{size}")
    small = _machine(answers, "machine", facts)
    if room(small, pod_factors(facts)).memory_mib >= memory:
        return small
    return _machine(answers, "machine_large", facts)


def controller_size(replicas: int, facts: Facts) -> str:
    """Return the suffix of the facts on controllers: ``_large`` for many partitions."""
    many = facts.number("strimzi.sizing.controller.large_partition_replicas")
    return "_large" if replicas >= many else ""


def general_machine(answers: Answers, facts: Facts) -> Machine:
    """Return the machine for operator, monitoring and the like; a larger one where Connect or MirrorMaker run."""
    connects = any(a.kind is ApplicationKind.CONNECTOR for a in answers.applications)
    large = connects or answers.kubernetes.mirror is not None
    return _machine(answers, "machine_large" if large else "machine", facts)


def _machine(answers: Answers, name: str, facts: Facts) -> Machine:
    """Return a named machine, or the cheapest that is no smaller where the region has no price of it."""
    provider, region = answers.cloud.provider, answers.cloud.region
    wanted = machine_of(answers, facts.get(f"strimzi.general.{name}.{provider}").text, facts)
    if (wanted.price_item, region) in facts.prices:
        return wanted
    priced = [
        (facts.prices[each.price_item, region][0].usd, each.name, each)
        for each in machines(provider, facts)
        if (each.price_item, region) in facts.prices
        and each.vcpu >= wanted.vcpu
        and each.memory_gib >= wanted.memory_gib
    ]
    return min(priced, default=(0.0, "", wanted))[2]
