"""People write units; what cannot be read is refused with what to write instead."""

import pytest

from hostile import HOSTILE
from kafka_scaffold import units


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (units.rate, "50 MB/s", 50_000_000),
        (units.rate, "50MiB/s", 50 * 2**20),
        (units.rate, "0.5 GB/s", 500_000_000),
        (units.size, "1 KB", 1000),
        (units.size, "1 KiB", 1024),
        (units.duration, "7d", 7 * 86400),
        (units.duration, "50 ms", 0.05),
        (units.duration, "90 min", 5400),
        (units.share, "70%", pytest.approx(0.7)),
        (units.money, "15000 USD/month", 15000),
    ],
)
def test_units_are_read(read, text, value):
    """MB is 10^6 bytes, MiB 2^20; a space before the unit is optional."""
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "part"),
    [
        (units.duration, "50", "write 50 ms or 50 s"),
        (units.duration, 50, "has no unit"),
        (units.rate, "50 MB", 'did you mean "50 MB/s"'),
        (units.rate, "50 mb/s", 'did you mean "50 MB/s"'),
        (units.size, "5 MB/s", 'did you mean "5 MB"'),
        (units.size, "5 k", "unknown unit; known: B, kB"),
        (units.duration, "3 D", 'did you mean "3 d"'),
        (units.duration, "3 days", "unknown unit; known: ms, s"),
        (units.rate, "-5 MB/s", "not a quantity"),
        (units.rate, "nan MB/s", "not a quantity"),
        (units.rate, "1,5 MB/s", "comma"),
        (units.rate, "1e999 MB/s", "too large"),
        (units.size, "1.2.3 MB", "not a quantity"),
        (units.size, None, "not a quantity"),
        (units.size, True, "not a quantity"),
        (units.size, [1], "not a quantity"),
        pytest.param(units.size, 10**5000, "not a quantity", id="huge"),
    ],
)
def test_a_wrong_unit_says_what_to_write(read, text, part):
    """The message quotes the value and names the way out."""
    with pytest.raises(units.UnitError, match=part):
        read(text)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t)[1:-1][:24] or "empty")
def test_hostile_text_gives_a_short_clean_message(text):
    """No screenful, no control characters, no traceback."""
    with pytest.raises(units.UnitError) as caught:
        units.rate(text)

    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("seconds", [0.05, 1, 90, 3600, 86400, 7 * 86400, 5400])
def test_durations_survive_the_round_trip(seconds):
    """What is shown can be written back."""
    assert units.duration(units.format_duration(seconds)) == pytest.approx(seconds)


@pytest.mark.parametrize("rate", [1, 999, 1000, 60e6, 1.5e9])
def test_rates_survive_the_round_trip(rate):
    """What is shown can be written back."""
    assert units.rate(units.format_rate(rate)) == pytest.approx(rate)
