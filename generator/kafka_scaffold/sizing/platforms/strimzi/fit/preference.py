"""How many brokers a team wants to run, and the machines that may be more."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import biggest
from kafka_scaffold.sizing.ranking import Preference


def preference(answers: Answers, facts: Facts) -> Preference:
    """Return the cap on brokers, of the answers or of the team, and how many spread a loss; the biggest machines are exempt."""
    most, reason = answers.goals.operations.max_brokers, "goals.operations.max_brokers"
    if most is None:
        team = answers.goals.operations.team
        most = int(facts.number(f"strimzi.preference.brokers.{team}"))
        reason = f"goals.operations.team {team}"
    return Preference(
        max_units=most,
        reason=reason,
        exempt=biggest(answers.cloud.provider, facts),
        even_units=int(facts.number("strimzi.preference.brokers.even")),
    )
