"""Amazon MSK as a platform: what it considers, prefers, and plans."""

from collections.abc import Mapping
from datetime import date

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Considered, Finding, TopicPlan
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.platforms import PlatformSizing
from kafka_scaffold.sizing.platforms.msk.bill.tariff import Tariff
from kafka_scaffold.sizing.platforms.msk.client_access import client_access
from kafka_scaffold.sizing.platforms.msk.describe import describe
from kafka_scaffold.sizing.platforms.msk.details import MskDetails, Variant
from kafka_scaffold.sizing.platforms.msk.findings import find
from kafka_scaffold.sizing.platforms.msk.fit.provisioned import consider_provisioned
from kafka_scaffold.sizing.platforms.msk.fit.serverless import SIZE, consider_serverless
from kafka_scaffold.sizing.platforms.msk.fit.tiering import as_stored
from kafka_scaffold.sizing.platforms.msk.flags import flags
from kafka_scaffold.sizing.platforms.msk.topics import plan_topics
from kafka_scaffold.sizing.ranking import Preference


class MskSizing:
    """Sizes Standard, Express and Serverless side by side."""

    platform = Platform.MSK

    def title(self, answers: Answers, variant: str) -> str:
        """Return the product's full name."""
        del answers
        return f"Amazon MSK {variant.title()}"

    def consider(
        self, answers: Answers, environment: Environment, demand: Demand, facts: Facts, on: date
    ) -> tuple[Considered, ...]:
        """Return every size: Standard, then Express, each from small to large, then Serverless."""
        tariff = Tariff(facts=facts, region=answers.cloud.region, on=on)
        return (
            *consider_provisioned(answers, environment, demand, Variant.STANDARD, tariff),
            *consider_provisioned(answers, environment, demand, Variant.EXPRESS, tariff),
            consider_serverless(answers, environment, demand, tariff),
        )

    def preference(self, answers: Answers, facts: Facts) -> Preference:
        """Return the cap on brokers, of the answers or of the team, and how many spread a loss; the biggest sizes are exempt."""
        exempt = frozenset(
            {*_biggest("msk.standard", facts), *_biggest("msk.express", facts), SIZE}
        )
        even = int(facts.number("msk.preference.brokers.even"))
        asked = answers.goals.operations.max_brokers
        if asked is not None:
            reason = "goals.operations.max_brokers"
            # One in each zone is the least; a cap below that would leave the biggest sizes alone.
            most = max(asked, *(environment.zones for environment in answers.environments))
            return Preference(max_units=most, reason=reason, exempt=exempt, even_units=even)
        team = answers.goals.operations.team
        cap = int(facts.number(f"msk.preference.brokers.{team}"))
        return Preference(
            max_units=cap,
            reason=f"goals.operations.team {team}",
            exempt=exempt,
            even_units=even,
        )

    def topics(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[TopicPlan, ...]:
        """Return the topics as the chosen variant holds them."""
        stored = as_stored(demand, chosen.variant, facts)
        return plan_topics(answers, environment, stored, chosen.variant, facts)

    def details(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        topics: tuple[TopicPlan, ...],
        facts: Facts,
    ) -> MskDetails:
        """Return what the MSK blueprint reads."""
        stored = as_stored(demand, chosen.variant, facts)
        return describe(answers, environment, stored, chosen, topics, facts)

    def findings(
        self,
        answers: Answers,
        environment: Environment,
        demand: Demand,
        chosen: Candidate,
        facts: Facts,
    ) -> tuple[Finding, ...]:
        """Return assumptions, conflicts between sources, and risks."""
        stored = as_stored(demand, chosen.variant, facts)
        return find(answers, environment, stored, chosen, facts)

    def client_access(
        self, answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
    ) -> ClientAccess:
        """Return how clients reach the cluster and sign in."""
        del environment, facts
        return client_access(answers.security.authentication, chosen.variant)

    def flags(self, answers: Answers, chosen: Candidate, facts: Facts) -> Mapping[str, bool]:
        """Return the booleans that the blueprint names."""
        del facts
        return flags(answers, chosen)


def _biggest(table: str, facts: Facts) -> tuple[str, ...]:
    """Return the last size of each family, e.g. ``kafka.m7g``."""
    last = {size.rpartition(".")[0]: size for size in facts.rows(table)}
    return tuple(last.values())


SIZING: PlatformSizing = MskSizing()
