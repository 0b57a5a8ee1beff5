"""How many brokers a team wants to run, and the machines that may be more."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import biggest
from kafka_scaffold.sizing.platforms.strimzi.fit.topology import in_every_zone
from kafka_scaffold.sizing.ranking import Preference


def preference(answers: Answers, facts: Facts) -> Preference:
    """Return the cap on brokers, of the answers or of the team, and how many spread a loss; the biggest machines are exempt."""
    most, reason = answers.goals.operations.max_brokers, "goals.operations.max_brokers"
    if most is None:
        team = answers.goals.operations.team
        most = int(facts.number(f"strimzi.preference.brokers.{team}"))
        reason = f"goals.operations.team {team}"
    return Preference(
        max_units=max(most, _least(answers, facts)),
        reason=reason,
        exempt=biggest(answers.cloud.provider, facts),
        even_units=int(facts.number("strimzi.preference.brokers.even")),
    )


def _least(answers: Answers, facts: Facts) -> int:
    """Return the fewest brokers there can be: a cap below them would leave the biggest machines alone."""
    copies = int(facts.number("strimzi.sizing.brokers_least"))
    return max(in_every_zone(copies, environment.zones) for environment in answers.environments)
