"""Checks that need no tool and no disk: do topics, broker properties and client settings agree with one another?"""

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Finding, Plan
from kafka_scaffold.rules.clients import check_client
from kafka_scaffold.rules.names import check_prefixes, check_topic_names
from kafka_scaffold.rules.topics import Limits, check_topics


def check_plan(plan: Plan, facts: Facts) -> tuple[Finding, ...]:
    """Return what is inconsistent in a plan, environment by environment; empty when all is well."""
    found = list(check_prefixes(plan.answers))
    limits = Limits(platform=plan.platform, variant=plan.variant, facts=facts)
    for environment in plan.environments:
        found += check_topic_names(environment.topics)
        found += check_topics(environment.topics, limits)
        for config in environment.clients:
            touched = tuple(
                topic
                for topic in environment.topics
                if config.application in (*topic.producers, *topic.consumers)
            )
            found += check_client(config, touched, facts)
    return tuple(dict.fromkeys(found))
