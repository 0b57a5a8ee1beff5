"""What is the same for every size of a variant and still costs: metrics that alarms watch, connectors."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment, Platform
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Cost, TopicPlan
from kafka_scaffold.sizing.platforms.msk.alarms import alarms
from kafka_scaffold.sizing.platforms.msk.connect import connectors
from kafka_scaffold.sizing.platforms.msk.details import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """Counts that bills multiply. An MCU is what MSK Connect sells, one vCPU and 4 GiB."""

    alarms_per_broker: int = 0
    alarms_once: int = 0
    mcu_least: int = 0
    mcu_most: int = 0


NOTHING = Extras()


def extras(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    variant: Variant,
    facts: Facts,
) -> Extras:
    """Return the counts of a variant; an aggregate workload has none."""
    if demand.aggregate:
        return NOTHING
    per_broker, once = _watched(answers, environment, demand, topics, variant, facts)
    planned = connectors(answers, demand, topics, answers.name, facts)
    return Extras(
        alarms_per_broker=per_broker,
        alarms_once=once,
        mcu_least=sum(int(c.mcu_count.value) * int(c.workers_min.value) for c in planned),
        mcu_most=sum(int(c.mcu_count.value) * int(c.workers_max.value) for c in planned),
    )


def _watched(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    topics: tuple[TopicPlan, ...],
    variant: Variant,
    facts: Facts,
) -> tuple[int, int]:
    """Return metrics watched on each broker, and once. Which alarms there are does not depend on the size."""
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
        if alarm.dimensions in {"broker", "authentication"}:
            per_broker += len(alarm.metrics)
        else:
            once += len(alarm.metrics)
    return per_broker, once
