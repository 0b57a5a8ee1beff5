"""Alerts on what is beside the cluster: connectors, schemas, Flink, ksqlDB, and the standby's link."""

from kafka_scaffold.model.answers import ApplicationKind
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.alerts.scope import STANDBY_ID, Scope
from kafka_scaffold.sizing.platforms.confluent_cloud.processing import flink, ksql
from kafka_scaffold.sizing.platforms.confluent_cloud.schemas import has_schemas
from kafka_scaffold.sizing.promql import at_least_none, equal, like, select, share, steady
from kafka_scaffold.sizing.prose import SECOND_MS, cite, shown, span


CONNECT = "confluent-connectors"
LINK = "confluent-link"
BESIDE = "confluent-processing"
CONNECTOR = equal("connector_id", "lcc-abc123")
STATUS = "confluent_kafka_connect_connector_status"
LETTERS = "confluent_kafka_connect_dead_letter_queue_records"
SCHEMAS = "confluent_kafka_schema_registry_schema_count"
POOL = "confluent_flink_compute_pool_utilization_current_cfus"
SATURATION = "confluent_kafka_ksql_query_saturation"
STORAGE = "confluent_kafka_ksql_storage_utilization"
MIRROR_LAG = "confluent_kafka_server_cluster_link_mirror_topic_offset_lag"
MIRROR_ERRORS = "confluent_kafka_server_cluster_link_mirror_transition_in_error"
LINKS = "confluent_kafka_server_cluster_link_count"
COPIED = "confluent_kafka_server_cluster_link_destination_response_bytes"
WRITTEN = "confluent_kafka_server_received_bytes"
FAILED = "(?i:failed)"
ACTIVE = "(?i:active)"


def beside_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on what the environment has beside its cluster."""
    return (
        *_connectors(scope),
        *_schemas(scope),
        *_flink(scope),
        *_ksql(scope),
        *_link(scope),
    )


def _connectors(scope: Scope) -> tuple[AlertRule, ...]:
    if not any(a.kind is ApplicationKind.CONNECTOR for a in scope.answers.applications):
        return ()
    minutes = scope.minutes("settle")
    broken = select(STATUS, scope.job, like("status", FAILED))
    fails = select(STATUS, scope.job, CONNECTOR, equal("status", "FAILED"))
    runs = select(STATUS, scope.job, CONNECTOR, equal("status", "RUNNING"))
    letters = select(LETTERS, scope.job, CONNECTOR)
    return (
        scope.rule(
            "ConfluentConnectorFailed",
            f"max by (connector_id) ({broken}) > 0",
            scope.minutes("short"),
            group=CONNECT,
            page=True,
            summary="A connector has failed",
            description="{{ $labels.connector_id }} moves nothing; its page says why.",
            runbook="connector-failed",
            reason="Confluent restarts a task that it can repair; one that has failed stays so until somebody acts",
            fires=((fails, steady(1)),),
            silent=((runs, steady(1)),),
        ),
        scope.rule(
            "ConfluentDeadLetters",
            f"sum by (connector_id) (sum_over_time({select(LETTERS, scope.job)}[{minutes}m])) > 0",
            1,
            group=CONNECT,
            summary="A connector set records aside that it could not handle",
            description=f"{{{{ $labels.connector_id }}}} set {{{{ $value | humanize }}}} aside within {minutes} minutes.",
            runbook="connector-failed",
            reason="Nobody reads a dead letter topic but a person, and what is in it is missing elsewhere",
            fires=((letters, steady(1)),),
            silent=((letters, steady(0)),),
            warm=minutes,
        ),
    )


def _schemas(scope: Scope) -> tuple[AlertRule, ...]:
    if not has_schemas(scope.answers):
        return ()
    package = scope.answers.confluent_cloud.stream_governance
    fact = scope.facts.get(f"confluent-cloud.governance.{package}.schemas")
    part = scope.number("near_limit")
    series = select(SCHEMAS, scope.job, equal("schema_registry_id", "lsrc-abc123"))
    return (
        scope.rule(
            "ConfluentSchemasNearLimit",
            f"max({select(SCHEMAS, scope.job)}) > {fact.number * part:g}",
            scope.minutes("trend"),
            group=BESIDE,
            summary=f"Schema Registry holds more than {share(part)} of the schemas that its package includes",
            description="{{ $value }} versions of schemas.",
            runbook="cost-review",
            reason=f"{share(part)} of {shown(fact.number)} with Stream Governance {package.value.title()} ({cite(fact)})",
            fires=((series, steady(fact.number)),),
            silent=((series, steady(fact.number * part / 2)),),
        ),
    )


def _flink(scope: Scope) -> tuple[AlertRule, ...]:
    pool = flink(scope.answers, scope.environment, scope.facts)
    if pool is None:
        return ()
    most, part = float(str(pool.max_cfu.value)), scope.number("pool_share")
    series = select(POOL, scope.job, equal("compute_pool_id", "lfcp-abc123"))
    return (
        scope.rule(
            "ConfluentFlinkPoolFull",
            f"max(avg_over_time({select(POOL, scope.job)}{scope.window})) > {most * part:g}",
            scope.minutes("settle"),
            group=BESIDE,
            summary=f"Flink uses more than {share(part)} of its pool",
            description=f"{{{{ $value | humanize }}}} CFU of {most:g}; statements wait for each other.",
            runbook="flink",
            reason=f"{share(part)} of max_cfu {most:g}: {pool.max_cfu.reason}",
            fires=((series, steady(most)),),
            silent=((series, steady(most * part / 2)),),
            warm=scope.minutes("window"),
        ),
    )


def _ksql(scope: Scope) -> tuple[AlertRule, ...]:
    cluster = ksql(scope.answers, scope.environment, scope.facts)
    if cluster is None:
        return ()
    part = scope.number("ksql_share")

    def above(name: str, metric: str, what: str) -> AlertRule:
        series = select(metric, scope.job, equal("ksqldb_cluster_id", "lksqlc-abc123"))
        return scope.rule(
            name,
            f"max(avg_over_time({select(metric, scope.job)}{scope.window})) > {part:g}",
            scope.minutes("settle"),
            group=BESIDE,
            summary=f"ksqlDB uses more than {share(part)} of its {what}",
            description="It uses {{ $value | humanizePercentage }}.",
            runbook="ksqldb",
            reason=f"{share(part)} of what {cluster.units.value} CSU have; more of them is a new cluster",
            fires=((series, steady((1 + part) / 2)),),
            silent=((series, steady(part / 2)),),
            warm=scope.minutes("window"),
        )

    return (
        above("ConfluentKsqlSaturated", SATURATION, "processing"),
        above("ConfluentKsqlStorageFull", STORAGE, "storage"),
    )


def _link(scope: Scope) -> tuple[AlertRule, ...]:
    job = scope.standby_job
    if job is None:
        return ()
    return (_mirror_lag(scope, job), *_broken(scope, job), _stopped(scope, job))


def _mirror_records_s(scope: Scope) -> float:
    """Return the records a second of the busiest mirrored partition: lag is told of the worst partition."""
    partitions = {topic.name: topic.partitions for topic in scope.topics}
    found = [
        records / partitions[name]
        for name, records in scope.topic_records_s.items()
        if partitions.get(name)
    ]
    return max(found, default=scope.records_s / max(1, scope.load.partitions))


def _mirror_lag(scope: Scope, job: str) -> AlertRule:
    asked = scope.answers.goals.durability.rpo_s
    seconds = (
        scope.number("mirror_lag_s") if asked is None else max(asked, scope.number("lag_floor_s"))
    )
    records = max(1.0, round(seconds * _mirror_records_s(scope)))
    series = select(MIRROR_LAG, job, STANDBY_ID, equal("topic", "a-topic"))
    limit = span(seconds * SECOND_MS)
    why = (
        "no recovery point is asked for" if asked is None else f"the recovery point is {asked:g} s"
    )
    return scope.rule(
        "ConfluentMirrorLag",
        f"max(avg_over_time({select(MIRROR_LAG, job)}{scope.window})) > {records:g}",
        scope.minutes("short"),
        group=LINK,
        page=asked is not None,
        summary=f"The standby is more than {limit} behind",
        description="{{ $value | humanize }} records of one partition are not there yet: a failover loses them.",
        runbook="link-lag",
        reason=f"The busiest partition gets {shown(records)} records in {limit}; {why}, and samples are "
        f"{scope.late_minutes} minutes old",
        fires=((series, steady(records * 2)),),
        silent=((series, steady(records / 2)),),
        warm=scope.minutes("window"),
    )


def _broken(scope: Scope, job: str) -> tuple[AlertRule, ...]:
    errors = select(MIRROR_ERRORS, job, STANDBY_ID)
    gone = select(LINKS, job, STANDBY_ID, equal("link_state", "unavailable"))
    there = select(LINKS, job, STANDBY_ID, equal("link_state", "active"))
    return (
        scope.rule(
            "ConfluentMirrorInError",
            f"max(max_over_time({select(MIRROR_ERRORS, job)}{scope.window})) > 0",
            scope.minutes("short"),
            group=LINK,
            page=True,
            summary="A topic cannot be mirrored",
            description="{{ $value }} changes of a mirror's state failed: that topic is not copied.",
            runbook="link-lag",
            reason="A mirror that failed stays so until somebody makes it anew",
            fires=((errors, steady(1)),),
            silent=((errors, steady(0)),),
        ),
        scope.rule(
            "ConfluentLinkUnavailable",
            f"sum({select(LINKS, job, f'link_state!~{chr(34)}{ACTIVE}{chr(34)}')}) > 0",
            scope.minutes("short"),
            group=LINK,
            page=True,
            summary="The link to the standby does not reach its source",
            description="{{ $value }} links are not active: nothing is copied.",
            runbook="link-lag",
            reason="A link that has not reached its source for five minutes says so of itself",
            fires=((gone, steady(1)),),
            silent=((there, steady(1)),),
        ),
    )


def _stopped(scope: Scope, job: str) -> AlertRule:
    copied = select(COPIED, job, STANDBY_ID)
    written = (scope.of_cluster(WRITTEN), steady(scope.delta_s * 1000))
    minutes = scope.minutes("settle")
    return scope.rule(
        "ConfluentLinkStopped",
        f"{at_least_none(f'sum(sum_over_time({select(COPIED, job)}[{minutes}m]))')} == 0\n"
        f"and on () sum(sum_over_time({select(WRITTEN, scope.job)}[{minutes}m])) > 0",
        scope.minutes("short"),
        group=LINK,
        page=True,
        summary=f"Nothing reached the standby within {minutes} minutes",
        description="The cluster is written to and the link copies nothing.",
        runbook="link-lag",
        reason="Every declared topic is mirrored, so that what is written is soon copied",
        fires=((copied, steady(0)), written),
        silent=((copied, steady(scope.delta_s * 1000)), written),
        warm=minutes,
    )
