"""Confluent Cloud as a platform: what it considers, prefers, and plans."""

from collections.abc import Mapping
from datetime import date

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Considered, Finding, TopicPlan
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.platforms import PlatformSizing
from kafka_scaffold.sizing.platforms.confluent_cloud import considered
from kafka_scaffold.sizing.platforms.confluent_cloud.client_access import client_access
from kafka_scaffold.sizing.platforms.confluent_cloud.describe import describe
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails
from kafka_scaffold.sizing.platforms.confluent_cloud.findings import find
from kafka_scaffold.sizing.platforms.confluent_cloud.flags import flags
from kafka_scaffold.sizing.platforms.confluent_cloud.topics import plan_topics
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.ranking import Preference


class ConfluentCloudSizing:
    """Sizes Basic, Standard, Enterprise, Freight and Dedicated clusters."""

    platform = Platform.CONFLUENT_CLOUD

    def title(self, answers: Answers, variant: str) -> str:
        """Return the product's full name."""
        return considered.title(answers, variant)

    def consider(
        self, answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
    ) -> tuple[Considered, ...]:
        """Return every cluster type, the one with the smallest unit first."""
        return considered.consider(answers, environment, demand, facts, on)

    def preference(self, answers: Answers, facts: Facts) -> Preference:
        """Return no cap on units: they are Confluent's to run."""
        return considered.preference(answers, facts)

    def topics(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[TopicPlan, ...]:
        """Return the topics as the chosen type holds them."""
        return plan_topics(answers, environment, demand, Variant(chosen.variant), facts)

    def details(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        topics: tuple[TopicPlan, ...],
        facts: Facts,
    ) -> ConfluentCloudDetails:
        """Return what the blueprint of Confluent Cloud reads."""
        return describe(answers, environment, demand, chosen, topics, facts)

    def findings(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[Finding, ...]:
        """Return assumptions, conflicts between sources, and risks."""
        return find(answers, environment, demand, chosen, facts)

    def client_access(
        self, answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
    ) -> ClientAccess:
        """Return how clients reach the cluster and sign in."""
        return client_access(answers, environment, chosen, facts)

    def flags(self, answers: Answers, chosen: Candidate, facts: Facts) -> Mapping[str, bool]:
        """Return the booleans that the blueprint names."""
        return flags(answers, chosen, facts)


SIZING: PlatformSizing = ConfluentCloudSizing()
