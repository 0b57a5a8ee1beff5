"""The platforms that can be sized.

Each package here has ``VARIANTS``, ``PROVIDERS``, and a module ``sizing`` with ``SIZING``, a `PlatformSizing`.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from kafka_scaffold.model.answers import Answers, CloudProvider, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import (
    Candidate,
    Considered,
    Finding,
    TopicPlan,
)
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.ranking import Preference


class PlatformSizing(Protocol):
    """What a platform module offers; all of it is pure."""

    platform: Platform

    def title(self, answers: Answers, variant: str) -> str:
        """Return the product's full name, e.g. ``Amazon MSK Express``."""
        ...

    def consider(
        self, answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
    ) -> tuple[Considered, ...]:
        """Return every size of every variant as a priced fit or a rejection, in a stable order."""
        ...

    def preference(self, answers: Answers, facts: Facts) -> Preference:
        """Return how many brokers (or whatever the platform counts) are wanted at most, and why."""
        ...

    def topics(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[TopicPlan, ...]:
        """Return the topics as the chosen variant will hold them."""
        ...

    def details(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        topics: tuple[TopicPlan, ...],
        facts: Facts,
    ) -> object:
        """Return the platform's own plan, a frozen dataclass that only its blueprint reads."""
        ...

    def findings(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[Finding, ...]:
        """Return what the reader must know: assumptions used, conflicts between sources, risks."""
        ...

    def client_access(
        self, answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
    ) -> ClientAccess:
        """Return what clients need to know to reach the cluster and to sign in."""
        ...

    def flags(self, answers: Answers, chosen: Candidate, facts: Facts) -> Mapping[str, bool]:
        """Return the booleans this platform's ``blueprint.yaml`` names in ``when``."""
        ...


def _module(platform: Platform) -> str:
    return f"{__name__}.{platform.value.replace('-', '_')}"


def available() -> tuple[Platform, ...]:
    """Return the platforms that can be sized."""
    return tuple(p for p in Platform if find_spec(_module(p)) and find_spec(f"{_module(p)}.sizing"))


def variants_of(platform: Platform) -> tuple[str, ...]:
    """Return a platform's variants; nothing of it but its package's first lines is loaded."""
    return cast("tuple[str, ...]", import_module(_module(platform)).VARIANTS)


def providers_of(platform: Platform) -> tuple[CloudProvider, ...]:
    """Return the clouds that a platform runs on; nothing of it but its package's first lines is loaded."""
    return cast("tuple[CloudProvider, ...]", import_module(_module(platform)).PROVIDERS)


def sizing_of(platform: Platform) -> PlatformSizing:
    """Return the sizing of a platform; only its package is imported."""
    return cast("PlatformSizing", import_module(f"{_module(platform)}.sizing").SIZING)
