"""How Kafka runs on Kubernetes: asked and read with Strimzi alone."""

import re
from dataclasses import replace

from kafka_scaffold.answers.kinds import boolean, choice, list_of, pattern, text
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.values import Values
from kafka_scaffold.answers.words import quoted
from kafka_scaffold.model.answers import Platform
from kafka_scaffold.model.platform_answers import (
    CertificateAuthority,
    GitOps,
    KubernetesCluster,
    ListenerKind,
    MirrorAuthentication,
)


_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
VERSION = pattern(
    "a version of Kubernetes that Strimzi 1.2 supports",
    r"1\.3[0-6]",
    most=4,
    example='"1.35"',
    hint='write "1.30" to "1.36", in quotes',
)
DOMAIN = pattern("a domain", rf"{_LABEL}(\.{_LABEL}){{1,8}}", most=200, example="kafka.example.com")
_NAME = rf"{_LABEL}(\.{_LABEL}){{0,3}}"
STORAGE_CLASS = pattern("a name in Kubernetes", _NAME, most=253, example="gp3")
INGRESS_CLASS = pattern("a name in Kubernetes", _NAME, most=253, example="nginx")
GATEWAY = pattern(
    "a gateway with its namespace",
    rf"{_LABEL}/{_LABEL}",
    most=127,
    example="gateways/kafka",
    hint="write namespace/name",
)
ALIAS = pattern("a short name", "[a-z]([a-z0-9-]{0,28}[a-z0-9])?", most=30, example="old")
ADDRESS = pattern(
    "a host with its port",
    r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?:[1-9][0-9]{1,4}",
    most=260,
    example="broker-1.example.com:9092",
)
_SHAPE = pattern(
    "a topic or a regular expression of topics",
    r"[A-Za-z0-9._*+?()\[\]\\-]+",
    most=249,
    example="orders.*",
)


def _topic_pattern(value: object) -> str:
    """Return a pattern that compiles; the characters allowed mean the same to Java, which will read it."""
    written: str = _SHAPE.parse(value)
    try:
        re.compile(written)
    except re.error as error:
        raise ValueError(f"{quoted(written)} is no regular expression: {error}") from None
    return written


TOPIC_PATTERN = replace(_SHAPE, parse=_topic_pattern)


def _strimzi(values: Values, _: str) -> bool:
    return values["platform"] in (None, Platform.STRIMZI)


def _chosen(values: Values, _: str) -> bool:
    return values["platform"] is Platform.STRIMZI


def _existing(values: Values, _: str) -> bool:
    return _strimzi(values, "") and values["kubernetes.cluster"] is KubernetesCluster.EXISTING


def _listens(*kinds: ListenerKind) -> Condition:
    def holds(values: Values, _: str) -> bool:
        return bool(set(kinds) & set(values["kubernetes.listeners"]))

    return Condition(
        words=f"with listener {' or '.join(f'`{kind}`' for kind in kinds)}", holds=holds
    )


def _mirrors(values: Values, _: str) -> bool:
    return values.given("kubernetes.mirror")


STRIMZI = Condition(words="with `platform: strimzi` or `auto`", holds=_strimzi)
CHOSEN = Condition(words="with `platform: strimzi`", holds=_chosen)
EXISTING = Condition(words="with `kubernetes.cluster: existing`", holds=_existing)
MIRRORS = Condition(words="with `kubernetes.mirror`", holds=_mirrors)
NAMED = _listens(ListenerKind.INGRESS, ListenerKind.TLS_ROUTE)

GROUPS = (
    Group(
        path="kubernetes",
        title="Kubernetes",
        help="How Kafka runs on Kubernetes; read with `platform: strimzi`.",
    ),
    Group(
        path="kubernetes.mirror",
        title="Mirror",
        help="A cluster whose topics MirrorMaker copies into this one under their own names: to migrate, or as a standby.",
        when=STRIMZI,
    ),
)

QUESTIONS = (
    Question(
        path="kubernetes.cluster",
        kind=choice(KubernetesCluster),
        prompt="Kubernetes cluster",
        help="`create` makes EKS, GKE or AKS by Terraform; `existing` brings the manifests alone.",
        default=Fixed(plain="create"),
        when=STRIMZI,
        asked=CHOSEN,
    ),
    Question(
        path="kubernetes.version",
        kind=VERSION,
        prompt="Version of Kubernetes",
        help="Of the cluster that is made, or of the one that exists.",
        default=Fixed(plain="1.35"),
        when=STRIMZI,
    ),
    Question(
        path="kubernetes.storage_class",
        kind=STORAGE_CLASS,
        prompt="Storage class that exists",
        help="For the brokers' volumes; without it a class of the provider's disks is made.",
        default=ABSENT,
        when=EXISTING,
    ),
    Question(
        path="kubernetes.listeners",
        kind=list_of(choice(ListenerKind), "list of listeners", most=6),
        prompt="How clients reach the brokers",
        help="`internal` serves pods of the same cluster and is always there; the others serve clients outside of it. "
        "`ingress` is deprecated in Strimzi.",
        default=Fixed(plain=["internal"]),
        when=STRIMZI,
        asked=CHOSEN,
    ),
    Question(
        path="kubernetes.domain",
        kind=DOMAIN,
        prompt="Domain of the brokers' names",
        help="Names in it must lead to the ingress controller or the gateway.",
        when=NAMED,
        asked=NAMED,
    ),
    Question(
        path="kubernetes.ingress_class",
        kind=INGRESS_CLASS,
        prompt="Ingress class",
        help="Its controller must pass TLS through.",
        when=_listens(ListenerKind.INGRESS),
        asked=_listens(ListenerKind.INGRESS),
    ),
    Question(
        path="kubernetes.gateway",
        kind=GATEWAY,
        prompt="Gateway that passes TLS through",
        help="Namespace and name; it needs a listener of mode Passthrough.",
        when=_listens(ListenerKind.TLS_ROUTE),
        asked=_listens(ListenerKind.TLS_ROUTE),
    ),
    Question(
        path="kubernetes.certificate_authority",
        kind=choice(CertificateAuthority),
        prompt="Whose authority signs certificates",
        help="`strimzi` makes and renews one; with `own` you do both.",
        default=Fixed(plain="strimzi"),
        when=STRIMZI,
    ),
    Question(
        path="kubernetes.gitops",
        kind=choice(GitOps),
        prompt="Who applies the manifests",
        help="`none` is kubectl, by the Makefile and CI; the others get entry points.",
        default=Fixed(plain="none"),
        when=STRIMZI,
        asked=CHOSEN,
    ),
    Question(
        path="kubernetes.bridge",
        kind=boolean(),
        prompt="HTTP bridge",
        help="Lets programs without a Kafka client produce and consume.",
        default=Fixed(plain=False),
        when=STRIMZI,
    ),
    Question(
        path="kubernetes.drain_cleaner",
        kind=boolean(),
        prompt="Drain Cleaner",
        help="Lets the operator move brokers off machines that are drained.",
        default=Fixed(plain=True),
        when=STRIMZI,
    ),
    Question(
        path="kubernetes.mirror.alias",
        kind=ALIAS,
        prompt="Name of the cluster to copy from",
        help="Names its offsets and metrics.",
        when=MIRRORS,
    ),
    Question(
        path="kubernetes.mirror.bootstrap_servers",
        kind=list_of(ADDRESS, "list of addresses", least=1, most=20),
        prompt="Its addresses",
        help="Host and port.",
        when=MIRRORS,
    ),
    Question(
        path="kubernetes.mirror.authentication",
        kind=choice(MirrorAuthentication),
        prompt="How to sign in there",
        help="The password or certificate is a secret that you make.",
        default=Fixed(plain="scram"),
        when=MIRRORS,
    ),
    Question(
        path="kubernetes.mirror.user",
        kind=text("a user name", most=64),
        prompt="User there",
        help="It reads the topics and their groups.",
        default=Computed(words="the name", value=lambda values, _: values["name"]),
        when=MIRRORS,
    ),
    Question(
        path="kubernetes.mirror.topics",
        kind=list_of(TOPIC_PATTERN, "list of topics or patterns", least=1, most=100),
        prompt="Topics to copy",
        help="Names or regular expressions.",
        default=Fixed(plain=[".*"]),
        when=MIRRORS,
    ),
)
