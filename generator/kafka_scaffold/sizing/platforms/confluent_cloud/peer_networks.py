"""Networks that Confluent brings along: addresses nobody else here has, and interfaces in the user's own subnets."""

from ipaddress import IPv4Network, ip_network

from kafka_scaffold.model.answers import Answers, CloudProvider, Environment, NewNetwork
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


ROUTED = ("peering", "transit-gateway")


def peer_cidr(answers: Answers, facts: Facts, environment: str, *, standby: bool) -> str | None:
    """Return a free network for Confluent's side of one environment, or ``None`` when it brings none.

    Free of every network in the answers, of what Confluent keeps for itself, and of what it has in the other
    environments. Networks that the answers do not know are the user's to check: the value is theirs to change.
    """
    if str(answers.confluent_cloud.networking) not in ROUTED:
        return None
    taken = [*_given(answers), *_reserved(answers.cloud.provider, facts)]
    places = [
        (e.name, side)
        for e in sorted(answers.environments, key=lambda e: e.name)
        for side in (False, True)
    ]
    for place in places:
        found = _highest_free(taken, facts)
        if place == (environment, standby):
            return str(found)
        taken.append(found)
    raise ValueError(f"no environment {environment}")


def zones(
    environment: Environment, variant: Variant, kind: ConfluentNetworking, facts: Facts
) -> int:
    """Return in how many zones the user's network meets Confluent's, which may be more than the records are in."""
    own_network = variant is Variant.DEDICATED and kind is ConfluentNetworking.PRIVATE_LINK
    if own_network or kind is ConfluentNetworking.PNI:
        return int(facts.number("confluent-cloud.networks.interface_zones"))
    return environment.zones


def interfaces(facts: Facts) -> Setting:
    """Return how many network interfaces each subnet lends to Confluent."""
    fact = facts.get("confluent-cloud.networks.interfaces_per_subnet")
    return Setting(
        name="network interfaces in each subnet",
        value=int(fact.number),
        reason=f"What Confluent's own example lends: {fact.note}",
        source=fact.source.reference,
    )


def _given(answers: Answers) -> list[IPv4Network]:
    networks = [*(e.network for e in answers.environments), answers.disaster_recovery.network]
    return [_network(n.cidr) for n in networks if isinstance(n, NewNetwork)]


def _reserved(provider: CloudProvider, facts: Facts) -> list[IPv4Network]:
    fact = facts.get(f"confluent-cloud.networks.reserved_{provider.value}")
    return [_network(str(cidr)) for cidr in fact.items]


def _highest_free(taken: list[IPv4Network], facts: Facts) -> IPv4Network:
    choices = _network(facts.get("confluent-cloud.networks.choices").text)
    length = int(facts.number("confluent-cloud.networks.prefix"))
    for candidate in reversed(list(choices.subnets(new_prefix=length))):
        if not any(candidate.overlaps(other) for other in taken):
            return candidate
    raise ValueError(f"{choices} has no free /{length}")


def _network(cidr: str) -> IPv4Network:
    return IPv4Network(str(ip_network(cidr)))
