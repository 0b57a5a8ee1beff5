"""How a client reaches the cluster and signs in.

No secret is written: Java reads it from the environment through Kafka's own provider, librdkafka gets it from the code.
"""

from kafka_scaffold.model.answers import Application, Authentication
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.clients.load import ClientContext
from kafka_scaffold.sizing.prose import cite


ENV = "org.apache.kafka.common.config.provider.EnvVarConfigProvider"
BOOTSTRAP = "${env:KAFKA_BOOTSTRAP_SERVERS}"
CA_FILE = "${env:KAFKA_CA_FILE}"
RACK = "${env:KAFKA_RACK}"
INSTANCE = "${env:KAFKA_INSTANCE}"
IAM_PACKAGE = "software.amazon.msk.auth.iam"
KAFKA_DOCS = "Apache Kafka client configuration"
IAM_DOCS = "aws-msk-iam-auth 2.3.6, README"
RDKAFKA_DOCS = "librdkafka 2.15.0, CONFIGURATION.md"


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
    if context.access.authentication is not Authentication.IAM:
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
    java = library == "java"
    signed = context.access.authentication
    if signed is Authentication.IAM:
        return _java_iam() if java else _librdkafka_iam()
    if signed is Authentication.SCRAM:
        sign_in = _java_scram if java else _librdkafka_scram
    else:
        sign_in = _java_mtls if java else _librdkafka_mtls
    return (*sign_in(context.access, application), *_trust(context.access, java=java))


def _trust(access: ClientAccess, *, java: bool) -> tuple[Setting, ...]:
    if access.trust is None:
        return ()
    reason = f"set KAFKA_CA_FILE to a file with {access.trust}: no library trusts it by itself"
    if not java:
        return (
            setting("ssl.ca.location", CA_FILE, f"{reason}; the code replaces it", access.source),
        )
    pem = setting("ssl.truststore.type", "PEM", "the authority is kept as PEM", KAFKA_DOCS)
    return (pem, setting("ssl.truststore.location", CA_FILE, reason, access.source))


def _java_iam() -> tuple[Setting, ...]:
    jar = "needs software.amazon.msk:aws-msk-iam-auth on the class path"
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with IAM", KAFKA_DOCS),
        setting("sasl.mechanism", "AWS_MSK_IAM", jar, IAM_DOCS),
        setting(
            "sasl.jaas.config",
            f"{IAM_PACKAGE}.IAMLoginModule required;",
            "the credentials of the AWS SDK's default chain",
            IAM_DOCS,
        ),
        setting(
            "sasl.client.callback.handler.class",
            f"{IAM_PACKAGE}.IAMClientCallbackHandler",
            jar,
            IAM_DOCS,
        ),
    )


def _librdkafka_iam() -> tuple[Setting, ...]:
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with IAM", RDKAFKA_DOCS),
        setting(
            "sasl.mechanisms",
            "OAUTHBEARER",
            "MSK takes its signed token this way: the code registers a token callback that calls AWS's "
            "aws-msk-iam-sasl-signer for the language, and keeps polling so that the token is renewed (it lives 15 minutes)",
            "aws-msk-iam-sasl-signer, README",
        ),
    )


def _java_scram(access: ClientAccess, application: Application) -> tuple[Setting, ...]:
    module = "org.apache.kafka.common.security.scram.ScramLoginModule"
    user = f'username="{application.name}" password="${{env:KAFKA_PASSWORD}}"'
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with a password", KAFKA_DOCS),
        setting("sasl.mechanism", "SCRAM-SHA-512", access.scram, access.source),
        setting(
            "sasl.jaas.config",
            f"{module} required {user};",
            f"set KAFKA_PASSWORD from {_of(access.credential, application)}",
            KAFKA_DOCS,
        ),
    )


def _librdkafka_scram(access: ClientAccess, application: Application) -> tuple[Setting, ...]:
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with a password", RDKAFKA_DOCS),
        setting("sasl.mechanisms", "SCRAM-SHA-512", access.scram, access.source),
        setting(
            "sasl.username",
            application.name,
            f"the code sets sasl.password beside it, from {_of(access.credential, application)}; the client does not "
            "start without",
            RDKAFKA_DOCS,
        ),
    )


def _java_mtls(access: ClientAccess, application: Application) -> tuple[Setting, ...]:
    handed = _of(access.certificate, application)
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


def _librdkafka_mtls(access: ClientAccess, application: Application) -> tuple[Setting, ...]:
    handed = _of(access.certificate, application)
    return (
        setting(
            "security.protocol",
            "SSL",
            "TLS, signed in with a certificate: the code sets ssl.certificate.pem and ssl.key.pem beside it, PEM as "
            f"{handed}",
            RDKAFKA_DOCS,
        ),
    )


def _of(text: str, application: Application) -> str:
    return text.replace("{application}", application.name)
