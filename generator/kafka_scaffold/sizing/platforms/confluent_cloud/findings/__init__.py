"""What the reader of a plan of Confluent Cloud must know: risks, sources that conflict, assumptions that moved it."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing import cautions
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.account import on_account
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.beside import beside
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.money import on_money
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.standby import on_standby
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.type import on_type
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.used import conflicts, used


def find(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[Finding, ...]:
    """Return the findings of one environment, warnings first; what holds for all of them comes with the largest."""
    found = [
        *on_account(environment, chosen, facts),
        *on_standby(answers, environment, chosen, facts),
        *cautions.total_order(demand),
        *cautions.derived_prices(chosen),
    ]
    if environment.name == answers.primary.name:
        names = tuple(used(answers, demand, chosen))
        found += on_type(answers, environment, chosen, facts)
        found += beside(answers, chosen, facts)
        found += on_money(answers, chosen)
        found += conflicts(names, facts)
        found += cautions.assumptions(_plain(names, facts), facts)
    return cautions.warnings_first(found)


def _plain(names: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """Return the facts on which sources do not contradict one another."""
    told = {finding.where for finding in conflicts(names, facts)}
    return tuple(name for name in names if name not in told)
