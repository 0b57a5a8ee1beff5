"""The ways a client signs in. Every text goes into a reason above a setting; ``{application}`` stands for its name.

``source`` says where that is written; no secret is ever among them.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Iam:
    """With the credentials of AWS's default chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scram:
    """With a password that never crosses the wire; the user bears the application's name.

    ``mechanism`` says why it is SCRAM-SHA-512, ``credential`` where the password is kept.
    """

    mechanism: str
    credential: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """With an API key as the name and its secret as the password, over TLS; ``credential`` keeps both."""

    credential: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """With a token that an identity provider hands out for a client's id and secret.

    ``cluster`` says what the logical cluster is called, ``pool`` which identity pool a token is read by.
    """

    cluster: str
    pool: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """With a certificate; ``handed`` says who hands it out, as in ``PEM, as AWS Private CA hands it out``."""

    handed: str


SignIn: TypeAlias = Iam | Scram | ApiKey | OAuth | Certificate
