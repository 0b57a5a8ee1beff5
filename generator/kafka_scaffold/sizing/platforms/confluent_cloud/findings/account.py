"""Findings on what Confluent sells to whom: CKUs by how one pays."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import warning
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


def on_account(environment: Environment, chosen: Candidate, facts: Facts) -> Iterator[Finding]:
    """Yield the purchase limit that one environment's units pass; the larger of two is enough to know."""
    if chosen.variant != Variant.DEDICATED:
        return
    for name, hint in (
        ("invoice", "ask Confluent for more before the first apply"),
        ("card", "pay by invoice or through a marketplace"),
    ):
        limit = facts.get(f"confluent-cloud.purchase.{name}")
        if chosen.units > limit.number:
            yield warning(
                "purchase-limit",
                f"{chosen.units} CKU are more than {limit.number:g} {limit.note}",
                f"environments.{environment.name}",
                hint,
                cite(limit),
            )
            return
