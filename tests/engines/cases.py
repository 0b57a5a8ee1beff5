"""The repositories that engines look at: every example on every target that fits, options, and the hand-made plans."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from targets import CONFLUENT, MSK, OPTIONS, STRIMZI, TARGETS, sets_of

import confluent_fixture
import plan_fixture
import strimzi_fixture
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.errors import AnswersError, NoPlatformFitsError
from kafka_scaffold.model.answers import Platform
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.tree import RenderedTree
from scenarios import examples, planned, repository


# A cluster type, a cloud, a network and a sign-in by the name of the hand-made plan.
CONFLUENT_FIXTURES = {
    f"fixture-confluent-{variant}-{cloud}-{network}": (variant, cloud, network, sign_in)
    for variant, cloud, network, sign_in in confluent_fixture.CASES
}
FIXTURES = (
    "fixture-standard-iam",
    "fixture-standard-scram",
    "fixture-standard-mtls",
    "fixture-express-iam",
    "fixture-express-scram",
    "fixture-serverless-iam",
    "fixture-eks-scram",
    "fixture-eks-mtls",
    "fixture-gke-scram",
    "fixture-aks-mtls",
    "fixture-existing-scram",
    "fixture-existing-mtls",
    *CONFLUENT_FIXTURES,
)

# What a target cannot carry; a test keeps this list true.
UNFIT = frozenset(
    {
        "aggregate-confluent-basic",
        "bookings-oauth-confluent-basic",
        "bookings-oauth-confluent-freight",
        "cdc-outbox-confluent-basic",
        "cdc-outbox-confluent-freight",
        "cdc-outbox-confluent-standard",
        "cdc-outbox-serverless",
        "claims-standby-confluent-basic",
        "claims-standby-confluent-freight",
        "claims-standby-confluent-standard",
        "claims-standby-serverless",
        "clickstream-confluent-basic",
        "clickstream-confluent-dedicated",
        "clickstream-confluent-freight",
        "clickstream-confluent-standard",
        "clickstream-serverless",
        "factory-onprem-confluent-basic",
        "factory-onprem-confluent-enterprise",
        "factory-onprem-confluent-freight",
        "factory-onprem-confluent-standard",
        "factory-onprem-express",
        "factory-onprem-serverless",
        "factory-onprem-standard",
        "iot-confluent-basic",
        "iot-confluent-freight",
        "iot-confluent-standard",
        "iot-serverless",
        "logs-confluent-basic",
        "logs-confluent-standard",
        "orders-gke-confluent-basic",
        "orders-gke-confluent-freight",
        "orders-gke-confluent-standard",
        "orders-gke-serverless",
        "payments-confluent-basic",
        "payments-confluent-freight",
        "payments-confluent-standard",
        "payments-serverless",
        "sandbox-express",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One rendered repository and the plan behind it."""

    name: str
    plan: Plan
    tree: RenderedTree

    @property
    def is_strimzi(self) -> bool:
        """Return whether Kafka runs on Kubernetes."""
        return self.plan.platform is Platform.STRIMZI

    @property
    def is_confluent(self) -> bool:
        """Return whether Kafka is Confluent Cloud's."""
        return self.plan.platform is Platform.CONFLUENT_CLOUD

    def write(self, folder: Path) -> Path:
        """Write the repository below a folder; return its directory."""
        root = folder / self.name
        for file in self.tree.files:
            place = root / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
            if file.executable:
                place.chmod(0o755)
        return root


def example_names() -> tuple[str, ...]:
    """Return every example on every target, what does not fit included."""
    return tuple(f"{example}-{target}" for example in examples() for target in TARGETS)


def case_names() -> tuple[str, ...]:
    """Return the name of every case; nothing is planned for it, so that collecting tests stays cheap."""
    options = (f"option-{name}" for name in OPTIONS)
    return (*(name for name in example_names() if name not in UNFIT), *options, *FIXTURES)


def strimzi_names() -> tuple[str, ...]:
    """Return the names of the cases with Kafka on Kubernetes."""
    return tuple(name for name in case_names() if target_of(name) in STRIMZI)


def confluent_names() -> tuple[str, ...]:
    """Return the names of the cases on Confluent Cloud."""
    return tuple(name for name in case_names() if target_of(name) in CONFLUENT)


def msk_names() -> tuple[str, ...]:
    """Return the names of the cases on MSK."""
    return tuple(name for name in case_names() if target_of(name) in MSK)


def one_of_each_type() -> tuple[str, ...]:
    """Return a hand-made plan of each type of Confluent Cloud."""
    return tuple({CONFLUENT_FIXTURES[n][0]: n for n in CONFLUENT_FIXTURES}.values())


def linted() -> tuple[str, ...]:
    """Return the cases that linters look at: all but hand-made plans of a type that another one stands for."""
    spared = set(CONFLUENT_FIXTURES) - set(one_of_each_type())
    return tuple(name for name in case_names() if name not in spared)


def versioned() -> tuple[tuple[str, str], ...]:
    """Return each case with the versions of Terraform that look at it.

    Both ends look at one example of each platform and at the hand-made plans, one of each type of Confluent Cloud;
    the newest at all.
    """
    examples_of = (
        (msk_names(), "clickstream-"),
        (strimzi_names(), "clickstream-"),
        (confluent_names(), "sandbox-"),
    )
    both = {
        *(n for n in FIXTURES if n not in CONFLUENT_FIXTURES),
        *one_of_each_type(),
        *(n for names, example in examples_of for n in names if n.startswith(example)),
    }
    return tuple(
        (name, version)
        for name in case_names()
        for version in (("oldest", "newest") if name in both else ("newest",))
    )


def target_of(name: str) -> str:
    """Return where a case goes."""
    if name.startswith("option-"):
        return OPTIONS[name.removeprefix("option-")].target
    if name in CONFLUENT_FIXTURES:
        return f"confluent-{CONFLUENT_FIXTURES[name][0]}"
    if name in FIXTURES:
        return name.split("-")[1]
    return next(t for t in reversed(TARGETS) if name.endswith(f"-{t}"))


@cache
def rendered_case(name: str) -> Case:
    """Return one case, rendered."""
    if name in CONFLUENT_FIXTURES:
        plan = confluent_fixture.plan(*CONFLUENT_FIXTURES[name])
        return Case(name=name, plan=plan, tree=render(plan))
    if name in FIXTURES:
        _, target, authentication = name.split("-")
        make = plan_fixture if target in MSK else strimzi_fixture
        plan = make.plan(target, authentication)
        return Case(name=name, plan=plan, tree=render(plan))
    example, sets = answers_of(name)
    return Case(name=name, plan=planned(example, *sets).plan, tree=repository(example, *sets))


def answers_of(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the example behind a case and what is laid over its answers."""
    if name.startswith("option-"):
        option = OPTIONS[name.removeprefix("option-")]
        return option.example, (*sets_of(option.example, option.target), *option.sets)
    target = target_of(name)
    example = name.removesuffix(f"-{target}")
    return example, sets_of(example, target)


def rendered_cases() -> tuple[Case, ...]:
    """Return every case, rendered."""
    return tuple(rendered_case(name) for name in case_names())


def why_unfit(name: str) -> str | None:
    """Return why an example cannot take a target, or ``None``."""
    example, sets = answers_of(name)
    try:
        planned(example, *sets)
    except AnswersError as error:
        return "; ".join(f"{p.path}: {p.message}" for p in error.problems)
    except NoPlatformFitsError as error:
        return f"{error}: {'; '.join(error.details)}"
    return None
