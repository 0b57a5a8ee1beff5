"""The addresses at which clients reach the brokers, by authentication and exposure."""

from kafka_scaffold.model.answers import Answers, Authentication, Exposure
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.msk.details import Connector, Listener


_SUFFIX = {"iam": "sasl_iam", "scram": "sasl_scram", "mtls": "tls"}
_PORTS = {"": "{}", "ipv6": "ipv6_{}", "public": "public_{}", "vpc_connectivity": "private_link"}
_ATTRIBUTES = {
    "": "{}",
    "ipv6": "{}_ipv6",
    "public": "public_{}",
    "vpc_connectivity": "vpc_connectivity_{}",
}
_REACH = {"public": "public", "vpc_connectivity": "private-link"}


def listeners(
    answers: Answers, connectors: tuple[Connector, ...], facts: Facts, *, serverless: bool = False
) -> tuple[Listener, ...]:
    """Return the listeners, the one that applications in the network use first.

    MSK Connect signs in with IAM or not at all, so connectors open the IAM listener whatever applications use.
    """
    name = answers.security.authentication.value
    found = [_listener(name, "", "applications in the network", facts)]
    if answers.cloud.dual_stack and not serverless:
        found.append(_listener(name, "ipv6", "applications in the network, over IPv6", facts))
    if answers.security.exposure is Exposure.PUBLIC:
        found.append(_listener(name, "public", "applications outside, over the internet", facts))
    if answers.security.exposure is Exposure.PRIVATE_LINK:
        found.append(
            _listener(
                name, "vpc_connectivity", "applications in other accounts, by private link", facts
            )
        )
    if connectors and answers.security.authentication is not Authentication.IAM:
        found.append(_listener("iam", "", "MSK Connect, which signs in with IAM alone", facts))
    return tuple(found)


def _listener(name: str, way: str, purpose: str, facts: Facts) -> Listener:
    return Listener(
        name=name,
        port=int(facts.number(f"msk.ports.{_PORTS[way].format(name)}")),
        bootstrap_attribute=f"bootstrap_brokers_{_ATTRIBUTES[way].format(_SUFFIX[name])}",
        purpose=purpose,
        reach=_REACH.get(way, "vpc"),
    )
