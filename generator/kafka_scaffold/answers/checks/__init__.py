"""What answers must agree on with one another. Each check yields a `Complaint` per contradiction."""

from collections.abc import Callable, Iterator

from kafka_scaffold.answers.checks import (
    clients,
    confluent,
    general,
    places,
    recovery,
    topics,
    traffic,
)
from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.values import UnknownError, Values


Check = Callable[[Values], Iterator[Complaint]]
CheckOfMember = Callable[[Values, str], Iterator[Complaint]]
WHOLE: tuple[Check, ...] = (
    *places.WHOLE,
    *traffic.WHOLE,
    *topics.WHOLE,
    *clients.WHOLE,
    *confluent.WHOLE,
    *recovery.WHOLE,
)
EACH: tuple[tuple[str, CheckOfMember], ...] = (
    *((("topics", check)) for check in topics.EACH),
    *((("applications", check)) for check in clients.EACH),
    *((("environments", check)) for check in places.EACH),
)


def complaints(values: Values) -> Iterator[Complaint]:
    """Yield everything that does not go together; what depends on a broken answer is left out."""
    yield from general.missing(values)
    yield from general.out_of_place(values)
    yield from general.both(values)
    for check in WHOLE:
        yield from _known(check(values))
    for container, check_of in EACH:
        for here in _members(values, container):
            yield from _known(check_of(values, here))


def _members(values: Values, container: str) -> tuple[str, ...]:
    try:
        return values.many(container)
    except UnknownError:
        return values.listed(container)


def _known(found: Iterator[Complaint]) -> Iterator[Complaint]:
    try:
        yield from found
    except UnknownError:
        return
