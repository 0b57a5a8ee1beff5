"""The cluster's server.properties: only names that the variant accepts, each with its reason."""

from kafka_scaffold.model.answers import Answers, Authentication
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.brokers import properties
from kafka_scaffold.sizing.platforms.msk.details import Storage
from kafka_scaffold.sizing.prose import cite
from kafka_scaffold.sizing.topics.plan import Replication


def server_properties(
    answers: Answers,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    copies: Replication,
    storage: Storage | None,
    facts: Facts,
) -> tuple[Setting, ...]:
    """Return the properties of one cluster; none on Serverless, which has no configuration to edit."""
    names = facts.get(f"msk.configuration.{chosen.variant}").items
    wanted = (
        *_safety(answers, facts),
        *properties.copies(copies),
        properties.reading_by_zone("Amazon MSK developer guide, consumer rack awareness"),
        *properties.fetch_sessions(demand, facts),
        *properties.retention(answers, topics, facts),
        *properties.record_size(topics, facts),
        *_threads(chosen, storage, facts),
    )
    return tuple(setting for setting in wanted if setting.name in names)


def acl_bootstrap(answers: Answers, variant: str, facts: Facts) -> Setting | None:
    """Return what must hold until the first ACLs exist; ``None`` where IAM decides and ACLs play no part.

    There is no super user on MSK: with the property off and no ACL, nobody could create the first one. So the
    first apply leaves it on, access/apply.sh creates the ACLs (an administrator's among them), and the next
    apply turns it off for good.
    """
    if variant == "serverless" or answers.security.authentication is Authentication.IAM:
        return None
    fact = facts.get("msk.acl.bootstrap")
    return Setting(
        name="allow.everyone.if.no.acl.found",
        value=bool(fact.value),
        reason="Only until the first ACLs exist: MSK has no super user, so with it off nobody could create them",
        source=cite(fact),
    )


def _safety(answers: Answers, facts: Facts) -> tuple[Setting, ...]:
    acl = facts.get("msk.acl.allow_everyone")
    iam = answers.security.authentication is Authentication.IAM
    return (
        properties.declared_topics(),
        Setting(
            name="unclean.leader.election.enable",
            value=False,
            reason="A copy that is behind never leads, so acknowledged records are not lost; MSK's default is true",
            source="Amazon MSK developer guide, default configuration",
        ),
        Setting(
            name="allow.everyone.if.no.acl.found",
            value=bool(acl.value),
            reason="A topic without a grant is nobody's; IAM policies decide for IAM clients"
            if iam
            else "A topic without an ACL is nobody's; on only until the first ACLs exist",
            source=cite(acl),
        ),
    )


def _threads(chosen: Candidate, storage: Storage | None, facts: Facts) -> tuple[Setting, ...]:
    settings = []
    if chosen.size in facts.rows("msk.threads"):
        for name, column in (("num.io.threads", "io"), ("num.network.threads", "network")):
            fact = facts.get(f"msk.threads.{chosen.size}.{column}")
            reason = f"AWS's advice for {chosen.size}; the default leaves cores idle"
            settings.append(
                Setting(name=name, value=int(fact.number), reason=reason, source=cite(fact))
            )
    if storage is not None and storage.throughput_mib_s is not None:
        fact = facts.get(f"msk.provisioned_throughput.{chosen.size}.num_replica_fetchers")
        settings.append(
            Setting(
                name="num.replica.fetchers",
                value=int(fact.number),
                reason=f"Replication must use the {storage.throughput_mib_s.value} MiB/s that are provisioned",
                source=cite(fact),
            )
        )
    return tuple(settings)
