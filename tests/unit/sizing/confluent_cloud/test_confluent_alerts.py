"""Thresholds of Confluent Cloud's alerts, worked out by hand; MB are 1,048,576 bytes, production is planned with 3 units."""

from dataclasses import replace
from math import isclose

import pytest

import confluent_fixture
from builders import facts
from confluent_monitoring import plan, rules, with_alerts
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud.limits import metric_limits


BASIC = ("basic", "aws", "public", "api-key")
ENTERPRISE = ("enterprise", "aws", "pni", "mtls")
FREIGHT = ("freight", "aws", "pni", "api-key")
DEDICATED = ("dedicated", "aws", "public", "mtls")
CASES = confluent_fixture.CASES


def threshold(rule: AlertRule) -> float:
    """Return the number that an expression ends in."""
    return float(rule.expression.split()[-1])


@pytest.mark.parametrize(
    ("case", "name", "expected"),
    [
        # max_ecku is 2 x 3 planned = 6 eCKU
        pytest.param(ENTERPRISE, "ConfluentIngressNearLimit", 6 * 60 * 1048576 * 0.8, id="in"),
        pytest.param(ENTERPRISE, "ConfluentIngressAtLimit", 6 * 60 * 1048576 * 0.9, id="in-page"),
        pytest.param(ENTERPRISE, "ConfluentEgressNearLimit", 6 * 180 * 1048576 * 0.8, id="out"),
        pytest.param(ENTERPRISE, "ConfluentPartitionsNearLimit", 14_400, id="6x3000x0.8"),
        pytest.param(ENTERPRISE, "ConfluentPartitionsAtLimit", 16_200, id="6x3000x0.9"),
        pytest.param(ENTERPRISE, "ConfluentConnectionsNearLimit", 86_400, id="6x18000x0.8"),
        pytest.param(ENTERPRISE, "ConfluentSignInsNearLimit", 2_400, id="6x500x0.8"),
        pytest.param(ENTERPRISE, "ConfluentRequestsAtLimit", 40_500, id="6x7500x0.9"),
        pytest.param(ENTERPRISE, "ConfluentUnitsNearMost", 5, id="ceil-of-6x0.8"),
        pytest.param(ENTERPRISE, "ConfluentUnitsAbovePlan", 3, id="units-planned"),
        pytest.param(ENTERPRISE, "ConfluentPartitionChurn", 250, id="500x0.5"),
        # 260 clients x 7 connections are 91 units of 20, the type has 50; the cluster takes less than they add up to
        pytest.param(BASIC, "ConfluentUnitsNearMost", 40, id="50x0.8"),
        pytest.param(BASIC, "ConfluentPartitionsNearLimit", 1_200, id="1500x0.8"),
        pytest.param(BASIC, "ConfluentSignInsNearLimit", 64, id="80-not-50x5"),
        pytest.param(BASIC, "ConfluentRequestsNearLimit", 4_000, id="50x100-below-15000"),
        pytest.param(BASIC, "ConfluentPartitionChurn", 125, id="250x0.5"),
        # 3 CKU, which do not grow
        pytest.param(DEDICATED, "ConfluentIngressNearLimit", 3 * 60 * 1048576 * 0.8, id="3-cku"),
        pytest.param(DEDICATED, "ConfluentPartitionsAtLimit", 12_150, id="3x4500x0.9"),
        pytest.param(DEDICATED, "ConfluentPartitionChurn", 2_500, id="5000x0.5"),
        pytest.param(DEDICATED, "ConfluentLoadHigh", 0.7, id="load-is-a-share-of-one"),
        pytest.param(DEDICATED, "ConfluentLoadCritical", 0.8, id="load-page"),
        # written 16.3 MB/s on average, and a quarter more
        pytest.param(ENTERPRISE, "ConfluentIngressAbovePlan", 16.3 * 1048576 * 1.25, id="cost"),
        # read 49 MB/s, and by the link to the standby all that is written once more; Basic has no link
        pytest.param(ENTERPRISE, "ConfluentEgressAbovePlan", 65.3 * 1048576 * 1.25, id="linked"),
        pytest.param(BASIC, "ConfluentEgressAbovePlan", 49 * 1048576 * 1.25, id="not-linked"),
        # 20,000 schemas with Stream Governance Advanced
        pytest.param(ENTERPRISE, "ConfluentSchemasNearLimit", 16_000, id="schemas"),
        # the largest topic has 11.41 MB/s x 3.5 / 1,000 bytes = 41,874.9 records/s on 24 partitions, for 300 s
        pytest.param(ENTERPRISE, "ConfluentMirrorLag", 523_436, id="mirror"),
        # an end-to-end goal of 1 s x 10 is below the 300 s that samples can tell
        pytest.param(ENTERPRISE, "ConfluentConsumerLate-count-clicks", 300, id="late"),
        # a quarter of 168 h
        pytest.param(ENTERPRISE, "ConfluentRecordsExpire-count-clicks", 151_200, id="expire"),
        # 10 CFU on average: a pool of 20
        pytest.param(ENTERPRISE, "ConfluentFlinkPoolFull", 18, id="20x0.9"),
        pytest.param(ENTERPRISE, "ConfluentProduceLatency", 50, id="produce-goal"),
    ],
)
def test_thresholds_follow_from_the_plan(case, name, expected):
    """A threshold is a share of what the cluster may carry, or what the plan says."""
    rule = rules(plan(case), "prod")[name]

    assert isclose(threshold(rule), expected)
    assert rule.reason


def test_a_guideline_of_dedicated_wakes_nobody():
    """Ingress, egress, connections and requests may be passed while the others are low; the load tells."""
    names = set(rules(plan(DEDICATED), "prod"))

    assert "ConfluentPartitionsAtLimit" in names
    for guideline in ("Ingress", "Egress", "Connections", "Requests"):
        assert f"Confluent{guideline}NearLimit" in names
        assert f"Confluent{guideline}AtLimit" not in names


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_alerts_are_only_on_what_the_type_has(case):
    """Load is Dedicated's, growth is the others'; Freight has no connectors, links are where a standby is."""
    names = set(rules(plan(case), "prod"))
    dedicated = case[0] == "dedicated"

    assert ("ConfluentLoadHigh" in names) is dedicated
    assert ("ConfluentUnitsNearMost" in names) is not dedicated
    assert ("ConfluentConnectorFailed" in names) is (case[0] != "freight")
    assert ("ConfluentMirrorLag" in names) is (case[0] in ("enterprise", "dedicated"))
    assert "ConfluentMirrorLag" not in rules(plan(case), "dev")
    assert {"ConfluentScrapeFails", "ConfluentMetricsMissing"} <= names


def test_an_environment_without_protection_wakes_nobody():
    """A page is for production."""
    assert {rule.severity for rule in rules(plan(ENTERPRISE), "dev").values()} == {"ticket"}
    assert {rule.severity for rule in rules(plan(ENTERPRISE), "prod").values()} == {
        "page",
        "ticket",
    }


def test_a_recovery_point_makes_lag_a_page():
    """600 s of 41,874.9 records/s on 24 partitions are 1,046,871 records; a goal of a second cannot be told."""
    for asked, records in ((600, 1_046_871), (1, 523_436)):
        answers = confluent_fixture.answers(*ENTERPRISE)
        durability = replace(answers.goals.durability, rpo_s=asked)
        answers = replace(answers, goals=replace(answers.goals, durability=durability))
        made = with_alerts(confluent_fixture.plan(*ENTERPRISE, answers=answers))
        rule = rules(made, "prod")["ConfluentMirrorLag"]

        assert isclose(threshold(rule), records, abs_tol=1)
        assert rule.severity == "page"


@pytest.mark.parametrize(("times", "factor"), [(1.1, 1.1), (3, 1.25), (0.5, 1)])
def test_a_tight_budget_leaves_less_room(times, factor):
    """Traffic may grow by what the budget leaves, by a quarter at most, and never has to shrink."""
    answers = confluent_fixture.answers(*ENTERPRISE)
    planned = plan(ENTERPRISE).environments[1].chosen.cost.monthly_usd
    goals = replace(answers.goals, budget_usd_month=planned * times)
    made = with_alerts(confluent_fixture.plan(*ENTERPRISE, answers=replace(answers, goals=goals)))

    found = threshold(rules(made, "prod")["ConfluentIngressAbovePlan"])
    assert isclose(found, 16.3 * 1048576 * factor)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_dashboards_draw_the_limits_that_alerts_are_shares_of(case):
    """80 % of what is drawn is where the ticket is."""
    made = plan(case)
    planned = made.environments[1]
    found = metric_limits(
        made.answers, planned.environment, planned.demand, planned.chosen, facts()
    )
    limits = {limit.title: limit.limit for limit in found}
    known = rules(made, "prod")

    assert len(limits) == 7
    assert isclose(limits["Partitions"] * 0.8, threshold(known["ConfluentPartitionsNearLimit"]))
    assert isclose(limits["Written"] * 0.8, threshold(known["ConfluentIngressNearLimit"]))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_windows_are_longer_than_samples_are_late(case):
    """Samples are three minutes old: a window of less than five minutes holds one or two of them."""
    for environment in ("dev", "prod"):
        for rule in rules(plan(case), environment).values():
            for part in rule.expression.split("[")[1:]:
                window = part.split("]")[0]
                assert window.endswith("h") or int(window.removesuffix("m")) >= 8, rule.name
