"""What one broker carries, by the formulas of the research: I written, F readers, RF copies, B brokers."""

import pytest

from builders import demand, facts
from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.sizing.platforms.strimzi.fit.dimensions import dimensions, load


WRITTEN = 50.0


def needs(brokers, live, *, provider="aws", local=False, **changes):
    """Return what one broker carries, by dimension."""
    steady = {
        "ingress_avg_mib_s": WRITTEN,
        "ingress_peak_mib_s": WRITTEN,
        "egress_avg_mib_s": 3 * WRITTEN,
        "egress_peak_mib_s": 3 * WRITTEN,
        "retention_hours": 24,
        "hot_retention_hours": 24,
    }
    asked = load(demand(**{**steady, **changes}), 3, 600, 0.0)
    found = dimensions(asked, CloudProvider(provider), facts(), local=local)
    return {each.name: each.per_broker(brokers, live) for each in found}


def test_a_broker_takes_in_what_is_written_and_copied():
    """I x RF / B = 50 x 3 / 3 = 50 with every broker up and, as lost copies are not followed, with a zone away."""
    assert needs(3, 3)["network in"] == needs(3, 2)["network in"] == 50


def test_a_broker_sends_out_copies_and_reads():
    """I x (RF - 1 + F) / B = 50 x (2 + 3) / 3 = 83.3; research 5.1."""
    assert needs(3, 3)["network out"] == pytest.approx(50 * (3 - 1 + 3) / 3)


@pytest.mark.parametrize("brokers", [3, 6, 9])
def test_with_a_zone_lost_two_thirds_send_out_more(brokers):
    """I x (RF - 2 + F) / (B x 2/3); with three brokers 50 x (1 + 3) / 2 = 100."""
    live = brokers * 2 // 3

    assert needs(brokers, live)["network out"] == pytest.approx(50 * (3 - 2 + 3) / live)


def test_a_lost_broker_is_missing_in_a_share_of_the_copies():
    """Of nine brokers one holds a third of 3 copies in 9: I x (RF x 8/9 - 1 + F) / 8."""
    assert needs(9, 8)["network out"] == pytest.approx(50 * (3 * 8 / 9 - 1 + 3) / 8)


def test_without_readers_every_copy_that_is_followed_counts():
    """Nobody reads: with all up a broker sends I x 2 / 3 = 33.3, with a zone away I x 1 / 2 = 25; the larger is planned."""
    idle = {"egress_avg_mib_s": 0.0, "egress_peak_mib_s": 0.0}

    assert needs(3, 2, **idle)["network out"] == pytest.approx(50 * 2 / 3)


def test_disks_write_copies_and_serve_late_readers():
    """50 x 3 / 3 = 50 written; 5 % of 150 read are late, 7.5 over the two brokers that are left: 53.75."""
    assert needs(3, 2)["disk throughput"] == pytest.approx(50 + 7.5 / 2)


def test_operations_are_128_kib_each():
    """53.75 MiB/s are 53.75 x 8 = 430 operations a second."""
    assert needs(3, 2)["disk operations"] == pytest.approx(53.75 * 8)


def test_cores_follow_what_clients_write_and_read():
    """(50 x 30 ms + 150 x 40 ms) / 1000 = 7.5 cores, 2.5 for each of three."""
    assert needs(3, 2)["CPU"] == pytest.approx(2.5)


def test_ten_minutes_of_writes_stay_in_memory():
    """50 x 3 / 3 = 50 MiB/s for 600 s are 30,000 MiB, 29.3 GiB."""
    assert needs(3, 2)["page cache"] == pytest.approx(30_000 / 1024)


def test_stored_data_follows_the_average_and_every_copy():
    """50 MiB/s for 86,400 s are 4,218.75 GiB; three copies on three brokers, one each."""
    assert needs(3, 2)["stored data"] == pytest.approx(50 * 86_400 / 1024)
    assert needs(6, 4)["stored data"] == pytest.approx(50 * 86_400 / 1024 / 2)


def test_only_what_is_hot_is_stored_when_old_segments_move():
    """12 of 24 hours are half of it; leaders read and send all that is written once more."""
    moved, kept = needs(3, 2, hot_retention_hours=12), needs(3, 2)

    assert moved["stored data"] == pytest.approx(kept["stored data"] / 2)
    assert moved["network out"] == pytest.approx(kept["network out"] + 50 / 2)
    assert moved["disk throughput"] == pytest.approx(kept["disk throughput"] + 50 / 2)


def test_on_google_writes_to_network_disks_leave_through_the_network():
    """50 MiB/s of writes are 58 more of egress; disks of the machine itself are none."""
    plain = needs(3, 2)["network out"]

    assert needs(3, 2, provider="gcp")["network out"] == pytest.approx(plain + 50 * 1.16)
    assert needs(3, 2, provider="gcp", local=True)["network out"] == pytest.approx(plain)


def test_room_above_peak_is_asked_for_of_rates_alone():
    """Spare is for traffic: it does not make data or partitions grow."""
    plain, more = (load(demand(), 3, 600, spare) for spare in (0.0, 0.5))

    assert (more.written, more.read) == (plain.written * 1.5, plain.read * 1.5)
    assert (more.hot_gib, more.replicas) == (plain.hot_gib, plain.replicas)
