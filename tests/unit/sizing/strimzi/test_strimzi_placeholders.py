"""What Terraform or the owner makes up is named field by field, and each value says what it is."""

from dataclasses import replace

import pytest

from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from kafka_scaffold.sizing.platforms.strimzi.placeholders import FillIn
from plan_fixture import setting
from strimzi_fixture import plan


def details(kubernetes: str = "eks") -> StrimziDetails:
    """Return the details of the environment that has everything."""
    found = plan(kubernetes).primary.details
    assert isinstance(found, StrimziDetails)
    return found


def by_key(found: StrimziDetails) -> dict[str, list[FillIn]]:
    """Return the fields by the value that they get."""
    keys: dict[str, list[FillIn]] = {}
    for each in found.fill_ins:
        keys.setdefault(each.key, []).append(each)
    return keys


@pytest.mark.parametrize("kubernetes", ["eks", "gke", "aks", "existing"])
def test_every_value_says_what_it_is(kubernetes):
    """Whoever fills a value in knows what is asked for."""
    assert all(each.meaning for each in details(kubernetes).fill_ins)
    assert details(kubernetes).fill_ins


def test_only_the_registry_is_a_part_of_a_value():
    """The rest of an image's name is decided here; every other field is the value alone."""
    found = by_key(details())

    assert {each.first for each in found.pop("registry")} == {True}
    assert not any(each.first for fields in found.values() for each in fields)


def test_buckets_of_brokers_and_of_connectors_are_two():
    """Who may empty the one must not reach the other."""
    keys = by_key(details()).keys()

    assert {"tiered-bucket", "connect-bucket"} <= keys


def test_only_brokers_on_aks_need_an_identity_by_name():
    """Elsewhere the identity finds the service account; there the service account names it."""
    having = {k for k in ("eks", "gke", "aks") if "tiered-identity" in by_key(details(k))}

    assert having == {"aks"}


def test_a_key_for_disks_is_asked_for_once_and_put_into_every_class():
    """Brokers and controllers have classes of their own, and one key."""
    found = details()
    (only,) = found.storage_classes
    made = tuple(
        replace(only, name=name, parameters=(*only.parameters, setting("kmsKeyId", "@{key}")))
        for name in ("a", "b")
    )
    fields = by_key(replace(found, storage_classes=made))["disk-key"]

    assert [(f.kind, f.name, f.path) for f in fields] == [
        ("StorageClass", "a", "parameters.kmsKeyId"),
        ("StorageClass", "b", "parameters.kmsKeyId"),
    ]


def test_what_nobody_waits_for_is_not_asked():
    """Without images of its own, buckets, keys or mail an environment has nothing to fill in."""
    bare = replace(details(), tiered=None, connect=None, alert_channels=())

    assert bare.fill_ins == ()
