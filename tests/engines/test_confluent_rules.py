"""Our own rules for Confluent Cloud and promtool look at every repository for it, and can fail."""

import shutil
from pathlib import Path

import pytest
from cases import CONFLUENT_FIXTURES, confluent_names, rendered_case
from harness import options
from test_confluent_planned import details_of

from kafka_scaffold.validate.engines import verify


pytestmark = pytest.mark.engine
PASSING = Path(__file__).parents[1] / "fixtures" / "confluent-policy"
# Whose alerts are tested: one example on each cluster type, and what has alerts of its own; rules are checked in all.
ALERTS_TESTED = frozenset(
    {
        *(name for name in confluent_names() if name.startswith("sandbox-")),
        "aggregate-confluent-freight",
        "option-confluent-flink",
        "option-confluent-keys-standby",
        "option-confluent-transit-gateway",
    }
)


@pytest.mark.parametrize("name", confluent_names())
def test_rules_find_nothing(name, repositories):
    """Every environment is judged, and its alerts are rules that Prometheus takes."""
    case = rendered_case(name)
    engines = ("confluent policy", "promtool rules")
    if name in ALERTS_TESTED:
        engines = (*engines, "promtool tests")
    report = verify(case.write(repositories), options=options("oldest", *engines))

    told = [
        (r.engine, r.where, r.findings or r.output or r.hint)
        for r in report.results
        if r.outcome != "passed"
    ]
    assert told == []
    judged = [r for r in report.results if r.engine == "confluent policy"]
    assert len(judged) == len(case.plan.environments)
    assert set(engines) == {r.engine for r in report.results}


def test_every_alert_is_tested_somewhere():
    """Every kind of alert is in a repository whose alerts are tested."""
    tested, all_of_them = (
        {
            rule.name.partition("-")[0]
            for name in names
            for decided in rendered_case(name).plan.environments
            for rule in details_of(decided).alerts
        }
        for names in (ALERTS_TESTED, [n for n in confluent_names() if n not in CONFLUENT_FIXTURES])
    )
    assert ALERTS_TESTED <= set(confluent_names())
    assert all_of_them - tested == set()


def test_a_mistake_in_a_copy_is_found(tmp_path):
    """What its owner breaks is found by `verify`, which names the place and says what to do."""
    root = shutil.copytree(PASSING / "enterprise", tmp_path / "r")
    file = root / "terraform" / "data" / "prod" / "main.tf"
    file.write_text(
        file.read_text().replace('"min.insync.replicas" = 2', '"min.insync.replicas" = 1')
    )
    before = verify(PASSING / "enterprise", options=options("oldest", "confluent policy"))
    after = verify(root, options=options("oldest", "confluent policy"))

    assert before.passed
    (found,) = [f for r in after.results for f in r.findings]
    assert (found.rule, found.where.partition(":")[0]) == (
        "topic-replication",
        "terraform/data/prod/main.tf",
    )
    assert found.hint
