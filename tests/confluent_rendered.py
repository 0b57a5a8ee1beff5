"""The hand-made repositories of Confluent Cloud, each rendered once for all tests of a process."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import confluent_fixture
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import EnvironmentPlan, Plan
from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails


Case = tuple[str, str, str, str]
each_case = pytest.mark.parametrize("case", confluent_fixture.CASES, ids="-".join)


@cache
def planned(case: Case) -> Plan:
    """Return the hand-made plan of a case."""
    return confluent_fixture.plan(*case)


@cache
def tree(case: Case) -> RenderedTree:
    """Return the repository of a case."""
    return render(planned(case))


@cache
def texts(case: Case) -> dict[str, str]:
    """Return the repository of a case as text by path."""
    return texts_of(tree(case))


def texts_of(made: RenderedTree) -> dict[str, str]:
    """Return a repository as text by path."""
    return {file.path: file.content.decode() for file in made.files}


def details_of(environment: EnvironmentPlan) -> ConfluentCloudDetails:
    """Return the details of an environment, known to be Confluent Cloud's."""
    assert isinstance(environment.details, ConfluentCloudDetails)
    return environment.details


def data_roots(case: Case) -> list[tuple[EnvironmentPlan, dict[str, str]]]:
    """Return each environment with the files of its data root, by their path in it."""
    return [
        (environment, data_root(texts(case), environment.environment.name))
        for environment in planned(case).environments
    ]


def data_root(found: dict[str, str], environment: str) -> dict[str, str]:
    """Return the files of one data root by path."""
    prefix = f"terraform/data/{environment}/"
    return {p.removeprefix(prefix): text for p, text in found.items() if p.startswith(prefix)}


def changed(case: Case, **changes: Any) -> Plan:
    """Return a case's plan with fields of every environment's details replaced."""
    plan = planned(case)
    environments = tuple(
        replace(e, details=replace(details_of(e), **changes)) for e in plan.environments
    )
    return replace(plan, environments=environments)


def data_of(plan: Plan, environment: str) -> dict[str, str]:
    """Return the data root of one environment of a plan."""
    return data_root(texts_of(render(plan)), environment)


def block(text: str, opening: str) -> str:
    """Return a top-level block of Terraform by its first line."""
    start = text.index(f"\n{opening} {{\n") + 1
    return text[start : text.index("\n}\n", start) + 2]


def bare(text: str) -> str:
    """Return a file of Terraform without its comments."""
    return re.sub(r"^\s*#.*\n", "", text, flags=re.M)
