"""Flink's compute pool and the ksqlDB cluster."""

from math import ceil

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Flink, Ksql
from kafka_scaffold.sizing.platforms.confluent_cloud.names import environment_name, own_account
from kafka_scaffold.sizing.prose import cite


def flink(answers: Answers, environment: Environment, facts: Facts) -> Flink | None:
    """Return the pool, whose most is the next size from what peaks take on."""
    average = answers.confluent_cloud.flink_cfu * environment.scale
    if not average:
        return None
    room = facts.get("confluent-cloud.flink.peak_factor")
    sizes = facts.get("confluent-cloud.flink.pool_cfu")
    wanted = average * room.number
    largest = int(str(sizes.items[-1]))
    taken = next((int(str(s)) for s in sizes.items if float(str(s)) >= wanted), largest)
    words = f"{average:g} CFU on average x {room.number:g}"
    why = f"{words}, the next size of a pool: {room.note}"
    if wanted > taken:
        why = f"{words} are more than the {largest} CFU of the largest pool"
    return Flink(
        pool=environment_name(answers, environment),
        max_cfu=Setting(name="max_cfu", value=taken, reason=why, source=cite(sizes)),
        identity=own_account(answers, environment, "flink"),
    )


def ksql(answers: Answers, environment: Environment, facts: Facts) -> Ksql | None:
    """Return the ksqlDB cluster, in a size that it is offered in."""
    asked = answers.confluent_cloud.ksqldb_units
    if not asked:
        return None
    sizes = facts.get("confluent-cloud.ksqldb.csu")
    found = [int(str(item)) for item in sizes.items]
    taken = next((item for item in found if item >= ceil(asked)), found[-1])
    why = f"{asked} asked for" if taken == asked else f"{asked} asked for; {taken} is the next size"
    return Ksql(
        name=environment_name(answers, environment),
        units=Setting(name="csu", value=taken, reason=why, source="confluent_cloud.ksqldb_units"),
        identity=own_account(answers, environment, "ksqldb"),
    )
