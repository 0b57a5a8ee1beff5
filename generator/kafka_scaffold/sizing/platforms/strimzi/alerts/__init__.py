"""Prometheus alerts of one environment: thresholds from the plan, only on what the environment has."""

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import TopicPlan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.connect import connect_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.disks import disk_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.features import feature_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.lag import lag_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.load import load_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.metrics import metric_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.nodes import node_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.partitions import partition_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.platforms.strimzi.alerts.quorum import quorum_alerts
from kafka_scaffold.sizing.platforms.strimzi.alerts.surroundings import surroundings_alerts
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails


def alert_rules(
    details: StrimziDetails, topics: tuple[TopicPlan, ...], answers: Answers, facts: Facts
) -> tuple[AlertRule, ...]:
    """Return the alerts of one environment, rules of one group beside each other.

    Strimzi's own example rules look for pods called ``-kafka-<n>`` and match none that a node pool makes; these know the
    pools' names and sizes.
    """
    scope = Scope(details=details, facts=facts)
    return (
        *node_alerts(scope),
        *quorum_alerts(scope),
        *partition_alerts(scope, topics),
        *disk_alerts(scope),
        *load_alerts(scope, answers),
        *lag_alerts(scope, topics, answers),
        *surroundings_alerts(scope),
        *metric_alerts(scope),
        *connect_alerts(scope, answers),
        *feature_alerts(scope, answers),
    )
