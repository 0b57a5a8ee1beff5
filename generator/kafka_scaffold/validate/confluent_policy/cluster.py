"""What a cluster must say of itself: how far it may grow, and what it survives."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import (
    View,
    about,
    finding,
    settled,
    variant_of,
)


LARGEST = {"basic": 50, "standard": 10, "enterprise": 32, "freight": 152}
# Per cent of a month that Confluent promises (limits of cluster types); a Dedicated cluster in one zone has its own.
PROMISED = {"LOW": 99.9, "SINGLE_ZONE": 99.9, "HIGH": 99.99, "MULTI_ZONE": 99.99}
DEDICATED_ZONE, BASIC = 99.95, 99.5
_ONE_ZONE = frozenset({"LOW", "SINGLE_ZONE"})
SOURCE = "Confluent Cloud documentation, cluster types"
_BOUNDED = re.compile(r"~>|<|(?:^|,)\s*=?\s*\d")


def max_ecku(view: View) -> Iterator[Finding]:
    """An elastic cluster without a ceiling grows, and is paid for, up to that of its type."""
    for cluster in view.of("confluent_kafka_cluster"):
        variant = variant_of(cluster)
        if variant in LARGEST and cluster.get(variant, "max_ecku") is None:
            yield finding(
                "max-ecku",
                cluster,
                f"it may grow to {LARGEST[variant]} eCKU",
                "set max_ecku to what the capacity plan says",
                SOURCE,
            )


def availability(view: View) -> Iterator[Finding]:
    """A promise that the answers ask for is one that the cluster's type and availability give.

    An uptime that is written down counts more than what follows from ``goals.durability.survive``, as in the sizing.
    """
    if not view.protected:
        return
    for cluster in view.of("confluent_kafka_cluster"):
        variant, chosen = variant_of(cluster), settled(cluster.get("availability"))
        given = _promised(variant, chosen)
        if view.asked.uptime and given is not None and float(view.asked.uptime) > given:
            yield finding(
                "availability",
                cluster,
                f"{variant.title()} with {chosen} promises {given} %; confluent_cloud.uptime asks for {view.asked.uptime} %",
                "HIGH or MULTI_ZONE, and not Basic",
                SOURCE,
            )
        elif (
            not view.asked.uptime
            and view.asked.survive_zone
            and variant == "dedicated"
            and chosen in _ONE_ZONE
        ):
            yield finding(
                "availability",
                cluster,
                "one zone; the answers ask to survive the loss of one",
                'availability = "MULTI_ZONE" with at least two CKU',
                SOURCE,
            )


def _promised(variant: str, chosen: str | None) -> float | None:
    if variant == "basic":
        return BASIC
    if variant == "dedicated" and chosen in _ONE_ZONE:
        return DEDICATED_ZONE
    return PROMISED.get(chosen or "")


def auto_create(view: View) -> Iterator[Finding]:
    """A topic that a typing error made has no owner, no schema and too few partitions."""
    for config in view.of("confluent_kafka_cluster_config"):
        chosen = config.get("config")
        value = chosen.get("auto.create.topics.enable") if isinstance(chosen, dict) else None
        if settled(value) == "true":
            yield finding(
                "auto-create", config, "clients make topics", "auto.create.topics.enable = false"
            )


def provider_version(view: View) -> Iterator[Finding]:
    """The provider is released every week; a new major version is for somebody to read about first."""
    pinned = {
        block.where.rpartition("/")[0]: entry.get("version")
        for block in view.outermost("terraform")
        for required in block.blocks.get("required_providers", ())
        if isinstance(entry := required.arguments.get("confluent"), dict)
    }
    seen: set[str] = set()
    for block in view.outermost("provider"):
        folder = block.where.rpartition("/")[0]
        if block.type != "confluent" or folder in seen:
            continue
        seen.add(folder)
        version = settled(pinned.get(folder))
        if version is None or not _BOUNDED.search(version):
            yield about(
                "provider-version",
                block,
                "any version of it may be installed",
                'required_providers { confluent = { version = "~> 2.83" } }',
            )
