"""What is asked of one platform alone, parsed as `kafka_scaffold.model.answers` is."""

from dataclasses import dataclass
from enum import StrEnum


class KubernetesCluster(StrEnum):
    """Whether the Kubernetes cluster is made by this repository."""

    CREATE = "create"
    EXISTING = "existing"


class ListenerKind(StrEnum):
    """How clients outside the Kubernetes cluster reach brokers, beside those inside."""

    INTERNAL = "internal"
    LOAD_BALANCER = "load-balancer"
    NODE_PORT = "node-port"
    INGRESS = "ingress"
    ROUTE = "route"
    TLS_ROUTE = "tls-route"


class CertificateAuthority(StrEnum):
    """Whose authority signs the brokers' and the users' certificates."""

    STRIMZI = "strimzi"
    OWN = "own"


class GitOps(StrEnum):
    """Who applies manifests: a person with kubectl, or a controller."""

    NONE = "none"
    ARGO_CD = "argocd"
    FLUX = "flux"


class MirrorAuthentication(StrEnum):
    """How MirrorMaker signs in at the cluster it copies from."""

    SCRAM = "scram"
    PLAIN = "plain"
    MTLS = "mtls"


class Uptime(StrEnum):
    """Per cent of a month that a provider promises."""

    BASIC = "99.5"
    STANDARD = "99.9"
    ZONE = "99.95"
    HIGH = "99.99"


class ConfluentNetworking(StrEnum):
    """How clients reach a cluster of Confluent Cloud."""

    PUBLIC = "public"
    PRIVATE_LINK = "private-link"
    PNI = "pni"
    PEERING = "peering"
    TRANSIT_GATEWAY = "transit-gateway"


class ConfluentSignIn(StrEnum):
    """How clients sign in at Confluent Cloud."""

    API_KEY = "api-key"
    OAUTH = "oauth"
    MTLS = "mtls"


class StreamGovernance(StrEnum):
    """Packages of Confluent's Stream Governance."""

    ESSENTIALS = "essentials"
    ADVANCED = "advanced"


class WarpStreamTier(StrEnum):
    """What WarpStream sells a cluster as; more partitions and a better promise cost more."""

    DEV = "dev"
    FUNDAMENTALS = "fundamentals"
    PRO = "pro"
    ENTERPRISE = "enterprise"


class AgentPlace(StrEnum):
    """Where WarpStream's Agents run."""

    EKS = "eks"
    ECS = "ecs"
    GKE = "gke"
    AKS = "aks"
    EXISTING = "existing"  # a Kubernetes cluster that is there already


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A cluster whose topics are copied into this one under their own names."""

    alias: str
    bootstrap_servers: tuple[str, ...]
    authentication: MirrorAuthentication
    user: str
    topics: tuple[str, ...]  # names or regular expressions


@dataclass(frozen=True, slots=True, kw_only=True)
class Kubernetes:
    """How Kafka runs on Kubernetes; read by Strimzi alone."""

    cluster: KubernetesCluster = KubernetesCluster.CREATE
    version: str = "1.35"
    listeners: tuple[ListenerKind, ...] = (ListenerKind.INTERNAL,)
    certificate_authority: CertificateAuthority = CertificateAuthority.STRIMZI
    gitops: GitOps = GitOps.NONE
    bridge: bool = False
    drain_cleaner: bool = True
    domain: str | None = None  # of the brokers' names, for ingress and routes
    ingress_class: str | None = None
    gateway: tuple[str, str] | None = None  # namespace and name, for TLS routes
    storage_class: str | None = None  # of an existing cluster; None makes one
    mirror: Mirror | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfluentCloud:
    """What is asked of Confluent Cloud; read by it alone. ``None`` leaves a choice to goals and sizing.

    Confluent sizes by the 95th percentile: ``p95_write_bytes_s`` and ``p95_read_bytes_s`` are that of the workload,
    before compression; without them the peak stands in.
    """

    uptime: Uptime | None = None
    networking: ConfluentNetworking | None = None
    sign_in: ConfluentSignIn = ConfluentSignIn.API_KEY
    stream_governance: StreamGovernance = StreamGovernance.ESSENTIALS
    schema_validation: bool = False  # by the brokers
    client_quotas: bool = False
    access_transparency: bool = False
    flink_cfu: float = 0  # on average
    ksqldb_units: int = 0
    cku_usd_hour: float | None = None  # of a Dedicated cluster, from the user's own contract
    p95_write_bytes_s: float | None = None
    p95_read_bytes_s: float | None = None
    connections: int | None = None  # counted on a running cluster
    requests_per_second: float | None = None
    max_units: int | None = None  # up to which an elastic cluster may grow


@dataclass(frozen=True, slots=True, kw_only=True)
class WarpStream:
    """How WarpStream runs; ``None`` leaves it to the sizing, which takes the least that does.

    ``batch_timeout_ms`` is how long an Agent gathers records before it writes a file.
    """

    tier: WarpStreamTier | None = None
    agents: AgentPlace | None = None
    batch_timeout_ms: int | None = None
    control_plane_private_link: bool = False
    zone_aware_clients: bool = True
    schema_registry: bool = False
