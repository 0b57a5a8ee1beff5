"""Signing in over SASL in the words of both libraries: IAM, passwords, API keys, tokens."""

from typing import TypeAlias

from kafka_scaffold.model.answers import Application
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.clients.documents import IAM_DOCS, KAFKA_DOCS, RDKAFKA_DOCS
from kafka_scaffold.sizing.clients.emit import setting
from kafka_scaffold.sizing.clients.sign_in import ApiKey, Iam, OAuth, Scram


Sasl: TypeAlias = Iam | Scram | ApiKey | OAuth
IAM_PACKAGE = "software.amazon.msk.auth.iam"
LOGIN_MODULES = "org.apache.kafka.common.security"
ENDPOINT = "${env:KAFKA_OAUTH_TOKEN_URL}"
CLIENT_ID = "${env:KAFKA_OAUTH_CLIENT_ID}"
SCOPE = "${env:KAFKA_OAUTH_SCOPE}"
CLUSTER = "${env:KAFKA_LOGICAL_CLUSTER}"
POOL = "${env:KAFKA_IDENTITY_POOL}"
PLAIN = "the key is the name and its secret the password; TLS keeps both from being read on the way"


def java_sasl(sign_in: Sasl, application: Application) -> tuple[Setting, ...]:
    """Return protocol and sign-in of a Java client."""
    match sign_in:
        case Iam():
            return _java_iam()
        case Scram():
            return _java_scram(sign_in, application)
        case ApiKey():
            return _java_key(sign_in, application)
        case OAuth():
            return _java_token(sign_in, application)


def librdkafka_sasl(sign_in: Sasl, application: Application) -> tuple[Setting, ...]:
    """Return protocol and sign-in of a librdkafka client."""
    match sign_in:
        case Iam():
            return _librdkafka_iam()
        case Scram():
            return _librdkafka_scram(sign_in, application)
        case ApiKey():
            return _librdkafka_key(sign_in, application)
        case OAuth():
            return _librdkafka_token(sign_in, application)


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


def _java_scram(sign_in: Scram, application: Application) -> tuple[Setting, ...]:
    user = f'username="{application.name}" password="${{env:KAFKA_PASSWORD}}"'
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with a password", KAFKA_DOCS),
        setting("sasl.mechanism", "SCRAM-SHA-512", sign_in.mechanism, sign_in.source),
        setting(
            "sasl.jaas.config",
            f"{LOGIN_MODULES}.scram.ScramLoginModule required {user};",
            f"set KAFKA_PASSWORD from {_of(sign_in.credential, application)}",
            KAFKA_DOCS,
        ),
    )


def _librdkafka_scram(sign_in: Scram, application: Application) -> tuple[Setting, ...]:
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with a password", RDKAFKA_DOCS),
        setting("sasl.mechanisms", "SCRAM-SHA-512", sign_in.mechanism, sign_in.source),
        setting(
            "sasl.username",
            application.name,
            f"the code sets sasl.password beside it, from {_of(sign_in.credential, application)}; the client does not "
            "start without",
            RDKAFKA_DOCS,
        ),
    )


def _java_key(sign_in: ApiKey, application: Application) -> tuple[Setting, ...]:
    user = 'username="${env:KAFKA_API_KEY}" password="${env:KAFKA_API_SECRET}"'
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with an API key", KAFKA_DOCS),
        setting("sasl.mechanism", "PLAIN", PLAIN, sign_in.source),
        setting(
            "sasl.jaas.config",
            f"{LOGIN_MODULES}.plain.PlainLoginModule required {user};",
            f"set KAFKA_API_KEY and KAFKA_API_SECRET from {_of(sign_in.credential, application)}",
            KAFKA_DOCS,
        ),
    )


def _librdkafka_key(sign_in: ApiKey, application: Application) -> tuple[Setting, ...]:
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with an API key", RDKAFKA_DOCS),
        setting("sasl.mechanisms", "PLAIN", PLAIN, sign_in.source),
        setting(
            "sasl.username",
            "${env:KAFKA_API_KEY}",
            f"the code replaces it and sets sasl.password beside it, both from {_of(sign_in.credential, application)}; "
            "the client does not start without",
            RDKAFKA_DOCS,
        ),
    )


def _java_token(sign_in: OAuth, application: Application) -> tuple[Setting, ...]:
    options = (
        f'clientId="{CLIENT_ID}" clientSecret="${{env:KAFKA_OAUTH_CLIENT_SECRET}}" scope="{SCOPE}" '
        f'extension_logicalCluster="{CLUSTER}" extension_identityPoolId="{POOL}"'
    )
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with a token", KAFKA_DOCS),
        setting(
            "sasl.mechanism",
            "OAUTHBEARER",
            "tokens of the identity provider that the cluster trusts; they are renewed before they end",
            sign_in.source,
        ),
        setting(
            "sasl.oauthbearer.token.endpoint.url",
            ENDPOINT,
            "set KAFKA_OAUTH_TOKEN_URL to where the identity provider hands tokens out, and start the program with "
            "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=<the same address>: Kafka asks no other",
            KAFKA_DOCS,
        ),
        setting(
            "sasl.login.callback.handler.class",
            f"{LOGIN_MODULES}.oauthbearer.OAuthBearerLoginCallbackHandler",
            "Kafka's own way to ask for a token",
            KAFKA_DOCS,
        ),
        setting(
            "sasl.jaas.config",
            f"{LOGIN_MODULES}.oauthbearer.OAuthBearerLoginModule required {options};",
            f"set KAFKA_OAUTH_CLIENT_ID and KAFKA_OAUTH_CLIENT_SECRET to what the identity provider gave "
            f"{application.name}, {_place(sign_in, application)}",
            sign_in.source,
        ),
    )


def _librdkafka_token(sign_in: OAuth, application: Application) -> tuple[Setting, ...]:
    return (
        setting("security.protocol", "SASL_SSL", "TLS, signed in with a token", RDKAFKA_DOCS),
        setting(
            "sasl.mechanisms",
            "OAUTHBEARER",
            "tokens of the identity provider that the cluster trusts; they are renewed before they end",
            sign_in.source,
        ),
        setting(
            "sasl.oauthbearer.method",
            "oidc",
            "the library asks the identity provider itself; the code needs no token callback",
            RDKAFKA_DOCS,
        ),
        setting(
            "sasl.oauthbearer.token.endpoint.url",
            ENDPOINT,
            "set KAFKA_OAUTH_TOKEN_URL to where the identity provider hands tokens out; the code replaces it, as it "
            "does all below",
            RDKAFKA_DOCS,
        ),
        setting(
            "sasl.oauthbearer.client.id",
            CLIENT_ID,
            f"set KAFKA_OAUTH_CLIENT_ID to what the identity provider calls {application.name}; the code sets "
            "sasl.oauthbearer.client.secret beside it, and the client does not start without",
            RDKAFKA_DOCS,
        ),
        setting(
            "sasl.oauthbearer.scope",
            SCOPE,
            "set KAFKA_OAUTH_SCOPE to the scope that the identity provider wants; leave the line out where it wants none",
            RDKAFKA_DOCS,
        ),
        setting(
            "sasl.oauthbearer.extensions",
            f"logicalCluster={CLUSTER},identityPoolId={POOL}",
            _extensions(sign_in, application),
            sign_in.source,
        ),
    )


def _place(sign_in: OAuth, application: Application) -> str:
    return "KAFKA_OAUTH_SCOPE to the scope it wants (empty for none), and " + _extensions(
        sign_in, application
    ).removeprefix("set ")


def _extensions(sign_in: OAuth, application: Application) -> str:
    return (
        f"set KAFKA_LOGICAL_CLUSTER to {_of(sign_in.cluster, application)} and KAFKA_IDENTITY_POOL to "
        f"{_of(sign_in.pool, application)}"
    )


def _of(text: str, application: Application) -> str:
    return text.replace("{application}", application.name)
