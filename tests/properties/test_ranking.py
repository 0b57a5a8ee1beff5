"""The choice prefers few brokers by a cap, and more load never makes the chosen cluster cheaper."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import demand, facts
from kafka_scaffold.model.answers import Platform
from kafka_scaffold.model.plan import Candidate, Cost
from kafka_scaffold.sizing.platforms.msk.bill.cost import cluster_cost
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.fit.capacity import express, standard
from kafka_scaffold.sizing.ranking import choose


BIGGEST = ("kafka.m7g.16xlarge", "kafka.m5.24xlarge", "express.m7g.16xlarge")
TARIFF = Tariff(facts=facts(), region="us-east-1", on=date(2026, 11, 24))


def candidates(rate, fan_out=2.0, hours=24):
    """Return every size for a rate as a priced candidate."""
    asked = demand(
        ingress_avg_mib_s=rate / 2,
        ingress_peak_mib_s=rate,
        egress_avg_mib_s=rate * fan_out / 2,
        egress_peak_mib_s=rate * fan_out,
        retention_hours=hours,
        hot_retention_hours=hours,
    )
    found = []
    for size in (*facts().rows("msk.standard"), *facts().rows("msk.express")):
        of = express if size.startswith("express.") else standard
        extra = () if of is express else (3,)
        capacity = of(size, asked, 600, *extra, facts())
        found.append(
            Candidate(
                platform=Platform.MSK,
                variant=of.__name__,
                size=size,
                units=capacity.brokers,
                storage_gib_per_unit=capacity.volume_gib,
                cost=cluster_cost(capacity, asked, TARIFF),
                headroom=(),
                partitions=600,
            )
        )
    return tuple(found)


def chosen(considered):
    """Return the one that is marked."""
    (one,) = [c for c in considered if c.chosen]
    return one


@settings(max_examples=150, deadline=None)
@given(
    rate=st.floats(min_value=0.1, max_value=3000),
    growth=st.floats(min_value=1, max_value=10),
    fan_out=st.floats(min_value=0.1, max_value=10),
    hours=st.integers(min_value=1, max_value=720),
    cap=st.sampled_from([6, 12, 24, 60]),
)
def test_more_load_never_makes_the_chosen_cheaper(rate, growth, fan_out, hours, cap):
    """This is why the preference is a cap and not a percentage."""
    small = chosen(choose(candidates(rate, fan_out, hours), cap, BIGGEST))
    large = chosen(choose(candidates(rate * growth, fan_out, hours), cap, BIGGEST))

    assert large.cost.monthly_usd >= small.cost.monthly_usd - 1e-6


def test_many_small_brokers_do_not_beat_few_big_ones():
    """At 500 MiB/s the cheapest size takes more brokers than a team of twelve wants; it is set aside and says so."""
    considered = choose(candidates(500), 12, BIGGEST)
    cheapest = min(considered, key=lambda c: c.cost.monthly_usd)

    assert chosen(considered).units <= 12
    assert not cheapest.preferred
    assert "more than the 12 preferred" in cheapest.reason
    assert "less than the chosen one" in cheapest.reason


def test_a_size_without_a_price_is_never_chosen():
    """Unknown is not zero."""
    free, *rest = candidates(10)
    unknown = replace(free, cost=Cost(lines=(replace(free.cost.lines[0], monthly_usd=None),)))

    considered = choose((unknown, *rest), 12, BIGGEST)

    assert chosen(considered).size != unknown.size
    assert "no price of brokers" in considered[0].reason


def test_at_equal_cost_the_loss_of_one_broker_is_spread():
    """Express costs the same in six or three brokers; six lose a sixth. Fewer than wanted is still better than dearer."""
    considered = choose(candidates(1000, hours=168), 12, BIGGEST, even_units=6)
    best = chosen(considered)
    even = [
        c.units
        for c in considered
        if round(c.cost.monthly_usd, 2) == round(best.cost.monthly_usd, 2)
    ]

    assert best.units == min(units for units in even if units >= 6)
    assert 3 in even
    assert "losing one of" in best.reason
