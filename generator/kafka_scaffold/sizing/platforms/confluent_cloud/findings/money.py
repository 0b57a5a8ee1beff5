"""Findings on prices: whose they are, and which nobody has confirmed."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Candidate, CostLine, Finding
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import note, warning


LIST = "confluent billing price list shows those of your organisation; give them in a file of your own (--facts)"


LISTED = ("Confluent's pricing page", "Confluent Cloud documentation", "a customer's bill")


def on_money(answers: Answers, chosen: Candidate) -> Iterator[Finding]:
    """Yield what is uncertain about the bill."""
    lines = chosen.cost.lines
    if any("price of the base region" in line.note for line in lines):
        yield note(
            "price-region",
            f"prices are those of Confluent's base region; the multiplier of {answers.cloud.region} is not published",
            "cost",
            LIST,
        )
    unsure = [line for line in lines if _is_unverified(line)]
    if unsure:
        told = "; ".join(f"{line.item} ({line.source})" for line in unsure)
        yield warning("price-unverified", f"not from a price list: {told}", "cost", LIST)


def _is_unverified(line: CostLine) -> bool:
    """Tell whether a price is derived, from memory, or from somebody's notes."""
    if line.monthly_usd is None or line.kind not in {FactKind.ASSUMED, FactKind.DERIVED}:
        return False
    return "price of the base region" in line.note and not line.source.startswith(LISTED)
