"""Every setting of an environment with its reason and source."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from kafka_scaffold.model.plan import EnvironmentPlan, Setting
from kafka_scaffold.report.screen import line, table


def setting_parts(environment: EnvironmentPlan) -> Iterator[Any]:
    """Yield one table for the cluster, one per topic and one per client."""
    name = environment.environment.name
    cluster = list(_found(environment.details))
    if cluster:
        yield from _table(f"cluster, {name}", cluster)
    for topic in environment.topics:
        yield from _table(f"topic {topic.name}, {name}", list(topic.settings))
    for client in environment.clients:
        title = f"{client.role} {client.application} with {client.library}, {name}"
        yield from _table(title, list(client.settings))


def _table(title: str, settings: list[Setting]) -> Iterator[Any]:
    yield line(title, "bold")
    yield table(
        ("setting", "value", "why", "source"),
        [(s.name, _value(s.value), s.reason, s.source) for s in settings],
    )
    yield ""


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _found(value: object) -> Iterator[Setting]:
    """Yield the settings inside a platform's own plan, in the order of its fields."""
    if isinstance(value, Setting):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _found(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _found(getattr(value, field.name))
