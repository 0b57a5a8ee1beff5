"""What a person reads of a plan on a terminal."""

import pytest

from kafka_scaffold.model.plan import Plan
from kafka_scaffold.report.plan_text import plan_text
from scenarios import planned


@pytest.mark.parametrize(("zones", "words"), [(1, ", 1 zone\n"), (2, ", 2 zones\n")])
def test_zones_are_counted_as_people_do(zones, words):
    """One is a zone, more are zones."""
    plan = planned("sandbox", "platform=strimzi", f"environments.dev.zones={zones}").plan

    assert isinstance(plan, Plan)
    assert words in plan_text(plan)
