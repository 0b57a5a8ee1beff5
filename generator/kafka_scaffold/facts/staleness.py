"""Which facts are due for a review: a warning, never a failure."""

from datetime import date

from kafka_scaffold.model.facts import FactFile, Facts


def stale(facts: Facts, today: date) -> tuple[FactFile, ...]:
    """Return the files whose ``review_by`` has passed, oldest first."""
    late = (file for file in facts.files if file.review_by < today)
    return tuple(sorted(late, key=lambda file: (file.review_by, file.name)))
