"""Confluent Cloud: our own rules, for there is no other checker. They need no program."""

from collections.abc import Callable, Mapping

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy import View, check_environment, views
from kafka_scaffold.validate.engines.engine import Engine, Job
from kafka_scaffold.validate.engines.workspace import Workspace
from kafka_scaffold.validate.manifests import ANSWERS


def _jobs(workspace: Workspace) -> tuple[Job, ...]:
    texts = workspace.texts("*.tf", "*.tfvars", "*.properties", ANSWERS)
    found, broken = views(texts)
    unread = (Job(judge=lambda: broken),) if broken else ()
    return (*unread, *(Job(where=view.places[-1], judge=_judge(view, texts)) for view in found))


def _judge(view: View, texts: Mapping[str, str]) -> Callable[[], tuple[Finding, ...]]:
    return lambda: tuple(check_environment(view, texts))


ENGINES = (
    Engine(name="confluent policy", programs=(), install="part of kafka-scaffold", jobs=_jobs),
)
