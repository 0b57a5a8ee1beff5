"""Disaster recovery: a standby that exists, elsewhere, in a network that does not clash."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from kafka_scaffold.answers.checks.places import CLOUDS, room, unknown_region
from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.table.recovery import NETWORK, made_networks, recovers
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import Platform, Survive


KIND = "disaster_recovery.kind"
REGION = "disaster_recovery.region"
SURVIVE = "goals.durability.survive"


def kind(values: Values) -> Iterator[Complaint]:
    """Only Confluent Cloud gets a standby, and only what is protected has one."""
    if not recovers(values, ""):
        return
    platform = values["platform"]
    if platform not in (None, Platform.CONFLUENT_CLOUD):
        message = f"{values[KIND]} is not supported yet on {platform}; write none, or platform: confluent-cloud"
        yield Complaint(path=KIND, message=message)
    elif not any(values[f"{here}.protect"] for here in values.many("environments")):
        message = "no environment is protected, so none would get a standby; write protect: true in one, or none here"
        yield Complaint(path=KIND, message=message)


def survives(values: Values) -> Iterator[Complaint]:
    """A region is survived by a standby in another one."""
    if values[SURVIVE] != Survive.REGION:
        return
    platform = values["platform"]
    if platform not in (None, Platform.CONFLUENT_CLOUD):
        message = f"region is not supported yet on {platform}; write zone, or platform: confluent-cloud and a standby"
        yield Complaint(path=SURVIVE, message=message)
    elif not recovers(values, ""):
        message = "a cluster is in one region; write zone, or disaster_recovery.kind active-passive and its region"
        yield Complaint(path=SURVIVE, message=message)


def region(values: Values) -> Iterator[Complaint]:
    """The standby is in another region of the same cloud, with as many zones."""
    if not recovers(values, ""):
        return
    asked, regions = values[REGION], values.regions()
    if asked not in regions:
        yield unknown_region(values, REGION)
        return
    if asked == values["cloud.region"]:
        cloud = CLOUDS[values["cloud.provider"]]
        message = f"is the cluster's own region; write another of {cloud}"
        yield Complaint(path=REGION, message=message)
    zones = _zones(values)
    if zones > regions[asked]:
        message = (
            f"{asked} has {regions[asked]}, the cluster {zones} zones; write a region with as many"
        )
        yield Complaint(path=REGION, message=message)


def network(values: Values) -> Iterator[Complaint]:
    """The standby's network has room, and no address that another has: whoever fails over reaches both."""
    if not recovers(values, ""):
        return
    yield from room(values, NETWORK, _zones(values), "the standby")
    path = f"{NETWORK}.create.cidr"
    if values.given(f"{NETWORK}.existing") or not values.given(path):
        return
    own = IPv4Network(values[path])
    for other, taken in made_networks(values):
        if own.overlaps(taken):
            message = (
                f"{own} overlaps {other}, {taken}; write another, or leave it out to get a free one"
            )
            yield Complaint(path=path, message=message)
            return


def _zones(values: Values) -> int:
    """Return the zones of the widest environment that gets a standby."""
    kept = (here for here in values.many("environments") if values[f"{here}.protect"])
    return max((values[f"{here}.zones"] for here in kept), default=1)


WHOLE = (kind, survives, region, network)
