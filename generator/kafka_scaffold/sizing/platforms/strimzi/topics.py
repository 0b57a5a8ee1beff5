"""Topics as Kafka on Kubernetes holds them, and the names of their resources."""

from functools import partial
from hashlib import sha256

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.platforms.strimzi.details import TopicResource
from kafka_scaffold.sizing.platforms.strimzi.fit.tiering import is_tiered
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.topics import plan
from kafka_scaffold.sizing.topics.partitions import PartitionRate
from kafka_scaffold.sizing.topics.plan import Replication, TopicRules


LONGEST_NAME = 253
_LEGAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")
_DIGESTS = (10, 20, 64)


def plan_topics(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[TopicPlan, ...]:
    """Return the topics of one environment as the chosen brokers hold them."""
    return topics_on(answers, environment, demand, chosen.variant, chosen.units, facts)


def topics_on(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    variant: str,
    brokers: int,
    facts: Facts,
) -> tuple[TopicPlan, ...]:
    """Return the topics as so many brokers of a variant hold them; none for an aggregate workload."""
    planning = facts.get("kafka.partitions.write_mib_s")
    rules = TopicRules(
        copies=replication(brokers, facts),
        rate=PartitionRate(write_mib_s=planning.number, read_mib_s=None, source=cite(planning)),
        moves=partial(is_tiered, answers),
        least_roll_ms=0,
        moved_segment_bytes=facts.number("kafka.segment.default_bytes"),
        largest_batch=None,
        names=facts.get(f"strimzi.topic_configuration.{variant}").items,
    )
    return plan.plan_topics(answers, environment, demand, rules, facts)


def replication(brokers: int, facts: Facts) -> Replication:
    """Return the copies of a partition: three, on fewer brokers one each, and one of them may always be away."""
    wanted = facts.get("kafka.replication.standard")
    factor = min(int(wanted.number), brokers)
    reason = "three copies, two must hold a record before it counts: one may be away without loss or a stop"
    if factor < wanted.number:
        reason = (
            f"one copy on each of {brokers} brokers; one may be away, or no broker could restart"
        )
    least = min(int(facts.number("kafka.min_insync.standard")), max(1, factor - 1))
    return Replication(factor=factor, min_insync=least, reason=reason, source=cite(wanted))


def topic_resources(topics: tuple[TopicPlan, ...]) -> tuple[TopicResource, ...]:
    """Return the name of each topic's resource, unique among them."""
    legal = {topic.name for topic in topics if _is_legal(topic.name)}
    return tuple(
        TopicResource(resource=resource_name(topic.name, legal), topic=topic.name)
        for topic in topics
    )


def resource_name(topic: str, taken: set[str]) -> str:
    """Return a topic's name where Kubernetes takes it, else one that resembles it and ends in a digest of it.

    ``taken`` are the names that are legal as they are: a made-up one must not be among them.
    """
    if topic in taken:
        return topic
    plain = "".join(c if c in _LEGAL else "-" for c in topic.lower()).strip("-.")
    labels = [label.strip("-") for label in plain.split(".")]
    head = ".".join(label for label in labels if label) or "topic"
    digest = sha256(topic.encode()).hexdigest()
    names = (_cut(head, digest[:length]) for length in _DIGESTS)
    return next(name for name in names if name not in taken)


def _cut(head: str, digest: str) -> str:
    return f"{head[: LONGEST_NAME - len(digest) - 1].rstrip('-.')}-{digest}"


def _is_legal(name: str) -> bool:
    """Tell whether a name is an RFC 1123 subdomain."""
    if not name or len(name) > LONGEST_NAME or not _LEGAL.issuperset(name):
        return False
    return all(
        label and not label.startswith("-") and not label.endswith("-") for label in name.split(".")
    )
