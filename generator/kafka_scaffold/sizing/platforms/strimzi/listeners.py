"""How clients reach the brokers: inside the Kubernetes cluster, and outside of it as was asked."""

from dataclasses import replace

from kafka_scaffold.model.answers import Answers, CloudProvider, Environment, Exposure
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.platform_answers import ListenerKind
from kafka_scaffold.sizing.platforms.strimzi.details import Listener
from kafka_scaffold.sizing.platforms.strimzi.names import namespace, signed_with


# Strimzi's type of each kind, and the listener's name, which has eleven characters at most.
TYPES = {
    ListenerKind.LOAD_BALANCER: ("loadbalancer", "external"),
    ListenerKind.NODE_PORT: ("nodeport", "nodeport"),
    ListenerKind.INGRESS: ("ingress", "ingress"),
    ListenerKind.ROUTE: ("route", "route"),
    ListenerKind.TLS_ROUTE: ("tlsroute", "tlsroute"),
}
NAMED = (ListenerKind.INGRESS, ListenerKind.TLS_ROUTE)
_AWS = "service.beta.kubernetes.io/aws-load-balancer-"
_AZURE = "service.beta.kubernetes.io/azure-load-balancer-internal"
_GCP = "networking.gke.io/load-balancer-type"
_CLASSES: dict[CloudProvider, tuple[tuple[str, str | bool], ...]] = {
    CloudProvider.AWS: (("class", "service.k8s.aws/nlb"),),
    CloudProvider.GCP: (("externalTrafficPolicy", "Local"),),
    CloudProvider.AZURE: (("externalTrafficPolicy", "Local"),),
}


def listeners(answers: Answers, environment: Environment, facts: Facts) -> tuple[Listener, ...]:
    """Return the listeners, the one inside the Kubernetes cluster first; ports count up from the first outside."""
    first = int(facts.number("strimzi.ports.external"))
    kinds = [k for k in answers.kubernetes.listeners if k is not ListenerKind.INTERNAL]
    return (
        _inside(answers, facts),
        *(_outside(kind, first + at, answers, environment) for at, kind in enumerate(kinds)),
    )


def _inside(answers: Answers, facts: Facts) -> Listener:
    return Listener(
        name="tls",
        port=int(facts.number("strimzi.ports.internal")),
        type="internal",
        authentication=signed_with(answers),
        purpose="applications in the Kubernetes cluster",
        annotations=(),
        configuration=(),
        bootstrap_host=None,
        host_template=None,
        source_ranges=(),
        gateway=None,
    )


def _outside(kind: ListenerKind, port: int, answers: Answers, environment: Environment) -> Listener:
    strimzi_type, name = TYPES[kind]
    base = Listener(
        name=name,
        port=port,
        type=strimzi_type,
        authentication=signed_with(answers),
        purpose=_purpose(kind, answers),
        annotations=(),
        configuration=(),
        bootstrap_host=None,
        host_template=None,
        source_ranges=(),
        gateway=None,
    )
    if kind is ListenerKind.LOAD_BALANCER:
        return _balanced(base, answers)
    if kind is ListenerKind.NODE_PORT:
        return replace(base, configuration=(("preferredNodePortAddressType", "InternalIP"),))
    return _named(base, kind, answers, environment) if kind in NAMED else base


def _purpose(kind: ListenerKind, answers: Answers) -> str:
    public = kind is ListenerKind.LOAD_BALANCER and answers.security.exposure is Exposure.PUBLIC
    if public:
        return "applications on the internet, from the addresses below alone"
    words = {
        ListenerKind.LOAD_BALANCER: "in the same network, over an internal load balancer for each broker",
        ListenerKind.NODE_PORT: "that reach the machines of the cluster themselves",
        ListenerKind.INGRESS: "that the ingress controller passes through",
        ListenerKind.ROUTE: "that OpenShift's router passes through",
        ListenerKind.TLS_ROUTE: "that the gateway passes through",
    }
    return f"applications outside the Kubernetes cluster {words[kind]}"


def _balanced(base: Listener, answers: Answers) -> Listener:
    provider = answers.cloud.provider
    public = answers.security.exposure is Exposure.PUBLIC
    return replace(
        base,
        annotations=_annotations(provider, public=public),
        configuration=_CLASSES[provider],
        source_ranges=answers.security.allowed_cidrs,
    )


def _annotations(provider: CloudProvider, *, public: bool) -> tuple[tuple[str, str], ...]:
    """Return a provider's words for where a load balancer can be reached from."""
    if provider is CloudProvider.AWS:
        scheme = "internet-facing" if public else "internal"
        return ((f"{_AWS}scheme", scheme), (f"{_AWS}nlb-target-type", "ip"))
    if public:
        return ()
    return ((_GCP, "Internal"),) if provider is CloudProvider.GCP else ((_AZURE, "true"),)


def _named(
    base: Listener, kind: ListenerKind, answers: Answers, environment: Environment
) -> Listener:
    """Return a listener whose brokers are told apart by their names: one level, so that one wildcard leads to all."""
    space, domain = namespace(answers, environment), answers.kubernetes.domain
    ingress_class = answers.kubernetes.ingress_class
    ingress = kind is ListenerKind.INGRESS and ingress_class is not None
    return replace(
        base,
        bootstrap_host=f"{space}-bootstrap.{domain}",
        host_template=f"{space}-{{nodeId}}.{domain}",
        configuration=(("class", ingress_class),) if ingress and ingress_class else (),
        gateway=answers.kubernetes.gateway if kind is ListenerKind.TLS_ROUTE else None,
    )
