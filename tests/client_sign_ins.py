"""Clients of every way to sign in, and what the sizing makes of them."""

from dataclasses import replace
from typing import Any

import asked
from builders import facts
from kafka_scaffold.model.answers import Language
from kafka_scaffold.model.plan import ClientConfig
from kafka_scaffold.sizing.clients import client_configs
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.sign_in import (
    ApiKey,
    Certificate,
    Iam,
    OAuth,
    Scram,
    SignIn,
)
from kafka_scaffold.sizing.demand import to_demand


SIGN_INS: dict[str, SignIn] = {
    "iam": Iam(),
    "scram": Scram(mechanism="the only one", credential="the secret of {application}", source="x"),
    "api-key": ApiKey(credential="the secret shop/prod/{application}", source="x"),
    "oauth": OAuth(cluster="lkc-…", pool="the pool of {application}", source="x"),
    "mtls": Certificate(handed="our authority hands it to {application}"),
}
LANGUAGES = (Language.JAVA, Language.GO)


def access(sign_in: SignIn, **changes: Any) -> ClientAccess:
    """Return access to a cluster whose certificates everybody trusts."""
    base = ClientAccess(
        sign_in=sign_in,
        bootstrap="what terraform prints",
        bootstrap_source="x",
        trust=None,
        trust_source="",
        zone=None,
        zone_source="",
    )
    return replace(base, **changes)


def configs(
    how: str, language: Language = Language.JAVA, **changes: Any
) -> tuple[ClientConfig, ...]:
    """Return the settings of every client."""
    answers = asked.answers(language=language)
    where = answers.primary
    demand = to_demand(answers, where)
    given = access(SIGN_INS[how], **changes)
    return client_configs(answers, where, demand, asked.topics(answers), facts(), given)
