"""Images of the team's own: Strimzi's with something added, pushed to the team's registry."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.prose import cite


REGISTRY = "@{registry}"


def image(answers: Answers, what: str, tag: str, reason: str, facts: Facts) -> Setting:
    """Return the reference of an image; its tag says what it is made of and ends in ``tag``."""
    base = facts.get("strimzi.images.kafka")
    made_of = base.text.rpartition(":")[2]
    return Setting(
        name="image",
        value=f"{REGISTRY}/{answers.name}-{what}:{made_of}-{tag}",
        reason=reason,
        source=cite(base),
    )
