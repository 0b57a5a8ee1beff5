"""Platform, region, zones, networks, names: what the cloud would refuse."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.values import Values
from kafka_scaffold.answers.words import meant, quoted
from kafka_scaffold.model.answers import CloudProvider, Platform, Survive


# S3 keeps these beginnings of bucket names, AWS its own name in parameters, tags and services; so does Google.
RESERVED = {
    CloudProvider.AWS: ("aws", "amazon", "sthree", "amzn", "msk"),
    CloudProvider.GCP: ("goog", "google", "gcp", "gke"),
    CloudProvider.AZURE: ("azure", "microsoft", "aks"),
}
# A zone's subnet holds brokers, endpoints and clients: 64 addresses, of which AWS keeps five.
SUBNET_PREFIX = 26
# Pods have addresses too: a network for Kubernetes has room for machines, pods and services of every zone.
KUBERNETES_PREFIX = 20
CLOUDS = {
    CloudProvider.AWS: "AWS",
    CloudProvider.GCP: "Google Cloud",
    CloudProvider.AZURE: "Azure",
}
NETWORK_IDS = {
    CloudProvider.AWS: ("vpc-[0-9a-f]{8,17}", "subnet-[0-9a-f]{8,17}", "ids, vpc-… and subnet-…"),
    CloudProvider.GCP: ("[^/]+", "[^/]+", "names"),
    CloudProvider.AZURE: ("/.+", "/.+", "resource ids, /subscriptions/…"),
}
# IAM role names have at most 64 characters; the rest is what the repository appends.
LONGEST_ROLE = 56


def provider(values: Values) -> Iterator[Complaint]:
    """A platform runs on some clouds only."""
    asked, cloud = values["platform"], values["cloud.provider"]
    clouds = values.context.providers.get(asked)
    if clouds is not None and cloud not in clouds:
        message = f"{asked} does not run on {cloud}; it runs on {', '.join(clouds)}"
        yield Complaint(path="cloud.provider", message=message)


def variant(values: Values) -> Iterator[Complaint]:
    """A variant is one of the platform's."""
    asked = values["variant"]
    known = values.context.variants.get(values["platform"], ())
    if asked is not None and known and asked not in known:
        yield Complaint(
            path="variant", message=f"{quoted(asked)} is no variant; {meant(asked, known)}"
        )


def name(values: Values) -> Iterator[Complaint]:
    """Names that a cloud keeps for itself are refused."""
    word, cloud = values["name"].partition("-")[0], values["cloud.provider"]
    if word in RESERVED[cloud]:
        yield Complaint(
            path="name", message=f'names beginning with "{word}" are kept by {CLOUDS[cloud]}'
        )


def region(values: Values) -> Iterator[Complaint]:
    """The region is one we know zones and prices of."""
    if values["cloud.region"] not in values.regions():
        yield unknown_region(values, "cloud.region")


def unknown_region(values: Values, path: str) -> Complaint:
    """Return what is wrong with a region that is none of the cloud's."""
    asked, regions = values[path], values.regions()
    hint = meant(asked, sorted(regions))
    cloud = CLOUDS[values["cloud.provider"]]
    message = f"{quoted(asked)} is none of the {len(regions)} known regions of {cloud}; {hint}"
    return Complaint(path=path, message=message)


def zones(values: Values) -> Iterator[Complaint]:
    """A region has only so many zones."""
    yield from _zones(values, "cloud.zones")


def zones_of_environment(values: Values, here: str) -> Iterator[Complaint]:
    """A region has only so many zones."""
    if values.given(f"{here}.zones"):
        yield from _zones(values, f"{here}.zones")


def _zones(values: Values, path: str) -> Iterator[Complaint]:
    has = values.zones_of_region()
    if values[path] > has:
        message = f"{values[path]} zones, but {values['cloud.region']} has {has}"
        yield Complaint(path=path, message=message)


def survival(values: Values) -> Iterator[Complaint]:
    """Surviving a zone, or more, needs a second one, in the environment that the goals speak of."""
    if values["goals.durability.survive"] is Survive.BROKER:
        return
    here = primary(values)
    if values[f"{here}.zones"] < 2:
        path = f"{here}.zones" if values.given(f"{here}.zones") else "cloud.zones"
        message = "one zone cannot survive the loss of a zone (goals.durability.survive)"
        yield Complaint(path=path, message=message)


def primary(values: Values) -> str:
    """Return the environment that goals and budget speak of: the largest, the last of equals."""
    return max(
        reversed(values.many("environments")), key=lambda here: float(values[f"{here}.scale"])
    )


def network(values: Values, here: str) -> Iterator[Complaint]:
    """A network has room in every zone."""
    own = f"{here}.network"
    path = own if values.given(own) else "cloud.network"
    yield from room(values, path, values[f"{here}.zones"], here.partition(".")[2])


def room(values: Values, path: str, zones: int, whose: str) -> Iterator[Complaint]:
    """Yield what is wrong with a network, made or found."""
    if values.given(f"{path}.existing"):
        yield from _existing(values, whose, f"{path}.existing", zones)
        return
    cidr = values[f"{path}.create.cidr"]
    longest = SUBNET_PREFIX - (zones - 1).bit_length()
    if values["platform"] is Platform.STRIMZI:
        longest = KUBERNETES_PREFIX
    if IPv4Network(cidr).prefixlen > longest and values["platform"] is Platform.STRIMZI:
        message = f"{cidr} is too small for machines, pods and services; write /{longest} or larger"
        yield Complaint(path=f"{path}.create.cidr", message=message)
    elif IPv4Network(cidr).prefixlen > longest:
        message = f"{cidr} is too small for {zones} zones of {2 ** (32 - SUBNET_PREFIX)} addresses; write /{longest} or larger"
        yield Complaint(path=f"{path}.create.cidr", message=message)


def _existing(values: Values, whose: str, path: str, zones: int) -> Iterator[Complaint]:
    """A network that exists is named as its cloud names it; AWS has subnets per zone, the others per region."""
    cloud = values["cloud.provider"]
    vpc, subnet, words = NETWORK_IDS[cloud]
    subnets = values[f"{path}.subnets"]
    wrong = [] if re.fullmatch(vpc, values[f"{path}.vpc"]) else ["vpc"]
    wrong += ["subnets"] if any(not re.fullmatch(subnet, name) for name in subnets) else []
    for key in wrong:
        yield Complaint(path=f"{path}.{key}", message=f"{CLOUDS[cloud]} names networks by {words}")
    needed = zones if cloud is CloudProvider.AWS else 1
    if len(subnets) < needed:
        message = f"{len(subnets)} subnets for the {zones} zones of {whose}"
        yield Complaint(path=f"{path}.subnets", message=message)


def adoption(values: Values, here: str) -> Iterator[Complaint]:
    """What is taken over is in the region."""
    for key in ("cluster_arn", "configuration_arn"):
        arn = values.peek(f"{here}.adopt.{key}")
        if arn and arn.split(":")[3] != values["cloud.region"]:
            message = f"is in {arn.split(':')[3]}, the platform in {values['cloud.region']}"
            yield Complaint(path=f"{here}.adopt.{key}", message=message)


def tags(values: Values) -> Iterator[Complaint]:
    """IAM takes two tags that differ only in case for one."""
    seen: dict[str, str] = {}
    for key in values.peek("tags") or ():
        first = seen.setdefault(key.casefold(), key)
        if first != key:
            yield Complaint(path=f"tags.{key}", message=f'differs only in case from "{first}"')


def roles(values: Values) -> Iterator[Complaint]:
    """Cloud names are made of project, environment and application: short enough, and each only once."""
    seen: dict[str, tuple[str, str]] = {}
    for environment in values.many("environments"):
        for application in values.many("applications"):
            pair = (environment.partition(".")[2], application.partition(".")[2])
            role = f"{values['name']}-{pair[0]}-{pair[1]}"
            first = seen.setdefault(role, pair)
            if first != pair:
                message = (
                    f'"{pair[1]}" in {pair[0]} and "{first[1]}" in {first[0]} make the same name'
                )
                yield Complaint(path=application, message=message)
            if len(role) > LONGEST_ROLE:
                message = (
                    f'"{role}" has {len(role)} characters, at most {LONGEST_ROLE} make a role name'
                )
                yield Complaint(
                    path=_first(values, application, environment, "name"), message=message
                )
                return


def _first(values: Values, *paths: str) -> str:
    return next((path for path in paths if values.given(path)), paths[-1])


WHOLE = (provider, variant, name, region, zones, survival, tags, roles)
EACH = (zones_of_environment, network, adoption)
