"""One environment on Confluent Cloud, decided down to each argument."""

from kafka_scaffold.model.answers import Answers, EncryptionKey, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud import names
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts import alerts
from kafka_scaffold.sizing.platforms.confluent_cloud.catalogue import topic_attributes, topic_tags
from kafka_scaffold.sizing.platforms.confluent_cloud.configuration import (
    cluster_config,
    parallelism,
    topics_per_apply,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.connectors import connectors
from kafka_scaffold.sizing.platforms.confluent_cloud.details import ConfluentCloudDetails
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import sign_in
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.scaling import cluster_size
from kafka_scaffold.sizing.platforms.confluent_cloud.identities import has_roles, identities
from kafka_scaffold.sizing.platforms.confluent_cloud.limits import metric_limits
from kafka_scaffold.sizing.platforms.confluent_cloud.peer_networks import (
    interfaces,
    peer_cidr,
    zones,
)
from kafka_scaffold.sizing.platforms.confluent_cloud.processing import flink, ksql
from kafka_scaffold.sizing.platforms.confluent_cloud.recovery import recovery
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import registered_schemas
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


def describe(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> ConfluentCloudDetails:
    """Return what the blueprint of Confluent Cloud reads."""
    variant, own = Variant(chosen.variant), answers.confluent_cloud
    size = cluster_size(answers, environment, demand, chosen, facts)
    name = names.environment_name(answers, environment)
    return ConfluentCloudDetails(
        variant=variant,
        provider=answers.cloud.provider.value,
        region=answers.cloud.region,
        environment_name=name,
        cluster_name=name,
        units=size.units,
        units_reason=chosen.units_reason,
        availability=size.availability,
        max_ecku=size.max_ecku,
        cku=size.cku,
        uptime_percent=size.uptime_percent,
        zones=zones(environment, variant, size.networking, facts),
        networking=size.networking.value,
        peer_cidr=peer_cidr(answers, facts, environment.name, standby=False),
        interfaces=interfaces(facts) if size.networking is ConfluentNetworking.PNI else None,
        sign_in=sign_in(answers).value,
        roles=has_roles(variant, facts),
        own_key=answers.security.encryption_key is EncryptionKey.OWN,
        audit=answers.security.audit,
        protect=environment.protect,
        governance=own.stream_governance.value.upper(),
        cluster_config=cluster_config(variant, facts),
        identities=identities(answers, environment, demand, variant, topics, facts),
        keys_at_once=int(facts.number("confluent-cloud.identities.keys_per_application")),
        data_identity=names.own_account(answers, environment, "data"),
        metrics_identity=names.own_account(answers, environment, "metrics"),
        schemas=registered_schemas(answers, topics),
        topic_tags=topic_tags(topics),
        topic_attributes=topic_attributes(answers, topics),
        connectors=connectors(answers, environment, topics, facts),
        flink=flink(answers, environment, facts),
        ksql=ksql(answers, environment, facts),
        recovery=recovery(answers, environment, size, topics, facts),
        alerts=alerts(answers, environment, demand, chosen, topics, facts),
        limits=metric_limits(answers, environment, demand, chosen, facts),
        alert_channels=tuple(channel.value for channel in answers.monitoring.alerts),
        topics_per_apply=topics_per_apply(variant, facts),
        parallelism=parallelism(variant, topics, facts),
    )
