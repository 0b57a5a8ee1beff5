"""More load never takes fewer brokers or less storage of one size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import demand, facts
from kafka_scaffold.sizing.platforms.msk.fit.capacity import express, standard


RATES = st.floats(min_value=0.01, max_value=5000, allow_nan=False)
GROWTH = st.floats(min_value=1, max_value=50, allow_nan=False)
HOURS = st.integers(min_value=1, max_value=2000)


@settings(max_examples=200, deadline=None)
@given(
    size=st.sampled_from([*facts().rows("msk.standard"), *facts().rows("msk.express")]),
    rate=RATES,
    fan_out=st.floats(min_value=0, max_value=20),
    hours=HOURS,
    replicas=st.integers(min_value=1, max_value=50_000),
    growth=GROWTH,
)
def test_more_load_never_takes_less(size, rate, fan_out, hours, replicas, growth):
    """Scaling traffic and partitions up keeps or raises brokers and stored data."""

    def sized(factor: float):
        asked = demand(
            ingress_avg_mib_s=rate * factor / 2,
            ingress_peak_mib_s=rate * factor,
            egress_avg_mib_s=rate * factor * fan_out / 2,
            egress_peak_mib_s=rate * factor * fan_out,
            retention_hours=hours,
            hot_retention_hours=hours,
        )
        partitions = int(replicas * factor)
        if size.startswith("express."):
            return express(size, asked, partitions, facts())
        return standard(size, asked, partitions, 3, facts())

    small, large = sized(1), sized(growth)

    assert large.brokers >= small.brokers
    assert large.volumes_gib + large.managed_gib >= small.volumes_gib + small.managed_gib
    assert small.brokers % 3 == 0
    assert small.brokers == max(bound.brokers for bound in small.bounds)
