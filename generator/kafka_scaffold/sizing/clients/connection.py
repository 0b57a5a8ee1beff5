"""How a client reaches the cluster and signs in.

No secret is written: Java reads it from the environment through Kafka's own provider, librdkafka gets it from the code.
"""

from kafka_scaffold.model.answers import Application
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.documents import KAFKA_DOCS, RDKAFKA_DOCS
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.clients.load import ClientContext
from kafka_scaffold.sizing.clients.sasl import java_sasl, librdkafka_sasl
from kafka_scaffold.sizing.clients.sign_in import Certificate, Iam
from kafka_scaffold.sizing.prose import cite


ENV = "org.apache.kafka.common.config.provider.EnvVarConfigProvider"
BOOTSTRAP = "${env:KAFKA_BOOTSTRAP_SERVERS}"
CA_FILE = "${env:KAFKA_CA_FILE}"
RACK = "${env:KAFKA_RACK}"
INSTANCE = "${env:KAFKA_INSTANCE}"


def connection(
    context: ClientContext, application: Application, library: str
) -> tuple[Setting, ...]:
    """Return the address, and for Java the provider that fills ``${env:...}`` in."""
    code = (
        ""
        if library == "java"
        else "; librdkafka has no provider, so the code replaces ${env:...} when it reads this file"
    )
    settings = [
        setting(
            "bootstrap.servers",
            BOOTSTRAP,
            f"set KAFKA_BOOTSTRAP_SERVERS to {context.access.bootstrap}{code}",
            context.access.bootstrap_source,
        ),
        setting(
            "client.id",
            application.name,
            "names the client in logs, metrics and quotas",
            KAFKA_DOCS,
        ),
    ]
    if library == "java":
        settings += [
            setting(
                "config.providers", "env", "fills ${env:NAME} in from the environment", KAFKA_DOCS
            ),
            setting("config.providers.env.class", ENV, "Kafka's own provider", KAFKA_DOCS),
            setting(
                "config.providers.env.param.allowlist.pattern",
                "KAFKA_.*",
                "only variables that are meant for Kafka can be read",
                KAFKA_DOCS,
            ),
        ]
    return (*settings, *_reconnect(context))


def _reconnect(context: ClientContext) -> tuple[Setting, ...]:
    if not isinstance(context.access.sign_in, Iam):
        return ()
    fact = context.facts.get("clients.tuning.reconnect_backoff_ms")
    reason = f"{fact.note}; clients that all come back at once would be refused"
    return (setting("reconnect.backoff.ms", int(fact.number), reason, cite(fact)),)


def rack(context: ClientContext, library: str, prefix: str = "") -> tuple[Setting, ...]:
    """Return the zone of a consumer, so that it reads from a copy there, where the cluster serves reads by zone."""
    access = context.access
    if access.zone is None:
        return ()
    code = "" if library == "java" else "; the code replaces it"
    reason = (
        f"{access.zone}: it reads from a copy there, and traffic between zones costs money{code}"
    )
    return (setting(f"{prefix}client.rack", RACK, reason, access.zone_source),)


def security(context: ClientContext, application: Application, library: str) -> tuple[Setting, ...]:
    """Return protocol, sign-in and trust of one library."""
    java, access = library == "java", context.access
    sign_in = access.sign_in
    if isinstance(sign_in, Certificate):
        shown = _java_certificate if java else _librdkafka_certificate
        settings = shown(sign_in, application)
    else:
        settings = (java_sasl if java else librdkafka_sasl)(sign_in, application)
    return (*settings, *_trust(access, java=java))


def _trust(access: ClientAccess, *, java: bool) -> tuple[Setting, ...]:
    if access.trust is None:
        return ()
    reason = f"set KAFKA_CA_FILE to a file with {access.trust}: no library trusts it by itself"
    if not java:
        return (
            setting(
                "ssl.ca.location", CA_FILE, f"{reason}; the code replaces it", access.trust_source
            ),
        )
    pem = setting("ssl.truststore.type", "PEM", "the authority is kept as PEM", KAFKA_DOCS)
    return (pem, setting("ssl.truststore.location", CA_FILE, reason, access.trust_source))


def _java_certificate(sign_in: Certificate, application: Application) -> tuple[Setting, ...]:
    handed = sign_in.handed.replace("{application}", application.name)
    return (
        setting("security.protocol", "SSL", "TLS, signed in with a certificate", KAFKA_DOCS),
        setting("ssl.keystore.type", "PEM", f"PEM, as {handed}", KAFKA_DOCS),
        setting(
            "ssl.keystore.certificate.chain",
            "${env:KAFKA_CERTIFICATE_CHAIN}",
            "set KAFKA_CERTIFICATE_CHAIN to the certificate and its authorities",
            KAFKA_DOCS,
        ),
        setting(
            "ssl.keystore.key",
            "${env:KAFKA_PRIVATE_KEY}",
            "set KAFKA_PRIVATE_KEY to the key in PKCS #8, kept where secrets are kept",
            KAFKA_DOCS,
        ),
    )


def _librdkafka_certificate(sign_in: Certificate, application: Application) -> tuple[Setting, ...]:
    handed = sign_in.handed.replace("{application}", application.name)
    return (
        setting(
            "security.protocol",
            "SSL",
            "TLS, signed in with a certificate: the code sets ssl.certificate.pem and ssl.key.pem beside it, PEM as "
            f"{handed}",
            RDKAFKA_DOCS,
        ),
    )
