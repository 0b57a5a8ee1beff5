"""How clients sign in, in the words of both libraries; nothing that is secret is written."""

from itertools import product

import pytest

import asked
from builders import facts
from client_sign_ins import LANGUAGES, SIGN_INS, configs
from kafka_scaffold.model.answers import Language
from kafka_scaffold.rules.clients import check_client
from kafka_scaffold.rules.known import unknown_names


def web(how, language=Language.JAVA, **changes):
    """Return the settings of the producer called web, by name."""
    found = next(c for c in configs(how, language, **changes) if c.application == "web")
    return {setting.name: setting for setting in found.settings}


def values(how, language=Language.JAVA):
    """Return their values."""
    return {name: setting.value for name, setting in web(how, language).items()}


@pytest.mark.parametrize(("how", "language"), list(product(SIGN_INS, LANGUAGES)))
def test_every_name_is_known_and_nothing_secret_is_written(how, language):
    """Java would ignore a wrong name, librdkafka would not start; secrets come from outside."""
    for config in configs(how, language):
        assert unknown_names(config, facts()) == ()
        found = check_client(config, asked.topics(asked.answers()), facts())
        assert not {f.rule for f in found} & {"secret-in-file", "secret-in-clear"}
        assert all(setting.reason and setting.source for setting in config.settings)


def test_an_api_key_is_a_name_and_a_password():
    """Both from the environment; in librdkafka the code sets the password."""
    java, other = values("api-key"), values("api-key", Language.GO)

    assert java["security.protocol"] == other["security.protocol"] == "SASL_SSL"
    assert java["sasl.mechanism"] == other["sasl.mechanisms"] == "PLAIN"
    assert 'username="${env:KAFKA_API_KEY}"' in java["sasl.jaas.config"]
    assert 'password="${env:KAFKA_API_SECRET}"' in java["sasl.jaas.config"]
    assert other["sasl.username"] == "${env:KAFKA_API_KEY}"
    assert "sasl.password" not in other


def test_a_token_names_cluster_and_pool():
    """The broker must know which cluster is meant and by which pool to read the token."""
    java, other = values("oauth"), values("oauth", Language.GO)

    assert java["sasl.mechanism"] == other["sasl.mechanisms"] == "OAUTHBEARER"
    assert 'extension_logicalCluster="${env:KAFKA_LOGICAL_CLUSTER}"' in java["sasl.jaas.config"]
    assert 'extension_identityPoolId="${env:KAFKA_IDENTITY_POOL}"' in java["sasl.jaas.config"]
    assert other["sasl.oauthbearer.method"] == "oidc"
    assert other["sasl.oauthbearer.extensions"] == (
        "logicalCluster=${env:KAFKA_LOGICAL_CLUSTER},identityPoolId=${env:KAFKA_IDENTITY_POOL}"
    )
    assert "sasl.oauthbearer.client.secret" not in other


def test_java_must_be_told_whom_it_may_ask_for_tokens():
    """Kafka refuses every address that a system property does not name."""
    reason = web("oauth")["sasl.oauthbearer.token.endpoint.url"].reason

    assert "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" in reason


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("how", ["scram", "api-key", "oauth", "mtls"])
def test_reasons_name_the_application(how, language):
    """A template that reached the reader would send him to no secret at all."""
    told = [setting.reason for setting in web(how, language).values()]

    assert not [reason for reason in told if "{application}" in reason]
    assert any("web" in reason for reason in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_authority_is_named_only_where_it_is_not_trusted_already(language):
    """A public authority is in every library."""
    name = "ssl.truststore.location" if language is Language.JAVA else "ssl.ca.location"
    own = web("api-key", language, trust="our ca.crt", trust_source="x")

    assert name not in web("api-key", language)
    assert "our ca.crt" in own[name].reason
