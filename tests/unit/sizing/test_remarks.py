"""What a plan says of itself: budget nearly used, tight limits, old prices, own facts."""

from dataclasses import replace
from datetime import date

from builders import answers, facts, goals, loaded
from kafka_scaffold.sizing.planner import make_plan


TODAY = date(2026, 11, 24)


def findings(asked, known=None, on=TODAY):
    """Return the findings on the plan as a whole, by rule."""
    plan = make_plan(asked, known or facts(), on)
    return {finding.rule: finding for finding in plan.findings}


def test_a_budget_that_is_nearly_used_is_a_warning():
    """Above nine tenths; below it nothing is said."""
    cost = make_plan(answers(variant="standard"), facts(), TODAY).primary.chosen.cost.monthly_usd
    near, far = (
        findings(goals(answers(variant="standard"), budget_usd_month=cost * times))
        for times in (1.05, 1.2)
    )

    assert near["budget-near"].severity == "warning"
    assert "budget-near" not in far


def test_an_upper_bound_above_the_budget_is_a_warning():
    """Where sources conflict the plan may cost more than it says."""
    asked = loaded(answers(variant="express"), peak_mb_s=40, hours=1000)
    cost = make_plan(asked, facts(), TODAY).primary.chosen.cost
    between = (cost.monthly_usd * 1.2 + cost.upper_usd) / 2
    assert cost.monthly_usd * 1.15 < between < cost.upper_usd

    assert "upper bound" in findings(goals(asked, budget_usd_month=between))["budget-near"].message


def test_limits_with_little_left_are_named():
    """Less than a fifth, with the number."""
    asked = loaded(answers(variant="standard"), peak_mb_s=59, hours=24)
    plan = make_plan(asked, facts(), TODAY)
    tight = [row for row in plan.primary.chosen.headroom if row.left < 0.2]
    said = {finding.rule: finding for finding in plan.findings}

    assert tight
    assert all(f"{row.left:.0%} of {row.name}" in said["headroom-low"].message for row in tight)


def test_prices_read_over_a_year_ago_are_counted():
    """The oldest is named; a plan made soon after reading has none."""
    late = findings(answers(), on=date(2026, 11, 24))
    early = findings(answers(), on=date(2025, 7, 1))

    assert "the oldest on 2024-09-25" in late["price-age"].message
    assert "price-age" not in early or "2024" in early["price-age"].message


def test_own_facts_are_shown():
    """What was replaced is part of why the plan is as it is."""
    name = "msk.preference.brokers.small"
    own = replace(facts().get(name), value=9, overridden=True)
    file = replace(facts().files[0], name="own.yaml", overridden=True)
    known = replace(facts(), facts={**facts().facts, name: own}, files=(*facts().files, file))
    finding = findings(answers(), known)["own-fact"]

    assert (finding.where, finding.message) == (name, "9 is your own value")


def test_a_plan_is_as_old_as_its_oldest_facts():
    """Own files do not make it younger."""
    plan = make_plan(answers(), facts(), TODAY)

    assert plan.facts_as_of == min(file.as_of for file in facts().files)


def test_assumptions_are_named_once_with_their_reason():
    """Each one that moved the plan, and only those."""
    plan = make_plan(answers(variant="standard"), facts(), TODAY)
    assumed = [f for f in plan.primary.findings if f.rule == "assumption"]

    assert len({f.where for f in assumed}) == len(assumed)
    assert all(facts().get(f.where).note in f.message for f in assumed)
    assert "msk.preference.brokers.small" in {f.where for f in assumed}
    assert not any("serverless" in f.where for f in assumed)


def test_conflicts_between_sources_are_named_where_they_matter():
    """Express storage for Express, the price of tiered storage where data is tiered."""

    def conflicts(asked):
        plan = make_plan(asked, facts(), TODAY)
        return {f.where for f in plan.primary.findings if f.rule == "conflict"}

    express = conflicts(answers(variant="express"))
    tiered = conflicts(loaded(answers(variant="standard"), hot_hours=12))
    plain = conflicts(loaded(answers(variant="standard"), peak_mb_s=20))

    assert express == {"msk.conflicts.express_storage", "msk.conflicts.express_egress"}
    assert tiered == {"msk.conflicts.tiered_price"}
    assert plain == set()


def test_more_brokers_than_asked_for_are_a_warning():
    """The biggest size is exempt from the cap, so that what fits gets a plan; the reader learns of it."""
    base = loaded(goals(answers(variant="standard"), budget_usd_month=None), peak_mb_s=1000)
    operations = replace(base.goals.operations, max_brokers=3)
    capped = replace(base, goals=replace(base.goals, operations=operations))
    said = findings(capped)["over-preference"]

    assert said.severity == "warning"
    assert "goals.operations.max_brokers" in (said.where, said.message)
    assert "over-preference" not in findings(answers(variant="standard"))
