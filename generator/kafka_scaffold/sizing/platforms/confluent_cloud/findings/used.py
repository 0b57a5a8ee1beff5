"""The facts that moved a plan: those on which sources conflict, and those that are assumptions."""

from collections.abc import Iterable, Iterator

from kafka_scaffold.model.answers import Answers, CloudProvider, EncryptionKey
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Finding
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.findings.say import note
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


CONFLICT = "CONFLICT"


def conflicts(names: Iterable[str], facts: Facts) -> Iterator[Finding]:
    """Yield those of the named facts on which sources contradict one another."""
    for name in names:
        fact = facts.find(name)
        if fact is not None and fact.note.startswith(CONFLICT) and not fact.overridden:
            words = fact.note.removeprefix(CONFLICT).lstrip(": ")
            several = isinstance(fact.value, tuple)  # what it is about, not a number that was taken
            told = ", ".join(map(str, fact.items)) if several else f"{fact.value} is taken"
            yield note("conflict", f"{told}: {words}", name, source=cite(fact))


def used(answers: Answers, demand: Demand, chosen: Candidate) -> Iterator[str]:
    """Yield the names of facts."""
    variant, provider = Variant(chosen.variant), answers.cloud.provider
    own = answers.confluent_cloud
    yield "confluent-cloud.bill.storage_copies"
    yield f"confluent-cloud.networking.{variant}.{provider}"
    wanted = {
        f"confluent-cloud.cluster.{variant}.connection_attempts_s": True,
        "confluent-cloud.method.enforced": variant.is_elastic,
        "confluent-cloud.method.max_units_factor": variant.is_elastic and own.max_units is None,
        f"confluent-cloud.most.enterprise.private-link.{provider}": variant is Variant.ENTERPRISE
        and _linked(answers, provider),
        "confluent-cloud.clients.brokers_reached": own.connections is None,
        "confluent-cloud.clients.commit_ms": own.requests_per_second is None
        and not demand.aggregate,
        "confluent-cloud.quotas.room_producer": own.client_quotas,
        "confluent-cloud.quotas.room_consumer": own.client_quotas,
        "confluent-cloud.flink.peak_factor": bool(own.flink_cfu),
        "confluent-cloud.ksqldb.csu": bool(own.ksqldb_units),
        "confluent-cloud.identities.keys_per_application": not demand.aggregate,
        "confluent-cloud.topic.min_insync": bool(demand.topics),
        "confluent-cloud.topic.segment_ms_least": bool(demand.topics),
        "kafka.partitions.write_mib_s": bool(demand.topics),
        "kafka.partitions.room": bool(demand.topics),
        f"confluent-cloud.keys.usd_month.{provider}": answers.security.encryption_key
        is EncryptionKey.OWN,
    }
    yield from (name for name, concerned in wanted.items() if concerned)


def _linked(answers: Answers, provider: CloudProvider) -> bool:
    named = answers.confluent_cloud.networking
    return provider is not CloudProvider.AWS or named is ConfluentNetworking.PRIVATE_LINK
