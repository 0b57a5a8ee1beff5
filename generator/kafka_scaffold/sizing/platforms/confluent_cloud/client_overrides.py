"""What Confluent Cloud decides about its clients where the profiles would decide otherwise."""

from kafka_scaffold.model.answers import Answers, Objective
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.clients.overrides import Guarantee, Override, from_fact, from_facts
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


CLIENTS = "confluent-cloud.clients"
LIBRARIES = ("java", "librdkafka")
IN_FLIGHT = "max.in.flight.requests.per.connection"


def client_overrides(answers: Answers, variant: str, facts: Facts) -> tuple[Override, ...]:
    """Return the settings that a cluster type decides; those of Freight are its own."""
    found = (*from_facts(facts, f"{CLIENTS}.any"), *_group_protocol(answers, facts))
    if variant != Variant.FREIGHT:
        return found
    return (*found, *from_facts(facts, f"{CLIENTS}.freight"), *_in_flight(facts))


def _in_flight(facts: Facts) -> tuple[Override, ...]:
    return tuple(
        from_fact(
            facts.get(f"{CLIENTS}.freight.in_flight.{held}"), library, "producer", IN_FLIGHT, held
        )
        for library in LIBRARIES
        for held in (Guarantee.STRICT, Guarantee.LOOSE)
    )


def _group_protocol(answers: Answers, facts: Facts) -> tuple[Override, ...]:
    """Return the brokers' own protocol of groups, unless latency counts: its session cannot be shortened."""
    if answers.goals.optimise_for is Objective.LATENCY:
        return ()
    chosen = facts.get(f"{CLIENTS}.group_protocol")
    refused = facts.get(f"{CLIENTS}.group_protocol_without")
    return tuple(
        Override(
            library=library,
            role="consumer",
            section="group",
            name=name,
            value=value,
            reason=fact.note,
            source=cite(fact),
            streams=False,
        )
        for library in LIBRARIES
        for name, value, fact in (
            ("group.protocol", chosen.text, chosen),
            *((str(name), None, refused) for name in refused.items),
        )
    )
