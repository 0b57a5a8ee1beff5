"""WarpStream as it is considered beside other platforms: what fits, what is preferred, what it is called."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.machines import biggest
from kafka_scaffold.sizing.platforms.warpstream.fit.consider import consider
from kafka_scaffold.sizing.platforms.warpstream.topics import plan_topics
from kafka_scaffold.sizing.platforms.warpstream.variants import title
from kafka_scaffold.sizing.ranking import Preference


__all__ = ["consider", "plan_topics", "preference", "title"]


def preference(answers: Answers, facts: Facts) -> Preference:
    """Return the cap on Agents, of the answers or of the team; the biggest machines are exempt."""
    asked = answers.goals.operations.max_brokers
    team = answers.goals.operations.team
    own = int(facts.number(f"warpstream.preference.agents.{team}"))
    return Preference(
        max_units=own if asked is None else asked,
        reason=f"goals.operations.team {team}" if asked is None else "goals.operations.max_brokers",
        exempt=biggest(answers.cloud.provider, facts),
        even_units=int(facts.number("warpstream.preference.agents.even")),
        unit="Agents",
    )
