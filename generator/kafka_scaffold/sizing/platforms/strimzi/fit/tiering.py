"""What may leave the brokers' disks: a demand as the brokers store it."""

from functools import partial

from kafka_scaffold.model.answers import Answers, Cleanup
from kafka_scaffold.model.demand import Demand, TopicDemand
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.topics import tiering


def may_tier(answers: Answers) -> bool:
    """Tell whether there is a bucket for old segments: one of ours, which an existing Kubernetes cluster lacks."""
    return answers.kubernetes.cluster is KubernetesCluster.CREATE


def is_tiered(answers: Answers, topic: TopicDemand) -> bool:
    """Tell whether a topic's old segments go to object storage: it deletes, and not all of it must be quick."""
    return (
        may_tier(answers)
        and topic.cleanup is Cleanup.DELETE
        and topic.hot_retention_hours < topic.retention_hours
    )


def as_stored(answers: Answers, demand: Demand) -> Demand:
    """Return a demand in which everything that cannot be tiered is hot."""
    return tiering.as_stored(demand, partial(is_tiered, answers), whole=may_tier(answers))
