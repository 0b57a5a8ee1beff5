"""How many requests a second clients make, estimated from their settings; pure arithmetic, rough on purpose.

A producer sends to each broker when a batch is full or when ``linger.ms`` is over, whichever comes first; a consumer asks
each broker again as soon as it has an answer.
"""

from kafka_scaffold.sizing.prose import SECOND_MS


def effective_batch_bytes(
    batch_bytes: float, partitions_per_broker: float, rate_bytes_s: float, linger_ms: float
) -> float:
    """Return what one produce request carries: full batches of its partitions, or what came while it lingered.

    Args:
        batch_bytes: The largest batch of one partition.
        partitions_per_broker: How many partitions' batches share a request.
        rate_bytes_s: What one producer sends to one broker.
        linger_ms: How long it waits for more.
    """
    return min(batch_bytes * partitions_per_broker, rate_bytes_s * linger_ms / SECOND_MS)


def produce_requests_s(bytes_s: float, record_bytes: float, batch_bytes: float) -> float:
    """Return produce requests: a request carries a batch, and never less than a record."""
    return bytes_s / max(record_bytes, batch_bytes)


def fetch_requests_s(
    bytes_s: float, fetch_bytes: float, consumers: float, brokers: float, wait_ms: float
) -> float:
    """Return fetch requests: one per filled fetch, and at least those of idle consumers that ask again."""
    return max(bytes_s / fetch_bytes, consumers * brokers * SECOND_MS / wait_ms)


def commit_requests_s(groups: float, members: float, interval_ms: float) -> float:
    """Return commits of so many groups with so many members each."""
    return groups * members * SECOND_MS / interval_ms


def metadata_requests_s(clients: float, age_ms: float) -> float:
    """Return metadata requests: every client asks again when what it knows is too old."""
    return clients * SECOND_MS / age_ms
