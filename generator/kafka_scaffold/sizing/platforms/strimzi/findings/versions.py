"""Findings on versions: how long they are supported, and what of them nobody has tried."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, ApplicationKind, CloudProvider
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing.platforms.strimzi.describe import kubernetes
from kafka_scaffold.sizing.platforms.strimzi.details import Kubernetes, Variant
from kafka_scaffold.sizing.platforms.strimzi.findings.say import note, warning
from kafka_scaffold.sizing.platforms.strimzi.tiered import moves_segments
from kafka_scaffold.sizing.prose import cite


def versions(answers: Answers, chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    """Yield the calendar of what is installed, then what is not verified."""
    yield from _support(facts)
    if kubernetes(answers) is Kubernetes.EKS:
        yield from _eks(answers.kubernetes.version, facts)
    connects = any(a.kind is ApplicationKind.CONNECTOR for a in answers.applications)
    tiered = moves_segments(answers)
    wanted = {
        "live": True,
        "release": True,
        "tiered": tiered,
        "identity": tiered or connects,
        "gp3": answers.cloud.provider is CloudProvider.AWS
        and chosen.variant == Variant.NETWORK_DISK,
    }
    for name, concerned in wanted.items():
        fact = facts.get(f"strimzi.parts.unverified.{name}")
        if concerned:
            say = warning if name == "tiered" else note
            yield say("unverified", fact.note, fact.name, source=cite(fact))


def _support(facts: Facts) -> Iterator[Finding]:
    supported = facts.get("strimzi.versions.kafka_supported")
    shown = ", ".join(str(version) for version in supported.items)
    release = facts.get("strimzi.versions.strimzi").text
    yield note(
        "support",
        f"Strimzi {release} runs Kafka {shown}; a release comes about every two months and drops the oldest minor version, "
        "so plan an upgrade every four",
        supported.name,
        source=cite(supported),
    )


def _eks(version: str, facts: Facts) -> Iterator[Finding]:
    until = facts.find(f"strimzi.eks.{version}.standard_until")
    factor = facts.get("strimzi.eks.extended_factor")
    if until is None or not until.value:
        yield warning(
            "support",
            f"EKS {version}: no end of standard support is known; in extended support the cluster costs {factor.number:g} "
            "times as much",
            "kubernetes.version",
            source=cite(factor),
        )
        return
    yield note(
        "support",
        f"EKS {version} has standard support until {until.text}; after that the cluster costs {factor.number:g} times as "
        "much",
        "kubernetes.version",
        source=cite(until),
    )
