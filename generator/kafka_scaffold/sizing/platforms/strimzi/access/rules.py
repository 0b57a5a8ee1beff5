"""Grants in the words of a ``KafkaUser``."""

from collections.abc import Iterable

from kafka_scaffold.sizing.access.grants import TRANSACTIONAL_ID, Grant
from kafka_scaffold.sizing.platforms.strimzi.details import AclRule


_TYPES = {TRANSACTIONAL_ID: "transactionalId"}


def rules(granted: Iterable[Grant]) -> tuple[AclRule, ...]:
    """Return one rule for each resource, with every operation that is granted on it, in the order of the grants."""
    merged: dict[tuple[str, str, bool], Grant] = {}
    for grant in granted:
        key = (grant.kind, grant.name, grant.prefixed)
        merged[key] = _both(merged[key], grant) if key in merged else grant
    return tuple(
        AclRule(
            type=_TYPES.get(grant.kind, grant.kind),
            name=grant.name,
            pattern="prefix" if grant.prefixed else "literal",
            operations=grant.operations,
            reason=grant.reason,
        )
        for grant in merged.values()
    )


def _both(first: Grant, second: Grant) -> Grant:
    operations = tuple(sorted({*first.operations, *second.operations}))
    reasons = dict.fromkeys((first.reason, second.reason))
    return Grant(
        kind=first.kind,
        name=first.name,
        operations=operations,
        reason="; ".join(reasons),
        prefixed=first.prefixed,
    )
