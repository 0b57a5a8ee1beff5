"""Secrets of a client: none in a file, and none on the wire without TLS."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.plan import ClientConfig, Finding
from kafka_scaffold.rules.found import error, values


SECRET = ("password", "key", "secret", "pem")
# An option of a login module that holds one, with anything but a variable in it.
_LOGIN = re.compile(r"(?:password|clientSecret)\s*=\s*[\"'](?!\$\{)")


def check_secrets(config: ClientConfig, where: str) -> Iterator[Finding]:
    """Yield secrets that stand in the file, and passwords that would cross the wire in clear."""
    given = values(config.settings)
    for name, value in given.items():
        text = str(value)
        secret = name.rpartition(".")[2] in SECRET
        if (secret and "${" not in text) or _LOGIN.search(text):
            message = f"{name} holds a secret; read it from the environment or set it in code"
            yield error("secret-in-file", message, where)
    mechanism = str(given.get("sasl.mechanism", given.get("sasl.mechanisms", "")))
    protocol = str(given.get("security.protocol", ""))
    if mechanism in ("PLAIN", "OAUTHBEARER") and protocol.upper() != "SASL_SSL":
        message = f"{mechanism} without TLS shows what it signs in with; security.protocol=SASL_SSL"
        yield error("secret-in-clear", message, where)
