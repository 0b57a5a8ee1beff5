"""Topics: names that Kafka takes, shares that add up, applications that exist and can do what they are named for."""

from collections.abc import Iterator

from kafka_scaffold.answers.checks.traffic import longer_hot
from kafka_scaffold.answers.complaint import Complaint
from kafka_scaffold.answers.table.applications import can
from kafka_scaffold.answers.values import Values
from kafka_scaffold.answers.words import meant, quoted
from kafka_scaffold.model.answers import Cleanup, Ordering


WHOLE_SHARE = 1.0
SHARE_TOLERANCE = 1e-4


def names(values: Values) -> Iterator[Complaint]:
    """Each topic once; names that differ in dots and underscores alone collide in metrics, and Kafka refuses them."""
    seen: dict[str, str] = {}
    for here in values.listed("topics"):
        name = values.peek(f"{here}.name")
        if not isinstance(name, str):
            continue
        first = seen.setdefault(name.replace(".", "_"), name)
        if first == name and seen.get(f"\0{name}"):
            yield Complaint(path=f"{here}.name", message=f'"{name}" is there twice')
        elif first != name:
            message = f'"{name}" and "{first}" are one name to Kafka; . and _ are alike in metrics'
            yield Complaint(path=f"{here}.name", message=message)
        seen[f"\0{name}"] = name


def shares(values: Values) -> Iterator[Complaint]:
    """All shares make a hundred percent."""
    topics = values.listed("topics")
    broken = any(values.is_broken(f"{topic}.share") for topic in topics)
    stated = [values.peek(f"{topic}.share") for topic in topics]
    if not topics or broken:
        return
    total = sum(share for share in stated if share is not None)
    percent = f"{total * 100:.6g} %"
    if None not in stated and abs(total - WHOLE_SHARE) > SHARE_TOLERANCE:
        message = f"shares make {percent}, not 100 %; leave one out to give it the rest"
        yield Complaint(path=f"{topics[-1]}.share", message=message)
    elif None in stated and total >= WHOLE_SHARE - SHARE_TOLERANCE:
        message = f"nothing is left: the other shares make {percent}"
        yield Complaint(path=topics[stated.index(None)], message=message)


def applications(values: Values, here: str) -> Iterator[Complaint]:
    """Those who write and read are applications that can."""
    known = [path.partition(".")[2] for path in values.many("applications")]
    for role, verb in (("producers", "write"), ("consumers", "read")):
        for index, name in enumerate(values.peek(f"{here}.{role}") or ()):
            path = f"{here}.{role}[{index}]"
            if name not in known:
                message = f"{quoted(name)} is no application; {meant(name, sorted(known))}"
                yield Complaint(path=path, message=message)
            elif not values.is_broken(f"applications.{name}") and not can(values, name, role):
                kind = values[f"applications.{name}.kind"]
                yield Complaint(path=path, message=f'"{name}" is a {kind}; it cannot {verb}')


def retention(values: Values, here: str) -> Iterator[Complaint]:
    """What is kept quick to read is part of what is kept."""
    if values.given(f"{here}.hot_retention"):
        yield from longer_hot(values, here)


def total_order(values: Values, here: str) -> Iterator[Complaint]:
    """Only one partition keeps all records of a topic in order."""
    partitions = values[f"{here}.partitions"]
    if values[f"{here}.order"] is Ordering.TOTAL and partitions not in (None, 1):
        message = f"{partitions} partitions keep no total order; write 1 or order: per-key"
        yield Complaint(path=f"{here}.partitions", message=message)


def compaction(values: Values, here: str) -> Iterator[Complaint]:
    """Compaction keeps the newest record of a key, so records need keys."""
    compacts = values[f"{here}.cleanup"] is not Cleanup.DELETE
    if compacts and values[f"{here}.order"] is Ordering.NONE:
        message = "compaction works by key; write order: per-key"
        yield Complaint(path=f"{here}.cleanup", message=message)


def largest_record(values: Values, here: str) -> Iterator[Complaint]:
    """The largest record is no smaller than a typical one."""
    most, typical = values[f"{here}.max_record_size"], values["workload.record_size"]
    if most is not None and most < typical:
        message = "is less than workload.record_size"
        yield Complaint(path=f"{here}.max_record_size", message=message)


WHOLE = (names, shares)
EACH = (applications, retention, total_order, compaction, largest_record)
