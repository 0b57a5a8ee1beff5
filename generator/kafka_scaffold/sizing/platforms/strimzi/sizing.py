"""Strimzi as a platform: what it considers, prefers, and plans."""

from collections.abc import Mapping
from datetime import date

from kafka_scaffold.model.answers import Answers, CloudProvider, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Considered, Finding, TopicPlan
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.platforms import PlatformSizing
from kafka_scaffold.sizing.platforms.strimzi.client_access import client_access
from kafka_scaffold.sizing.platforms.strimzi.describe import describe
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from kafka_scaffold.sizing.platforms.strimzi.findings import find
from kafka_scaffold.sizing.platforms.strimzi.fit.consider import consider
from kafka_scaffold.sizing.platforms.strimzi.fit.preference import preference
from kafka_scaffold.sizing.platforms.strimzi.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.strimzi.flags import flags
from kafka_scaffold.sizing.platforms.strimzi.topics import plan_topics
from kafka_scaffold.sizing.ranking import Preference


PLACES = {
    CloudProvider.AWS: "Amazon EKS",
    CloudProvider.GCP: "GKE",
    CloudProvider.AZURE: "AKS",
}


class StrimziSizing:
    """Sizes brokers on network disks and on the disks of their machines, on every machine type of a cloud."""

    platform = Platform.STRIMZI

    def title(self, answers: Answers, variant: str) -> str:
        """Return the product's full name."""
        del variant
        if answers.kubernetes.cluster is KubernetesCluster.EXISTING:
            return "Strimzi on Kubernetes"
        return f"Strimzi on {PLACES[answers.cloud.provider]}"

    def consider(
        self, answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
    ) -> tuple[Considered, ...]:
        """Return every machine type: those with network disks, then those with disks of their own."""
        return tuple(consider(answers, environment, demand, facts, on))

    def preference(self, answers: Answers, facts: Facts) -> Preference:
        """Return the cap on brokers, of the answers or of the team, and how many spread a loss; the biggest machines are exempt."""
        return preference(answers, facts)

    def topics(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[TopicPlan, ...]:
        """Return the topics as the chosen brokers hold them."""
        return plan_topics(answers, environment, as_stored(answers, demand), chosen, facts)

    def details(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        topics: tuple[TopicPlan, ...],
        facts: Facts,
    ) -> StrimziDetails:
        """Return what the Strimzi blueprint reads."""
        return describe(answers, environment, as_stored(answers, demand), chosen, topics, facts)

    def findings(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[Finding, ...]:
        """Return assumptions, what nobody has tried, and risks."""
        return find(answers, environment, as_stored(answers, demand), chosen, facts)

    def client_access(
        self, answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
    ) -> ClientAccess:
        """Return how clients reach the cluster and sign in."""
        del chosen, facts
        return client_access(answers, environment)

    def flags(self, answers: Answers, chosen: Candidate, facts: Facts) -> Mapping[str, bool]:
        """Return the booleans that the blueprint names."""
        del facts
        return flags(answers, chosen)


SIZING: PlatformSizing = StrimziSizing()
