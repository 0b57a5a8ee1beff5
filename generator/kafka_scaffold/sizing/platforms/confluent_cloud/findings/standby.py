"""Findings on the standby in another region."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import Answers, ApplicationKind, Environment
from kafka_scaffold.model.facts import FactKind, Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import note, warning
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.network import networking
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import SECOND_MS, cite, span


def on_standby(
    answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
) -> Iterator[Finding]:
    """Yield what a failover costs and what it leaves behind; nothing without a standby."""
    region = standby_region(answers, environment)
    if region is None:
        return
    where, goal = "disaster_recovery", answers.goals.durability.rto_s
    yield warning(
        "standby-lag",
        f"{environment.name} is copied to {region} after the fact: a failover loses what was not copied yet, and reads "
        "again what was read since positions were copied last",
        where,
        "consumers must take a record twice; watch the lag of mirror topics",
        "Confluent Cloud documentation, disaster recovery",
    )
    fact = facts.find(f"confluent-cloud.link_networks.{chosen.variant}.{answers.cloud.provider}")
    network = networking(answers, Variant(chosen.variant), facts)
    private = network is not ConfluentNetworking.PUBLIC
    if private and fact is not None and fact.kind is FactKind.ASSUMED:
        yield warning(
            "standby-link",
            f"that a cluster link leads to {region} over {network} is taken for granted: {fact.note}",
            where,
            "check the two clusters in Confluent's table of combinations before the first apply",
            cite(fact),
        )
    yield note(
        "standby-by-hand",
        "nobody fails over but a person, who promotes mirror topics and sends clients to the standby"
        + (
            ""
            if goal is None
            else f"; goals.durability.rto {span(goal * SECOND_MS)} has to hold for that"
        ),
        where,
        "rehearse the runbook",
    )
    running = [a.name for a in answers.applications if a.kind is ApplicationKind.CONNECTOR]
    own = answers.confluent_cloud
    beside = [
        *running,
        *(["Flink"] if own.flink_cfu else []),
        *(["ksqlDB"] if own.ksqldb_units else []),
    ]
    if beside:
        yield note(
            "standby-beside",
            f"{', '.join(beside)} run at the cluster alone: after a failover they are started at the standby",
            where,
        )
