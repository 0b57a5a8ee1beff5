"""The addresses at which clients reach the brokers, by authentication and exposure."""

from kafka_scaffold.model.answers import Answers, Authentication, Exposure
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.msk.details import Connector, Listener


_SUFFIX = {"iam": "sasl_iam", "scram": "sasl_scram", "mtls": "tls"}


def listeners(
    answers: Answers, connectors: tuple[Connector, ...], facts: Facts
) -> tuple[Listener, ...]:
    """Return the listeners, the one that applications in the network use first.

    MSK Connect signs in with IAM or not at all, so connectors open the IAM listener whatever applications use.
    """
    name = answers.security.authentication.value
    found = [_listener(name, "", "applications in the network", facts)]
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
    ports = {"": name, "public": f"public_{name}", "vpc_connectivity": "private_link"}
    middle = f"{way}_" if way else ""
    return Listener(
        name=name,
        port=int(facts.number(f"msk.ports.{ports[way]}")),
        bootstrap_attribute=f"bootstrap_brokers_{middle}{_SUFFIX[name]}",
        purpose=purpose,
    )
