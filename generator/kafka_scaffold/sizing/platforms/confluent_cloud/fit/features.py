"""What a cluster type does not offer, however many units it has: clashes between answers and facts."""

from collections.abc import Iterator

from kafka_scaffold.model.answers import (
    Answers,
    Application,
    ApplicationKind,
    Authentication,
    DisasterRecoveryKind,
    EncryptionKey,
    Objective,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.facts import Fact
from kafka_scaffold.model.platform_answers import ConfluentSignIn
from kafka_scaffold.sizing.clash import Clash, latency_clashes
from kafka_scaffold.sizing.platforms.confluent_cloud.connectors.sink import needs_schemas
from kafka_scaffold.sizing.platforms.confluent_cloud.fit import network
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.asked import Asked
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import sign_in
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.recovery import recovery_clashes
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


SECRETS = frozenset({"data-plane", "link", "metrics"})  # beside those of applications


def clashes(asked: Asked) -> tuple[Clash, ...]:
    """Return every clash of a type with the answers, the plainest first."""
    return (
        *_network(asked),
        *_uptime(asked),
        *_sign_in(asked),
        *_features(asked),
        *_conflicting(asked),
        *_freight(asked),
        *_regions(asked),
        *recovery_clashes(asked),
        *_elsewhere(asked),
    )


def _network(asked: Asked) -> Iterator[Clash]:
    if asked.network is not None:
        return
    fact = network.offered(asked.answers, asked.variant, asked.facts)
    words, _ = network.asked(asked.answers)
    provider = asked.answers.cloud.provider
    has = " and ".join(str(item) for item in fact.items)
    offers = f"offers {has} on {provider}" if has else f"is not offered on {provider}"
    yield _clash("networking", f"{words}: {asked.variant.title()} {offers}", fact)


def _uptime(asked: Asked) -> Iterator[Clash]:
    wanted, promise = asked.wanted, asked.promise
    if promise.percent < wanted.percent:
        yield Clash(
            bottleneck="uptime",
            reason=f"{wanted.why}: {wanted.percent:g} % uptime are wanted, {asked.variant.title()} promises at most "
            f"{promise.percent:g} %",
            source=promise.source,
            need=wanted.percent,
            limit=promise.percent,
            unit="%",
        )


def _sign_in(asked: Asked) -> Iterator[Clash]:
    answers, facts, name = asked.answers, asked.facts, asked.variant.title()
    if answers.security.authentication is Authentication.IAM:
        yield Clash(
            bottleneck="authentication",
            reason="security.authentication iam is Amazon MSK's alone; clients of Confluent Cloud sign in with API "
            "keys, OAuth or certificates",
            source="security.authentication",
        )
    kind, provider = sign_in(answers), answers.cloud.provider
    certificates = facts.get(f"confluent-cloud.mtls.{asked.variant}")
    if kind is ConfluentSignIn.MTLS and provider.value not in certificates.items:
        where = " and ".join(str(item) for item in certificates.items) or "no cloud"
        reason = f"mutual TLS on {provider}: {name} has it on {where}"
        yield _clash("authentication", reason, certificates)
    oauth = facts.get(f"confluent-cloud.features.{asked.variant}.oauth")
    if kind is ConfluentSignIn.OAUTH and not oauth.value:
        yield _clash("authentication", f"confluent_cloud.sign_in oauth: {name} has none", oauth)


def _features(asked: Asked) -> Iterator[Clash]:
    answers, own = asked.answers, asked.answers.confluent_cloud
    wanted = (
        ("exactly_once", _exactly_once(answers), "needs idempotent producers and transactions"),
        (
            "own_key",
            answers.security.encryption_key is EncryptionKey.OWN,
            "security.encryption_key own",
        ),
        ("client_quotas", own.client_quotas, "confluent_cloud.client_quotas"),
        (
            "schema_validation",
            own.schema_validation,
            "confluent_cloud.schema_validation by brokers",
        ),
        ("access_transparency", own.access_transparency, "confluent_cloud.access_transparency"),
        ("connectors", _uses(answers, ApplicationKind.CONNECTOR), "is a managed connector"),
        ("flink", bool(own.flink_cfu), "confluent_cloud.flink_cfu"),
        ("ksqldb", bool(own.ksqldb_units), "confluent_cloud.ksqldb_units"),
    )
    for column, needs, words in wanted:
        fact = asked.facts.get(f"confluent-cloud.features.{asked.variant}.{column}")
        if needs and not fact.value:
            told = f"{needs} {words}" if isinstance(needs, str) else words
            yield _refused(asked, column, told, fact)


def _exactly_once(answers: Answers) -> str:
    if answers.goals.durability.exactly_once:
        return "goals.durability.exactly_once"
    once = (a.name for a in answers.applications if a.exactly_once)
    return next((f"applications.{name}.exactly_once" for name in once), "")


def _uses(answers: Answers, kind: ApplicationKind) -> str:
    return next((f"applications.{a.name}" for a in answers.applications if a.kind is kind), "")


def _conflicting(asked: Asked) -> Iterator[Clash]:
    """Yield clashes with features on which sources differ for Freight; its facts say so."""
    answers = asked.answers
    recovery = answers.disaster_recovery.kind
    region = answers.goals.durability.survive is Survive.REGION
    wanted = (
        (
            "compaction",
            asked.load.compacted_partitions > 0,
            f"{asked.load.compacted_partitions:,} partitions are compacted",
        ),
        ("audit", answers.security.audit, "security.audit"),
        (
            "link_destination",
            region or recovery is not DisasterRecoveryKind.NONE,
            "goals.durability.survive region"
            if recovery is DisasterRecoveryKind.NONE
            else f"disaster_recovery.kind {recovery} needs a standby of the same type",
        ),
    )
    for name, needs, words in wanted:
        fact = asked.facts.get(f"confluent-cloud.{name}.{asked.variant}")
        if needs and not fact.value:
            yield _refused(asked, name, words, fact)


def _refused(asked: Asked, name: str, words: str, fact: Fact) -> Clash:
    lacks = {"link_destination": "receives no cluster link"}.get(
        name, f"has no {name.replace('_', ' ')}"
    )
    reason = f"{words}: {asked.variant.title()} {lacks}"
    return _clash(name.replace("_", " "), f"{reason} ({fact.note})" if fact.note else reason, fact)


def _freight(asked: Asked) -> Iterator[Clash]:
    if asked.variant is not Variant.FREIGHT:
        return
    answers, facts = asked.answers, asked.facts
    taken = {
        goal: facts.get(f"confluent-cloud.latency.freight.{goal}_ms")
        for goal in ("produce_p99", "end_to_end_p99")
    }
    yield from latency_clashes(answers, asked.environment, "Freight", taken)
    added = taken["produce_p99"]
    if answers.goals.optimise_for is Objective.LATENCY:
        yield _clash("latency", f"goals.optimise_for latency: {added.note}", added)
    plain = facts.get("confluent-cloud.freight.idempotence")
    if answers.goals.optimise_for is Objective.DURABILITY:
        yield _clash("idempotence", f"goals.optimise_for durability: {plain.note}", plain)


def _regions(asked: Asked) -> Iterator[Clash]:
    goals = asked.answers.goals.durability
    away = asked.answers.disaster_recovery.kind is not DisasterRecoveryKind.NONE
    if goals.rpo_s == 0 and (away or goals.survive is Survive.REGION):
        yield Clash(
            bottleneck="recovery point",
            reason="goals.durability.rpo 0 across regions: cluster links copy after the fact, and no cluster of "
            "Confluent Cloud stretches over regions",
            source="goals.durability.rpo",
            need=0.0,
            unit="s",
        )


def _elsewhere(asked: Asked) -> Iterator[Clash]:
    answers, environment = asked.answers, asked.environment
    registry, adopts = answers.schemas.registry, f"environments.{environment.name}.adopt"
    wanted = (
        (
            registry not in {SchemaRegistry.NONE, SchemaRegistry.CONFLUENT},
            "schemas.registry",
            f"schemas.registry {registry}: Confluent Cloud has a Schema Registry of its own, schemas.registry confluent",
        ),
        (
            environment.adopt is not None,
            adopts,
            f"{adopts} takes over clusters of Amazon MSK alone",
        ),
        (
            answers.cloud.dns is not None,
            "cloud.dns",
            "cloud.dns names the brokers of Amazon MSK; Confluent names these",
        ),
        *(
            (
                application.name in SECRETS or _is_of_a_standby(application, answers),
                f"applications.{application.name}",
                f"applications.{application.name}: a secret of this repository has this name; call it otherwise",
            )
            for application in answers.applications
        ),
        *(
            (
                needs_schemas(application) and not has_schemas(answers),
                f"applications.{application.name}.format",
                f"applications.{application.name}.format {application.format}: a managed sink writes such files of values "
                "with a schema alone; schemas.registry confluent and schemas.format give them one",
            )
            for application in answers.applications
        ),
        (answers.cloud.dual_stack, "cloud.dual_stack", "cloud.dual_stack: endpoints speak IPv4"),
    )
    for needs, path, reason in wanted:
        if needs:
            yield Clash(bottleneck=path, reason=reason, source=path)


def _is_of_a_standby(application: Application, answers: Answers) -> bool:
    """Tell whether a secret of the standby would have an application's name."""
    if answers.disaster_recovery.kind is not DisasterRecoveryKind.ACTIVE_PASSIVE:
        return False
    owner = application.name.removesuffix("-standby")
    others = {other.name for other in answers.applications} | SECRETS
    return owner != application.name and owner in others


def _clash(bottleneck: str, reason: str, fact: Fact) -> Clash:
    return Clash(bottleneck=bottleneck, reason=reason, source=cite(fact), kind=fact.kind)
