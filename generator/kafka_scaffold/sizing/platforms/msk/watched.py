"""How many metrics the alarms of a variant watch: CloudWatch charges for each."""

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Cost, TopicPlan
from kafka_scaffold.sizing.platforms.msk.alarms import alarms
from kafka_scaffold.sizing.platforms.msk.details import Variant


def watched(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    variant: Variant,
    facts: Facts,
) -> tuple[int, int]:
    """Return the metrics watched on each broker, and those watched once.

    Which alarms there are depends on the variant, not on the size, so that any size stands for all of them.
    """
    size = "serverless" if variant is Variant.SERVERLESS else facts.rows(f"msk.{variant}")[0]
    stand_in = Candidate(
        platform=Platform.MSK,
        variant=variant,
        size=size,
        units=environment.zones,
        storage_gib_per_unit=1,
        cost=Cost(lines=()),
        headroom=(),
        partitions=0,
    )
    per_broker = once = 0
    for alarm in alarms(answers, environment, demand, stand_in, topics, None, facts):
        if alarm.dimensions == "broker":
            per_broker += len(alarm.metrics)
        else:
            once += len(alarm.metrics)
    return per_broker, once
