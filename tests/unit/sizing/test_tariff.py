"""Lines of the bill whose price is one fact."""

from datetime import date

import pytest

from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.sizing.tariff import Tariff


@pytest.mark.parametrize(
    ("quantity", "shown"), [(1_234_567.8, "1,234,567.80 GB"), (0.25, "0.25 GB")]
)
def test_a_quantity_is_shown_as_it_is_charged(quantity, shown):
    """However much it is: neither rounded nor in powers of ten."""
    facts = load_facts()
    fact = facts.get("confluent-cloud.endpoint.azure.usd_gb")
    tariff = Tariff(facts=facts, region="westeurope", on=date(2026, 12, 1))

    line = tariff.flat(fact, "data", quantity, "GB")

    assert line.formula == f"{shown} x {fact.number:g}"
    assert line.monthly_usd == pytest.approx(quantity * fact.number)
