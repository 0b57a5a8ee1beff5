"""Prometheus alerts of one environment: thresholds from its plan, only on what its type and the answers have."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.beside import beside_alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.capacity import capacity_alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.clients import client_alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.consumers import consumer_alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.metrics import metric_alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.money import cost_alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import scope_of


def alerts(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> tuple[AlertRule, ...]:
    """Return the alerts of one environment, rules of one group beside each other."""
    scope = scope_of(answers, environment, demand, chosen, topics, facts)
    return (
        *capacity_alerts(scope),
        *consumer_alerts(scope),
        *client_alerts(scope),
        *beside_alerts(scope),
        *cost_alerts(scope),
        *metric_alerts(scope),
    )
