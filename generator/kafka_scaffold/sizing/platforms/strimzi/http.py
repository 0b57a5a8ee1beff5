"""What speaks HTTP beside the brokers: the bridge, and Karapace as schema registry."""

from dataclasses import replace

from kafka_scaffold.model.answers import Answers, SchemaRegistry
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.settings import largest_request, producer_compression
from kafka_scaffold.sizing.platforms.strimzi.details import Bridge, Registry
from kafka_scaffold.sizing.platforms.strimzi.names import BRIDGE, REGISTRY, user_of
from kafka_scaffold.sizing.platforms.strimzi.resources import resources
from kafka_scaffold.sizing.prose import cite


CLIENTS = "Apache Kafka documentation, producer configs"


def bridge(answers: Answers, topics: tuple[TopicPlan, ...], facts: Facts) -> Bridge | None:
    """Return the bridge that was asked for."""
    if not answers.kubernetes.bridge:
        return None
    return Bridge(
        name=BRIDGE,
        replicas=_replicas("bridge", facts),
        producer_config=(
            Setting(
                name="acks",
                value="all",
                reason="A record is there once every copy that counts has it",
                source=CLIENTS,
            ),
            _compression(facts),
            *_largest(topics),
        ),
        resources=resources("bridge", "A few hundred requests a second", facts),
        user=user_of(BRIDGE, answers),
    )


def _compression(facts: Facts) -> Setting:
    """Return how the bridge compresses: the records that arrive over HTTP are plain."""
    reason = "Records arrive plain over HTTP; the sizing counts on compressed ones"
    return replace(producer_compression(facts), name="compression.type", reason=reason)


def _largest(topics: tuple[TopicPlan, ...]) -> tuple[Setting, ...]:
    """Return the same as workers need, under the producer's own name."""
    return tuple(
        replace(setting, name=setting.name.removeprefix("producer."))
        for setting in largest_request(topics)
    )


def registry(answers: Answers, facts: Facts) -> Registry | None:
    """Return Karapace where it keeps the schemas."""
    if answers.schemas.registry is not SchemaRegistry.KARAPACE:
        return None
    image = facts.get("strimzi.images.karapace")
    return Registry(
        name=REGISTRY,
        image=Setting(
            name="image",
            value=image.text,
            reason=f"Apache-2.0, speaks the protocol of Confluent's registry{image.note and f'; {image.note}'}",
            source=cite(image),
        ),
        replicas=_replicas("registry", facts),
        topic=facts.get("strimzi.registry.topic").text,
        resources=resources("registry", "Schemas are few and held in memory", facts),
        user=user_of(REGISTRY, answers),
    )


def _replicas(component: str, facts: Facts) -> Setting:
    fact = facts.get(f"strimzi.{component}.replicas")
    reason = f"{fact.number:g} of them: {fact.note}"
    return Setting(name="replicas", value=int(fact.number), reason=reason, source=cite(fact))
