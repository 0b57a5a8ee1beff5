"""From where a cluster is reached, held against its type and the answers."""

from collections.abc import Iterator, Mapping

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import (
    Resource,
    View,
    finding,
    settled,
    variant_of,
    written,
)


# Which cluster types a network resource serves (docs.confluent.io/cloud/current/networking/overview.html).
ATTACHMENT = frozenset({"enterprise"})
INTERFACES = frozenset({"enterprise", "freight"})
DEDICATED = frozenset({"dedicated"})
OF_TYPE: Mapping[str, frozenset[str]] = {
    "confluent_private_link_attachment": ATTACHMENT,
    "confluent_private_link_attachment_connection": ATTACHMENT,
    "confluent_network": DEDICATED,
    "confluent_private_link_access": DEDICATED,
    "confluent_peering": DEDICATED,
    "confluent_transit_gateway_attachment": DEDICATED,
}
PNI = "aws_private_network_interface_gateway"
CONNECTIONS: Mapping[str, str] = {
    "confluent_private_link_access": "PRIVATELINK",
    "confluent_peering": "PEERING",
    "confluent_transit_gateway_attachment": "TRANSITGATEWAY",
}
SOURCE = "Confluent Cloud documentation, networking overview"


def is_open(cluster: Resource) -> bool:
    """Tell whether the internet reaches a cluster: Basic and Standard always, Dedicated without a network."""
    variant = variant_of(cluster)
    return variant in {"basic", "standard"} or (
        variant == "dedicated" and cluster.inner("network") is None
    )


def is_public(view: View) -> bool:
    """Tell whether the internet reaches a cluster of the environment."""
    return any(is_open(cluster) for cluster in view.of("confluent_kafka_cluster"))


def public_endpoint(view: View) -> Iterator[Finding]:
    """Answers that ask for a private cluster are not met by a password in front of a public one."""
    if not view.asked.private:
        return
    for cluster in view.of("confluent_kafka_cluster"):
        if is_open(cluster):
            variant = variant_of(cluster)
            yield finding(
                "public-endpoint",
                cluster,
                f"a {variant.title()} cluster that the internet reaches; the answers ask for a private one",
                "give it a network"
                if variant == "dedicated"
                else "take Enterprise, or answer security.exposure: public",
                SOURCE,
            )


def network_type(view: View) -> Iterator[Finding]:
    """Networks are of a cluster type: those of another are paid for and lead nowhere."""
    variants = view.variants
    if not variants:
        return
    for resource in view.of(*OF_TYPE, "confluent_gateway"):
        served = OF_TYPE.get(resource.type)
        if served is None:
            served = INTERFACES if resource.inner(PNI) else None
        if served is not None and not served & variants:
            told = " and ".join(sorted(v.title() for v in served))
            yield finding(
                "network-type",
                resource,
                f"it serves {told}, and the cluster is {', '.join(sorted(variants))}",
                "take the network that this type has",
                SOURCE,
            )


def connection_type(view: View) -> Iterator[Finding]:
    """A network that was made for one kind of connection takes no other, and never will."""
    offered: set[str] = set()
    for network in view.of("confluent_network"):
        types = network.get("connection_types")
        if not isinstance(types, tuple):
            return
        offered |= {written(item) for item in types}
    for resource in view.of(*CONNECTIONS):
        needed = CONNECTIONS[resource.type]
        if offered and needed not in offered:
            yield finding(
                "connection-type",
                resource,
                f"its network offers {', '.join(sorted(offered))}, not {needed}",
                f'connection_types = ["{needed}"]; a network cannot be changed, only made anew',
            )


def one_cloud(view: View) -> Iterator[Finding]:
    """A network reaches clusters of its own cloud and region."""
    clusters = view.of("confluent_kafka_cluster")
    places = {(settled(c.get("cloud")), settled(c.get("region"))) for c in clusters}
    if not places or any(None in place for place in places):
        return
    for resource in view.of("confluent_network", "confluent_private_link_attachment"):
        place = (settled(resource.get("cloud")), settled(resource.get("region")))
        if None not in place and place not in places:
            yield finding(
                "network-place",
                resource,
                f"it is in {' '.join(map(str, place))}, where no cluster of the environment is",
                "put it where the cluster is",
            )


def ip_filter(view: View) -> Iterator[Finding]:
    """Networks that were named in the answers are let in, and no others."""
    filters = view.of("confluent_ip_filter")
    for found in filters:
        if not written(found.get("resource_scope")):
            yield finding(
                "ip-filter-scope",
                found,
                "it holds for the whole organisation",
                "set resource_scope to the environment's resource_name",
                "confluentinc/terraform-provider-confluent docs/resources/confluent_ip_filter.md",
            )
    if not view.asked.cidrs or filters:
        return
    for cluster in view.of("confluent_kafka_cluster"):
        if is_open(cluster):
            yield finding(
                "ip-filter",
                cluster,
                "security.allowed_cidrs names networks, and nothing keeps the others out",
                "add a confluent_ip_group of them and a confluent_ip_filter",
            )
