"""Settings of a whole cluster, and how fast topics may be made in it."""

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


def cluster_config(variant: Variant, facts: Facts) -> tuple[Setting, ...]:
    """Return the settings of the cluster, which Dedicated alone lets one make."""
    if variant.is_elastic:
        return ()
    fact = facts.get("confluent-cloud.cluster_config.auto_create_topics")
    return (
        Setting(
            name="auto.create.topics.enable",
            value=bool(fact.value),
            reason=f"{fact.note[0].upper()}{fact.note[1:]}",
            source=cite(fact),
        ),
    )


def topics_per_apply(variant: Variant, facts: Facts) -> Setting:
    """Return how many partitions may be created and deleted in five minutes."""
    fact = facts.get(f"confluent-cloud.cluster.{variant}.partition_changes")
    return Setting(
        name="partition changes in five minutes",
        value=int(fact.number),
        reason=f"{variant.title()} refuses more than {fact.number:,.0f} in five minutes",
        source=cite(fact),
    )


def parallelism(variant: Variant, topics: tuple[TopicPlan, ...], facts: Facts) -> Setting | None:
    """Return how many topics one apply makes at a time, where all of them are more than five minutes allow."""
    fact = facts.get(f"confluent-cloud.cluster.{variant}.partition_changes")
    total = sum(topic.partitions for topic in topics)
    if total <= fact.number:
        return None
    return Setting(
        name="parallelism",
        value=1,
        reason=f"{total:,} partitions are declared and {fact.number:,.0f} may be created in five minutes: one topic at "
        "a time, and apply again after five minutes where it is refused",
        source=cite(fact),
    )
