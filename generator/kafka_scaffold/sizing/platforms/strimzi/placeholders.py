"""What a manifest needs and neither the answers nor the sizing know: names that Terraform or the owner makes up.

Values hold ``@{…}`` in its place. A file of the owner's has the real ones, and kustomize puts them in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_scaffold.model.plan import Setting
    from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails


MEANINGS = {
    "registry": "Where images of this repository are pushed to, such as registry.example.com/team",
    "disk-key": "The key that disks are encrypted with",
    "tiered-bucket": "The bucket or container that old segments of topics are moved to",
    "tiered-account": "The storage account of that container",
    "tiered-identity": "The client id of the identity that brokers write to it with",
    "connect-bucket": "The bucket that connectors write to",
    "alert-email": "The address that alerts are sent to",
    "alert-sender": "The address that alerts are sent from",
    "mail-server": "The mail server and its port, such as smtp.example.com:587",
    "mail-user": "The user that signs in at the mail server; its password is in the secret alert-email",
}
_MAIL = (
    ("alert-email", "to"),
    ("alert-sender", "from"),
    ("mail-server", "smarthost"),
    ("mail-user", "authUsername"),
)
_LATER = re.compile(r"@\{(registry|key|bucket|account|identity)\}")
_TIERED = "spec.kafka.tieredStorage.remoteStorageManager.config"
_ANNOTATIONS = "spec.kafka.template.serviceAccount.metadata.annotations"
_CLIENT_ID = r"azure\.workload\.identity/client-id"


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """One field that gets its value later.

    ``key`` names the value in the owner's file, ``path`` is kustomize's way to the field. With ``first`` only what
    stands before the first slash is replaced.
    """

    key: str
    kind: str
    name: str
    path: str
    first: bool

    @property
    def meaning(self) -> str:
        """Return what the value is, for the one who writes it down."""
        return MEANINGS[self.key]


def fill_ins(details: StrimziDetails) -> tuple[FillIn, ...]:
    """Return the fields of all manifests that get their values later."""
    return (*_disks(details), *_kafka(details), *_connect(details), *_alerts(details))


def _disks(details: StrimziDetails) -> Iterator[FillIn]:
    for made in details.storage_classes:
        yield from _settings("disk", "StorageClass", made.name, "parameters", made.parameters)


def _kafka(details: StrimziDetails) -> Iterator[FillIn]:
    tiered, name = details.tiered, details.cluster_name
    if tiered is None:
        return
    yield from _field("", "Kafka", name, "spec.kafka.image", tiered.image.value)
    yield from _settings("tiered", "Kafka", name, _TIERED, tiered.config)
    if details.kubernetes == "aks":
        yield from _field("tiered", "Kafka", name, f"{_ANNOTATIONS}.{_CLIENT_ID}", "@{identity}")


def _connect(details: StrimziDetails) -> Iterator[FillIn]:
    connect = details.connect
    if connect is None:
        return
    yield from _field("", "KafkaConnect", connect.name, "spec.image", connect.image.value)
    for each in connect.connectors:
        yield from _settings(
            "connect", "KafkaConnector", each.name, "spec.config", each.configuration
        )


def _alerts(details: StrimziDetails) -> Iterator[FillIn]:
    if "email" not in details.alert_channels:
        return
    for receiver in ("page", "ticket"):
        for key, field in _MAIL:
            path = f"spec.receivers.[name={receiver}].emailConfigs.0.{field}"
            yield FillIn(
                key=key, kind="AlertmanagerConfig", name="kafka-alerts", path=path, first=False
            )


def _settings(
    whose: str, kind: str, name: str, path: str, settings: Iterable[Setting]
) -> Iterator[FillIn]:
    for setting in settings:
        key = setting.name.replace(".", r"\.")
        yield from _field(whose, kind, name, f"{path}.{key}", setting.value)


def _field(whose: str, kind: str, name: str, path: str, value: object) -> Iterator[FillIn]:
    found = _LATER.match(str(value))
    if found:
        key = f"{whose}-{found[1]}" if whose else found[1]
        first = found[0] != value
        yield FillIn(key=key, kind=kind, name=name, path=path, first=first)
