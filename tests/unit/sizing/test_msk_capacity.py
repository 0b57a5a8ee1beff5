"""The capacity method is AWS's: same brokers and same bill for every size, on the same prices."""

from dataclasses import replace
from datetime import date

import pytest

from builders import demand, facts
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.msk.bill.cost import cluster_cost
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.fit.capacity import Capacity, express, standard
from unit.sizing.aws_vectors import PRICES, VECTORS


TODAY = date(2026, 11, 24)
CASES = [
    pytest.param(vector, size, id=f"{vector[0]}-{vector[5]}h-{vector[6]}h-{size}")
    for vector, sizes in VECTORS.items()
    for size in sizes
]


def with_prices(prices: dict[str, float]) -> Facts:
    """Return the facts with some us-east-1 prices replaced."""
    changed = dict(facts().prices)
    for item, usd in prices.items():
        key = (item, "us-east-1")
        changed[key] = (replace(changed[key][-1], usd=usd),)
    return replace(facts(), prices=changed)


def aws_prices() -> Facts:
    """Return the facts with the prices the vectors were computed with."""
    brokers = {
        size.replace("kafka.", "Kafka.").replace("express.", "Express."): usd
        for size, usd in PRICES.items()
    }
    return with_prices({**brokers, "Kafka.Storage.Tiered": 0.023})


def sized(size: str, vector: tuple[float, ...]) -> Capacity:
    """Return the capacity of one size for a vector."""
    replicas = int(vector[4])
    asked = asking(vector)
    if size.startswith("express."):
        return express(size, asked, replicas, facts())
    return standard(size, asked, replicas, 3, facts())


def asking(vector: tuple[float, ...]):
    """Return a vector as a demand."""
    return demand(
        ingress_avg_mib_s=vector[0],
        ingress_peak_mib_s=vector[1],
        egress_avg_mib_s=vector[2],
        egress_peak_mib_s=vector[3],
        retention_hours=vector[5],
        hot_retention_hours=vector[6],
    )


def test_every_size_of_the_facts_is_in_every_vector():
    """None is left out of the comparison."""
    ours = {*facts().rows("msk.standard"), *facts().rows("msk.express")}

    assert all(ours == set(sizes) for sizes in VECTORS.values())


@pytest.mark.parametrize(("vector", "size"), CASES)
def test_brokers_and_bill_are_those_of_aws(vector, size):
    """Same broker count; monthly cost within half a percent on the same price basis."""
    brokers, usd = VECTORS[vector][size]
    capacity = sized(size, vector)
    tariff = Tariff(facts=aws_prices(), region="us-east-1", on=TODAY)

    assert capacity.brokers == brokers
    assert cluster_cost(capacity, asking(vector), tariff).monthly_usd == pytest.approx(
        usd, rel=0.005
    )


def test_a_region_without_a_price_is_unknown_not_free():
    """The line says so, and the total leaves it out instead of counting zero."""
    capacity = sized("express.m7g.large", next(iter(VECTORS)))
    tariff = Tariff(facts=facts(), region="us-west-1", on=TODAY)

    cost = cluster_cost(capacity, demand(), tariff)

    assert "brokers" in cost.unknown
    assert next(line for line in cost.lines if line.item == "brokers").monthly_usd is None


def test_readers_in_other_zones_cost_traffic():
    """Without rack awareness two thirds of what is read crosses a zone, charged at both ends."""
    capacity = sized("kafka.m7g.large", next(iter(VECTORS)))
    tariff = Tariff(facts=facts(), region="us-east-1", on=TODAY)

    near, far = (
        cluster_cost(capacity, demand(), tariff, rack_aware=aware).monthly_usd
        for aware in (True, False)
    )

    assert far - near == pytest.approx(40 * 3600 * 730 / 1024 * 2 / 3 * 0.02)
