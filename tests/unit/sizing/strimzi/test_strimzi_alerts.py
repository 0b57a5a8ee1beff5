"""Alerts of Kafka on Kubernetes: only on what there is, with thresholds from the plan, and proven by series."""

import re
from dataclasses import replace

import pytest

import strimzi_fixture
from builders import facts
from kafka_scaffold.model.answers import Aggregate, Rate
from kafka_scaffold.sizing.platforms.strimzi.alerts import alert_rules
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from strimzi_monitoring import bare, metrics, plan, rules, sources, with_alerts


RUNBOOKS = {
    "broker-loss",
    "certificate-renewal",
    "connect",
    "consumer-lag",
    "controller",
    "disk-full",
    "high-cpu",
    "mirror",
    "network",
    "operator",
    "rebalance",
    "stuck-rolling-update",
    "throttling",
    "tiered-storage",
    "under-replicated",
    "zone-loss",
}
EVERY = [
    pytest.param(rule, id=f"{kubernetes}-{planned.environment.name}-{rule.name}")
    for kubernetes in ("eks", "existing")
    for planned in plan(kubernetes).environments
    if isinstance(planned.details, StrimziDetails)
    for rule in planned.details.alerts
]
OPTIONAL = {
    "quota": {"KafkaProducersStopped"},
    "tiered": {
        "KafkaTieredCopyLag",
        "KafkaTieredCopyErrors",
        "KafkaTieredFetchErrors",
        "KafkaTieredDeleteErrors",
    },
    "cruise_control": {"CruiseControlDown", "CruiseControlBlind"},
    "connect": {
        "KafkaConnectWorkerMissing",
        "KafkaConnectConnectorFailed",
        "KafkaConnectTaskFailed",
        "KafkaConnectDeadLetters-lake",
    },
    "mirror": {
        "KafkaMirrorWorkerMissing",
        "KafkaMirrorConnectorFailed",
        "KafkaMirrorTaskFailed",
        "KafkaMirrorLag",
    },
    "bridge": {"KafkaBridgeDown"},
    "registry": {"SchemaRegistryDown"},
}


def minutes(duration: str) -> int:
    """Return the minutes of ``15m``."""
    return int(duration.removesuffix("m"))


def number(name: str) -> float:
    """Return a fact about alerts."""
    return facts().number(f"strimzi.alerts.{name}")


@pytest.mark.parametrize("rule", EVERY)
def test_an_alert_says_what_to_do_and_can_be_tested(rule):
    """Whoever gets it knows why, how urgent, and where to read on; series prove both of its states."""
    assert rule.runbook in RUNBOOKS
    assert rule.severity in {"page", "ticket"}
    assert rule.summary
    assert rule.description
    assert rule.reason
    assert rule.fires
    assert rule.silent
    assert rule.fires != rule.silent
    assert minutes(rule.at) > minutes(rule.for_) > 0


@pytest.mark.parametrize("rule", EVERY)
def test_an_alert_reads_metrics_that_somebody_gives(rule):
    """A metric that does not exist never fires, so names are checked against who gives them."""
    known = {name for source in sources().values() for name in source["metrics"]}

    assert metrics(rule.expression)
    assert metrics(rule.expression) <= known
    assert not bare(rule.expression)


@pytest.mark.parametrize("rule", EVERY)
def test_an_alert_looks_at_one_environment(rule):
    """Two environments may share a Prometheus; each selector names the namespace it means."""
    selectors = re.findall(r"(?:ALERTS|up|[a-z]\w*_\w+)\{([^}]*)\}", rule.expression)

    assert selectors
    assert all(re.search(r'namespace="(clickstream-|strimzi)', labels) for labels in selectors)


@pytest.mark.parametrize("kubernetes", ["eks", "gke", "aks", "existing"])
def test_names_of_alerts_are_unique(kubernetes):
    """Tests, inhibition and silences go by name."""
    for planned in plan(kubernetes).environments:
        assert isinstance(planned.details, StrimziDetails)
        names = [rule.name for rule in planned.details.alerts]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("part", OPTIONAL)
def test_a_part_that_is_not_there_is_not_watched(part):
    """Each optional part brings its alerts and takes them away."""
    gone = set(rules("prod")) - set(rules("prod", **{part: None}))

    assert gone == OPTIONAL[part]


def test_nobody_is_woken_for_an_environment_without_protection():
    """Whoever may delete an environment need not get up for it."""
    assert {rule.severity for rule in rules("dev").values()} == {"ticket"}
    assert {rule.severity for rule in rules("prod").values()} == {"page", "ticket"}


def test_pods_are_found_by_the_names_of_the_pools():
    """Strimzi names pods by cluster, pool and id; the selectors match exactly these."""
    for environment, names in (
        ("prod", {"clickstream-broker-100", "clickstream-broker-105"}),
        ("dev", {"clickstream-dual-0", "clickstream-dual-2"}),
    ):
        found = re.search(r'pod=~"([^"]+)"', rules(environment)["KafkaBrokerMissing"].expression)
        assert found
        assert all(re.fullmatch(found[1], name) for name in names)
        assert not re.fullmatch(found[1], "clickstream-kafka-0")
        assert not re.fullmatch(found[1], "clickstream-controller-0")


def test_volumes_are_found_by_the_names_of_the_pools():
    """Claims of a JBOD volume are called data, its id, and the pod."""
    found = re.search(
        r'persistentvolumeclaim=~"([^"]+)"', rules("prod")["KafkaDiskNearlyFull"].expression
    )

    assert found
    assert re.fullmatch(found[1], "data-0-clickstream-broker-100")
    assert not re.fullmatch(found[1], "data-0-clickstream-controller-0")


def test_nodes_with_both_roles_are_watched_once():
    """Where brokers are controllers there is no second pool to miss pods or fill disks."""
    names = set(rules("dev"))

    assert "KafkaBrokerMissing" in names
    assert "KafkaQuorumLost" in names
    assert not names & {"KafkaControllerMissing", "KafkaControllerDiskNearlyFull"}


def test_a_rolling_update_alerts_nobody():
    """What a restart causes by itself waits longer than the operator waits for a restarted pod."""
    restart = number("restart_minutes")
    for name in (
        "KafkaBrokerMissing",
        "KafkaUnderReplicated",
        "KafkaAtMinIsr",
        "KafkaBrokerFenced",
    ):
        assert minutes(rules("prod")[name].for_) > 2 * restart


def test_an_outage_is_told_at_once():
    """What no rolling update causes does not wait for one."""
    for name in ("KafkaPartitionsOffline", "KafkaUnderMinIsr", "KafkaQuorumLost", "KafkaZoneLost"):
        rule = rules("prod")[name]
        assert minutes(rule.for_) < number("restart_minutes")
        assert rule.severity == "page"


def test_the_page_comes_before_producers_are_stopped():
    """The quota plugin stops producers at its ratio; somebody must know while there is time."""
    details = strimzi_fixture.plan().environments[1].details
    assert isinstance(details, StrimziDetails)
    assert details.quota
    stops = float(details.quota.min_available_ratio.value)
    found = re.search(r"< ([0-9.]+)$", rules("prod")["KafkaDiskNearlyFull"].expression)
    early = re.search(r"< ([0-9.]+)$", rules("prod")["KafkaDiskLow"].expression)

    assert found
    assert early
    assert stops < float(found[1]) < float(early[1])


def test_thresholds_follow_the_number_of_brokers():
    """The same rule expects what was planned, not a number of its own."""
    assert rules("prod")["KafkaBrokerMissing"].expression.endswith("< 6")
    assert rules("dev")["KafkaBrokerMissing"].expression.endswith("< 3")
    assert rules("prod")["KafkaMetricsMissing"].expression.endswith("< 9")


def test_the_loss_of_a_zone_is_told_from_the_loss_of_a_broker():
    """Six brokers in three zones are two per zone; with one per zone no number tells them apart."""
    assert rules("prod")["KafkaZoneLost"].expression.endswith("<= 4")
    assert "KafkaZoneLost" not in rules("dev", zones=3)


def test_a_spare_copy_is_asked_for_where_every_topic_has_one():
    """A topic with as many copies as min.insync.replicas is always at the limit, which is no news."""
    made = strimzi_fixture.plan()
    planned = made.environments[1]
    assert isinstance(planned.details, StrimziDetails)
    tight = (replace(planned.topics[0], min_insync_replicas=3), *planned.topics[1:])

    found = {rule.name for rule in alert_rules(planned.details, tight, made.answers, facts())}

    assert "KafkaAtMinIsr" not in found
    assert "KafkaUnderReplicated" in found


def test_cpu_is_throttled_only_where_it_is_limited():
    """Without a limit there is nothing to throttle; then the request is the measure."""
    assert "KafkaCpuThrottled" in rules("prod")
    assert "KafkaCpuHigh" in rules("dev")
    assert rules("dev")["KafkaCpuHigh"].expression.endswith("> 1.5")


def test_the_network_is_measured_by_the_machine():
    """Where Terraform makes the machines, their baseline is a fact; elsewhere Cruise Control was told it."""
    fact = facts().get("strimzi.alerts.of_limit").number
    baseline = facts().number("aws.machines.m7g.2xlarge.network_mib_s")
    found = re.search(r"> ([0-9.]+)$", rules("prod")["KafkaNetworkOutNearLimit"].expression)

    assert found
    assert float(found[1]) == pytest.approx(baseline * fact * 1024 * 1024)
    assert "KafkaNetworkOutNearLimit" in rules("prod", "existing")
    assert "KafkaNetworkOutNearLimit" not in rules("dev", "existing")


def test_latency_is_watched_where_there_is_a_goal():
    """No goal, no alert; the goal itself is the threshold."""
    made = strimzi_fixture.plan()
    goal = made.answers.goals.latency.produce_p99_ms
    assert goal is not None
    assert rules("prod")["KafkaProduceLatency"].expression.endswith(f"> {goal:g}")

    goals = replace(
        made.answers.goals,
        latency=replace(made.answers.goals.latency, produce_p99_ms=None, end_to_end_p99_ms=None),
    )
    planned = with_alerts(replace(made, answers=replace(made.answers, goals=goals))).environments[1]
    assert isinstance(planned.details, StrimziDetails)
    names = {rule.name for rule in planned.details.alerts}

    assert not names & {"KafkaProduceLatency", "KafkaFetchLatency"}
    assert not any(name.startswith("KafkaConsumerLate-") for name in names)


def test_each_group_is_watched_on_each_topic_it_reads():
    """Records that expire unread are lost, so that is told while most of the retention is left."""
    found = rules("prod")
    topic = next(t for t in plan().environments[1].topics if t.consumers)
    retention_s = topic.retention_hours * 3600
    for group in ("sessions", "count", "connect-lake"):
        rule = found[f"KafkaRecordsExpire-{group}-{topic.name}"]
        limit = float(rule.expression.rsplit("> ", 1)[1])
        assert limit == pytest.approx(retention_s * number("lag_of_retention"), rel=0.01)
        assert f'consumergroup="{group}"' in rule.expression
    assert f"KafkaConsumerLate-connect-lake-{topic.name}" not in found


def test_the_marker_of_a_transaction_is_no_lag():
    """On a quiet topic one unread offset of each partition stays for ever, and nobody is told of it."""
    made = strimzi_fixture.plan()
    workload = replace(made.answers.workload, write=Rate(average_bytes_s=1, peak_bytes_s=1))
    quiet = with_alerts(replace(made, answers=replace(made.answers, workload=workload)))
    pattern = re.compile(
        r'topic="([^"]+)".*clamp_min\(.*, ([0-9.e+-]+)\) > ([0-9.e+]+)$', re.DOTALL
    )
    for environment in quiet.environments:
        assert isinstance(environment.details, StrimziDetails)
        partitions = {topic.name: topic.partitions for topic in environment.topics}
        found = [
            match.groups()
            for rule in environment.details.alerts
            if rule.name.startswith(("KafkaConsumerLate", "KafkaRecordsExpire"))
            and (match := pattern.search(rule.expression))
        ]
        assert found
        for topic, floor, limit in found:
            assert partitions[topic] / float(floor) < float(limit)


def test_time_behind_follows_the_scale_of_the_environment():
    """A smaller environment has fewer records, so the floor below which rates do not count is lower."""

    def floor(environment: str) -> float:
        rule = next(
            r for name, r in rules(environment).items() if name.startswith("KafkaRecordsExpire")
        )
        found = re.search(r"clamp_min\(.*, ([0-9.e+]+)\)", rule.expression)
        assert found
        return float(found[1])

    scales = {e.name: e.scale for e in plan().answers.environments}

    assert floor("dev") / floor("prod") == pytest.approx(scales["dev"] / scales["prod"])


def test_totals_of_a_cluster_say_nothing_of_its_topics():
    """An aggregate workload has no rates per topic; what needs them is left out, the rest stays."""
    made = strimzi_fixture.plan()
    rate = Rate(average_bytes_s=1e6, peak_bytes_s=2e6)
    total = Aggregate(incoming=rate, outgoing=rate, partition_replicas=100)
    asked = replace(made.answers, workload=replace(made.answers.workload, aggregate=total))
    planned = with_alerts(replace(made, answers=asked)).environments[1]
    assert isinstance(planned.details, StrimziDetails)
    names = {rule.name for rule in planned.details.alerts}

    assert "KafkaUnderMinIsr" in names
    assert not any(name.startswith("KafkaRecordsExpire") for name in names)
    assert not names & {"KafkaBrokersUnbalanced", "KafkaTieredCopyLag"}


def test_an_authority_of_ones_own_is_not_renewed_by_the_operator():
    """The operator renews its own and is late when it has not; another's must be renewed by people in time."""

    def days(**changes: bool) -> float:
        rule = rules("prod", **changes)["KafkaCertificateNotRenewed"]
        return float(rule.expression.rsplit("< ", 1)[1]) / 86400

    assert days(own_certificate_authority=True) == 30
    assert days() == 30 - number("certificate_late_days")


def test_quotas_of_users_are_watched_where_no_plugin_replaces_them():
    """With the plugin Kafka has no quotas per user, and their metric does not exist."""
    assert "KafkaClientThrottled" in rules("dev")
    assert "KafkaClientThrottled" not in rules("prod")
