"""Tiered storage: Aiven's plugin in an image of the team's own, and a bucket that Terraform makes."""

from kafka_scaffold.model.answers import Answers, Cleanup, CloudProvider
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.platforms.strimzi.details import TieredStorage
from kafka_scaffold.sizing.platforms.strimzi.fit.tiering import may_tier
from kafka_scaffold.sizing.platforms.strimzi.images import image
from kafka_scaffold.sizing.prose import GIB, cite, size


PLUGIN = "Aiven's tiered storage plugin 1.1.1, configuration"
STORES = {CloudProvider.AWS: "s3", CloudProvider.GCP: "gcs", CloudProvider.AZURE: "azure"}


def moves_segments(answers: Answers) -> bool:
    """Tell whether something moves to a bucket, as far as answers say."""
    workload = answers.workload
    if workload.aggregate is not None:
        return may_tier(answers) and workload.hot_retention_s < workload.retention_s
    return may_tier(answers) and bool(cold_topics(answers))


def cold_topics(answers: Answers) -> tuple[str, ...]:
    """Return the topics of which a part need not be quick to read: they delete, and are hot for less than kept."""
    return tuple(
        topic.name
        for topic in answers.topics
        if topic.cleanup is Cleanup.DELETE and topic.hot_retention_s < topic.retention_s
    )


def tiered_storage(
    answers: Answers, topics: tuple[TopicPlan, ...], *, aggregate: bool, facts: Facts
) -> TieredStorage | None:
    """Return the plugin, or ``None`` where no topic moves segments to a bucket.

    ``aggregate`` says that topics are not known and something must move all the same.
    """
    moved = [t.name for t in topics for s in t.settings if s.name == "remote.storage.enable"]
    if not moved and not aggregate:
        return None
    version = facts.get("strimzi.versions.tiered_plugin")
    store = STORES[answers.cloud.provider]
    folder = facts.get("strimzi.parts.tiered_folder").text
    what = f"closed segments of {', '.join(moved)}" if moved else "closed segments of tiered topics"
    return TieredStorage(
        plugin_version=Setting(
            name="plugin_version", value=version.text, reason=version.note, source=cite(version)
        ),
        class_name=facts.get("strimzi.tiered.class_name").text,
        class_path=f"{folder}/core/*:{folder}/{store}/*",
        image=image(
            answers,
            "kafka",
            f"tiered-{version.text}",
            "Strimzi's image with the plugin's jars, which it does not bring: images/kafka builds it",
            facts,
        ),
        config=(_backend(answers, facts), *_bucket(answers), *_rates(facts), *_cache(facts)),
        reason=f"{what} move to a bucket, which holds one copy for less than disks hold three",
    )


def _one(name: str, value: str | int | bool, reason: str, source: str = PLUGIN) -> Setting:
    return Setting(name=name, value=value, reason=reason, source=source)


def _backend(answers: Answers, facts: Facts) -> Setting:
    fact = facts.get(f"strimzi.tiered.storage_class.{answers.cloud.provider}")
    return _one("storage.backend.class", fact.text, "Where segments go", cite(fact))


def _bucket(answers: Answers) -> tuple[Setting, ...]:
    """Return where the bucket is; the pod's own identity opens it, so no credential is here."""
    made = "Made by Terraform; brokers open it with the identity of their service account"
    if answers.cloud.provider is CloudProvider.AWS:
        region = "The bucket is in the cluster's region"
        return (
            _one("storage.s3.bucket.name", "@{bucket}", made),
            _one("storage.s3.region", answers.cloud.region, region, "cloud.region"),
        )
    if answers.cloud.provider is CloudProvider.GCP:
        default = "The identity of the service account, not a key in a file"
        return (
            _one("storage.gcs.bucket.name", "@{bucket}", made),
            _one("storage.gcs.credentials.default", True, default),
        )
    return (
        _one("storage.azure.account.name", "@{account}", made),
        _one("storage.azure.container.name", "@{bucket}", "The container in that account"),
    )


def _rates(facts: Facts) -> tuple[Setting, ...]:
    chunk = facts.get("strimzi.tiered.chunk_bytes")
    reads = (
        f"A read fetches {size(chunk.number)}; larger chunks make fewer requests and slower ones"
    )
    return (_one("chunk.size", int(chunk.number), reads, cite(chunk)),)


def _cache(facts: Facts) -> tuple[Setting, ...]:
    kept = facts.get("strimzi.tiered.cache_gib")
    ahead = facts.get("strimzi.tiered.prefetch_bytes")
    time = facts.get("strimzi.tiered.cache_retention_ms")
    folder = facts.get("strimzi.parts.tiered_cache_folder")
    prefix = "fetch.chunk.cache"
    return (
        _one(
            f"{prefix}.class",
            facts.get("strimzi.tiered.cache_class").text,
            "On disk, so that replaying consumers do not take the brokers' heap",
        ),
        _one(f"{prefix}.path", folder.text, f"Must exist: {folder.note}", cite(folder)),
        _one(f"{prefix}.size", int(kept.number * GIB), f"Holds {kept.note}", cite(kept)),
        _one(f"{prefix}.prefetch.max.size", int(ahead.number), f"Reads {ahead.note}", cite(ahead)),
        _one(f"{prefix}.retention.ms", int(time.number), f"Long enough: {time.note}", cite(time)),
    )
