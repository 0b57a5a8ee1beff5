"""How many requests clients make, worked by hand."""

import pytest

from confluent_considered import answers, asked, confluent
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.requests import (
    commit_requests_s,
    effective_batch_bytes,
    fetch_requests_s,
    metadata_requests_s,
    produce_requests_s,
)


@pytest.mark.parametrize(
    ("batch", "partitions", "rate", "linger", "carried"),
    [
        pytest.param(16_384, 1, 1_000_000, 5, 5_000, id="1 MB/s x 5 ms = 5 kB, before it is full"),
        pytest.param(16_384, 1, 10_000_000, 5, 16_384, id="50 kB would come; the batch is full"),
        pytest.param(16_384, 3, 10_000_000, 5, 49_152, id="three partitions share a request"),
        pytest.param(16_384, 1, 1_000_000, 0, 0, id="without linger nothing is waited for"),
    ],
)
def test_a_request_goes_when_full_or_when_its_time_is_over(
    batch, partitions, rate, linger, carried
):
    """min(batch.size x partitions on a broker, rate x linger.ms)."""
    assert effective_batch_bytes(batch, partitions, rate, linger) == carried


@pytest.mark.parametrize(
    ("rate", "record", "batch", "requests"),
    [
        pytest.param(1_000_000, 1_000, 5_000, 200, id="1 MB/s / 5 kB"),
        pytest.param(1_000_000, 1_000, 0, 1_000, id="one record each without linger"),
        pytest.param(1_000_000, 20_000, 5_000, 50, id="a record is larger than a batch"),
        pytest.param(0, 1_000, 5_000, 0, id="nothing is written"),
    ],
)
def test_a_produce_request_carries_a_batch_and_never_less_than_a_record(
    rate, record, batch, requests
):
    """In / max(record, batch)."""
    assert produce_requests_s(rate, record, batch) == requests


def test_fetches_are_filled_or_asked_again():
    """6.4 MB/s / 64 kB = 100; ten idle consumers of six brokers ask 10 x 6 x 1000 / 500 = 120 times."""
    assert fetch_requests_s(6_400_000, 64_000, 1, 6, 500) == 100
    assert fetch_requests_s(0, 64_000, 10, 6, 500) == 120
    assert fetch_requests_s(6_400_000, 64_000, 10, 6, 500) == 120


def test_members_commit_and_clients_look_around():
    """3 groups x 4 members / 5 s = 2.4; 300 clients / 300 s = 1."""
    assert commit_requests_s(3, 4, 5_000) == pytest.approx(2.4)
    assert metadata_requests_s(300, 300_000) == 1


def test_the_estimate_adds_up():
    """200 producers x 6 brokers at 28.57 MB/s on the wire: 23,810 B/s each x 100 ms = 2,381 B a request.

    28,571,429 / 2,381 = 12,000 produce; 85,714,286 / 131,072 = 654 fetch; 60 / 5 s = 12 commits; 260 / 300 s = 0.87.
    """
    load = asked(answers(), "enterprise").load

    assert load.requests_s == pytest.approx(12_000 + 653.95 + 12 + 0.87, abs=0.1)
    assert "requests" in load.estimated


def test_what_was_measured_replaces_the_estimate():
    """So do counted connections."""
    load = asked(confluent(answers(), requests_per_second=900, connections=400), "basic").load

    assert (load.requests_s, load.connections) == (900, 400)
    assert load.estimated == {"connection attempts"}
