"""Where an example can be taken: every MSK variant, Strimzi on each cloud's Kubernetes and on an existing one, and every
cluster type of Confluent Cloud."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from scenarios import VARIANTS, answers_file


MSK = VARIANTS
STRIMZI = ("eks", "gke", "aks", "existing")
CONFLUENT = tuple(
    f"confluent-{v}" for v in ("basic", "standard", "enterprise", "freight", "dedicated")
)
TARGETS = (*MSK, *STRIMZI, *CONFLUENT)
PLACES = {
    "eks": ("aws", "eu-west-1"),
    "gke": ("gcp", "europe-west1"),
    "aks": ("azure", "westeurope"),
}
AUTHORITY = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555"
STANDBY = "{create: {cidr: 10.90.0.0/16}}"
# Types of Confluent Cloud that the internet reaches, and from where it then may.
OPEN = ("confluent-basic", "confluent-standard")
OFFICE = "203.0.113.0/24"
# A network of its own where the example names one of another cloud.
NETWORK = "{create: {cidr: 10.40.0.0/16}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What no example asks for: an example, where it goes, and the answers laid over it."""

    example: str
    target: str
    sets: tuple[str, ...]


LISTENERS = "kubernetes.listeners"
OPTIONS = {
    "mtls-load-balancer": Option(
        example="clickstream",
        target="eks",
        sets=("security.authentication=mtls", f"{LISTENERS}=[load-balancer]"),
    ),
    "public-load-balancer": Option(
        example="payments",
        target="eks",
        sets=(
            "security.exposure=public",
            "security.allowed_cidrs=[203.0.113.0/24]",
            f"{LISTENERS}=[load-balancer]",
        ),
    ),
    "gke-load-balancer": Option(
        example="clickstream", target="gke", sets=(f"{LISTENERS}=[load-balancer]",)
    ),
    "aks-load-balancer": Option(
        example="clickstream", target="aks", sets=(f"{LISTENERS}=[load-balancer]",)
    ),
    "node-port": Option(example="sandbox", target="existing", sets=(f"{LISTENERS}=[node-port]",)),
    "ingress": Option(
        example="payments",
        target="existing",
        sets=(
            f"{LISTENERS}=[ingress]",
            "kubernetes.domain=kafka.example.com",
            "kubernetes.ingress_class=nginx",
        ),
    ),
    "route": Option(
        example="payments",
        target="existing",
        sets=(f"{LISTENERS}=[route]",),
    ),
    "tls-route": Option(
        example="payments",
        target="gke",
        sets=(
            f"{LISTENERS}=[tls-route]",
            "kubernetes.domain=kafka.example.com",
            "kubernetes.gateway=gateways/kafka",
        ),
    ),
    "own-authority": Option(
        example="payments",
        target="aks",
        sets=("kubernetes.certificate_authority=own", "security.authentication=mtls"),
    ),
    "argocd": Option(example="clickstream", target="eks", sets=("kubernetes.gitops=argocd",)),
    "flux": Option(example="payments", target="gke", sets=("kubernetes.gitops=flux",)),
    "local-disk": Option(example="logs", target="eks", sets=("variant=local-disk",)),
    **{
        f"confluent-{variant}-{cloud}": Option(
            example="sandbox",
            target=f"confluent-{variant}",
            sets=(f"cloud.provider={cloud}", f"cloud.region={region}"),
        )
        for variant in ("basic", "standard", "enterprise", "dedicated")
        for cloud, region in (PLACES["gke"], PLACES["aks"])
    },
    "confluent-oauth-standby": Option(
        example="payments",
        target="confluent-enterprise",
        sets=(
            "confluent_cloud.sign_in=oauth",
            "confluent_cloud.client_quotas=true",
            f"disaster_recovery={{kind: active-passive, region: eu-west-1, network: {STANDBY}}}",
        ),
    ),
    "confluent-keys-standby": Option(
        example="orders-gke",
        target="confluent-dedicated",
        sets=(
            "confluent_cloud.networking=private-link",
            "confluent_cloud.schema_validation=true",
            "confluent_cloud.stream_governance=advanced",
            f"disaster_recovery={{kind: active-passive, region: europe-west3, network: {STANDBY}}}",
        ),
    ),
    "confluent-transit-gateway": Option(
        example="iot",
        target="confluent-dedicated",
        sets=("confluent_cloud.networking=transit-gateway", "confluent_cloud.ksqldb_units=4"),
    ),
    "confluent-flink": Option(
        example="cdc-outbox",
        target="confluent-enterprise",
        sets=(
            "confluent_cloud.networking=private-link",
            "confluent_cloud.flink_cfu=10",
            "confluent_cloud.stream_governance=advanced",
        ),
    ),
    "bridge-and-mirror": Option(
        example="payments",
        target="existing",
        sets=(
            "kubernetes.bridge=true",
            "kubernetes.mirror={alias: old, bootstrap_servers: [kafka.example.com:9096], "
            "authentication: scram, user: mirror, topics: [orders]}",
        ),
    ),
}


def sets_of(example: str, target: str) -> tuple[str, ...]:
    """Return the answers that take an example to a target: what only fits elsewhere is replaced."""
    asked = _asked(example)
    if target in CONFLUENT:
        variant = target.removeprefix("confluent-")
        return ("platform=confluent-cloud", f"variant={variant}", *_for_confluent(asked, target))
    where = _place(asked, target)
    if target in MSK:
        return ("platform=msk", f"variant={target}", *where, *_for_msk(asked))
    return ("platform=strimzi", *where, *_for_strimzi(asked, target))


def _place(asked: dict[str, Any], target: str) -> list[str]:
    """Return the cloud, where the example is on another one; an existing cluster may be anywhere."""
    cloud = _inside(asked, "cloud")
    if target == "existing":
        sets = []
    else:
        provider, region = PLACES.get(target, PLACES["eks"])
        if cloud.get("provider", "aws") == provider:
            return []
        sets = [f"cloud.provider={provider}", f"cloud.region={region}"]
    return sets + ([f"cloud.network={NETWORK}"] if "existing" in _inside(cloud, "network") else [])


def _beside_confluent(asked: dict[str, Any]) -> Iterator[str]:
    """Yield what takes away answers that Confluent Cloud alone has a use for."""
    yield from (f"{key}=null" for key in ("confluent_cloud", "disaster_recovery") if key in asked)
    if _inside(asked, "goals", "durability").get("survive") == "region":
        yield "goals.durability.survive=zone"


def _for_msk(asked: dict[str, Any]) -> Iterator[str]:
    yield from _beside_confluent(asked)
    if "kubernetes" in asked:
        yield "kubernetes=null"
    if _inside(asked, "schemas").get("registry") == "karapace":
        yield "schemas.registry=glue"
    security = _inside(asked, "security")
    if security.get("authentication") == "mtls" and "certificate_authority_arns" not in security:
        yield f"security.certificate_authority_arns=[{AUTHORITY}]"


def _for_strimzi(asked: dict[str, Any], target: str) -> Iterator[str]:
    yield from _beside_confluent(asked)
    own = _inside(asked, "kubernetes")
    if target == "existing":
        yield "kubernetes.cluster=existing"
    elif own.get("cluster") == "existing":
        yield "kubernetes.cluster=create"
        if "storage_class" in own:
            yield "kubernetes.storage_class=null"
    security, monitoring = _inside(asked, "security"), _inside(asked, "monitoring")
    if security.get("authentication") == "iam":
        yield "security.authentication=scram"
    if "certificate_authority_arns" in security:
        yield "security.certificate_authority_arns=null"
    if _inside(asked, "schemas").get("registry") == "glue":
        yield "schemas.registry=karapace"
    if monitoring.get("stack") == "cloud":
        yield "monitoring.stack=prometheus"
    if "logs" in monitoring:
        yield "monitoring.logs=null"


def _for_confluent(asked: dict[str, Any], target: str) -> Iterator[str]:
    """Yield what takes an example there on its own cloud; a need that the type has not stays, and is why it does not fit."""
    if "kubernetes" in asked:
        yield "kubernetes=null"
    networking = _inside(asked, "confluent_cloud").get("networking")
    if networking and (networking == "public") != (target in OPEN):
        yield "confluent_cloud.networking=null"
    security, monitoring = _inside(asked, "security"), _inside(asked, "monitoring")
    if security.get("authentication") == "iam":
        yield "security.authentication=null"
    if "certificate_authority_arns" in security:
        yield "security.certificate_authority_arns=null"
    if target in OPEN and security.get("exposure") != "public":
        yield from ("security.exposure=public", f"security.allowed_cidrs=[{OFFICE}]")
    if target not in OPEN and security.get("exposure") == "public":
        yield from ("security.exposure=private", "security.allowed_cidrs=null")
    if _inside(asked, "schemas").get("registry") in {"glue", "karapace"}:
        yield "schemas.registry=null"
    if monitoring.get("stack") == "cloud":
        yield "monitoring.stack=prometheus"
    if "logs" in monitoring:
        yield "monitoring.logs=null"


@cache
def _asked(example: str) -> dict[str, Any]:
    return dict(yaml.safe_load(answers_file(example).read_text(encoding="utf-8")))


def _inside(data: dict[str, Any], *path: str) -> dict[str, Any]:
    for key in path:
        found = data.get(key)
        data = found if isinstance(found, dict) else {}
    return data
