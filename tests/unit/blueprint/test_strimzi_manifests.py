"""Manifests of Kafka on Kubernetes hold together: what names something names what is there, and says why it is so."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml as pyyaml

from hostile import HOSTILE
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import EnvironmentPlan, Plan, Setting
from kafka_scaffold.sizing.platforms.strimzi.details import Listener, StrimziDetails
from kafka_scaffold.validate.kubernetes_policy import check_manifests, read
from plan_fixture import setting
from strimzi_fixture import plan


KINDS = [(k, a) for k in ("eks", "gke", "aks", "existing") for a in ("scram", "mtls")]
OPTIONAL = ("bridge", "connect", "connectors", "connect-access", "mirror", "registry", "rebalance")
CLUSTER_WIDE = {"Namespace", "PriorityClass", "StorageClass"}
OF_A_CLUSTER = {"KafkaNodePool", "KafkaRebalance", "KafkaTopic", "KafkaUser"}
HOLDS_DATA = {"Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser", "Namespace", "StorageClass"}
NOT_APPLIED = ("kustomization.yaml", "replacements.yaml")
LATER = re.compile(r"@\{[a-z-]+\}")

kinds = pytest.mark.parametrize(("kubernetes", "authentication"), KINDS)


def texts(decided: Plan) -> dict[str, str]:
    """Return the manifests of a plan as text by path."""
    files = {file.path: file.content.decode() for file in render(decided).files}
    return {path: text for path, text in files.items() if path.startswith("kubernetes/")}


@cache
def manifests(kubernetes: str, authentication: str) -> dict[str, str]:
    """Return one kind's manifests as text by path."""
    return texts(plan(kubernetes, authentication))


def folder(files: dict[str, str], path: str) -> dict[str, str]:
    """Return the files right in a folder by name."""
    prefix = f"kubernetes/{path}/"
    names = {p.removeprefix(prefix): t for p, t in files.items() if p.startswith(prefix)}
    return {name: text for name, text in names.items() if "/" not in name}


def overlay(files: dict[str, str], environment: EnvironmentPlan) -> dict[str, str]:
    """Return the files of an environment's overlay by name."""
    return folder(files, f"overlays/{environment.environment.name}")


def resources(files: dict[str, str]) -> list[dict[str, Any]]:
    """Return what the files of a folder have Kubernetes hold."""
    return [
        document
        for name, text in files.items()
        if name not in (*NOT_APPLIED, "settings.yaml")
        for document in pyyaml.safe_load_all(text)
    ]


def of(kind: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the resources of a kind."""
    return [resource for resource in found if resource["kind"] == kind]


def names(kind: str, found: list[dict[str, Any]]) -> set[str]:
    """Return the names of the resources of a kind."""
    return {resource["metadata"]["name"] for resource in of(kind, found)}


def cases(kubernetes: str, authentication: str) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Return each environment's details with the resources of its overlay and of the base."""
    files = manifests(kubernetes, authentication)
    for environment in plan(kubernetes, authentication).environments:
        yield environment.details, resources(overlay(files, environment))


def values(node: Any, key: str) -> Iterator[Any]:
    """Return every value under a key, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from values(value, key)
    elif isinstance(node, list):
        for item in node:
            yield from values(item, key)


@kinds
def test_each_kustomization_lists_the_files_beside_it(kubernetes, authentication):
    """Nothing is rendered and then not applied, and nothing is listed that is not there."""
    files = manifests(kubernetes, authentication)
    environments = plan(kubernetes, authentication).environments
    folders = ["base", *(f"overlays/{e.environment.name}" for e in environments)]
    for path in folders:
        beside = folder(files, path)
        listed = pyyaml.safe_load(beside["kustomization.yaml"])
        above = ["../../base"] if path != "base" else []

        assert listed["resources"] == [*above, *sorted(set(beside) - set(NOT_APPLIED))]
        assert ("replacements.yaml" in beside) == ("replacements" in listed)


@kinds
def test_an_environment_has_files_only_for_what_it_runs(kubernetes, authentication):
    """Who opens an overlay sees what runs there, and nothing that does not."""
    files = manifests(kubernetes, authentication)
    for environment in plan(kubernetes, authentication).environments:
        beside = overlay(files, environment)
        for name in OPTIONAL:
            assert (f"{name}.yaml" in beside) is environment.environment.protect
        assert ("storage-classes.yaml" in beside) is bool(environment.details.storage_classes)


@kinds
def test_only_the_served_version_is_used(kubernetes, authentication):
    """Strimzi 1.x refuses every version of its resources but v1."""
    for path, text in manifests(kubernetes, authentication).items():
        assert "v1beta2" not in text, path
        used = re.findall(r"^ *(?:- )?apiVersion: (kafka\.strimzi\.io/.*)$", text, re.MULTILINE)
        assert set(used) <= {"kafka.strimzi.io/v1"}, path


@kinds
def test_resources_say_which_cluster_they_belong_to(kubernetes, authentication):
    """Without the label, or with another name in it, an operator passes them over without a word."""
    for details, found in cases(kubernetes, authentication):
        labelled = [r for r in found if r["kind"] in OF_A_CLUSTER]
        connectors = of("KafkaConnector", found)

        assert names("Kafka", found) == {details.cluster_name}
        assert {r["metadata"]["labels"]["strimzi.io/cluster"] for r in labelled} == {
            details.cluster_name
        }
        assert {r["metadata"]["labels"]["strimzi.io/cluster"] for r in connectors} == names(
            "KafkaConnect", found
        )
        assert bool(connectors) is bool(details.connect)


@kinds
def test_resources_say_which_namespace_they_belong_to(kubernetes, authentication):
    """A file applied by itself goes where the overlay would have put it."""
    for details, found in cases(kubernetes, authentication):
        for resource in found:
            wanted = None if resource["kind"] in CLUSTER_WIDE else details.namespace
            assert resource["metadata"].get("namespace") == wanted, resource["metadata"]["name"]
        assert names("Namespace", found) == {details.namespace}


@kinds
def test_no_resource_is_there_twice(kubernetes, authentication):
    """Of two resources of one kind and name the one that is applied last wins."""
    for _, found in cases(kubernetes, authentication):
        keys = [(r["kind"], r["metadata"]["name"]) for r in found]
        assert len(keys) == len(set(keys))


@kinds
def test_what_is_named_is_there(kubernetes, authentication):
    """A secret or ConfigMap that is named is made by Strimzi or by a file here, or a comment asks for it."""
    base = resources(folder(manifests(kubernetes, authentication), "base"))
    files = manifests(kubernetes, authentication)
    for environment in plan(kubernetes, authentication).environments:
        beside = overlay(files, environment)
        found = resources(beside)
        made = names("KafkaUser", found) | {f"{environment.details.cluster_name}-cluster-ca-cert"}
        asked = {
            word for text in beside.values() for word in re.findall(r"(?<=ecret )[\w-]+", text)
        }
        secrets = set(values(found, "secretName"))
        secrets |= {ref["name"] for ref in values(found, "secretKeyRef")}
        configs = {(ref["name"], ref["key"]) for ref in values(found, "configMapKeyRef")}
        have = {(c["metadata"]["name"], key) for c in of("ConfigMap", base) for key in c["data"]}

        assert secrets <= made | asked
        assert configs <= have
        assert configs


@kinds
def test_workers_may_read_the_secrets_that_connectors_name(kubernetes, authentication):
    """A connector whose secret its workers cannot read does not start; no other secret is theirs to read."""
    for details, found in cases(kubernetes, authentication):
        if not details.connect:
            continue
        text = "\n".join(map(str, of("KafkaConnector", found)))
        named = set(re.findall(rf"\$\{{secrets:{details.namespace}/([\w-]+):", text))
        (role,) = of("Role", found)
        (binding,) = of("RoleBinding", found)

        assert named
        assert set(role["rules"][0]["resourceNames"]) == named
        assert binding["subjects"][0]["name"] == f"{details.connect.name}-connect"


@kinds
def test_listeners_do_not_clash(kubernetes, authentication):
    """Names and ports of listeners are their own, and none is a port that Strimzi or the exporter uses."""
    for details, found in cases(kubernetes, authentication):
        (kafka,) = of("Kafka", found)
        listeners = kafka["spec"]["kafka"]["listeners"]
        ports = [listener["port"] for listener in listeners]

        assert [listener["name"] for listener in listeners] == [x.name for x in details.listeners]
        assert len(set(ports)) == len(ports)
        assert len({listener["name"] for listener in listeners}) == len(listeners)
        assert not {9090, 9091, 9404, 9999} & set(ports)
        assert all(listener["tls"] for listener in listeners)


OUTSIDE = Listener(
    name="outside",
    port=9094,
    type="loadbalancer",
    authentication="scram-sha-512",
    purpose="applications elsewhere",
    annotations=(),
    configuration=(),
    bootstrap_host=None,
    host_template=None,
    source_ranges=(),
    gateway=None,
)
HOSTS = {"bootstrap_host": "b.example.com", "host_template": "b-{nodeId}.example.com"}
ANNOTATED = {"annotations": (("a/b", "true"),)}


@pytest.mark.parametrize(
    ("changes", "configuration"),
    [
        pytest.param({"type": "route"}, None, id="nothing-to-say"),
        pytest.param(
            {
                "type": "nodeport",
                "configuration": (("preferredNodePortAddressType", "InternalIP"),),
            },
            {"preferredNodePortAddressType": "InternalIP"},
            id="node-port",
        ),
        pytest.param(
            ANNOTATED | {"configuration": (("class", "x"),), "source_ranges": ("10.0.0.0/8",)},
            {
                "class": "x",
                "bootstrap": {"annotations": {"a/b": "true"}},
                "perBrokerAnnotationsTemplate": {"a/b": "true"},
                "loadBalancerSourceRanges": ["10.0.0.0/8"],
            },
            id="load-balancer",
        ),
        pytest.param(
            HOSTS,
            {
                "bootstrap": {"alternativeNames": ["b.example.com"]},
                "advertisedHostTemplate": "b-{nodeId}.example.com",
            },
            id="load-balancer-with-names",
        ),
        pytest.param(
            HOSTS | {"type": "ingress", "configuration": (("class", "nginx"),)},
            {
                "class": "nginx",
                "bootstrap": {"host": "b.example.com"},
                "hostTemplate": "b-{nodeId}.example.com",
            },
            id="ingress",
        ),
        pytest.param(
            HOSTS | {"type": "tlsroute", "gateway": ("edge", "kafka")},
            {
                "bootstrap": {"host": "b.example.com"},
                "hostTemplate": "b-{nodeId}.example.com",
                "parentRefs": [
                    {
                        "group": "gateway.networking.k8s.io",
                        "kind": "Gateway",
                        "namespace": "edge",
                        "name": "kafka",
                    }
                ],
            },
            id="tls-route",
        ),
    ],
)
def test_listeners_outside_say_how_they_are_reached(changes, configuration):
    """Each kind has the fields that Strimzi reads for it, and no definition refuses one."""
    decided = plan()
    details = decided.primary.details
    assert isinstance(details, StrimziDetails)
    outside = replace(OUTSIDE, **changes)
    changed = replace(details, listeners=(details.listeners[0], outside))
    environment = replace(decided.primary, details=changed)
    beside = overlay(texts(replace(decided, environments=(environment,))), environment)
    (kafka,) = of("Kafka", resources(beside))
    made = kafka["spec"]["kafka"]["listeners"][1]

    assert made["type"] == outside.type
    assert made.get("configuration") == configuration
    found = check_manifests(read(beside["kafka.yaml"], "kafka.yaml"), protected=True)
    assert not [finding for finding in found if finding.rule == "schema"]


@kinds
def test_whoever_signs_in_does_so_as_a_listener_asks(kubernetes, authentication):
    """Users, and what connects as one of them, have the kind of credentials that the first listener takes."""
    for details, found in cases(kubernetes, authentication):
        wanted = details.listeners[0].authentication
        users = {u["spec"]["authentication"]["type"] for u in of("KafkaUser", found)}
        clients = [
            *of("KafkaConnect", found),
            *of("KafkaBridge", found),
            *(m["spec"]["target"] for m in of("KafkaMirrorMaker2", found)),
        ]

        assert users == {wanted}
        for client in clients:
            spec = client.get("spec", client)
            assert spec["authentication"]["type"] == wanted
            assert spec["bootstrapServers"] == details.bootstrap


@kinds
def test_images_are_pinned(kubernetes, authentication):
    """What runs tomorrow is what runs today."""
    for _, found in cases(kubernetes, authentication):
        for image in values(found, "image"):
            assert re.fullmatch(r"[^:]+:[\w.-]+", image), image
            assert not image.endswith(":latest")


@kinds
def test_each_setting_has_its_reason_above_it(kubernetes, authentication):
    """Whoever wonders about a line finds the answer right there."""
    files = manifests(kubernetes, authentication)
    checked = 0
    for environment in plan(kubernetes, authentication).environments:
        for name, decided in settings(environment):
            above = re.escape(f"# {decided.reason}") + r"\n *" + re.escape(decided.name) + ": "
            assert re.search(above, overlay(files, environment)[name]), decided
            checked += 1

    assert checked > 80


def settings(environment: EnvironmentPlan) -> Iterator[tuple[str, Setting]]:
    """Return settings that keep their names, with the file that each is in."""
    details = environment.details
    assert isinstance(details, StrimziDetails)
    by_file = {
        "storage-classes.yaml": [s for c in details.storage_classes for s in c.parameters],
        "kafka.yaml": [
            *details.server_properties,
            *(details.tiered.config if details.tiered else ()),
            *(details.cruise_control.config if details.cruise_control else ()),
        ],
        "topics.yaml": [s for topic in environment.topics for s in topic.settings],
        "connect.yaml": details.connect.config if details.connect else (),
        "connectors.yaml": [
            s
            for c in (details.connect.connectors if details.connect else ())
            for s in c.configuration
        ],
        "mirror.yaml": (
            (
                *details.mirror.source_config,
                *details.mirror.checkpoint_config,
                *details.mirror.target_config,
            )
            if details.mirror
            else ()
        ),
        "bridge.yaml": details.bridge.producer_config if details.bridge else (),
    }
    return ((name, decided) for name, found in by_file.items() for decided in found)


@kinds
def test_topics_are_those_of_the_plan(kubernetes, authentication):
    """Partitions, copies and the copies that a write waits for are written out for every topic."""
    for environment in plan(kubernetes, authentication).environments:
        found = resources(overlay(manifests(kubernetes, authentication), environment))
        made = {
            topic["spec"].get("topicName", topic["metadata"]["name"]): topic["spec"]
            for topic in of("KafkaTopic", found)
        }

        assert made.keys() == {topic.name for topic in environment.topics}
        for topic in environment.topics:
            spec = made[topic.name]
            assert (spec["partitions"], spec["replicas"]) == (
                topic.partitions,
                topic.replication_factor,
            )
            assert spec["config"]["min.insync.replicas"] == topic.min_insync_replicas


def test_copies_to_wait_for_are_written_even_where_no_setting_says_so():
    """Left out, the broker's value would count, and it may change."""
    decided = plan()
    bare = tuple(
        replace(e, topics=tuple(replace(t, settings=()) for t in e.topics))
        for e in decided.environments
    )
    for environment in decided.environments:
        found = resources(overlay(texts(replace(decided, environments=bare)), environment))
        assert {str(t["spec"]["config"]) for t in of("KafkaTopic", found)} == {
            "{'min.insync.replicas': 2}"
        }


@kinds
def test_nodes_run_where_they_are_meant_to(kubernetes, authentication):
    """Machines kept for a pool are asked for and tolerated; no two nodes share a machine or crowd a zone."""
    for details, found in cases(kubernetes, authentication):
        pools = {pool["metadata"]["name"]: pool["spec"] for pool in of("KafkaNodePool", found)}
        for pool in details.pools:
            pod = pools[pool.name]["template"]["pod"]
            apart = pod["affinity"]["podAntiAffinity"]
            (term,) = apart["requiredDuringSchedulingIgnoredDuringExecution"]
            assert term["topologyKey"] == "kubernetes.io/hostname"
            assert term["labelSelector"]["matchLabels"]["strimzi.io/pool-name"] == pool.name
            assert ("topologySpreadConstraints" in pod) is pool.spread_zones
            assert [t["value"] for t in pod.get("tolerations", ())] == (
                [pool.dedicated] if pool.dedicated else []
            )
            assert ("nodeAffinity" in pod["affinity"]) is bool(pool.dedicated)
            assert pod["priorityClassName"] in names("PriorityClass", found)


@kinds
def test_zones_that_refuse_a_pod_are_not_waited_for(kubernetes, authentication):
    """On machines that others share, zones whose taints keep Kafka out do not leave a node pending for ever."""
    for details, found in cases(kubernetes, authentication):
        for pool in of("KafkaNodePool", found):
            (own,) = (p for p in details.pools if p.name == pool["metadata"]["name"])
            for spread in pool["spec"]["template"]["pod"].get("topologySpreadConstraints", ()):
                honours = spread.get("nodeTaintsPolicy") == "Honor"
                assert honours is not bool(own.dedicated)


@kinds
def test_what_is_said_of_a_disk_is_what_it_holds(kubernetes, authentication):
    """Controllers alone hold no records, and nobody is told that they do."""
    for environment in plan(kubernetes, authentication).environments:
        text = overlay(manifests(kubernetes, authentication), environment)["node-pools.yaml"]
        for document in text.split("\n---\n"):
            roles = pyyaml.safe_load(document)["spec"]["roles"]
            assert ("beside records" in document) is ("broker" in roles)


def test_the_cache_of_tiered_storage_has_a_volume():
    """Strimzi's own /tmp is five MiB of memory; brokers get a place of their own, and controllers need none."""
    decided = plan()
    details = decided.primary.details
    assert isinstance(details, StrimziDetails)
    assert details.tiered
    place = setting("fetch.chunk.cache.path", "/mnt/cache")
    tiered = replace(details.tiered, config=(*details.tiered.config, place))
    environment = replace(decided.primary, details=replace(details, tiered=tiered))
    beside = overlay(texts(replace(decided, environments=(environment,))), environment)
    pools = of("KafkaNodePool", resources(beside))
    mounted = {
        pool["metadata"]["name"]: mount["mountPath"]
        for pool in pools
        for mounts in values(pool, "volumeMounts")
        for mount in mounts
    }
    pool_file = read(beside["node-pools.yaml"], "node-pools.yaml")

    assert mounted == {"broker": "/mnt/cache"}
    assert not [f for f in check_manifests(pool_file, protected=True) if f.rule == "schema"]


@kinds
def test_pods_are_let_in_only_by_a_policy(kubernetes, authentication):
    """Nothing is reached by default; what Strimzi opens no way to, a policy here does."""
    base = resources(folder(manifests(kubernetes, authentication), "base"))
    deny = next(p for p in of("NetworkPolicy", base) if p["metadata"]["name"] == "default-deny")
    assert deny["spec"] == {"podSelector": {}, "policyTypes": ["Ingress"]}

    for details, found in cases(kubernetes, authentication):
        opened = {
            p["metadata"]["name"]: p["spec"]["podSelector"]["matchLabels"]
            for p in of("NetworkPolicy", found)
        }
        wanted = [part for part in (details.bridge, details.registry) if part]
        assert opened.keys() == {f"{part.name}-callers" for part in wanted}
        for deployment in of("Deployment", found):
            labels = deployment["spec"]["template"]["metadata"]["labels"]
            assert opened[f"{deployment['metadata']['name']}-callers"] == labels


@kinds
def test_the_namespace_keeps_privileges_out(kubernetes, authentication):
    """The namespace asks for the restricted profile, and our own pods meet it."""
    for details, found in cases(kubernetes, authentication):
        (namespace,) = of("Namespace", found)
        assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
        assert len(of("Deployment", found)) == bool(details.registry)
        for deployment in of("Deployment", found):
            pod = deployment["spec"]["template"]["spec"]
            (container,) = pod["containers"]
            assert pod["securityContext"]["runAsNonRoot"] is True
            assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert {"requests", "limits"} == container["resources"].keys()


@kinds
def test_what_is_known_later_has_its_place(kubernetes, authentication):
    """Every value that stands for another is put in from the owner's file, and nothing else is."""
    files = manifests(kubernetes, authentication)
    filled = 0
    for environment in plan(kubernetes, authentication).environments:
        beside = overlay(files, environment)
        later = {m for n, t in beside.items() if n not in NOT_APPLIED for m in LATER.findall(t)}
        if "settings.yaml" not in beside:
            assert not later
            continue
        keys = set(pyyaml.safe_load(beside["settings.yaml"])["data"])
        rules = pyyaml.safe_load(beside["replacements.yaml"])
        put = [
            (target["select"], path)
            for rule in rules
            for target in rule["targets"]
            for path in target["fieldPaths"]
        ]
        fields = [field(resources(beside), select, path) for select, path in put]

        assert {f"data.{key}" for key in keys} == {rule["source"]["fieldPath"] for rule in rules}
        assert all(LATER.match(value) for value in fields)
        assert len(fields) == sum(
            len(LATER.findall(text)) for name, text in beside.items() if name not in NOT_APPLIED
        )
        filled += len(fields)

    assert filled


def field(found: list[dict[str, Any]], select: dict[str, str], path: str) -> str:
    """Return what stands at kustomize's way to a field of the resource that is selected."""
    (node,) = [r for r in of(select["kind"], found) if r["metadata"]["name"] == select["name"]]
    for step in re.split(r"(?<!\\)\.", path):
        node = _step(node, step.replace("\\.", "."))
    return str(node)


def _step(node: Any, step: str) -> Any:
    if not isinstance(node, list):
        return node[step]
    if step.isdigit():
        return node[int(step)]
    key, _, value = step.strip("[]").partition("=")
    return next(item for item in node if item[key] == value)


def with_gitops(controller: str) -> Plan:
    """Return the plan for a GitOps controller."""
    decided = plan()
    environments = tuple(
        replace(e, details=replace(e.details, gitops=controller)) for e in decided.environments
    )
    flags = tuple((name, on or name in ("gitops", controller)) for name, on in decided.flags)
    return replace(decided, environments=environments, flags=flags)


@pytest.mark.parametrize(
    ("controller", "annotation", "value"),
    [
        ("argocd", "argocd.argoproj.io/sync-options", "Prune=false,Delete=false"),
        ("flux", "kustomize.toolkit.fluxcd.io/prune", "disabled"),
    ],
)
def test_a_gitops_controller_never_deletes_data(controller, annotation, value):
    """In a protected environment a file that is gone from Git takes no topic, disk or cluster with it."""
    decided = with_gitops(controller)
    files = texts(decided)
    for environment in decided.environments:
        name = environment.environment.name
        found = resources(overlay(files, environment))
        kept = {
            r["kind"]
            for r in found
            if r["metadata"].get("annotations", {}).get(annotation) == value
        }

        assert kept == (HOLDS_DATA if environment.environment.protect else set())
        assert f"overlays/{name}" in files[f"kubernetes/gitops/{controller}/{name}.yaml"]


def test_argo_cd_applies_in_waves():
    """What others need is there before them: the namespace first, the cluster, topics and users, then clients."""
    decided = with_gitops("argocd")
    found = resources(overlay(texts(decided), decided.primary))
    waves: dict[str, set[int]] = {}
    for resource in found:
        wave = resource["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-wave")
        if wave is not None:
            waves.setdefault(resource["kind"], set()).add(int(wave))
    order = ("Namespace", "Kafka", "KafkaUser", "KafkaConnect", "KafkaConnector")

    assert [waves[kind] for kind in order] == sorted((waves[kind] for kind in order), key=min)
    assert len({min(waves[kind]) for kind in order}) == len(order)


def test_without_a_gitops_controller_nothing_speaks_of_one():
    """Annotations that nobody reads are not there."""
    assert not [
        path
        for path, text in texts(plan()).items()
        if "argocd.argoproj.io" in text or "toolkit.fluxcd.io" in text
    ]


def test_an_own_authority_is_not_made():
    """Strimzi waits for the owner's certificates, and makes none that clients would have to trust."""
    decided = plan()
    changed = tuple(
        replace(e, details=replace(e.details, own_certificate_authority=True))
        for e in decided.environments
    )
    for environment, expected in ((decided, True), (replace(decided, environments=changed), False)):
        (kafka,) = of("Kafka", resources(overlay(texts(environment), environment.primary)))
        assert [
            kafka["spec"][authority]["generateCertificateAuthority"]
            for authority in ("clusterCa", "clientsCa")
        ] == [expected, expected]


def test_goals_of_cruise_control_are_one_list_each():
    """Lines of YAML become the comma-separated list that Cruise Control reads, nothing lost."""
    decided = plan()
    details = decided.primary.details
    assert isinstance(details, StrimziDetails)
    assert details.cruise_control
    (kafka,) = of("Kafka", resources(overlay(texts(decided), decided.primary)))
    config = kafka["spec"]["cruiseControl"]["config"]

    for key, wanted in (
        ("goals", details.cruise_control.goals),
        ("default.goals", details.cruise_control.default_goals),
        ("hard.goals", details.cruise_control.hard_goals),
    ):
        assert tuple(re.split(r", *", config[key])) == wanted


def test_texts_of_users_stay_texts():
    """Whatever a user writes into a connector or a mirror comes out of YAML as it went in."""
    strange = [text for text in HOSTILE if "\ud800" not in text and len(text) < 1000]
    asked = tuple(setting(f"h{at}", text, text) for at, text in enumerate(strange))
    decided = plan()
    changed = []
    for environment in decided.environments:
        details = environment.details
        assert isinstance(details, StrimziDetails)
        if details.connect and details.mirror:
            first, *others = details.connect.connectors
            connector = replace(first, configuration=asked)
            details = replace(
                details,
                connect=replace(details.connect, connectors=(connector, *others)),
                mirror=replace(details.mirror, source_config=asked, topics="\n".join(strange)),
            )
        changed.append(replace(environment, details=details))
    files = texts(replace(decided, environments=tuple(changed)))
    found = resources(overlay(files, decided.primary))
    (mirror,) = of("KafkaMirrorMaker2", found)
    (way,) = mirror["spec"]["mirrors"]

    assert list(of("KafkaConnector", found)[0]["spec"]["config"].values()) == strange
    assert list(way["sourceConnector"]["config"].values()) == strange
    assert way["topicsPattern"] == "\n".join(strange)
