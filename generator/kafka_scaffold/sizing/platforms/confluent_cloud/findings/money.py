"""Findings on prices: whose they are, and which nobody has confirmed."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import note


LIST = "confluent billing price list shows those of your organisation; give them in a file of your own (--facts)"


def on_money(answers: Answers, chosen: Candidate) -> Iterator[Finding]:
    """Yield what is uncertain about the bill."""
    lines = chosen.cost.lines
    base = [line for line in lines if "price of the base region" in line.note]
    if base:
        yield note(
            "price-region",
            f"prices are those of Confluent's base region; the multiplier of {answers.cloud.region} is not published",
            "cost",
            LIST,
        )
    unsure = [line.item for line in lines if line.kind is FactKind.ASSUMED and line.monthly_usd]
    if unsure:
        yield note(
            "price-unverified",
            f"not confirmed by a price list of this region: {', '.join(unsure)}",
            "cost",
            LIST,
        )
