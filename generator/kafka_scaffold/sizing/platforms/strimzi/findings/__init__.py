"""What the reader of a Strimzi plan must know: dangers, duties, assumptions that moved it, what nobody has tried."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing import cautions
from kafka_scaffold.sizing.platforms.strimzi.findings.beside import beside
from kafka_scaffold.sizing.platforms.strimzi.findings.nodes import on_nodes
from kafka_scaffold.sizing.platforms.strimzi.findings.reach import reaching
from kafka_scaffold.sizing.platforms.strimzi.findings.used import used
from kafka_scaffold.sizing.platforms.strimzi.findings.versions import versions


def find(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[Finding, ...]:
    """Return the findings of one environment, warnings first; what holds for all of them comes with the largest."""
    found = [
        *on_nodes(answers, environment, demand, chosen, facts),
        *cautions.total_order(demand),
        *cautions.derived_prices(chosen),
    ]
    if environment.name == answers.primary.name:
        found += reaching(answers, chosen)
        found += beside(answers, facts)
        found += versions(answers, chosen, facts)
        moved = used(answers, environment, demand, chosen, facts)
        found += cautions.assumptions(moved, facts)
    return cautions.warnings_first(found)
