"""Alerts on what Kafka stands on: the operators, certificates, and places for pods."""

from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.alerts.parts import Scope
from kafka_scaffold.sizing.promql import at_least_none, equal, like, moving, select, steady


GROUP = "kafka-operators"
BEGUN = "strimzi_reconciliations_total"
FAILED = "strimzi_reconciliations_failed_total"
DONE = "strimzi_reconciliations_successful_total"
DAY_S = 86_400
KINDS = ("Kafka", "KafkaConnect", "KafkaConnector", "KafkaMirrorMaker2", "KafkaBridge")


def surroundings_alerts(scope: Scope) -> tuple[AlertRule, ...]:
    """Return the alerts on operators, on certificates and on pods that find no place."""
    return (
        _operator_down(scope),
        _reconciliation_failing(scope),
        _stuck(scope),
        _paused(scope),
        deployment_down(
            scope,
            "KafkaEntityOperatorDown",
            f"{scope.details.cluster_name}-entity-operator",
            group=GROUP,
            runbook="operator",
            what="The operators of topics and users are",
            reason="Nobody creates topics and users, and passwords of new users do not come",
        ),
        _topics_and_users(scope),
        *_certificates(scope),
        _pending(scope),
    )


def deployment_down(
    scope: Scope, name: str, deployment: str, *, group: str, runbook: str, what: str, reason: str
) -> AlertRule:
    """Return an alert on a Deployment without a pod that is available."""
    metric = "kube_deployment_status_replicas_available"
    series = select(metric, scope.namespace, equal("deployment", deployment))
    return scope.rule(
        name,
        f"{at_least_none(f'sum({series})')} < 1",
        scope.settle_minutes,
        group=group,
        summary=f"{what} down",
        description=f"{deployment} has had no available pod for {scope.settle_minutes} minutes.",
        runbook=runbook,
        reason=reason,
        fires=((series, steady(0)),),
        silent=((series, steady(1)),),
    )


def _operator_down(scope: Scope) -> AlertRule:
    labels = (
        equal("namespace", scope.details.operator_namespace),
        equal("strimzi_io_kind", "cluster-operator"),
    )
    series = select("up", *labels)
    return scope.rule(
        "StrimziOperatorDown",
        f"absent({series} == 1)",
        scope.settle_minutes,
        group=GROUP,
        summary="Strimzi's operator does not answer",
        description="Brokers go on, but nothing is repaired, rolled or renewed.",
        runbook="operator",
        reason="A new version of it starts within minutes; certificates expire where it stays away for weeks",
        fires=((series, steady(0)),),
        silent=((series, steady(1)),),
    )


def _reconciliation_failing(scope: Scope) -> AlertRule:
    minutes = round(scope.minutes("reconciliation") * scope.number("reconciliations_failed_for"))
    kinds = like("kind", "|".join(KINDS))

    def counted(metric: str) -> str:
        return f"sum by (kind) (increase({select(metric, scope.reconciled, kinds)}[{minutes}m]))"

    kind = scope.reconciled, equal("kind", "Kafka")
    failing = (select(FAILED, *kind), moving(0, 0.5))
    return scope.rule(
        "StrimziReconciliationFailing",
        f"{counted(FAILED)} > 0\nunless {counted(DONE)} > 0",
        scope.minutes("restart"),
        group=GROUP,
        summary="The operator fails at a resource again and again",
        description="{{ $labels.kind }} failed {{ $value | humanize }} times within "
        f"{minutes} minutes and not once succeeded.",
        runbook="operator",
        reason=f"It tries every {scope.minutes('reconciliation')} minutes; one failure in between heals itself",
        fires=(failing, (select(DONE, *kind), steady(7))),
        silent=(failing, (select(DONE, *kind), moving(0, 0.5))),
        warm=minutes,
    )


def _stuck(scope: Scope) -> AlertRule:
    """Return an alert on a reconciliation without an end: those due meanwhile are counted, none succeeds."""
    nodes = sum(len(pool.ids) for pool in scope.details.pools)
    each, window = scope.minutes("restart"), scope.settle_minutes
    minutes = round(nodes * each * scope.number("roll_share"))
    kafka = scope.reconciled, equal("kind", "Kafka")
    begun, done = select(BEGUN, *kafka), select(DONE, *kafka)
    return scope.rule(
        "StrimziRollingUpdateStuck",
        f"sum(increase({begun}[{window}m])) > 0\nunless sum(increase({done}[{window}m])) > 0",
        minutes,
        group=GROUP,
        summary=f"The operator has not finished with Kafka for {minutes} minutes",
        description="A rolling update waits: for a pod that does not get ready, or for copies that do not catch up.",
        runbook="stuck-rolling-update",
        reason=f"{nodes} nodes may take {each} minutes each; this is {scope.number('roll_share'):g} times as long",
        fires=((begun, moving(0, 0.5)), (done, steady(7))),
        silent=((begun, moving(0, 0.5)), (done, moving(0, 0.5))),
        warm=window,
    )


def _paused(scope: Scope) -> AlertRule:
    hours = round(scope.number("paused_hours"))
    series = select("strimzi_resources_paused", scope.reconciled, equal("kind", "Kafka"))
    return scope.rule(
        "StrimziReconciliationPaused",
        f"sum({series}) > 0",
        hours * 60,
        group=GROUP,
        summary=f"Somebody paused the operator for Kafka more than {hours} hours ago",
        description="Annotation strimzi.io/pause-reconciliation is set: changes wait and certificates are not renewed.",
        runbook="operator",
        reason=f"Work on a paused cluster ends within {hours} hours, or the annotation was forgotten",
        fires=((series, steady(1)),),
        silent=((series, steady(0)),),
    )


def _topics_and_users(scope: Scope) -> AlertRule:
    minutes = scope.minutes("trend")
    kinds = like("kind", "KafkaTopic|KafkaUser")
    series = select(FAILED, scope.reconciled, equal("kind", "KafkaTopic"))
    return scope.rule(
        "StrimziTopicOrUserFailing",
        f"sum by (kind) (increase({select(FAILED, scope.reconciled, kinds)}[{minutes}m])) > 0",
        minutes,
        group=GROUP,
        summary="A topic or a user is not what its resource says",
        description="A {{ $labels.kind }} failed {{ $value | humanize }} times; its status says why.",
        runbook="operator",
        reason="A wrong resource fails at every attempt until somebody corrects it",
        fires=((series, moving(0, 0.5)),),
        silent=((series, steady(3)),),
        warm=10,
    )


def _certificates(scope: Scope) -> tuple[AlertRule, ...]:
    metric = "strimzi_certificate_expiration_timestamp_ms"
    labels = (
        equal("resource_namespace", scope.details.namespace),
        equal("cluster", scope.details.cluster_name),
    )
    one = select(metric, *labels, equal("type", "cluster-ca"))
    renewal = float(scope.details.renewal_days.value)
    late = scope.number("certificate_late_days")
    last = scope.number("certificate_page_days")
    own = scope.details.own_certificate_authority
    soon = renewal if own else max(renewal - late, last)

    def expires(name: str, days: float, reason: str, *, page: bool) -> AlertRule:
        return scope.rule(
            name,
            f"min by (type) ({select(metric, *labels)}) / 1000 - time() < {days * DAY_S:g}",
            scope.minutes("trend"),
            group=GROUP,
            page=page,
            summary=f"A certificate authority of Kafka expires in less than {days:g} days",
            description="{{ $labels.type }} expires in {{ $value | humanizeDuration }}; then no client and no broker "
            "trusts another.",
            runbook="certificate-renewal",
            reason=reason,
            fires=((one, steady(days * DAY_S * 1000 / 2)),),
            silent=((one, steady(days * DAY_S * 1000 * 2)),),
        )

    why = (
        f"Nobody but its owner renews an authority of one's own, and every client must get it within {soon:g} days"
        if own
        else f"The operator renews it {renewal:g} days before; {renewal - soon:g} days later it still has not"
    )
    return (
        expires("KafkaCertificateNotRenewed", soon, why, page=False),
        expires(
            "KafkaCertificateExpires",
            last,
            f"{last:g} days are what remains to renew it by hand and to reach every client",
            page=True,
        ),
    )


def _pending(scope: Scope) -> AlertRule:
    metric = "kube_pod_status_phase"
    pod = equal("pod", scope.node(scope.details.broker_pool))
    pending = equal("phase", "Pending")
    return scope.rule(
        "KafkaPodPending",
        f"sum by (pod) ({select(metric, scope.namespace, pending)}) > 0",
        scope.settle_minutes,
        group=GROUP,
        summary="A pod finds no place",
        description="{{ $labels.pod }} is pending; its events say whether a machine, a zone or its volume is missing.",
        runbook="stuck-rolling-update",
        reason=f"A new machine comes within {scope.settle_minutes} minutes; a volume never moves to another zone",
        fires=((select(metric, scope.namespace, pod, pending), steady(1)),),
        silent=((select(metric, scope.namespace, pod, pending), steady(0)),),
    )
