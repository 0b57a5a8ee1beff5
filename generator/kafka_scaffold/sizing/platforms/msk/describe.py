"""One environment's MSK cluster, decided down to each argument."""

from hashlib import sha256

from kafka_scaffold.model.answers import (
    Answers,
    EncryptionKey,
    Environment,
    Exposure,
    MonitoringStack,
)
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.platforms.msk.access import access
from kafka_scaffold.sizing.platforms.msk.access.acls import broker_acls
from kafka_scaffold.sizing.platforms.msk.alarms import alarms, monitoring_level
from kafka_scaffold.sizing.platforms.msk.connect import connectors
from kafka_scaffold.sizing.platforms.msk.details import MskDetails, Variant
from kafka_scaffold.sizing.platforms.msk.listeners import listeners
from kafka_scaffold.sizing.platforms.msk.properties import acl_bootstrap, server_properties
from kafka_scaffold.sizing.platforms.msk.schemas import glue_schemas
from kafka_scaffold.sizing.platforms.msk.storage import storage
from kafka_scaffold.sizing.platforms.msk.topics import replication
from kafka_scaffold.sizing.prose import cite


LONGEST_NAME = 64


def describe(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> MskDetails:
    """Return what the MSK blueprint reads; Serverless leaves what it has no brokers for empty."""
    variant = Variant(chosen.variant)
    serverless = variant is Variant.SERVERLESS
    volumes = (
        storage(answers, environment, demand, chosen, topics, facts)
        if variant is Variant.STANDARD
        else None
    )
    copies = replication(environment, chosen.variant, facts)
    made = cluster_name(answers.name, environment.name)
    adopt = environment.adopt
    name = _named_in(adopt.cluster_arn) if adopt else made
    running = connectors(answers, demand, topics, name, facts)
    authentication = answers.security.authentication
    return MskDetails(
        variant=variant,
        cluster_name=name,
        configuration_name=_named_in(adopt.configuration_arn)
        if adopt and adopt.configuration_arn
        else made,
        kafka_version=None if serverless else _version(chosen, facts),
        instance_type="" if serverless else chosen.size,
        brokers=0 if serverless else chosen.units,
        brokers_reason=chosen.units_reason,
        brokers_source=""
        if serverless
        else cite(facts.get(f"msk.method.{chosen.variant}_utilisation")),
        zones=environment.zones,
        storage=volumes,
        server_properties=server_properties(
            answers, demand, chosen, topics, copies, volumes, facts
        ),
        authentication=authentication.value,
        listeners=listeners(answers, running, facts, serverless=serverless),
        public=answers.security.exposure is Exposure.PUBLIC,
        private_link=answers.security.exposure is Exposure.PRIVATE_LINK,
        own_key=answers.security.encryption_key is EncryptionKey.OWN and not serverless,
        audit=answers.security.audit,
        protect=environment.protect,
        enhanced_monitoring=monitoring_level(answers, environment, chosen.variant),
        open_monitoring=_open_monitoring(answers, serverless=serverless),
        log_retention_days=_log_retention(answers, facts),
        access=access(answers, demand, chosen, topics, facts),
        alarms=alarms(answers, environment, demand, chosen, topics, volumes, facts),
        topics_as_terraform=not serverless,
        rebalancing=variant is Variant.EXPRESS,
        log_destinations=()
        if serverless
        else tuple(destination.value for destination in answers.monitoring.logs),
        dual_stack=answers.cloud.dual_stack and not serverless,
        schemas=glue_schemas(answers, topics),
        connectors=running,
        cluster_acls=() if serverless else broker_acls(authentication),
        acl_bootstrap=acl_bootstrap(answers, chosen.variant, facts),
    )


def _named_in(arn: str) -> str:
    """Return the name of what is taken over, as its ARN has it: any other name would replace it."""
    return arn.split(":", 5)[5].split("/")[1]


def cluster_name(project: str, environment: str) -> str:
    """Return ``project-environment``; a name too long for MSK keeps its beginning and a digest of the whole."""
    name = f"{project}-{environment}"
    if len(name) <= LONGEST_NAME:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: LONGEST_NAME - len(digest) - 1].rstrip('-')}-{digest}"


def _version(chosen: Candidate, facts: Facts) -> Setting:
    fact = facts.get(f"msk.version.{chosen.variant}")
    ends = str(facts.get(f"msk.versions.{fact.text}.end_of_support").value)
    support = f"supported until {ends}" if ends else "no end of support announced"
    released = facts.get(f"msk.versions.{fact.text}.released").text
    return Setting(
        name="kafka_version",
        value=fact.text,
        reason=f"On MSK since {released}, {support}, without ZooKeeper: {fact.note}",
        source=cite(fact),
    )


def _open_monitoring(answers: Answers, *, serverless: bool) -> bool:
    """Tell whether Prometheus may scrape: not on Serverless, and on KRaft not together with public access."""
    wanted = answers.monitoring.stack is MonitoringStack.PROMETHEUS
    return wanted and not serverless and answers.security.exposure is not Exposure.PUBLIC


def _log_retention(answers: Answers, facts: Facts) -> Setting:
    asked = answers.monitoring.log_retention_days
    least = facts.get("msk.logs.audit_days")
    days = max(asked, int(least.number)) if answers.security.audit else asked
    values = [int(str(value)) for value in facts.get("msk.logs.retention_days").items]
    kept = next((value for value in values if value >= days), values[-1])
    if answers.security.audit and asked < least.number:
        reason, source = (
            f"An audit looks back {least.number:g} days; {asked} were asked for",
            cite(least),
        )
    else:
        reason, source = f"{asked} days asked for", "monitoring.log_retention_days"
    if kept != days:
        reason += f"; {kept} is the next value that CloudWatch takes"
    return Setting(name="log_retention_days", value=kept, reason=reason, source=source)
