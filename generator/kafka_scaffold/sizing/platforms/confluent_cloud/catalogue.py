"""What the catalogue says of every topic: tags, and with Stream Governance Advanced whose it is."""

import re

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.model.platform_answers import StreamGovernance


TAG = ("managed_by_terraform", "Declared in this repository: change it there")


def topic_tags(topics: tuple[TopicPlan, ...]) -> tuple[tuple[str, str], ...]:
    """Return the tags of every topic; none without topics."""
    return (TAG,) if topics else ()


def topic_attributes(
    answers: Answers, topics: tuple[TopicPlan, ...]
) -> tuple[tuple[str, str], ...]:
    """Return business metadata: the owner, and the tags that everything carries in the cloud."""
    advanced = answers.confluent_cloud.stream_governance is StreamGovernance.ADVANCED
    if not advanced or not topics:
        return ()
    owner = (("owner", answers.owner),) if answers.owner else ()
    found = {_attribute(name): value for name, value in (*answers.tags, *owner)}
    return tuple(sorted(found.items()))


def _attribute(name: str) -> str:
    """Return a name that an attribute may have: letters, digits and underscores, a letter first."""
    plain = re.sub(r"\W", "_", name, flags=re.ASCII)
    return plain if plain[:1].isalpha() else f"a_{plain}"
