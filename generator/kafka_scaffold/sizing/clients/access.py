"""What a platform tells its clients: where the address, the secret and the zone come from, and whom to trust."""

from dataclasses import dataclass

from kafka_scaffold.sizing.clients.overrides import Override
from kafka_scaffold.sizing.clients.sign_in import SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAccess:
    """How clients of one cluster reach it and sign in; every text goes into a reason above a setting.

    ``trust`` says where the authority of the brokers' certificates comes from, and ``trust_source`` where that is
    written; ``None`` when every library trusts it already. ``zone`` says how a client learns its zone; ``None`` when
    the cluster does not serve reads by zone. ``overrides`` are what the platform decides instead of the profiles.
    """

    sign_in: SignIn
    bootstrap: str
    bootstrap_source: str
    trust: str | None
    trust_source: str
    zone: str | None
    zone_source: str
    overrides: tuple[Override, ...] = ()
