"""Pools, volumes, storage classes and machines of Kafka on Kubernetes: each node gets what its machine leaves."""

from dataclasses import replace

import pytest

import asked
import strimzi_asked
import strimzi_fixture
from builders import facts
from kafka_scaffold.model.answers import EncryptionKey, Objective
from strimzi_asked import DEV, PROD, details, kubernetes, pool


PROVIDERS = ("eks", "gke", "aks")


def test_controllers_and_brokers_are_apart_where_data_is_protected():
    """Three controllers keep a fixed quorum; brokers are as many as the sizing says, with ids that never meet."""
    made = details(strimzi_fixture.answers())

    controllers, brokers = made.pools
    assert (controllers.roles, controllers.replicas.value) == (("controller",), 3)
    assert (brokers.roles, brokers.replicas.value) == (("broker",), 6)
    assert not set(controllers.ids) & set(brokers.ids)
    assert made.brokers == 6


def test_a_small_open_environment_has_nodes_of_both_roles():
    """Three nodes, and neither controllers' machines nor a second storage class."""
    made = details(strimzi_fixture.answers(), DEV)

    assert [p.name for p in made.pools] == ["dual"]
    assert set(made.pools[0].roles) == {"controller", "broker"}
    assert [g.name for g in made.machines] == ["broker", "general"]
    assert len(made.storage_classes) == 1
    assert made.cruise_control is None


def test_a_broker_gets_its_machine_but_for_what_kubernetes_keeps():
    """m7g.2xlarge: 8 vCPU less 0.5 are 7.5; 6 GiB of heap at most a quarter of what is left, the rest page cache."""
    broker = pool(details(strimzi_fixture.answers()), "broker").resources
    machine = "aws.machines.m7g.2xlarge"
    left = facts().number(f"{machine}.allocatable_gib") - facts().number(
        "strimzi.sizing.node.memory_reserved_gib"
    )

    assert broker.cpu == "7500m"
    assert broker.memory == f"{int(left * 1024)}Mi"
    assert broker.heap_mib == min(6144, int(left * 1024 * 0.25))
    assert "page cache" in broker.reason


def test_cruise_control_sees_what_a_broker_has():
    """Its CPU goal is right only where request and limit are one; other nodes are never throttled."""
    made = details(strimzi_fixture.answers())
    brokers, controllers = pool(made, "broker").resources, pool(made, "controller").resources

    assert brokers.cpu_limit == brokers.cpu
    assert controllers.cpu_limit is None
    assert details(strimzi_fixture.answers(), DEV).pools[0].resources.cpu_limit is None


@pytest.mark.parametrize("at", [DEV, PROD])
@pytest.mark.parametrize("kubernetes_of", PROVIDERS)
def test_every_node_has_one_volume_that_can_have_neighbours(kubernetes_of, at):
    """Volume 0 holds the metadata log; brokers' are as large as was priced."""
    made = details(strimzi_fixture.answers(kubernetes_of), at)

    for each in made.pools:
        assert [(v.id, v.metadata) for v in each.volumes] == [(0, True)]
    assert made.broker_pool.volumes[0].size_gib == (1000 if at == PROD else 100)
    assert {v.storage_class for p in made.pools for v in p.volumes} == {
        c.name for c in made.storage_classes
    }


def test_what_is_protected_outlives_its_claim():
    """A deleted cluster can be put together again from its volumes; a sandbox costs nothing more when it is gone."""
    answers = strimzi_fixture.answers()
    kept, gone = details(answers, PROD), details(answers, DEV)

    assert {c.reclaim for c in kept.storage_classes} == {"Retain"}
    assert not any(p.delete_claim for p in kept.pools)
    assert {c.reclaim for c in gone.storage_classes} == {"Delete"}
    assert all(p.delete_claim for p in gone.pools)


@pytest.mark.parametrize(
    ("kubernetes_of", "provisioner", "names"),
    [
        ("eks", "ebs.csi.aws.com", {"type", "iops", "throughput", "encrypted", "csi.storage.k8s.io/fstype"}),
        ("gke", "pd.csi.storage.gke.io", {"type", "csi.storage.k8s.io/fstype"}),
        ("aks", "disk.csi.azure.com", {"skuName", "cachingMode", "DiskIOPSReadWrite", "DiskMBpsReadWrite", "fsType"}),
    ],
)  # fmt: skip
def test_storage_classes_speak_their_drivers_words(kubernetes_of, provisioner, names):
    """Parameters are strings, as Kubernetes takes nothing else; the file system is the one that Kafka likes."""
    answers = strimzi_fixture.answers(kubernetes_of)
    answers = strimzi_asked.secured(answers, encryption_key=EncryptionKey.PROVIDER)
    for made in details(answers).storage_classes:
        given = asked.named(made.parameters)
        assert made.provisioner == provisioner
        assert names <= set(given)
        assert all(isinstance(value, str) for value in given.values())
        assert "xfs" in given.values()
        assert "@{key}" not in given.values()


@pytest.mark.parametrize(
    ("kubernetes_of", "name"),
    [("eks", "kmsKeyId"), ("gke", "disk-encryption-kms-key"), ("aks", "diskEncryptionSetID")],
)
def test_an_own_key_encrypts_every_disk(kubernetes_of, name):
    """Terraform makes it, so its name is filled in later."""
    made = details(strimzi_fixture.answers(kubernetes_of))

    assert made.own_key
    assert {asked.named(c.parameters)[name] for c in made.storage_classes} == {"@{key}"}


def test_controllers_pay_for_no_throughput():
    """The metadata log is small: what comes with a gp3 volume is enough."""
    brokers, controllers = details(strimzi_fixture.answers()).storage_classes

    assert asked.named(controllers.parameters)["throughput"] == "125"
    assert asked.named(controllers.parameters)["iops"] == "3000"
    assert int(asked.named(brokers.parameters)["throughput"]) >= 125


def test_azure_counts_in_megabytes():
    """Premium SSD v2 takes MB/s: 120 MiB/s, its least rounded up, are 126 MB/s."""
    made = details(strimzi_fixture.answers("aks")).storage_classes[1]
    mib_s = int(facts().number("strimzi.volumes.premium-ssd-v2.mib_s_included"))

    assert int(asked.named(made.parameters)["DiskMBpsReadWrite"]) == -(-mib_s * 1048576 // 1000000)


def test_a_class_that_exists_is_taken_as_it_is():
    """Nobody changes somebody else's storage class."""
    made = details(strimzi_fixture.answers("existing"))

    assert made.storage_classes == ()
    assert {v.storage_class for p in made.pools for v in p.volumes} == {"fast"}


def test_an_existing_cluster_without_a_class_gets_one():
    """Of the provider's disks; without a key of ours, which Terraform would have to make."""
    answers = kubernetes(strimzi_fixture.answers("existing"), storage_class=None)
    made = details(answers)

    assert [c.provisioner for c in made.storage_classes] == ["ebs.csi.aws.com"] * 2
    assert not made.own_key
    assert all("kmsKeyId" not in asked.named(c.parameters) for c in made.storage_classes)


def test_an_existing_cluster_gets_no_machines_and_asks_for_none():
    """No labels of ours are on machines that are not ours."""
    made = details(strimzi_fixture.answers("existing"))

    assert made.machines == ()
    assert {p.dedicated for p in made.pools} == {None}
    assert all(p.spread_hosts for p in made.pools)


@pytest.mark.parametrize("kubernetes_of", PROVIDERS)
def test_machines_hold_one_node_each_and_can_be_replaced(kubernetes_of):
    """As many in every zone as there are nodes, and one more for the time of a replacement."""
    made = details(strimzi_fixture.answers(kubernetes_of))
    groups = {g.name: g for g in made.machines}

    assert groups["broker"].per_zone * groups["broker"].zones == 6
    assert groups["controller"].per_zone * groups["controller"].zones == 3
    assert all(g.most_per_zone == g.per_zone + 1 for g in made.machines)
    assert groups["general"].dedicated is None
    assert {p.name: p.dedicated for p in made.pools} == {
        "controller": "controller",
        "broker": "broker",
    }
    assert groups["broker"].machine == strimzi_fixture.MACHINES[made.provider]


def test_uneven_brokers_still_get_the_same_machines_in_every_zone():
    """Three nodes of both roles in two zones stand on four machines."""
    made = details(strimzi_fixture.answers(), DEV)

    assert (made.zones, made.brokers) == (2, 3)
    assert made.machines[0].per_zone == 2


def test_local_disks_are_found_not_made():
    """Brokers claim what a file system leaves of the machines' own disks, controllers have a volume of the network."""
    answers = strimzi_fixture.answers()
    made = details(answers, variant="local-disk", size="i4i.2xlarge", storage_gib_per_unit=1746)
    brokers, controllers = made.storage_classes

    assert brokers.provisioner == "kubernetes.io/no-provisioner"
    assert controllers.provisioner == "ebs.csi.aws.com"
    assert made.broker_pool.volumes[0].size_gib == 1658  # 95 % of 1746
    assert pool(made, "controller").volumes[0].size_gib == 20


def test_latency_takes_the_quicker_disk():
    """On Google Cloud there are two kinds for the same machines."""
    answers = strimzi_fixture.answers("gke")
    quick = replace(answers, goals=replace(answers.goals, optimise_for=Objective.LATENCY))
    size = {"size": "n2-standard-8"}

    kinds = [
        asked.named(details(a, **size).storage_classes[0].parameters)["type"]
        for a in (answers, quick)
    ]
    assert kinds == ["pd-balanced", "pd-ssd"]


@pytest.mark.parametrize("kubernetes_of", [*PROVIDERS, "existing"])
def test_names_are_of_the_environment(kubernetes_of):
    """One Kafka per namespace, so that two environments may share a Kubernetes cluster."""
    first, second = (details(strimzi_fixture.answers(kubernetes_of), at) for at in (DEV, PROD))

    assert (first.namespace, second.namespace) == ("clickstream-dev", "clickstream-prod")
    assert first.cluster_name == second.cluster_name == "clickstream"
    assert not {c.name for c in first.storage_classes} & {c.name for c in second.storage_classes}


def test_cruise_control_knows_the_network():
    """Without capacities Strimzi drops every goal about the network; goals contain defaults contain hard ones."""
    made = details(strimzi_fixture.answers())
    cruise = made.cruise_control
    rate = facts().number("aws.machines.m7g.2xlarge.network_mib_s")

    assert cruise.inbound.value == cruise.outbound.value == f"{int(rate * 0.8)}MiB/s"
    assert set(cruise.goals) >= set(cruise.default_goals) >= set(cruise.hard_goals)
    assert all(
        g.startswith("com.linkedin.kafka.cruisecontrol.analyzer.goals.") for g in cruise.goals
    )
    assert any(g.endswith(".NetworkOutboundCapacityGoal") for g in cruise.hard_goals)


def test_two_zones_cannot_hold_three_copies_apart():
    """The strict goal about zones could never be met, so copies are spread as evenly as may be."""
    answers = strimzi_fixture.answers()
    wide = replace(answers, environments=(replace(answers.environments[DEV], scale=1.0),))
    made = details(wide, DEV, units=6)
    names = [goal.rpartition(".")[2] for goal in made.cruise_control.hard_goals]

    assert (made.zones, "RackAwareGoal" in names) == (2, False)
    assert "RackAwareDistributionGoal" in names
    looked_for = asked.named(made.cruise_control.config)["anomaly.detection.goals"].split(",")
    assert set(looked_for) <= set(made.cruise_control.default_goals)
    assert details(answers).cruise_control.config == ()


def test_hyperdisks_are_bought_with_their_speed():
    """Machines of the third generation and later take nothing else on Google Cloud."""
    brokers = details(strimzi_fixture.answers("gke"), size="c4-standard-8").storage_classes[0]
    given = asked.named(brokers.parameters)

    assert given["type"] == "hyperdisk-balanced"
    assert int(given["provisioned-iops-on-create"]) >= 3000
    assert given["provisioned-throughput-on-create"].endswith("Mi")
    assert int(given["provisioned-throughput-on-create"][:-2]) >= 140
