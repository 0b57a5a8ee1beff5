"""What the reader of a plan of Confluent Cloud must know: assumptions that moved it, sources that conflict, risks."""

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.sizing import cautions


def find(
    answers: Answers, environment: Environment, demand: Demand, chosen: Candidate, facts: Facts
) -> tuple[Finding, ...]:
    """Return the findings of one environment, warnings first."""
    del answers, environment, facts
    return cautions.warnings_first(
        (*cautions.total_order(demand), *cautions.derived_prices(chosen))
    )
