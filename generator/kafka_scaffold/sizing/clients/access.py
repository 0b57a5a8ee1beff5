"""What a platform tells its clients: where the address, the secret and the zone come from, and whom to trust."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Authentication


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAccess:
    """How clients of one cluster reach it and sign in; every text goes into a reason above a setting.

    ``{application}`` in ``credential`` (a password) and ``certificate`` stands for the application's name. ``trust`` says where the
    authority of the brokers' certificates comes from; ``None`` when every library trusts it already. ``zone`` says how
    a client learns its zone; ``None`` when the cluster does not serve reads by zone.
    """

    authentication: Authentication
    bootstrap: str
    bootstrap_source: str
    scram: str
    credential: str
    certificate: str
    source: str
    trust: str | None
    zone: str | None
    zone_source: str
