"""What is known of Strimzi: versions that go together, names that it takes, numbers that fit one another."""

import re
from datetime import date

import pytest

from builders import facts


CLOUDS = ("aws", "gcp", "azure")
VARIANTS = ("network-disk", "local-disk")


def text(name: str) -> str:
    """Return a fact of Strimzi as text."""
    return facts().get(f"strimzi.{name}").text


def number(name: str) -> float:
    """Return a fact of Strimzi as a number."""
    return facts().number(f"strimzi.{name}")


def items(name: str) -> tuple[str, ...]:
    """Return a fact of Strimzi as a list of text."""
    return tuple(str(item) for item in facts().get(f"strimzi.{name}").items)


def parts(version: str) -> tuple[int, ...]:
    """Return a version's numbers, so that 1.30 is above 1.4."""
    return tuple(int(part) for part in version.split("."))


def test_the_versions_go_together():
    """Kafka and Kubernetes are in the range of the Strimzi that is installed; the metadata are of that Kafka."""
    strimzi, kafka = text("versions.strimzi"), text("versions.kafka")
    release = f"releases.{strimzi}"

    assert kafka in items("versions.kafka_supported")
    assert (
        parts(text(f"{release}.kafka_first"))
        <= parts(kafka)
        <= parts(text(f"{release}.kafka_last"))
    )
    assert text("versions.metadata").startswith(f"{kafka.rsplit('.', 1)[0]}-IV")
    assert parts(text("versions.strimzi_min")) <= parts(strimzi)
    supported = items("versions.kubernetes_supported")
    assert text("versions.kubernetes") in supported
    assert (supported[0], supported[-1]) == (
        text("versions.kubernetes_min"),
        text("versions.kubernetes_max"),
    )
    assert supported[0] == text(f"{release}.kubernetes_first")
    assert supported[-1] == text(f"{release}.kubernetes_last")


def test_images_are_of_these_versions():
    """An upgrade changes them together."""
    strimzi, kafka = text("versions.strimzi"), text("versions.kafka")

    assert text("images.kafka") == f"quay.io/strimzi/kafka:{strimzi}-kafka-{kafka}"
    assert text("images.operator").endswith(f":{strimzi}")
    for name in ("bridge", "drain_cleaner", "karapace"):
        assert text(f"images.{name}").endswith(f":{text(f'versions.{name}')}")


def test_eks_supports_the_kubernetes_that_is_made():
    """In standard support for a while yet; extended support costs six times as much."""
    made = text("versions.kubernetes")
    until = date.fromisoformat(text(f"eks.{made}.standard_until"))

    assert until > date(2027, 1, 1)
    ends = [
        text(f"eks.{version}.standard_until")
        for version in facts().rows("strimzi.eks")
        if text(f"eks.{version}.standard_until")
    ]
    assert ends == sorted(ends)


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_name_that_strimzi_drops_is_taken(variant):
    """Strimzi drops what it sets itself with no more than a line in its log; the exceptions it takes."""
    names = items(f"configuration.{variant}")
    forbidden, allowed = (
        items("configuration.forbidden_prefixes"),
        items("configuration.allowed_exceptions"),
    )

    assert len(names) == len(set(names)) > 200
    assert not [n for n in names if n.startswith(forbidden) and n not in allowed]
    assert set(allowed) <= set(names)
    assert all(name.startswith(forbidden) for name in allowed)


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_every_broker_needs_is_taken(variant):
    """Copies, rack, tiered storage and retention are set in the Kafka resource."""
    names = items(f"configuration.{variant}")

    assert {
        "default.replication.factor",
        "min.insync.replicas",
        "offsets.topic.replication.factor",
        "transaction.state.log.min.isr",
        "replica.selector.class",
        "auto.create.topics.enable",
        "remote.log.storage.system.enable",
        "rlmm.config.remote.log.metadata.topic.replication.factor",
        "cruise.control.metrics.topic.num.partitions",
    } <= set(names)
    assert not {"listeners", "log.dirs", "super.users", "node.id"} & set(names)


@pytest.mark.parametrize("variant", VARIANTS)
def test_topics_take_what_they_took_before(variant):
    """Kafka 4.3 knows every setting of 3.9, and two more of tiered storage."""
    older = {str(item) for item in facts().get("msk.topic_configuration.standard").items}

    assert set(items(f"topic_configuration.{variant}")) - older == {
        "remote.log.copy.disable",
        "remote.log.delete.on.disable",
    }
    assert older <= set(items(f"topic_configuration.{variant}"))


def test_hard_goals_are_goals():
    """Cruise Control refuses a hard goal that is not among all goals."""
    goals = items("cruise_control.goals")

    assert len(goals) == len(set(goals))
    assert set(items("cruise_control.hard_goals")) < set(goals)
    assert "RackAwareGoal" in items("cruise_control.hard_goals")


def test_heaps_fit_into_their_pods():
    """The rest of a pod's memory is page cache and what the JVM needs beside its heap."""
    for component in facts().rows("strimzi.resources"):
        heap = number(f"resources.{component}.heap_mib")
        assert heap <= 0.75 * number(f"resources.{component}.memory_mib"), component
    for size in ("", "_large"):
        heap = number(f"sizing.controller.heap_mib{size}")
        assert heap < number(f"sizing.controller.memory_mib{size}")
    assert number("sizing.heap.least_mib") < number("sizing.heap.most_mib")


def test_operator_has_more_memory_than_its_chart_gives():
    """384 Mi ran out in practice."""
    assert number("resources.operator.memory_mib") > 384


@pytest.mark.parametrize("volume", ["gp3", "hyperdisk-balanced", "premium-ssd-v2"])
def test_what_a_volume_includes_is_below_what_it_may_have(volume):
    """Operations, throughput and size."""
    stem = f"volumes.{volume}"

    assert number(f"{stem}.iops_included") < number(f"{stem}.iops_max")
    assert number(f"{stem}.mib_s_included") < number(f"{stem}.mib_s_max")
    assert number(f"{stem}.gib_min") < number(f"{stem}.gib_max")
    most = number(f"{stem}.iops_max") * number(f"{stem}.mib_s_per_iops")
    assert most >= number(f"{stem}.mib_s_max")


def test_every_volume_of_a_machine_is_described():
    """Whatever a machine takes has limits here and a price."""
    for cloud in CLOUDS:
        machines = facts().rows(f"{cloud}.machines")
        for volume in {facts().get(f"{cloud}.machines.{m}.volume").text for m in machines}:
            stem = f"{cloud}.ebs" if cloud == "aws" else cloud
            assert facts().find(f"strimzi.volumes.{volume}.gib_max") is not None
            assert any(item == f"{stem}.{volume}.storage" for item, _ in facts().prices)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_machines_for_the_rest_are_known_and_hold_it(cloud):
    """The operator, monitoring and the pods around the brokers fit on them."""
    for name in ("machine", "machine_large"):
        machine = text(f"general.{name}.{cloud}")
        memory = facts().number(f"{cloud}.machines.{machine}.allocatable_gib")
        assert machine in facts().rows(f"{cloud}.machines")
        assert number("general.memory_mib") / 1024 < memory
        assert number("general.cpu_milli") < 1000 * facts().number(
            f"{cloud}.machines.{machine}.vcpu"
        )


def test_bigger_teams_run_more_brokers():
    """And none more than there are node ids."""
    small, medium, large = (number(f"preference.brokers.{t}") for t in ("small", "medium", "large"))

    assert number("sizing.brokers_least") <= small < medium < large <= number("sizing.brokers_max")
    first, last = (int(part) for part in text("pools.broker_ids").strip("[]").split("-"))
    assert last - first + 1 == number("sizing.brokers_max")
    assert number("sizing.controller.count") % 2 == 1


def test_factors_leave_room():
    """Shares are below one, headroom is above it."""
    shares = (
        "sizing.disk_fill_target",
        "sizing.cpu_target",
        "sizing.disk_throughput_target",
        "sizing.recovery_share",
        "cruise_control.network_share",
        "quotas.min_available_ratio",
    )

    assert all(0 < number(name) < 1 for name in shares)
    assert number("sizing.network_headroom") > 1
    free = number("alerts.disk_page_ratio")
    assert number("quotas.min_available_ratio") < free < 1 - number("sizing.disk_fill_target")


def test_ports_and_names_are_what_the_definitions_take():
    """A port of ours is none of Strimzi's own, and a name has at most eleven characters."""
    reserved = {int(item) for item in items("ports.reserved")}
    ours = {int(number(f"ports.{name}")) for name in ("internal", "external")}
    pattern = re.compile(text("listeners.name_pattern"))

    assert not ours & reserved
    assert min(ours) >= number("ports.least")
    assert pattern.match("tls")
    assert pattern.match("external")
    assert not pattern.match("a-name")
    assert not pattern.match("twelveletters")
